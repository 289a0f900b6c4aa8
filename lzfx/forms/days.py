"""The day that a text or a number names, as people and spreadsheets write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from lzfx.forms.characters import fold, tidy

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_FIRST = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T00:00:00)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL_DAYS = range(30_000, 80_000)
_DAY_ZERO = date(1899, 12, 30)
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_LONGEST = 60
_HAN = "〇零一二三四五六七八九十"
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_CLOCK = (
    r"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
    rf"|(?<!\d)(?:(?:[01]?\d|2[0-4]|[{_HAN}]{{1,3}})[时点](?:(?:[0-5]?\d|[{_HAN}]{{1,3}})分?"
    rf"|半|整|[一三]刻)?(?:(?:[0-5]?\d|[{_HAN}]{{1,3}})秒)?)"
)
_PART = r"凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|AM|PM|am|pm"
_IN_DAY = rf"(?:{_WEEKDAY.pattern}|{_PART}|{_CLOCK})"
_TAIL = re.compile(rf"(?:[\s,;、T(~至—-]*{_IN_DAY}[\s)]*)+$")
"""What may follow a day without making another of it: its weekday, a part of it, times of it."""
_WEEKDAY_AT = {**{name[-1]: at for at, name in enumerate(WEEKDAYS)}, "天": 6}


def day_of_serial(number: float) -> date | None:
    """The day of a spreadsheet's serial number; None unless it lies between 1982 and 2119."""
    if int(number) not in _SERIAL_DAYS:
        return None
    return _DAY_ZERO + timedelta(days=int(number))


def day_of_text(text: str) -> date | None:
    """The day that a text names, its year first, in digits or Chinese; None when not surely one.

    Its weekday and times of that day may follow; a weekday that is not the day's makes it unsure.
    """
    day = _named(fold(text))
    if day is not None or len(text) > _LONGEST:
        return day
    day, tail = _with_tail(text)
    return None if day is None or _differs(day, tail) else day


def day_of_another_weekday(text: str) -> date | None:
    """The day that a text names together with a weekday that it is not; None for other texts."""
    if len(text) > _LONGEST:
        return None
    day, tail = _with_tail(text)
    return day if day is not None and _differs(day, tail) else None


def _with_tail(text: str) -> tuple[date | None, str]:
    """The day at the beginning of a text, and what follows it; blanks part numbers here."""
    plain = unicodedata.normalize("NFKC", tidy(text)).rstrip(" 。.;")
    tail = _TAIL.search(plain)
    if tail is None:
        return _named(fold(plain)), ""
    return _named(fold(plain[: tail.start()])), tail.group()


def _differs(day: date, tail: str) -> bool:
    said = {_WEEKDAY_AT[sign] for sign in _WEEKDAY.findall(tail)}
    return bool(said - {day.weekday()})


def _named(text: str) -> date | None:
    plain = _chinese_date(text)
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
