"""Days as plans write them: `8月中旬`, `8月15日`, `九月`; the year is the campaign's."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from lzfx.forms.characters import fold
from lzfx.forms.days import day_of_text

Span = tuple[date, date]
"""A first and a last day, both included."""

_MONTHS = {name: at for at, name in enumerate("一二三四五六七八九", 1)}
_MONTHS |= {"十": 10, "十一": 11, "十二": 12}
_THIRDS: Mapping[str, tuple[int, int | None]] = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, None),
    "": (1, None),
}
"""The days of each part of a month; None stands for its last day (domain 1.1)."""

_MONTH = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
SPOKEN = re.compile(rf"(?:(\d{{4}})年|今年|本年)?{_MONTH}(?:([上中下]旬)|(\d{{1,2}})[日号])?")
"""A span as it is written, in folded text."""


def span_of(text: str, year: int) -> Span | None:
    """The days that a text means in that year, or in the one it names; None for other texts.

    A whole day (`2026-08-11`) is a span of one; no day that does not exist is made into another.
    """
    plain = fold(text)
    day = day_of_text(plain)
    if day is not None:
        return day, day
    found = SPOKEN.fullmatch(plain)
    return span_found(found, year) if found else None


def span_found(found: re.Match[str], year: int) -> Span | None:
    """The days of a match of `SPOKEN`; None for a day that the month does not have."""
    own, month, third, of_month = found.groups()
    at, number = int(own or year), int(_MONTHS.get(month, 0) or month)
    longest = monthrange(at, number)[1]
    if of_month:
        if not 1 <= int(of_month) <= longest:
            return None
        day = date(at, number, int(of_month))
        return day, day
    first, last = _THIRDS[third or ""]
    return date(at, number, first), date(at, number, last or longest)
