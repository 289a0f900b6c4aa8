"""The shipped specimens as records, with the master they are printed under."""

from __future__ import annotations

from typing import TypeVar

from support.risk_examples import labels

from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.session.specimen_data import specimen_master, specimen_record

T = TypeVar("T")


def master() -> Master:
    """The invented commission of the sample, under the shipped labels."""
    return specimen_master(labels())


def record(file: str, kind: type[T]) -> T:
    """A shipped specimen."""
    return specimen_record(file, kind)


def said(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    """Findings as (code, entry, what of it)."""
    return [(one.code, one.params.get("item", ""), one.params.get("title", "")) for one in findings]
