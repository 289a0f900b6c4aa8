"""What a section of a number format makes of a number as a day, a time or a duration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lzfx.forms.general import exact, rounded
from lzfx.intake.number_format.chinese import in_digits, of_day
from lzfx.intake.number_format.clock import LONG, MINUTE, NAMED
from lzfx.intake.number_format.sections import Section
from lzfx.intake.number_format.signs import Names, Sign, Token
from lzfx.model.book import Shown

_SECONDS_A_DAY, _HOURS, _MINUTES = 86_400, 24, 60
_EPOCH = dt.date(1899, 12, 30)
_BETWEEN_EPOCHS = 1462
_PHANTOM = 60
_LAST = 2_958_465
_MOST_DECIMALS = 3
_NOON = 12
_WEEK = "日一二三四五六"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_SYSTEM = {
    Names.SYSTEM_DAY: 'yyyy"年"m"月"d"日"',
    Names.SYSTEM_TIME: "h:mm:ss",
}


@dataclass(frozen=True, slots=True)
class _Moment:
    """A serial number as a calendar shows it: whole days and seconds, and `parts` of a second."""

    year: int
    month: int
    day: int
    weekday: int
    days: int
    elapsed: int
    parts: str

    @property
    def hour(self) -> int:
        return self.elapsed // 3600 % _HOURS


def system_code(section: Section) -> str:
    """The code that stands for a section which leaves the order to the system; empty if none."""
    return _SYSTEM.get(section.names, "")


def day_text(section: Section, value: float, *, since_1904: bool) -> Shown | None:
    """The text of a day, time or duration; None when there is none.

    It is not sure for names whose language depends on who looks, and before March 1900, where
    programs count the days differently.
    """
    if section.has(Sign.GENERAL, Sign.EXPONENT, Sign.TEXT):
        return None
    if section.plain_day is not None:
        text = section.plain_day.text(value, since_1904=since_1904)
        if text is not None:
            return Shown(text, section.sure)
    clock = section.clock
    if clock is None or clock.places > _MOST_DECIMALS:
        return None
    if any(token.sign is Sign.DIGIT for token in clock.tokens):
        return None
    moment = _moment(value, clock.places, since_1904=since_1904, is_day=clock.is_day)
    if moment is None:
        return None
    shown = [
        token.text if token.sign is Sign.LITERAL else _shown(section, moment, token)
        for token in clock.tokens
    ]
    early = clock.is_day and moment.days <= _PHANTOM
    return Shown("".join(shown).strip(" "), section.sure and clock.told and not early)


def _moment(value: float, places: int, *, since_1904: bool, is_day: bool) -> _Moment | None:
    if value < 0:
        return None
    total = rounded(exact(value) * _SECONDS_A_DAY, places)
    seconds = int(total)
    parts = f"{total - seconds:f}".partition(".")[2]
    days = seconds // _SECONDS_A_DAY + (_BETWEEN_EPOCHS if since_1904 else 0)
    if not is_day and days > _LAST:
        days = _PHANTOM + 1
    if days > _LAST:
        return None
    if days == _PHANTOM:
        year, month, day = 1900, 2, 29
    elif days == 0:
        year, month, day = 1900, 1, 0
    else:
        date = _EPOCH + dt.timedelta(days + (days < _PHANTOM))
        year, month, day = date.year, date.month, date.day
    return _Moment(year, month, day, (days - 1) % 7, days, seconds, parts)


def _shown(section: Section, moment: _Moment, token: Token) -> str:
    """The text of one sign of a day or time."""
    letter, width = token.text[0], len(token.text)
    if token.sign is Sign.HALF:
        return _half(section, moment, token.text)
    if token.sign is Sign.POINT:
        return "." + moment.parts
    if token.sign is Sign.ELAPSED:
        size = {"h": 3600, "m": _MINUTES, "s": 1}[letter]
        return in_digits(f"{moment.elapsed // size:0{width}}", section.numerals)
    if letter in "ye":
        year = f"{moment.year % 100:02}" if letter == "y" and width <= 2 else f"{moment.year}"  # noqa: PLR2004 - two digits
        return in_digits(year, section.numerals)
    if width >= NAMED and letter in "mda":
        return _name(section, moment, letter, width)
    return of_day(_amount(section, moment, letter), min(width, 2), section.numerals)


def _amount(section: Section, moment: _Moment, letter: str) -> int:
    """The number that a sign for a month, day, hour, minute or second stands for."""
    if letter == "h":
        return (moment.hour - 1) % _NOON + 1 if section.has(Sign.HALF) else moment.hour
    if letter == "s":
        return moment.elapsed % _MINUTES
    if letter == MINUTE:
        return moment.elapsed // 60 % _MINUTES
    return moment.month if letter == "m" else moment.day


def _half(section: Section, moment: _Moment, text: str) -> str:
    morning, _, evening = text.partition("/")
    if section.names is Names.CHINESE:
        morning, evening = "上午", "下午"
    return morning if moment.hour < _NOON else evening


def _name(section: Section, moment: _Moment, letter: str, width: int) -> str:
    """The name of a month or weekday."""
    if letter == "a":
        return ("" if width < LONG else "星期") + _WEEK[moment.weekday]
    if section.names is Names.CHINESE and letter == "d":
        return ("周" if width < LONG else "星期") + _WEEK[moment.weekday]
    if section.names is Names.CHINESE:
        return of_day(moment.month, 1, 1) + "月"
    name = _MONTHS[moment.month - 1] if letter == "m" else _DAYS[moment.weekday]
    if letter == "m" and width > LONG:
        return name[0]
    return name if width >= LONG else name[:NAMED]
