"""The text of a cell: as its sender sees it, as the file stores it, and both where they differ."""

from __future__ import annotations

import re

from lzfx.forms.characters import fold
from lzfx.forms.days import day_of_text
from lzfx.forms.general import all_digits, stored_text
from lzfx.model.book import CellKind, RawCell

EXACT_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""

_SHORTENED = re.compile(r"-?[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+")


def has_lost_digits(cell: RawCell) -> bool:
    """Whether the last digits of a whole number are made up, as the file does not hold them.

    They are beyond the fifteenth, and where all that is known is a print such as 3.50102E+11.
    """
    if cell.kind is not CellKind.NUMBER or not float(cell.value).is_integer():
        return False
    if len(text_of_stored(cell).lstrip("-")) > EXACT_DIGITS:
        return True
    seen = "" if cell.shown is None or cell.shown.sure else cell.shown.text
    return _SHORTENED.fullmatch(seen) is not None and float(seen) == float(cell.value)


def shown_text(cell: RawCell) -> str:
    """The cell as the sender sees it; as it is stored where that is not known for certain.

    A whole number without a format is given with all its digits: 1.23457E+11 shows what was typed
    to nobody.
    """
    if cell.shown is not None and cell.shown.sure:
        return cell.shown.text
    return text_of_stored(cell)


def text_of_stored(cell: RawCell) -> str:
    """The cell as the file holds it, whatever its number format makes of it."""
    return stored_text(cell.kind, cell.value)


def quoted_text(cell: RawCell) -> str:
    """The cell as the sender sees it, and in brackets what is stored where that says more."""
    text = shown_text(cell)
    stored = all_digits(cell.kind, cell.value)
    return text if _same(cell.kind, text, stored) else f"{text}（存的是{stored}）"


def _same(kind: CellKind, text: str, stored: str) -> bool:
    if text == stored:
        return True
    if kind is CellKind.DATE:
        day = day_of_text(text)
        return day is not None and day.isoformat() == stored
    return kind is CellKind.NUMBER and fold(text).replace(",", "") == stored
