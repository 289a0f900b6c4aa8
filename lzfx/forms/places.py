"""Addresses as the sender sees them."""

from __future__ import annotations

from lzfx.model.book import RawSheet
from lzfx.model.cell import Cell, letters
from lzfx.model.finding import Where


def a1(row: int, column: int) -> str:
    """The cell's address, such as C17."""
    return f"{letters(column)}{row}"


def where(file: str, sheet: RawSheet, row: int, column: int) -> Where:
    """The place of a cell of that sheet."""
    return Where(file, sheet.name, Cell(row, column))
