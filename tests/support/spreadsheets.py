"""Where the headings and labels of a sheet stand, for tests that fill in what was issued."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms.layout import REQUIRED_MARK


def titles(sheet: Worksheet) -> dict[str, tuple[int, int]]:
    """Row and column of every text of a sheet, by the text without its mark of a required field."""
    return {
        str(cell.value).removeprefix(REQUIRED_MARK): (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }


def beside(sheet: Worksheet, place: tuple[int, int]) -> tuple[int, int]:
    """The cell right of a label, which may be merged."""
    row, column = place
    label = sheet.cell(row, column).coordinate
    merged = next((area for area in sheet.merged_cells.ranges if label in area), None)
    return row, (merged.max_col if merged else column) + 1
