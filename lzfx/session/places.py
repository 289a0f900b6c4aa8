"""Places of findings as a unit reads them: in the words of the form, on the copy it gets."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.checks.grouping import Grouped, runs_of, spans
from lzfx.messages import word

_FEW = 3
"""Rows that are named by their own words; more of them are only counted."""


def in_words(one: Grouped) -> str:
    """The place of a line: sheet, rows as printed, their own words, and the cells.

    Where there is no copy the file's own row numbers are not known. Where no such words are known,
    as in a ledger of an older program, it is the plain place.
    """
    spots = [each.spot for each in one.found if each.spot]
    if not spots:
        return one.place
    sheet, cells = spots[0].sheet, spans(one.cells)
    if not sheet:
        return word("place-form")
    named = {spot.row: spot.name for spot in spots if spot.row}
    has_copy = any(spot.cell for spot in spots)
    rows = _rows(named, numbered=has_copy) if named else ""
    if not rows and not cells:
        return word("place-table", sheet=sheet)
    return word("place-sheet", sheet=sheet) + rows + (f"（{cells}）" if cells else "")


def _rows(rows: Mapping[int, str], *, numbered: bool) -> str:
    """Rows by number, as printed; few with their own words, many as spans of numbers."""
    if not numbered:
        return "、".join(f"“{name}”" for name in dict.fromkeys(rows.values()) if name)
    if len(rows) <= _FEW:
        told = (
            word("place-row-named", row=row, name=name) if name else word("place-row", row=row)
            for row, name in sorted(rows.items())
        )
        return "、".join(told)
    runs = "、".join(
        f"{first}—{last}" if last > first else f"{first}" for first, last in runs_of({*rows})
    )
    return word("place-row", row=runs)
