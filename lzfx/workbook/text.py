"""Text for workbooks: stays text, has only legal characters, is never longer than a cell."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The most UTF-16 units that a cell can hold."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
_ASTRAL = 0xFFFF


def clean(text: str) -> str:
    r"""The text for a cell: breaks as `\n`, no control characters, at most 32,767 UTF-16 units."""
    plain = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) * 2 <= CELL_LIMIT:
        return plain
    return _cut(plain)


def _cut(text: str) -> str:
    """The text cut to the limit, never within a character that takes two UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > _ASTRAL else 1
        if used > CELL_LIMIT:
            return text[:index]
    return text


def escaped(text: str) -> str:
    """The text with `_x0041_` and the like escaped, which would otherwise be read as A."""
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would calculate the text after somebody edits the cell."""
    return text.startswith(_FORMULA_LIKE)


def xml_text(text: str) -> str:
    """A cleaned text as the content of an XML element."""
    spelt = escaped(text).replace("&", "&amp;").replace("<", "&lt;")
    return spelt.replace(">", "&gt;")


def footer_text(text: str) -> str:
    """A text inside a page footer, where `&` begins a command."""
    return clean(text).replace("&", "&&").replace("\n", " ")


def sheet_reference(name: str) -> str:
    """A sheet's name as formulas and links quote it."""
    return "'" + name.replace("'", "''") + "'"


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters; it ends in … where something was left out."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
