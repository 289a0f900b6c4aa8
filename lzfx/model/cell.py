"""Addresses of cells: numbers inside, letters only where they are shown or stored."""

from __future__ import annotations

from functools import lru_cache

_MOST = 1024
"""Columns whose letters are remembered: more than any form has."""


@lru_cache(_MOST)
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
