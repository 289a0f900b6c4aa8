"""Answers that may be sent by mistake: struck through, not seen, or two in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lzfx.forms.as_shown import quoted_text
from lzfx.forms.characters import tidy
from lzfx.forms.places import a1, where
from lzfx.model.book import RawCell, RawSheet, Unseen
from lzfx.model.finding import Finding, Severity, Where

_QUOTED = 60


def odd_answers(file: str, sheet: RawSheet, answers: Iterable[RawCell]) -> Iterator[Finding]:
    """A question for each answer that its sender may not have meant to give, at its cell."""
    for cell in answers:
        place = where(file, sheet, cell.row, cell.column)
        at, value = a1(cell.row, cell.column), tidy(quoted_text(cell))[:_QUOTED]
        if cell.struck:
            yield Finding("struck-text", place, {"value": value}, Severity.QUERY)
        if at in sheet.unseen:
            yield _unseen(sheet.unseen[at], place, value)
        if at in sheet.beside:
            other = tidy(sheet.beside[at])[:_QUOTED]
            yield Finding(
                "two-texts-in-cell", place, {"value": value, "other": other}, Severity.QUERY
            )


def _unseen(why: Unseen, place: Where, value: str) -> Finding:
    if why is Unseen.SIZE:
        return Finding("unseen-size", place, {"value": value}, Severity.QUERY)
    if why is Unseen.FORMAT:
        return Finding("unseen-format", place, {"value": value}, Severity.QUERY)
    return Finding("unseen-colour", place, {"value": value}, Severity.QUERY)
