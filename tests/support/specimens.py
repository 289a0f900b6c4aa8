"""The shipped specimens as records, with the master they are printed under."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from support.risk_examples import labels
from support.templates import SHIPPED
from support.write_reference import shipped_forms

from lzfx.content.blocks import Document
from lzfx.documents.document_kind import OfRecord
from lzfx.documents.made_of_records import MADE_OF_RECORDS
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.session.specimen_data import InventedOffice, invented_office, specimen_of, specimen_record

T = TypeVar("T")


@cache
def sample() -> InventedOffice:
    """The invented commission of the sample, under the shipped forms and labels."""
    return invented_office({form.name: form for form in shipped_forms()}, labels(SHIPPED))


def master() -> Master:
    """The master table its papers are printed under."""
    return sample().master


def all_documents(sample: InventedOffice) -> Iterator[tuple[OfRecord[Any], Document]]:
    """All specimens as documents, for whoever wants to look at every block there is."""
    for kind in MADE_OF_RECORDS:
        found, faults = specimen_of(sample, kind)
        assert not faults, faults
        for document in kind.documents(sample.master, found):
            yield kind, document


def record(file: str, kind: type[T]) -> T:
    """A shipped specimen."""
    found, faults = specimen_record(sample(), file, kind)
    assert found is not None, faults
    return found


def said(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    """Findings as (code, entry, what of it)."""
    return [(one.code, one.params.get("item", ""), one.params.get("title", "")) for one in findings]
