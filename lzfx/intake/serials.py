"""Numbers as spreadsheets store them: which number formats show a day, and which day it is."""

from __future__ import annotations

import datetime as dt
import re

_BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_NOT_FORMAT = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY_LETTERS = re.compile(r"[ymdhs]|a{3,}|g{1,3}|b{2,}", re.IGNORECASE)
_WORDS = re.compile(r"general|g/通用格式|standard|a/p|am/pm|e[+-]", re.IGNORECASE)
_SECONDS_A_DAY = 86_400
_EPOCH_1900 = dt.date(1899, 12, 30).toordinal()
_EPOCH_1904 = dt.date(1904, 1, 1).toordinal()
_PHANTOM_DAY = 60
_LAST_DAY = dt.date(9999, 12, 31).toordinal()
_EXACT = 2**53
_LONGEST_COUNT = 10


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows days; a custom `code` overrides the built-in number.

    Elapsed times such as `[h]:mm` are amounts, not days.
    """
    if code is None:
        return number in _BUILTIN_DATES
    if _ELAPSED.search(code):
        return False
    first = _NOT_FORMAT.sub("", code).split(";", 1)[0]
    return _DAY_LETTERS.search(_WORDS.sub("", first)) is not None


def iso_day(serial: float, *, since_1904: bool) -> str | None:
    """The day or moment of a serial number in ISO form; None when it is no day.

    1900-02-29 never was, and a serial under 1 is a time without a day.
    """
    if not 0 <= serial < _LAST_DAY:
        return None
    days, seconds = divmod(round(serial * _SECONDS_A_DAY), _SECONDS_A_DAY)
    if since_1904:
        ordinal = _EPOCH_1904 + days
    elif days in (0, _PHANTOM_DAY):
        return None
    else:
        ordinal = _EPOCH_1900 + days + (days < _PHANTOM_DAY)
    if ordinal > _LAST_DAY:
        return None
    day = dt.date.fromordinal(ordinal).isoformat()
    if not seconds:
        return day
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{day}T{hour:02}:{minute:02}:{second:02}"


def iso_text(text: str) -> str | None:
    """An ISO day or date-time, normalised; None when the text is neither."""
    try:
        moment = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    if moment.time() == dt.time():
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def whole_as_int(value: float) -> int | float:
    """The same number; an int if it is whole."""
    whole = int(value) if -_EXACT < value < _EXACT else value
    return whole if whole == value else value


def read_number(text: str) -> int | float | None:
    """The finite number in a text of a file; None when there is none."""
    if not text.isascii() or "_" in text:  # Python would read these as numbers too
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return None if value - value != 0 else whole_as_int(value)


def count_of(text: str) -> int | None:
    """The count or position in a text of a file; None for no whole number or an absurd one."""
    if len(text) > _LONGEST_COUNT or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)
