"""Characters people type without seeing them, and the two ways of folding them."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BLANK = " \t\r\n\u00a0\u3000\u2002\u2003\u2009"


def tidy(text: str) -> str:
    r"""Trim blanks of every width at both ends and drop characters that cannot be seen or printed.

    Inner line breaks stay; `\r\n` becomes `\n`. Free text is never folded further, because
    folding would turn （一） into (一) and ㎡ into m2.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return _CONTROL.sub("", text.translate(_INVISIBLE)).replace("\u00a0", " ").strip(_BLANK)


def fold(text: str) -> str:
    """Fold width and drop all white space: for numbers, dates, codes, choices and headings."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", tidy(text)))


def heading_key(text: str) -> str:
    """The form in which two headings are compared: folded, without marks of a required column."""
    key = fold(text).upper().rstrip(":").lstrip("*").rstrip("*")
    return re.sub(r"\((?:必填|可多选|单选|多选|选填)\)$", "", key)
