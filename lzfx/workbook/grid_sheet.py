"""A form on paper as a sheet: its boxes as cells, merged where a box is wider than a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.content.palette import LEVEL_TINTS
from lzfx.content.paper import Box, Grid
from lzfx.workbook.table_rows import BORDER, CENTERED, LEFT, LINE, ROOM, TEXT, room
from lzfx.workbook.table_sheet import (
    HEAD,
    HEAD_FILL,
    PAGE_WIDTH,
    set_heights,
    set_up_page,
    write_cell,
    write_text_line,
)


def fill_grid_sheet(
    sheet: Worksheet,
    title: str,
    above: Sequence[str],
    grid: Grid,
    tints: Mapping[int, str] = LEVEL_TINTS,
) -> None:
    """Write the title, the lines over the grid and its boxes, as high as their text needs."""
    widths = [PAGE_WIDTH * width / sum(grid.widths) for width in grid.widths]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width, 2)
    row = write_text_line(sheet, 1, title, len(widths), title=True)
    for text in (*above, *([grid.caption] if grid.caption else ())):
        row = write_text_line(sheet, row, text, len(widths))
    for boxes in grid.rows:
        row = _row(sheet, row, boxes, widths, tints)
    set_up_page(sheet)


def _row(
    sheet: Worksheet,
    row: int,
    boxes: Sequence[Box],
    widths: Sequence[float],
    tints: Mapping[int, str],
) -> int:
    """Write a row of boxes; return the row after it."""
    lines = 1.0
    left = 0
    for box in boxes:
        wide = room(sum(widths[left : left + box.span]))
        lines = max(lines, box.lines, line_count(box.text, wide))
        left += box.span
    after = set_heights(sheet, row, lines * LINE + ROOM)
    column = 1
    for box in boxes:
        cell = write_cell(sheet, row, column, box.text)
        cell.font = HEAD if box.label else TEXT
        cell.alignment = CENTERED if box.label or box.align == "center" else LEFT
        tint = tints.get(box.level or 0)
        if box.label or tint:
            cell.fill = PatternFill("solid", fgColor=tint) if tint else HEAD_FILL
        for at in range(column, column + box.span):
            for line in range(row, after):
                sheet.cell(line, at).border = BORDER
        if box.span > 1 or after > row + 1:
            last = column + box.span - 1
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=after - 1, end_column=last
            )
        column += box.span
    return after
