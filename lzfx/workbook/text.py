"""Office data on its way into a workbook: always text, always legal, never longer than a cell."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""UTF-16 units a cell can hold."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
_ASTRAL = 0xFFFF


def clean(text: str) -> str:
    r"""The text as a cell can hold it: breaks as `\n`, no control signs, at most 32,767 units."""
    plain = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) * 2 <= CELL_LIMIT:
        return plain
    return _cut(plain)


def _cut(text: str) -> str:
    """Cut by UTF-16 units, never through a sign that takes two of them."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > _ASTRAL else 1
        if used > CELL_LIMIT:
            return text[:index]
    return text


def escaped(text: str) -> str:
    """The text as the file must spell it: `_x0041_` would otherwise be read as an escape for A."""
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would calculate the text once somebody edits the cell."""
    return text.startswith(_FORMULA_LIKE)


def xml_text(text: str) -> str:
    """A cleaned text as the content of an XML element."""
    spelt = escaped(text).replace("&", "&amp;").replace("<", "&lt;")
    return spelt.replace(">", "&gt;")


def xml_attribute(text: str) -> str:
    """A cleaned text inside a double-quoted XML attribute."""
    return xml_text(text).replace('"', "&quot;").replace("\n", "&#10;")


def footer_text(text: str) -> str:
    """A text inside a page footer, where `&` begins a command."""
    return clean(text).replace("&", "&&").replace("\n", " ")


def sheet_reference(name: str) -> str:
    """A sheet's name as formulas and links quote it."""
    return "'" + name.replace("'", "''") + "'"


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` signs, with … where something was left out."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
