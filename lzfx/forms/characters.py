"""Characters people type without seeing them, and the two ways of folding them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BLANK = " \t\r\n\u00a0\u3000\u2002\u2003\u2009"
_UNTIDY = re.compile(rf"[\r\u00a0{''.join(map(chr, _INVISIBLE))}]|_x000D_|{_CONTROL.pattern}")
_PIECE = 256
_PIECES = re.compile(
    rf"(?s:.{{1,{_PIECE}}}+)(?:[^\x00-\x7f\u3000-\u303f\u3400-\u9fff]{{1,{_PIECE}}}+)?"
)
"""Pieces of a long text, cut before a character that joins with none before it, where there is one.

Marks that join are sorted in quadratic time, so that a long run of them has to be cut.
"""

_SHORT = 64
"""The longest text, in characters, whose folded form is cached: headings and choices repeat."""


def tidy(text: str) -> str:
    r"""Trim blanks of every width at both ends and drop characters that cannot be seen or printed.

    Inner line breaks stay; `\r\n` becomes `\n`. Free text is never folded further, because
    folding would turn （一） into (一) and ㎡ into m2.
    """
    if not _UNTIDY.search(text):
        return text.strip(_BLANK)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return _CONTROL.sub("", text.translate(_INVISIBLE)).replace("\u00a0", " ").strip(_BLANK)


def fold(text: str) -> str:
    """Fold width and drop all white space: for numbers, dates, codes, choices and headings."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    text = tidy(text)
    pieces = (text,) if len(text) <= _PIECE else _PIECES.findall(text)
    return "".join("".join(unicodedata.normalize("NFKC", piece).split()) for piece in pieces)


def as_code(text: str) -> str:
    """A code within a text as a field of codes would have read it."""
    return fold(text).upper()


_remembered = lru_cache(maxsize=8192)(_folded)


def heading_key(text: str) -> str:
    """The form in which two headings are compared: folded, without marks of a required column."""
    return _heading(text) if len(text) <= _SHORT else _keyed(text)


def _keyed(text: str) -> str:
    key = fold(text).upper().rstrip(":").lstrip("*").rstrip("*")
    return re.sub(r"\((?:必填|可多选|单选|多选|选填)\)$", "", key)


_heading = lru_cache(maxsize=8192)(_keyed)
