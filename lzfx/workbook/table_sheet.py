"""One table of a document on a sheet: title, text, repeated head, merged and tinted cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import cast

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.documents import blocks
from lzfx.documents.blocks import LEVEL_TINTS
from lzfx.documents.lines import line_count

_PAGE_WIDTH = 130.0
"""The width of A4 landscape in the unit of column widths, which is half a Chinese character."""
_LINE = 15.0
_ROOM = 4.0
_TALLEST = 400.0
"""Points; a row cannot be higher than 409, so a taller one is several rows in merged cells."""
_MERGED = 200.0
_A4 = "9"
_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
_FORMULA_LIKE = ("=", "+", "-", "@")
_TITLE = Font(name="宋体", size=16, bold=True)
_HEAD = Font(name="黑体", size=10.5)
_TEXT = Font(name="宋体", size=10.5)
_THIN = Side(style="thin", color="000000")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="F2F2F2")
_CENTERED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_MARGINS = {"left": 0.6, "right": 0.6, "top": 0.7, "bottom": 0.7, "header": 0.3, "footer": 0.3}


def fill_sheet(
    sheet: Worksheet, title: str, above: Sequence[str], table: blocks.Table, below: Sequence[str]
) -> None:
    """Write the table with the lines over and under it, and set the page up for A4 landscape."""
    total = 100.0 if table.wide else sum(column.width for column in table.columns) or 1.0
    widths = [_PAGE_WIDTH * column.width / total for column in table.columns] or [_PAGE_WIDTH]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width, 2)
    across = sum(1 for end in accumulate(widths) if end <= _PAGE_WIDTH + 1) or 1
    row = _line(sheet, 1, title, across, _TITLE)
    for text in [*above, table.caption] if table.caption else above:
        row = _line(sheet, row, text, across, _TEXT)
    if table.columns:
        _head(sheet, row, table, widths)
        sheet.print_title_rows = f"{row}:{row}"
        sheet.freeze_panes = f"{'B' if table.wide else 'A'}{row + 1}"
        head = row
        row = _rows(sheet, row + 1, table, widths)
        if table.wide:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(widths))}{max(row - 1, head)}"
    for text in below:
        row = _line(sheet, row, text, across, _TEXT)
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter = footer
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)


def _line(sheet: Worksheet, row: int, text: str, columns: int, font: Font) -> int:
    """Write a line across all columns, the title centred; return the row after it."""
    cell = _write(sheet, row, 1, text)
    cell.font = font
    cell.alignment = _CENTERED if font is _TITLE else _LEFT
    scale = font.size / _TEXT.size
    height = (line_count(text, _PAGE_WIDTH / 2 / scale) * _LINE + _ROOM) * scale
    after = _set_heights(sheet, row, height)
    sheet.merge_cells(start_row=row, start_column=1, end_row=after - 1, end_column=columns)
    return after


def _set_heights(sheet: Worksheet, row: int, height: float) -> int:
    """Give `height` points to the row, or to as many rows as it takes; return the row after."""
    parts = max(1, ceil(height / _TALLEST))
    for number in range(row, row + parts):
        sheet.row_dimensions[number].height = round(height / parts, 1)
    return row + parts


def _head(sheet: Worksheet, row: int, table: blocks.Table, widths: Sequence[float]) -> None:
    lines = 1
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        cell = _write(sheet, row, number, column.title)
        cell.font, cell.fill, cell.border, cell.alignment = _HEAD, _HEAD_FILL, _BORDER, _CENTERED
        lines = max(lines, line_count(column.title, width / 2 - 1))
    sheet.row_dimensions[row].height = lines * _LINE + _ROOM


def _rows(sheet: Worksheet, first: int, table: blocks.Table, widths: Sequence[float]) -> int:
    """Write the rows from `first` on; return the row after them."""
    starts, heights = [first], _heights(table, widths)
    for height in heights:
        starts.append(_set_heights(sheet, starts[-1], height))
    for at, column in enumerate(table.columns):
        centred = column.align == "center" or at in table.merge
        for start, length in _pieces(table.runs(at), heights):
            source, top, bottom = table.rows[start][at], starts[start], starts[start + length] - 1
            cell = _write(sheet, top, at + 1, source.text)
            cell.font, cell.alignment = _TEXT, _CENTERED if centred else _LEFT
            if source.level is not None:
                cell.fill = PatternFill("solid", fgColor=LEVEL_TINTS[source.level])
            for row in range(top, bottom + 1):
                sheet.cell(row, at + 1).border = _BORDER
            if bottom > top:
                area = f"{cell.coordinate}:{cell.column_letter}{bottom}"
                sheet.merge_cells(area)
    return starts[-1]


def _pieces(runs: Iterable[tuple[int, int]], heights: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The runs, cut before a merged cell grows so high that some page would not show its text."""
    for start, length in runs:
        first, high = start, 0.0
        for row in range(start, start + length):
            if row > first and high + heights[row] > _MERGED:
                yield first, row - first
                first, high = row, 0.0
            high += heights[row]
        yield first, start + length - first


def _heights(table: blocks.Table, widths: Sequence[float]) -> list[float]:
    """The points each row needs; a merged cell that needs more than its rows have gets it last."""
    heights = [_LINE + _ROOM] * len(table.rows)
    for at in sorted(range(len(table.columns)), key=lambda column: column in table.merge):
        for start, length in table.runs(at):
            needed = line_count(table.rows[start][at].text, widths[at] / 2 - 1) * _LINE + _ROOM
            missing = needed - sum(heights[start : start + length])
            heights[start + length - 1] += max(0.0, missing)
    return heights


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as text, whatever it looks like; short whole numbers as numbers."""
    cell = cast("Cell", sheet.cell(row, column))  # nothing is merged yet where it writes
    if _NUMBER.fullmatch(text):
        cell.value = int(text)
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_LIKE):
        cell.quotePrefix = True
    return cell
