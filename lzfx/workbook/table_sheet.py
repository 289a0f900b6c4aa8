"""One table of a document on a sheet: title, text, repeated head, filter, tinted cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content import blocks
from lzfx.content.lines import line_count
from lzfx.content.palette import LEVEL_TINTS
from lzfx.workbook.cells import set_text
from lzfx.workbook.table_rows import (
    BORDER,
    CENTERED,
    LEFT,
    LINE,
    NUMBER,
    ROOM,
    TEXT,
    Rows,
    parts_of,
    room,
    rows_of,
)
from lzfx.workbook.text import footer_text, looks_like_formula

PAGE_WIDTH = 130.0
"""The width of A4 landscape in the unit of column widths (half a Chinese character)."""
_LEAST_WIDTH = 7.5
_A4 = "9"
_TITLE = Font(name="宋体", size=16, bold=True)
HEAD = Font(name="黑体", size=10.5)
HEAD_FILL = PatternFill("solid", fgColor="F2F2F2")
_OVER = Alignment(horizontal="left", vertical="center")
"""Of a line over a wide table, which is not merged but runs on over the next columns."""
_MARGINS = {"left": 0.6, "right": 0.6, "top": 0.7, "bottom": 0.7, "header": 0.3, "footer": 0.3}


def fill_sheet(  # noqa: PLR0913, PLR0917 - a table, what stands around it, how it looks
    sheet: Worksheet,
    title: str,
    above: Sequence[str],
    table: blocks.Table,
    below: Sequence[str],
    tints: Mapping[int, str] = LEVEL_TINTS,
) -> Rows:
    """Write the table with the lines over and under it, and set the page up for A4 landscape.

    Gives the table's rows, which are put into the sheet after it is saved. Every cell has its own
    text, also cells that a printed list merges, so that rows can be filtered and sorted. A wide
    table is printed on several pages side by side.
    """
    widths = column_widths(table)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width, 2)
    across = 0 if table.wide else len(widths)
    caption = [table.caption] if table.caption and not table.wide else []
    row = write_text_line(sheet, 1, title, across, title=True)
    for text in (*above, *caption):
        row = write_text_line(sheet, row, text, across)
    rows = Rows(row, b"")
    if table.columns:
        _head(sheet, row, table, widths)
        sheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}{row + 1}"
        sheet.print_title_rows = f"{row}:{row}"
        if table.frozen:
            sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
        head = row
        rows = rows_of(sheet, row + 1, table, widths, tints)
        row = rows.after
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(widths))}{max(row - 1, head)}"
    for text in below:
        row = write_text_line(sheet, row, text, across)
    set_up_page(sheet, pages=max(1, round(sum(widths) / PAGE_WIDTH)))
    return rows


def column_widths(table: blocks.Table) -> list[float]:
    """The widths of the columns of a table in the unit of a sheet; one for a table without any."""
    total = 100.0 if table.wide else sum(column.width for column in table.columns) or 1.0
    shares = [PAGE_WIDTH * column.width / total for column in table.columns] or [PAGE_WIDTH]
    return [max(_LEAST_WIDTH, width) for width in shares]


def set_up_page(sheet: Worksheet, pages: int = 1) -> None:
    """A4 landscape, `pages` of them side by side, numbered at the foot."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter = footer
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)


def put_mark(sheet: Worksheet, mark: str) -> None:
    """Put the mark of a draft into the head of every page that is printed."""
    if mark:
        header = HeaderFooterItem()
        header.right.text = footer_text(mark)
        sheet.oddHeader = header


def write_text_line(
    sheet: Worksheet, row: int, text: str, columns: int, *, title: bool = False
) -> int:
    """Write a line merged over `columns` columns (0: not merged); return the row after it."""
    font = _TITLE if title else TEXT
    cell = write_cell(sheet, row, 1, text)
    cell.font = font
    scale = font.size / TEXT.size
    if not columns:
        cell.alignment = _OVER
        return set_heights(sheet, row, (LINE + ROOM) * scale)
    cell.alignment = CENTERED if title else LEFT
    height = (line_count(text, PAGE_WIDTH / 2 / scale) * LINE + ROOM) * scale
    after = set_heights(sheet, row, height)
    sheet.merge_cells(start_row=row, start_column=1, end_row=after - 1, end_column=columns)
    return after


def set_heights(sheet: Worksheet, row: int, height: float) -> int:
    """Give the row `height` points, or as many rows as are needed; return the row after."""
    parts = parts_of(height)
    for number in range(row, row + parts):
        sheet.row_dimensions[number].height = round(height / parts, 1)
    return row + parts


def _head(sheet: Worksheet, row: int, table: blocks.Table, widths: Sequence[float]) -> None:
    lines = 1
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        cell = write_cell(sheet, row, number, column.title)
        cell.font, cell.fill, cell.border, cell.alignment = HEAD, HEAD_FILL, BORDER, CENTERED
        lines = max(lines, line_count(column.title, room(width)))
    sheet.row_dimensions[row].height = lines * LINE + ROOM


def write_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a cell of a table: a short whole number as a number, all else as text."""
    cell = cast("Cell", sheet.cell(row, column))  # cells are merged only after they are written
    if NUMBER.fullmatch(text):
        cell.value = int(text)
        return cell
    set_text(cell, text)
    if looks_like_formula(text):
        cell.quotePrefix = True
    return cell
