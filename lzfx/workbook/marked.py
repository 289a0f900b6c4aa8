"""The marked copy: a fresh form with a return's answers, faults coloured, commented and listed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.forms.layout import COMMENT_MARK, UNREAD_SHEET, answer_cell, table_layout
from lzfx.forms.spec import FormSpec
from lzfx.forms.unread_list import answer_at
from lzfx.model.cell import letters
from lzfx.model.filling import AS_ISSUED, Filling, FormNotes, KeptLook, Remark
from lzfx.model.said import Said
from lzfx.model.unread import UnreadLine
from lzfx.workbook.blank import Draft, draft_workbook, saved
from lzfx.workbook.fault_list import FaultList, ListedFault, SeverityLook, write_fault_list
from lzfx.workbook.plan import PlannedSheet
from lzfx.workbook.styles import Looks
from lzfx.workbook.text import clean
from lzfx.workbook.unread_sheet import write_unread

LEVELS = (
    SeverityLook(Said.ERROR, "必须更正", "FFF8B4B4"),
    SeverityLook(Said.QUERY, "请核实", "FFFFE0A3"),
    SeverityLook(Said.CHANGED, "变动", "FFE2D9F3"),
    SeverityLook(Said.ADVICE, "提醒", "FFCFE2F3"),
    SeverityLook(Said.TIDIED, "自动整理", "FFE7E6E6"),
)
"""How remarks are shown, the gravest first: the word, and the fill of a cell."""

_COMMENT_WIDTH = 300
_COMMENT_CHARACTERS = 23
_COMMENT_LINE = 17
_COMMENT_HEIGHTS = (60, 360)
_COMMENT_LIMIT = 1200


def build_marked(  # noqa: PLR0913, PLR0917 - a copy is made of all of these
    form: FormSpec,
    filling: Filling,
    notes: FormNotes,
    remarks: tuple[Remark, ...],
    lines: tuple[str, ...] = (),
    unread: tuple[UnreadLine, ...] = (),
    kept: KeptLook = AS_ISSUED,
) -> bytes:
    """The workbook to send back; `lines` are printed above the list of faults.

    A remark on a row without a field marks the row's number; one without a row marks no cell and
    comes first in the list. What has no place in the form is listed as `unread`, and of the look
    of the return stays what is `kept`. Equal arguments give equal bytes.
    """
    made = draft_workbook(form, filling, notes)
    _keep(made, kept)
    write_unread(made, unread)
    places = _Places(form, made.plans)
    by_cell: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        place = places.cell(remark)
        if place:
            by_cell.setdefault(place, []).append(remark)
    for (sheet, cell), told in by_cell.items():
        places.mark(made.workbook[sheet], made.looks, cell, _gravest_first(told))
    listed = FaultList(
        lines, LEVELS, tuple(places.fault(remark) for remark in _gravest_first(remarks))
    )
    write_fault_list(made, listed)
    return saved(made)


def _keep(made: Draft, kept: KeptLook) -> None:
    """Strike through and hide what was, so that the next return is asked about it again."""
    for table, row, field in kept.struck:
        at = answer_cell(made.form, table, row, field)
        if at is not None:
            cell = made.workbook[at.sheet][at.cell.text]
            font = copy(cell.font)
            font.strike = True
            cell.font = font
    for table, row in kept.hidden_rows:
        spec = made.form.table(table)
        first = table_layout(made.form, spec).first_row
        made.workbook[spec.sheet].row_dimensions[first + row].hidden = True
    for table, field in kept.hidden_columns:
        spec = made.form.table(table)
        column = letters(table_layout(made.form, spec).columns[field])
        made.workbook[spec.sheet].column_dimensions[column].hidden = True


def _gravest_first(remarks: Iterable[Remark]) -> list[Remark]:
    order = [level.said for level in LEVELS]
    return sorted(remarks, key=lambda remark: order.index(Said(remark.severity)))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where remarks belong in the fresh copy."""

    form: FormSpec
    sheets: tuple[PlannedSheet, ...]

    def cell(self, remark: Remark) -> tuple[str, str] | None:
        """Sheet and address of the cell to mark; None for a remark on a whole table or form."""
        if remark.on_unread is not None:
            return UNREAD_SHEET, answer_at(remark.on_unread).text
        at = answer_cell(self.form, remark.table, remark.row, remark.field)
        return (at.sheet, at.cell.text) if at else None

    def fault(self, remark: Remark) -> ListedFault:
        """The remark as an entry of the list, with its position on the form."""
        place = self.cell(remark)
        order = [table.name for table in self.form.tables]
        at = (order.index(remark.table) if remark.table else -1, remark.row or 0)
        return ListedFault(remark, self._record(remark, place), self._title(remark), place, at)

    def mark(self, sheet: Worksheet, looks: Looks, address: str, remarks: list[Remark]) -> None:
        """Colour one cell by its gravest remark and write all of them into one comment."""
        cell = cast("Cell", sheet[address])
        if not cell.has_style:
            looks.dress(cell, self._plan(sheet.title).looks[cell.column - 2])
        level = _level(remarks[0])
        cell.fill = PatternFill("solid", fgColor=level.fill)
        cell.comment = _comment(remarks)

    def _plan(self, sheet: str) -> PlannedSheet:
        return next(each for each in self.sheets if each.name == sheet)

    def _record(self, remark: Remark, place: tuple[str, str] | None) -> str:
        if remark.on_unread is not None:
            return f"“{UNREAD_SHEET}”第 {remark.on_unread + 1} 条"
        if place is None:
            return f"“{self.form.table(remark.table).sheet}”整张表" if remark.table else "整份表"
        if remark.row is None:
            return "表头" if self.form.tables else f"“{self.form.sheet}”页"
        named = f"“{remark.name}”" if remark.name else ""
        return f"“{self.form.table(remark.table).sheet}”第 {remark.row + 1} 行{named}"

    def _title(self, remark: Remark) -> str:
        fields = self.form.table(remark.table).fields if remark.table else self.form.header
        return next((spec.title for spec in fields if spec.name == remark.field), "")


def _level(remark: Remark) -> SeverityLook:
    return next(level for level in LEVELS if level.said == remark.severity)


def _comment(remarks: list[Remark]) -> Comment:
    """One comment with all remarks on a cell, as large as its text needs."""
    parts = [
        f"（{number}）{_level(remark).word}：{remark.says}\n→ {remark.do}"
        for number, remark in enumerate(remarks, start=1)
    ]
    if len(remarks) == 1:
        parts = [parts[0].partition("）")[2]]
    text = clean(COMMENT_MARK + "\n" + "\n".join(parts))[:_COMMENT_LIMIT]
    least, most = _COMMENT_HEIGHTS
    height = line_count(text, _COMMENT_CHARACTERS) * _COMMENT_LINE + 12
    return Comment(text, "lzfx", height=min(most, max(least, height)), width=_COMMENT_WIDTH)
