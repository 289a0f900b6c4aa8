"""The rows below a located heading: merges are unfolded, totals and notes are left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lzfx.forms.as_shown import quoted_text
from lzfx.forms.characters import fold, tidy
from lzfx.forms.places import a1, where
from lzfx.intake.bounded import LIMITS
from lzfx.intake.lines import Area, not_an_answer
from lzfx.intake.oddities import odd_answers
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.cell import letters
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import RawRow

_COUNT = re.compile(r"\(?\d{1,6}[).、]?")
_HIGHEST_COUNT = 1_000_000
_QUOTED = 60


def read_rows(file: str, area: Area) -> tuple[tuple[RawRow, ...], list[Finding]]:
    """The table's rows, and findings for every other non-empty cell of its area."""
    findings: list[Finding] = []
    fields = {column: name for name, column in area.columns.items()}
    rows: dict[int, dict[str, RawCell]] = {}
    strays: dict[int, list[RawCell]] = {}
    for number, cells in _lines(area).items():
        said = not_an_answer(file, area, number, cells)
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


def counts(cell: RawCell) -> bool:
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
        if not (cell.column in area.counting and counts(cell)):
            lines.setdefault(cell.row, []).append(cell)
    return lines


def _unfold(
    file: str, area: Area, fields: Mapping[int, str], rows: dict[int, dict[str, RawCell]]
) -> Iterator[Finding]:
    """Copy a value that is merged over several rows into each of them that has other answers.

    Ranges may lie over each other: a row that has its answer is not looked at by the next range.
    """
    empty: dict[str, _Unanswered] = {}
    for top, left, bottom, right in area.sheet.merges:
        if bottom == top or left not in fields or not area.holds(top):
            continue
        name = fields[left]
        cell = rows.get(top, {}).get(name)
        if cell is None:
            continue
        if name not in empty:
            empty[name] = _Unanswered(rows, name)
        filled = empty[name].take(top + 1, bottom)
        for row in filled:
            rows[row][name] = replace(cell, row=row)
        if filled:
            params = {
                "title": area.table.field(name).title,
                "area": f"{a1(top, left)}:{a1(bottom, right)}",
            }
            yield Finding(
                "merged-unfolded", where(file, area.sheet, top, left), params, Severity.ADVICE
            )


class _Unanswered:
    """The rows that have other answers but none of one field; each is given out once."""

    def __init__(self, rows: Mapping[int, Mapping[str, RawCell]], name: str) -> None:
        self._numbers = [number for number in sorted(rows) if name not in rows[number]]
        self._next = list(range(len(self._numbers) + 1))
        """For each position the first one from there on that was not given out, or nearer to it."""

    def take(self, first: int, last: int) -> list[int]:
        """Those of the rows from `first` to `last` that were not given out yet, in order."""
        taken = []
        at = self._from(bisect_left(self._numbers, first))
        while at < len(self._numbers) and self._numbers[at] <= last:
            taken.append(self._numbers[at])
            self._next[at] = at + 1
            at = self._from(at + 1)
        return taken

    def _from(self, at: int) -> int:
        while self._next[at] != at:
            self._next[at] = self._next[self._next[at]]
            at = self._next[at]
        return at


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
        asked = any(area.signs.in_text(str(cell.value)) for cell in idle)
        severity = Severity.QUERY if asked else Severity.ADVICE
        yield stray(file, area.sheet, idle, "", severity)


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
        "value": tidy(quoted_text(first))[:_QUOTED],
    }
    place = where(file, sheet, first.row, first.column)
    return Finding("unknown-column" if title else "stray-cells", place, params, severity)


def _oddities(file: str, area: Area, rows: Sequence[RawRow]) -> Iterator[Finding]:
    """Findings for answers that are hidden, struck through or not seen."""
    sheet = area.sheet
    for row in rows:
        first = min(row.cells.values(), key=lambda cell: cell.column)
        if row.number in sheet.hidden_rows:
            yield Finding(
                "hidden-row", where(file, sheet, row.number, first.column), {}, Severity.QUERY
            )
        yield from odd_answers(file, sheet, row.cells.values())
    for name, column in area.columns.items():
        if column in sheet.hidden_columns and any(name in row.cells for row in rows):
            params = {"title": area.table.field(name).title, "column": letters(column)}
            yield Finding(
                "hidden-column",
                where(file, sheet, area.heading_row, column),
                params,
                Severity.ADVICE,
            )
