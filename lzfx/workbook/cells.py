"""Writing cells by openpyxl: text stays text, whatever it looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.workbook.plan import PlannedRow
from lzfx.workbook.styles import Look, Looks
from lzfx.workbook.text import clean, escaped, looks_like_formula


def set_text(cell: Cell, text: str) -> None:
    """Put a text into a cell as text."""
    cell.value = escaped(clean(text)) or None
    if cell.value is not None:
        cell.data_type = "s"


def put(sheet: Worksheet, looks: Looks, place: tuple[int, int], look: Look, text: str) -> Cell:
    """Write a text at (row, column); one that looks like a formula is quoted."""
    cell = cast("Cell", sheet.cell(*place))  # merges come after their cells
    looks.dress(cell, replace(look, quoted=True) if looks_like_formula(text) else look)
    set_text(cell, text)
    return cell


def put_merged(  # noqa: PLR0913, PLR0917 - one line of a page has exactly these facts
    sheet: Worksheet,
    looks: Looks,
    place: tuple[int, int, int],
    look: Look,
    text: str,
    height: float,
) -> None:
    """Write a text at (row, first column, last column), merged over these columns."""
    row, first, last = place
    put(sheet, looks, (row, first), look, text)
    sheet.row_dimensions[row].height = height
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def write_row(sheet: Worksheet, looks: Looks, line: PlannedRow) -> None:
    """Write a planned row; the cached result of a formula is put into the file later."""
    if line.height:
        sheet.row_dimensions[line.number].height = line.height
    for planned in line.cells:
        if planned.formula or not isinstance(planned.value, str):
            cell = cast("Cell", sheet.cell(line.number, planned.column))
            looks.dress(cell, planned.look)
            cell.value = planned.formula or planned.value
        else:
            put(sheet, looks, (line.number, planned.column), planned.look, planned.value)
