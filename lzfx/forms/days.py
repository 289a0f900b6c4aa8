"""The day that a text or a number names, as people and spreadsheets write it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lzfx.forms.characters import fold

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_FIRST = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T00:00:00)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL_DAYS = range(30_000, 80_000)
_DAY_ZERO = date(1899, 12, 30)


def day_of_serial(number: float) -> date | None:
    """The day of a spreadsheet's serial number; None unless it lies between 1982 and 2119."""
    if int(number) not in _SERIAL_DAYS:
        return None
    return _DAY_ZERO + timedelta(days=int(number))


def day_of_text(text: str) -> date | None:
    """The day that a text names, its year first, in digits or Chinese; None when not surely one."""
    plain = _chinese_date(fold(text))
    match = _YEAR_FIRST.match(plain) or _COMPACT.match(plain)
    return _day(*match.groups()) if match else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _chinese_date(text: str) -> str:
    """二○二六年九月八日 with its month and day as plain digits; other text unchanged."""

    def small(match: re.Match[str]) -> str:
        word = match.group(1)
        tens, _, ones = word.partition("十")
        if "十" not in word:
            return word.translate(_DIGITS) + match.group(2)
        value = int(tens.translate(_DIGITS) or "1") * 10 + int(ones.translate(_DIGITS) or "0")
        return str(value) + match.group(2)

    text = re.sub(
        r"(?<=[年月])([一二三四五六七八九十]{1,3})([月日])", small, text.replace("号", "日")
    )
    year, mark, rest = text.partition("年")
    return year.translate(_DIGITS).replace("O", "0").replace("o", "0") + mark + rest
