"""What a workbook holds that was read into no answer and that its form did not print itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lzfx.checks.copied import seen_text
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.layout import (
    CODE_LABEL,
    COMMENT_MARK,
    EXAMPLE_SHEET,
    FAULT_SHEET,
    OWN_SHEETS,
    ROW_NUMBER_TITLE,
    STAMP_SHEET,
    UNREAD_SHEET,
    answer_sheets,
)
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import find_code
from lzfx.intake.header import is_printed
from lzfx.intake.rows import counts, is_blank
from lzfx.model.book import RawBook, RawCell, RawSheet
from lzfx.model.cell import Cell, cell_at
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Severity
from lzfx.model.submission import RawSubmission
from lzfx.model.unread import Aside, UnreadLine

MOST_LINES = 2000
"""The most lines of one sheet; what is below them is counted."""

Places = Collection[tuple[str, int, int]]
"""Cells by sheet, row and column."""

Printed = Mapping[str, Collection[str]]
"""Folded texts that a form prints itself, by sheet; those of its sheets of answers under ""."""

_UNASKED: frozenset[FindingCode] = frozenset(
    ("total-row-left-out", "note-row-left-out", "frame-changed", "list-changed")
)
"""What is said of a row whose texts nobody has to account for, as long as that is only advice."""

_ASKED_OWN = frozenset((EXAMPLE_SHEET, FAULT_SHEET))
"""Our own sheets on which somebody may have answered; all others are signed or only read."""

_LIST_COLUMNS = 7
"""The columns of the list of faults of an earlier copy."""


def cells_read(raw: RawSubmission) -> set[tuple[str, int, int]]:
    """The cells that became answers, by sheet, row and column."""
    read = {(raw.header_sheet, cell.row, cell.column) for cell in raw.header.values()}
    for table in raw.tables:
        read.update(
            (table.sheet, row.number, cell.column)
            for row in table.rows
            for cell in row.cells.values()
        )
    return read


def unread_lines(  # noqa: PLR0913 - a workbook, and all by which its texts are accounted for
    book: RawBook,
    raw: RawSubmission,
    form: FormSpec,
    printed: Printed,
    placed: Places,
    *,
    restored: Places = (),
) -> tuple[UnreadLine, ...]:
    """Every text of `book` that stands in none of the cells `placed` and was not `printed` by us.

    `raw` is the return as it was located; nobody is asked about what was `restored`. Comments of
    the sender, the second text of a cell that holds two, and texts of shapes are lines of their
    own: they are asked about where they are found.
    """
    homes = _homes(raw, form)
    lines: list[UnreadLine] = []
    for sheet in book.sheets:
        if sheet.name in {STAMP_SHEET, UNREAD_SHEET}:
            continue
        page = _Page.of(sheet, form, raw, printed, is_home=sheet.name in homes)
        rows: dict[int, list[RawCell]] = {}
        for cell in sheet.cells:
            if (sheet.name, cell.row, cell.column) in placed or is_blank(cell):
                continue
            if not page.prints(cell):
                rows.setdefault(cell.row, []).append(cell)
        lines.extend(_lines(sheet, rows, _unasked(sheet, rows, raw, restored)))
        lines.extend(_beside(sheet, is_home=page.is_home))
    return tuple(lines)


def _homes(raw: RawSubmission, form: FormSpec) -> frozenset[str]:
    """The sheets that hold answers, or were issued for them."""
    named = (each.name for each in answer_sheets(form))
    return frozenset({raw.header_sheet, *named, *(table.sheet for table in raw.tables)})


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet and what our form prints on it; `first` is the row of its first heading or label."""

    sheet: str
    is_home: bool
    form: FormSpec
    printed: Collection[str]
    headings: frozenset[str]
    first: int
    counting: frozenset[int]

    @classmethod
    def of(
        cls, sheet: RawSheet, form: FormSpec, raw: RawSubmission, printed: Printed, *, is_home: bool
    ) -> _Page:
        first = min((one.header_row for one in raw.tables if one.sheet == sheet.name), default=0)
        above = (one.cell.row for one in raw.header_places.values() if one.cell)
        if not first and sheet.name == raw.header_sheet:
            first = min(above, default=0)
        number = heading_key(ROW_NUMBER_TITLE)
        return cls(
            sheet.name,
            is_home,
            form,
            printed.get("" if is_home else sheet.name, ()),
            frozenset((*form.labels, *(key for table in form.tables for key in table.headings))),
            first,
            frozenset(
                cell.column
                for cell in sheet.cells
                if cell.row == first and heading_key(str(cell.value)) == number
            ),
        )

    def prints(self, cell: RawCell) -> bool:
        """Whether a cell holds what the form prints itself: a heading, a label, a number of a row.

        A sheet that is neither ours nor one of answers has nothing of the kind.
        """
        text = shown_text(cell)
        if self.sheet == FAULT_SHEET:
            return cell.column <= _LIST_COLUMNS
        if text.startswith(CODE_LABEL) and find_code(text):
            return True
        if fold(text) in self.printed:
            return True
        return self.is_home and (
            heading_key(text) in self.headings
            or (cell.row <= self.first and is_printed(cell, self.form))
            or (cell.column in self.counting and counts(cell))
        )


def _unasked(
    sheet: RawSheet,
    rows: Mapping[int, list[RawCell]],
    raw: RawSubmission,
    restored: Places,
) -> set[int]:
    """The rows about which nobody is asked: totals, notes, headings, and what the copy restores."""
    if sheet.name in OWN_SHEETS and sheet.name not in _ASKED_OWN:
        return {*rows}
    said = {
        one.where.cell.row
        for one in raw.findings
        if one.where.sheet == sheet.name
        and isinstance(one.where.cell, Cell)
        and one.code in _UNASKED
        and one.severity is Severity.ADVICE
    }
    headings = {table.header_row for table in raw.tables if table.sheet == sheet.name}
    as_issued = {
        row
        for row, cells in rows.items()
        if all((sheet.name, row, cell.column) in restored for cell in cells)
    }
    return said | headings | as_issued


def _lines(
    sheet: RawSheet, rows: Mapping[int, list[RawCell]], unasked: Collection[int]
) -> Iterator[UnreadLine]:
    """One line for each row, in order; those beyond the most are counted in the last."""
    numbers = sorted(rows)
    for number in numbers[:MOST_LINES]:
        cells = rows[number]
        yield UnreadLine(
            sheet.name,
            _area(cells),
            tuple(tidy(seen_text(cell)) for cell in cells),
            number,
            cells[0].column,
            asked=number not in unasked,
        )
    if len(numbers) > MOST_LINES:
        left = [cell for number in numbers[MOST_LINES:] for cell in rows[number]]
        first = left[0]
        more = len(numbers) - MOST_LINES
        asked = any(number not in unasked for number in numbers[MOST_LINES:])
        yield UnreadLine(sheet.name, _area(left), (), first.row, first.column, asked, more=more)


def _area(cells: list[RawCell]) -> str:
    """The address of the first and last of the cells, such as B9:F9."""
    first, last = cells[0], cells[-1]
    start, end = a1(first.row, first.column), a1(last.row, last.column)
    return start if start == end else f"{start}:{end}"


def _beside(sheet: RawSheet, *, is_home: bool) -> Iterator[UnreadLine]:
    """Comments, second texts and drawn ones; what there is to ask of them is asked elsewhere."""
    if sheet.name in OWN_SHEETS:
        return
    comments = {at: text for at, text in sheet.comments.items() if COMMENT_MARK not in text[:60]}
    told = {Aside.COMMENT: comments, Aside.SECOND: sheet.beside if is_home else {}}
    for aside, texts in told.items():
        for at, text in texts.items():
            cell = cell_at(at)
            row, column = (cell.row, cell.column) if cell else (0, 0)
            if tidy(text):
                yield UnreadLine(sheet.name, at, (tidy(text),), row, column, False, aside=aside)  # noqa: FBT003
    for one in sheet.drawn:
        at = a1(one.row, one.column) if one.row and one.column else ""
        if tidy(one.text):
            yield UnreadLine(
                sheet.name,
                at,
                (tidy(one.text),),
                one.row,
                one.column,
                asked=False,
                aside=Aside.DRAWN,
            )
