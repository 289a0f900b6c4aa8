"""The rows below a located heading: merges are unfolded, totals and notes are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lzfx.forms.characters import fold, tidy
from lzfx.forms.places import a1, where
from lzfx.forms.spec import TableSpec
from lzfx.intake.bounded import LIMITS
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.cell import letters
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import RawRow

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|累计)")
_AMOUNT = re.compile(r"\d+[个条项处人]?")
_COUNT = re.compile(r"\(?\d{1,6}[).、]?")
_NOTE = re.compile(
    r"^(?:附?注|备注|说明|填表|填报|制表|审核|审批|复核|负责人|分管领导|经办|单位|科室|联系|日期)"
    r"[^,。;:]{0,8}(?:[:：]|[(（](?:盖章|签章|签字|签名|公章)[)）])"
)
_HIGHEST_COUNT = 1_000_000
_QUOTED = 60
_FEW_CELLS = 3
_SIGNING_CELLS = 8
_WIDE_MERGE = 3


@dataclass(frozen=True, slots=True)
class Area:
    """A table's part of a sheet; `stop` is the first row after it (0: to the end of the sheet)."""

    sheet: RawSheet
    table: TableSpec
    heading_row: int
    stop: int
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    counting: frozenset[int]

    def holds(self, row: int) -> bool:
        """Whether that row of the sheet is below the heading and inside the table."""
        return row > self.heading_row and (not self.stop or row < self.stop)


def read_rows(file: str, area: Area) -> tuple[tuple[RawRow, ...], list[Finding]]:
    """The table's rows, and findings for every other non-empty cell of its area."""
    findings: list[Finding] = []
    fields = {column: name for name, column in area.columns.items()}
    rows: dict[int, dict[str, RawCell]] = {}
    strays: dict[int, list[RawCell]] = {}
    for number, cells in _lines(area).items():
        said = _not_an_answer(file, area, number, cells)
        if said is not None:
            findings.append(said)
            continue
        for cell in cells:
            if cell.column in fields:
                rows.setdefault(number, {})[fields[cell.column]] = cell
            else:
                strays.setdefault(cell.column, []).append(cell)
    findings.extend(_unfold(file, area, fields, rows))
    kept = tuple(RawRow(number, answers) for number, answers in sorted(rows.items()))
    findings.extend(_stray_columns(file, area, strays))
    findings.extend(_oddities(file, area, kept))
    return kept, findings


def is_blank(cell: RawCell) -> bool:
    """Whether the cell holds nothing visible, so that it counts as empty."""
    if cell.kind is not CellKind.TEXT:
        return False
    text = str(cell.value)
    return not text[:1].isalnum() and not tidy(text)


def _counts(cell: RawCell) -> bool:
    """Whether the cell is only a row number: a whole number, or a formula without a result."""
    if cell.kind is CellKind.TEXT:
        return _COUNT.fullmatch(fold(str(cell.value))) is not None
    if cell.kind is CellKind.NUMBER:
        return float(cell.value).is_integer() and 0 <= float(cell.value) < _HIGHEST_COUNT
    return cell.kind is CellKind.UNCACHED


def _lines(area: Area) -> Mapping[int, list[RawCell]]:
    """The area's non-empty cells by row, left to right, without row numbers."""
    lines: dict[int, list[RawCell]] = {}
    first, stop = area.heading_row + 1, area.stop or LIMITS.rows + 1
    for cell in area.sheet.cells:
        if not first <= cell.row < stop or is_blank(cell):
            continue
        if not (cell.column in area.counting and _counts(cell)):
            lines.setdefault(cell.row, []).append(cell)
    return lines


def _unfold(
    file: str, area: Area, fields: Mapping[int, str], rows: dict[int, dict[str, RawCell]]
) -> Iterator[Finding]:
    """Copy a value that is merged over several rows into each of them that has other answers."""
    for top, left, bottom, right in area.sheet.merges:
        if bottom == top or left not in fields or not area.holds(top):
            continue
        name = fields[left]
        cell = rows.get(top, {}).get(name)
        filled = [
            row
            for row in range(top + 1, min(bottom, top + 5000) + 1)
            if cell is not None and row in rows and name not in rows[row]
        ]
        for row in filled:
            rows[row][name] = replace(cell, row=row) if cell else rows[row][name]
        if filled:
            params = {
                "title": area.table.field(name).title,
                "area": f"{a1(top, left)}:{a1(bottom, right)}",
            }
            yield Finding(
                "merged-unfolded", where(file, area.sheet, top, left), params, Severity.ADVICE
            )


def _not_an_answer(file: str, area: Area, number: int, cells: Sequence[RawCell]) -> Finding | None:
    """The finding for a total or a note under the table, which is no row; None for answers."""
    first = cells[0]
    text = fold(str(first.value))
    code: FindingCode
    alone = len(cells) == 1 and _lies_wide(area.sheet, number, first.column)
    if _TOTAL.match(text) and _only_amounts(cells[1:]):
        code = "total-row-left-out"
    elif alone or (len(cells) <= _SIGNING_CELLS and _NOTE.match(text)):
        code = "note-row-left-out"
    else:
        return None
    quoted = " ".join(tidy(str(cell.value)) for cell in cells)[:_QUOTED]
    place = where(file, area.sheet, number, first.column)
    return Finding(code, place, {"text": quoted}, Severity.ADVICE)


def _only_amounts(cells: Sequence[RawCell]) -> bool:
    return len(cells) < _FEW_CELLS or all(
        cell.kind is not CellKind.TEXT or _AMOUNT.fullmatch(fold(str(cell.value))) for cell in cells
    )


def _lies_wide(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether a cell is merged over too many columns to be an answer."""
    return any(
        top <= row <= bottom and left <= column <= right and right - left >= _WIDE_MERGE
        for top, left, bottom, right in sheet.merges
    )


def _stray_columns(file: str, area: Area, strays: Mapping[int, list[RawCell]]) -> Iterator[Finding]:
    """Findings for content in columns that are no fields, and for headings without content."""
    for column, cells in sorted(strays.items()):
        title = "" if column in area.counting else area.headings.get(column, "")
        yield stray(file, area.sheet, cells, title, Severity.QUERY)
    known = {*area.columns.values(), *area.counting, *strays}
    idle = [
        cell
        for cell in area.sheet.cells
        if cell.row == area.heading_row and cell.column not in known and not is_blank(cell)
    ]
    if idle:
        yield stray(file, area.sheet, idle, "", Severity.ADVICE)


def stray(
    file: str, sheet: RawSheet, cells: Sequence[RawCell], title: str, severity: Severity
) -> Finding:
    """The finding for cells that belong to no field; it names their heading, else addresses."""
    first = cells[0]
    params = {
        "title": title,
        "column": letters(first.column),
        "count": len(cells),
        "cells": "、".join(a1(cell.row, cell.column) for cell in cells[:8]),
        "value": tidy(str(first.value))[:_QUOTED],
    }
    place = where(file, sheet, first.row, first.column)
    return Finding("unknown-column" if title else "stray-cells", place, params, severity)


def _oddities(file: str, area: Area, rows: Sequence[RawRow]) -> Iterator[Finding]:
    """Findings for answers that are hidden or struck through: they may be sent by mistake."""
    sheet = area.sheet
    for row in rows:
        first = min(row.cells.values(), key=lambda cell: cell.column)
        if row.number in sheet.hidden_rows:
            yield Finding(
                "hidden-row", where(file, sheet, row.number, first.column), {}, Severity.QUERY
            )
        for cell in row.cells.values():
            if cell.struck:
                yield Finding(
                    "struck-text",
                    where(file, sheet, cell.row, cell.column),
                    {"value": tidy(str(cell.value))[:_QUOTED]},
                    Severity.QUERY,
                )
    for name, column in area.columns.items():
        if column in sheet.hidden_columns and any(name in row.cells for row in rows):
            params = {"title": area.table.field(name).title, "column": letters(column)}
            yield Finding(
                "hidden-column",
                where(file, sheet, area.heading_row, column),
                params,
                Severity.ADVICE,
            )
