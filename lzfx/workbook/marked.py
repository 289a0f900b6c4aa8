"""The marked copy: a fresh form with a return's answers, faults coloured, commented and listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.forms.layout import COMMENT_MARK, header_sheet, header_spots
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.model.filling import Filling, FormNotes, Remark
from lzfx.model.finding import Severity
from lzfx.workbook.blank import draft_workbook, saved
from lzfx.workbook.fault_list import FaultList, ListedFault, SeverityLook, write_fault_list
from lzfx.workbook.plan import PlannedSheet
from lzfx.workbook.styles import Looks
from lzfx.workbook.text import clean

LEVELS = (
    SeverityLook(Severity.ERROR, "必须更正", "FFF8B4B4"),
    SeverityLook(Severity.QUERY, "请核实", "FFFFE0A3"),
    SeverityLook(Severity.ADVICE, "提醒", "FFCFE2F3"),
)
"""Severities, the gravest first, with their word and the fill of a cell."""

_COMMENT_WIDTH = 300
_COMMENT_CHARACTERS = 23
_COMMENT_LINE = 17
_COMMENT_HEIGHTS = (60, 360)
_COMMENT_LIMIT = 1200


def build_marked(
    form: FormSpec,
    filling: Filling,
    notes: FormNotes,
    remarks: tuple[Remark, ...],
    lines: tuple[str, ...] = (),
) -> bytes:
    """The workbook to send back; `lines` are printed above the list of faults.

    A remark on a row without a field marks the row's number; one without a row marks no cell and
    comes first in the list. Equal arguments give equal bytes.
    """
    made = draft_workbook(form, filling, notes)
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


def _gravest_first(remarks: Iterable[Remark]) -> list[Remark]:
    order = [level.severity for level in LEVELS]
    return sorted(remarks, key=lambda remark: order.index(Severity(remark.severity)))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where remarks belong in the fresh copy."""

    form: FormSpec
    sheets: tuple[PlannedSheet, ...]

    def cell(self, remark: Remark) -> tuple[str, str] | None:
        """Sheet and address of the cell to mark; None for a remark on a whole table or form."""
        if not remark.table:
            spot = header_spots(self.form).get(remark.field)
            return (header_sheet(self.form).name, spot.value.cell) if spot else None
        if remark.row is None:
            return None
        name = self.form.table(remark.table).sheet
        layout = self._plan(name).layout
        column = layout.columns.get(remark.field, 1)
        return name, a1(layout.first_row + remark.row, column)

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
        if place is None:
            return f"“{self.form.table(remark.table).sheet}”整张表" if remark.table else "整份表"
        if remark.row is None:
            return "表头" if self.form.tables else f"“{self.form.sheet}”页"
        return f"“{self.form.table(remark.table).sheet}”第 {remark.row + 1} 行"

    def _title(self, remark: Remark) -> str:
        fields = self.form.table(remark.table).fields if remark.table else self.form.header
        return next((spec.title for spec in fields if spec.name == remark.field), "")


def _level(remark: Remark) -> SeverityLook:
    return next(level for level in LEVELS if level.severity == remark.severity)


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
