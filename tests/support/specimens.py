"""The shipped specimens as records, with the master they are printed under."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from support.risk_examples import labels
from support.templates import SHIPPED
from support.write_reference import shipped_forms

from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.session.specimen_data import InventedOffice, invented_office, specimen_record

T = TypeVar("T")


@cache
def sample() -> InventedOffice:
    """The invented commission of the sample, under the shipped forms and labels."""
    return invented_office({form.name: form for form in shipped_forms()}, labels(SHIPPED))


def master() -> Master:
    """The master table its papers are printed under."""
    return sample().master


def record(file: str, kind: type[T]) -> T:
    """A shipped specimen."""
    found, faults = specimen_record(sample(), file, kind)
    assert found is not None, faults
    return found


def said(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    """Findings as (code, entry, what of it)."""
    return [(one.code, one.params.get("item", ""), one.params.get("title", "")) for one in findings]
