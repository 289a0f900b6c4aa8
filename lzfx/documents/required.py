"""What no single answer shows before records are printed: each gap as a finding that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lzfx.model.finding import Finding

_DOC_NUMBER = re.compile(r"\S+〔\d{4}〕[^第\d]?[1-9]\d*号")


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


def crossed(
    paper: str, item: str, first: tuple[str, date | None], last: tuple[str, date | None]
) -> Iterator[Finding]:
    """The finding that of two days, each with its title, the later one comes first."""
    if first[1] and last[1] and last[1] < first[1]:
        params = {"paper": paper, "item": item, "start": first[0], "end": last[0]}
        yield Finding("paper-days-crossed", params=params)


def number_gaps(paper: str, number: str) -> Iterator[Finding]:
    """The finding that a letter has no document number, or not one as the standard writes it."""
    if not number:
        yield lacking(paper, "", "文号")
    elif not _DOC_NUMBER.fullmatch(number):
        yield Finding("doc-number-form", params={"paper": paper, "value": number})
