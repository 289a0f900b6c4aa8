"""The single cells above a table: right of their label or in it; what else stands there is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lzfx.forms.characters import heading_key, tidy
from lzfx.forms.places import where
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import LIMITS
from lzfx.intake.rows import is_blank, stray
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.finding import Finding, Severity, Where

Header = tuple[dict[str, RawCell], dict[str, Where], list[Finding]]


def _rows_of(sheet: RawSheet, limit: int) -> Iterator[tuple[int, list[RawCell]]]:
    """The cells of each row down to that one."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if cell.row <= limit:
            rows.setdefault(cell.row, []).append(cell)
    yield from sorted(rows.items())


def read_header(file: str, form: FormSpec, sheet: RawSheet | None, heading_row: int) -> Header:
    """Values by field, their places (also of empty ones), and findings for what is left over.

    In a row with labels, everything right of the first is a label, a value, or left over.
    """
    found: dict[str, RawCell] = {}
    places: dict[str, Where] = {}
    findings: list[Finding] = []
    if not form.header or sheet is None:
        return found, places, findings
    titles = form.labels
    for row, cells in _rows_of(sheet, heading_row - 1):
        labels = {
            cell.column: titles[heading_key(str(cell.value))]
            for cell in cells
            if cell.kind is CellKind.TEXT and heading_key(str(cell.value)) in titles
        }
        taken: set[int] = set()
        for column, name in labels.items():
            value, at = _right_of(sheet, cells, labels, column)
            if name in places:
                continue
            places[name] = where(file, sheet, row, at)
            if value is not None:
                found[name] = value
                taken.add(value.column)
        for cell in cells:
            name_in_cell, value = _beside_colon(cell, titles)
            if name_in_cell and value and name_in_cell not in found:
                found[name_in_cell] = value
                places[name_in_cell] = where(file, sheet, row, cell.column)
                taken.add(cell.column)
        first = min(labels, default=1 << 20)
        known = taken | labels.keys()
        left = [c for c in cells if c.column > first and c.column not in known and not is_blank(c)]
        if left:
            findings.append(stray(file, sheet, left, "", Severity.ADVICE))
    return found, places, findings


def _right_of(
    sheet: RawSheet, cells: list[RawCell], labels: Mapping[int, str], column: int
) -> tuple[RawCell | None, int]:
    """The first non-empty cell between a label and the next, and the column it is or belongs in."""
    row = cells[0].row
    edge = next(
        (
            right
            for top, left, bottom, right in sheet.merges
            if top <= row <= bottom and left == column
        ),
        column,
    )
    until = min((other for other in labels if other > column), default=1 << 20)
    value = next(
        (cell for cell in cells if edge < cell.column < until and tidy(str(cell.value))), None
    )
    return value, value.column if value else min(edge + 1, LIMITS.columns)


def _beside_colon(cell: RawCell, titles: Mapping[str, str]) -> tuple[str, RawCell | None]:
    """“填报人：张三” written into one cell: the field's name and the value, or nothing."""
    label, colon, rest = str(cell.value).replace(":", "：", 1).partition("：")
    name = titles.get(heading_key(label), "") if colon and cell.kind is CellKind.TEXT else ""
    return (name, replace(cell, value=tidy(rest))) if name and tidy(rest) else ("", None)
