"""Addresses as the sender sees them."""

from __future__ import annotations

from lzfx.model.book import RawSheet
from lzfx.model.finding import Where


def letters(column: int) -> str:
    """Column letters for a column counted from 1: 1 is A, 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(text: str) -> int:
    """The column, counted from 1, that those letters name."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """The cell's address, such as C17."""
    return f"{letters(column)}{row}"


def where(file: str, sheet: RawSheet, row: int, column: int) -> Where:
    """The place of a cell of that sheet."""
    return Where(file, sheet.name, a1(row, column))
