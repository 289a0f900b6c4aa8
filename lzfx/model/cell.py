"""Addresses of cells: numbers inside, letters only where they are shown or stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TEXT = re.compile(r"([A-Z]{0,14})([0-9]{1,19})")
_MOST = 1024
"""Columns whose letters are remembered: more than any form has."""


@lru_cache(_MOST)
def letters(column: int) -> str:
    """Column letters for a column counted from 1: 1 is A, 28 is AB; empty for no column."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(text: str) -> int:
    """The column, counted from 1, that those letters name."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell of a sheet; row and column count from 1. Cells are ordered as they are read."""

    row: int
    column: int

    @property
    def text(self) -> str:
        """The address as it is shown, such as C17."""
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True, order=True)
class WholeCell:
    """A cell of a return that was put together from two files; it is in no sheet and never shown.

    `row` is the number of the row in that return (`RawRow.stands` says where the row comes from),
    `column` is the column in its table there.
    """

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell and the sheet it is on."""

    sheet: str
    cell: Cell

    @property
    def text(self) -> str:
        """As it is stored and listed, such as 风险点!C17."""
        return f"{self.sheet}!{self.cell.text}"


def cell_at(text: str) -> Cell | None:
    """The cell of an address such as C17; None for a text that is none."""
    found = _TEXT.fullmatch(text)
    return Cell(int(found[2]), column_of(found[1])) if found else None
