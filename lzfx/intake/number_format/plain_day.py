"""The formats that nearly all days and times have: numbers of years to seconds, and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.intake.number_format.signs import Sign, Token

_SECONDS_A_DAY = 86_400
_EPOCH = dt.date(1899, 12, 30).toordinal()
_FIRST, _LAST = 61, 2_958_465
"""The serial numbers between which all programs see the same day."""

_SINCE_1904 = 1462
_HALF, _NEAR = 0.5, 0.01
_PICKS = {
    "yyyy": ("%d", 0), "yyy": ("%d", 0), "yy": ("%02d", 6), "y": ("%02d", 6), "e": ("%d", 0),
    "m": ("%d", 1), "mm": ("%02d", 1), "d": ("%d", 2), "dd": ("%02d", 2),
    "h": ("%d", 3), "hh": ("%02d", 3), "n": ("%d", 4), "nn": ("%02d", 4),
    "s": ("%d", 5), "ss": ("%02d", 5),
}  # fmt: skip
"""Sign -> how it is written, and its place among year to second, with the short year last."""


@dataclass(frozen=True, slots=True)
class PlainDay:
    """A pattern, and which numbers of the moment it takes."""

    pattern: str
    picks: tuple[int, ...]

    def text(self, value: float, *, since_1904: bool) -> str | None:
        """The text of a day; None where it has to be looked at more closely."""
        if not abs(value) <= _LAST:  # nor may the seconds of a huge number become infinite
            return None
        total = value * _SECONDS_A_DAY
        seconds = int(total + _HALF)
        if abs(total % 1 - _HALF) < _NEAR:
            return None
        days, rest = divmod(seconds, _SECONDS_A_DAY)
        days += _SINCE_1904 if since_1904 else 0
        if not _FIRST <= days <= _LAST:
            return None
        day = dt.date.fromordinal(_EPOCH + days)
        year, minutes = day.year, rest // 60
        moment = (year, day.month, day.day, minutes // 60, minutes % 60, rest % 60, year % 100)
        return self.pattern % tuple([moment[pick] for pick in self.picks])


def plain_day_of(tokens: Sequence[Token]) -> PlainDay | None:
    """The pattern of the parts of a clock; None where one is no plain number."""
    pattern, picks = "", []
    for token in tokens:
        if token.sign is Sign.LITERAL:
            pattern += token.text.replace("%", "%%")
        elif token.sign is Sign.DAY and token.text in _PICKS:
            how, pick = _PICKS[token.text]
            pattern += how
            picks.append(pick)
        else:
            return None
    return PlainDay(pattern.strip(" "), tuple(picks))
