"""What a record must have before it is printed: every gap as a finding that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lzfx.model.finding import Finding
from lzfx.model.master import Labels, Master

_DOC_NUMBER = re.compile(r"\S+〔\d{4}〕[^第\d]?[1-9]\d*号")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that must be filled, by its name on paper; its codes are those of the list `codes`.

    An `optional` one may be empty, but not hold a code that its list does not have.
    """

    field: str
    title: str
    codes: str = ""
    optional: bool = False


def gaps(
    paper: str,
    item: str,
    record: Any,  # noqa: ANN401 - a record of any model
    asked: Sequence[Asked],
    labels: Labels,
) -> Iterator[Finding]:
    """Every asked field of one record that is empty or holds an unknown code.

    `paper` and `item` say in the finding which document and which entry of it are meant.
    """
    for one in asked:
        value = getattr(record, one.field)
        if value in (None, "", ()) or (isinstance(value, str) and not value.strip()):
            if not one.optional:
                yield lacking(paper, item, one.title)
        elif one.codes:
            known = labels.get(one.codes, {})
            for code in value if isinstance(value, tuple) else (value,):
                if str(code) not in known:
                    params = {"paper": paper, "item": item, "title": one.title, "value": code}
                    yield Finding("paper-code-unknown", params=params)


def lacking(paper: str, item: str, title: str) -> Finding:
    """The finding that an entry has no such field."""
    return Finding("paper-field-missing", params={"paper": paper, "item": item, "title": title})


def no_entries(paper: str, entries: Sequence[object]) -> Iterator[Finding]:
    """The finding that there is nothing to print, where there is not."""
    if not entries:
        yield Finding("paper-empty", params={"paper": paper})


def doubled(paper: str, title: str, keys: Sequence[str]) -> Iterator[Finding]:
    """A finding for every number that two entries share."""
    for key in dict.fromkeys(key for key in keys if key and keys.count(key) > 1):
        yield Finding("paper-number-twice", params={"paper": paper, "title": title, "value": key})


def miscounted(
    paper: str,
    title: str,
    stated: object,
    computed: object,
) -> Iterator[Finding]:
    """The finding that a total typed by hand is another than that of the entries."""
    if stated is not None and stated != computed:
        params = {"paper": paper, "title": title, "value": stated, "expected": computed}
        yield Finding("paper-total-differs", params=params)


def of_no_unit(paper: str, item: str, unit: str, master: Master) -> Iterator[Finding]:
    """The finding that the roster has no such unit; an empty code is told elsewhere."""
    if unit and master.roster.unit(unit) is None:
        params = {"paper": paper, "item": item, "value": unit}
        yield Finding("paper-unit-unknown", params=params)


def number_gaps(paper: str, number: str) -> Iterator[Finding]:
    """The finding that a letter has no document number, or not one as the standard writes it."""
    if not number:
        yield lacking(paper, "", "文号")
    elif not _DOC_NUMBER.fullmatch(number):
        yield Finding("doc-number-form", params={"paper": paper, "value": number})
