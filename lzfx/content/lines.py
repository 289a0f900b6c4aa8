"""How many lines a text takes in a cell: an estimate from the widths of its characters."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

_WIDE = frozenset("WFA")
_HAN = "\u3001-\u303e\u4e00-\u9fff\uff01-\uff60"
"""Characters that are all as wide as a line is high; most texts are made of them."""
_WORDS = re.compile(rf"[!-~]+|[{_HAN}]+|[^!-~]")
"""What a line cannot be broken in: a run of Latin characters, or a single other one.

A run of Han characters is one piece here, too: it is broken anywhere, and counted at once.
"""


_FIRST_HAN = "\u3001"


def text_width(text: str) -> float:
    """The width in full-width characters; Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(each) in _WIDE else 0.5 for each in text)


def line_count(text: str, width: float) -> int:
    """The lines `text` takes in a cell `width` full-width characters wide; at least one."""
    room = max(width, 1.0)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in _WORDS.findall(line):
        if word[0] >= _FIRST_HAN and len(word) > 1:
            rest = len(word) - int(room - used)
            more = max(0, ceil(rest / int(room)))
            lines, used = lines + more, rest - (more - 1) * int(room) if more else used + len(word)
            continue
        wide = text_width(word)
        if used + wide <= room:
            used += wide
        elif wide <= room:
            lines, used = lines + 1, wide
        else:  # a word longer than the line is broken anywhere
            more = ceil(wide / room) - 1
            lines, used = lines + (used > 0) + more, wide - more * room
    return lines
