"""Where things stand on the sheet of a marked copy that lists what was not read."""

from __future__ import annotations

from lzfx.model.cell import Cell

HEADS = ("序号", "来表的页", "单元格", "内容", "怎样处理的")
"""Its columns, in order; the last is for the unit."""

SHEET_COLUMN, AREA_COLUMN, TEXT_COLUMN, ANSWER_COLUMN = 2, 3, 4, 5
HEADING_ROW = 4
BETWEEN = " | "
"""Stands between the texts of one row."""

FILLED_IN, NOT_NEEDED = "已填入", "不用填"
"""What a unit may choose; any other words of its own will do."""


def answer_at(line: int) -> Cell:
    """The cell for the answer to a line, counted from 0."""
    return Cell(HEADING_ROW + 1 + line, ANSWER_COLUMN)


def line_of(cell: Cell | None) -> int:
    """The line, counted from 0, whose answer that cell holds."""
    return cell.row - HEADING_ROW - 1 if cell else 0
