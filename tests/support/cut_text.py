"""Which texts of a workbook are higher than their rows: what would be cut on screen and paper."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count

UNIT_POINTS = 5.25
"""Points of a unit of column width where it is narrowest: seven pixels at 96 dots an inch."""
_LINE = 1.2
_TALLEST = 409.0


def cut_texts(book: Workbook) -> list[tuple[str, str, str]]:
    """(sheet, cell, text) of every wrapped text that needs more lines than its rows have."""
    return [found for sheet in book.worksheets for found in _cut(sheet)]


def _cut(sheet: Worksheet) -> list[tuple[str, str, str]]:
    areas = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                continue
            area = areas.get(cell.coordinate)
            columns = range(cell.column, (area.max_col if area else cell.column) + 1)
            rows = range(cell.row, (area.max_row if area else cell.row) + 1)
            width = sum(_width(sheet, column) for column in columns)
            height = sum(sheet.row_dimensions[at].height or 0.0 for at in rows)
            size = cell.font.size
            room = (width * UNIT_POINTS - 4 - cell.alignment.indent * 6) / size
            needed = line_count(cell.value, room) * size * _LINE
            if height and min(needed, _TALLEST * 0.97 * len(rows)) > height + 1:
                found.append((sheet.title, cell.coordinate, cell.value))
    return found


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)
