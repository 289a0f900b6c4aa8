"""Returns with something in them that a fresh form does not hold, and a unit that does as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.copy_rounds import opened, written
from support.hostile_books import (
    POINTS,
    POSTS,
    Edit,
    base,
    chain,
    column,
    facts,
    head_row,
    put,
    sheet_of,
    struck,
    text,
    with_cells,
    with_sheet,
)
from support.hostile_judge import sample
from support.hostile_sheets import EDITS

from lzfx.forms.layout import REQUIRED_MARK, UNREAD_SHEET
from lzfx.forms.unread_list import ANSWER_COLUMN, AREA_COLUMN, HEADING_ROW, NOT_NEEDED
from lzfx.intake.locate import locate
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.finding import Severity
from lzfx.model.ledger import Delivery
from lzfx.workbook.blank import build
from lzfx.workbook.refill import refill

UNIT = "JC00"
DIGITS = 350102198001011234
"""A number as a person types it; the sheet keeps its first fifteen digits."""

NOTHING = "无"
"""What a unit writes where it has nothing to say, as it is told."""

FAULT = put("declared_level", "特级")
"""Any fault, so that what is no fault of its own goes back too."""


def _last() -> int:
    """The last row with answers; more rows are numbered."""
    return max(c.row for c in sheet_of(base()).cells if c.column == column("name"))


def moved_to_another_sheet(book: RawBook) -> RawBook:
    """The last three answers no longer under the heading, but on a sheet of their own."""
    old = sheet_of(book)
    away = [cell for cell in old.cells if cell.row > _last() - 3]
    kept = tuple(cell for cell in old.cells if cell.row <= _last() - 3)
    lower = tuple(replace(cell, row=cell.row - _last() + 3) for cell in away)
    other = RawSheet("续表", True, lower)  # noqa: FBT003
    book = with_sheet(book, replace(old, cells=kept))
    return replace(book, sheets=(*book.sheets, other))


def heading_repeated(book: RawBook) -> RawBook:
    """The heading once more before the last two rows, as for a second printed page."""
    old = sheet_of(book)
    at = _last() - 1
    heading = [replace(c, row=at) for c in old.cells if c.row == head_row() and c.column < 20]
    moved = (replace(c, row=c.row + 1) if c.row >= at else c for c in old.cells)
    return with_cells(with_sheet(book, replace(old, cells=tuple(moved))), heading)


def heading_broken(book: RawBook) -> RawBook:
    """A heading of which nobody knows that it is one."""
    title = f"{REQUIRED_MARK}表现形式\n（请写清楚）"
    return with_cells(book, [text(head_row(), column("manifestation"), title)])


def fixed_row_twice(book: RawBook) -> RawBook:
    """A row of the posts once more, with another duty."""
    old = sheet_of(book, POSTS)
    last = max(cell.row for cell in old.cells)
    again = [replace(cell, row=last + 1) for cell in old.cells if cell.row == last]
    return with_cells(book, [*again, text(last + 1, 5, "另外写的一份职责，与上一行不同。")], POSTS)


def _row(field: str, value: str | float, kind: CellKind = CellKind.TEXT) -> Edit:
    return lambda book: with_cells(
        book, [RawCell(head_row() + 2, column(field), kind, value, kind is CellKind.UNCACHED)]
    )


MORE: Mapping[str, Edit] = {
    "number-of-18-digits": _row("responsible", float(DIGITS), CellKind.NUMBER),
    "number-of-18-digits-in-an-open-field": _row("note", float(DIGITS), CellKind.NUMBER),
    "number-of-18-digits-in-a-choice": _row("declared_level", float(DIGITS), CellKind.NUMBER),
    "ref-in-an-open-field": _row("note", "#REF!", CellKind.ERROR),
    "na-in-an-open-field": _row("note", "#N/A", CellKind.ERROR),
    "no-result-in-an-open-field": _row("note", "", CellKind.UNCACHED),
    "heading-repeated": heading_repeated,
    "heading-broken": heading_broken,
    "answers-on-another-sheet": chain(FAULT, moved_to_another_sheet),
    "further-sheet": chain(FAULT, EDITS["extra-sheet"]()),
    "further-hidden-sheet": chain(FAULT, EDITS["extra-sheet-hidden"]()),
    "struck-out": chain(FAULT, struck("measures")),
    "row-hidden": chain(FAULT, facts(hidden_rows=frozenset({head_row() + 2}))),
    "column-hidden": chain(FAULT, facts(hidden_columns=frozenset({column("measures")}))),
    "fixed-row-twice": chain(FAULT, fixed_row_twice),
    "commented": chain(FAULT, EDITS["comment"]()),
    "totals-and-notes": chain(FAULT, EDITS["totals"]()),
    "two-faults": chain(FAULT, _row("note", "#REF!", CellKind.ERROR)),
}

DAMAGES: Mapping[str, Callable[[], Edit]] = {
    **EDITS,
    **{name: (lambda edit=edit: edit) for name, edit in MORE.items()},  # type: ignore[misc]
}
"""All damages there are, by name."""


@cache
def _right() -> bytes:
    form, issued = sample().form, sample().issued(UNIT)
    raw = locate(base(), form, file="", sha256="", stamp=None)
    return build(form, refill(form, issued, raw).filling, sample().about)


def corrected(copy: bytes, one: Delivery) -> bytes:
    """The copy after each must-fix was mended exactly as it says, by who has the right answers.

    A cell gets its answer (or “无” where there is none), a row that is too many is emptied, a table
    that was lost is filled in, and every text that was not read is said to be needed no more.
    """
    book, right = opened(copy), opened(_right())
    for each in one.findings:
        if each.severity is not Severity.ERROR or each.spot is None:
            continue
        spot = each.spot
        if spot.sheet == UNREAD_SHEET:
            _account_for(book[UNREAD_SHEET])
        elif spot.cell is None or spot.sheet not in right.sheetnames:
            _fill(book, right)
            if UNREAD_SHEET in book.sheetnames:
                _account_for(book[UNREAD_SHEET])
        elif each.code in {"duplicate-row", "row-twice"} or spot.cell.row > _last():
            for cell in book[spot.sheet][spot.cell.row][1:]:
                cell.value = None
        else:
            answer = right[spot.sheet][spot.cell.text].value
            book[spot.sheet][spot.cell.text].value = answer or NOTHING
    return written(book)


def _account_for(sheet: Worksheet) -> None:
    for row in range(HEADING_ROW + 1, sheet.max_row + 1):
        answer = sheet.cell(row, ANSWER_COLUMN)
        if sheet.cell(row, AREA_COLUMN - 1).value and not answer.value:
            answer.value = NOT_NEEDED


def _fill(book: Workbook, right: Workbook) -> None:
    """Put every right answer into the empty cells of the form."""
    for name in (POINTS, POSTS):
        for row in right[name].iter_rows():
            for cell in row:
                mine = book[name][cell.coordinate]
                if cell.value is not None and not mine.value:
                    mine.value = cell.value
