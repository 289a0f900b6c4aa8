"""The settings of one year made those of another: days move, all else stays, comments too."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from lzfx.forms.toml_text import Path, entries, outside_texts

_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_YEAR = re.compile(r"^year\s*=\s*(\d{4})", re.MULTILINE)
_OF_THE_YEAR: frozenset[Path] = frozenset({("publicity", "holidays"), ("publicity", "workdays")})
_NUMBERS = "documents"
_STAGES = "stages"
_BASIS: Path = ("plan", "basis")
_FOLLOW: Mapping[Path, str] = {("code",): '"{year}"', ("year",): "{year}"}
_IN_WORDS = re.compile(r"(?<!\d)(\d{4})(?=年)")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """A setting that is another one this year; `weekend` says that its new day is none of work."""

    keys: Path
    before: object
    after: object

    @property
    def weekend(self) -> bool:
        """Whether the day it has now is a Saturday or Sunday."""
        return isinstance(self.after, date) and self.after.weekday() >= _SATURDAY


def settings_for_year(text: str, year: int) -> str:
    """Settings of another year moved to that one, without what was only true of the other year.

    Every day keeps its month and day, the last of a leap February the month; the years between
    them stay. The papers that the plan rests on keep theirs. Holidays and numbers of documents are
    left to be filled in; the code is the year.
    """
    said = _YEAR.search(text)
    shift = year - int(said[1]) if said else 0
    pieces: list[str] = []
    at = 0
    for one in entries(text):
        if one.start == one.end:
            continue
        value = _for_year(one.path, text[one.start : one.end], year, shift)
        pieces += [_later(text[at : one.start], shift), value]
        at = one.end
    return "".join((*pieces, _later(text[at:], shift)))


def _for_year(path: Path, value: str, year: int, shift: int) -> str:
    if path in _FOLLOW:
        return _FOLLOW[path].format(year=year)
    if path[0] == _NUMBERS:
        return '""'
    if path[:2] == _BASIS:
        return value
    if path in _OF_THE_YEAR and shift:
        return "[]"
    if path[0] == _STAGES and path[-1] in {"start", "end"}:
        return _IN_WORDS.sub(lambda found: str(int(found[1]) + shift), _later(value, shift))
    return outside_texts(value, _moving(shift))


def _moving(shift: int) -> Callable[[str], str]:
    return lambda part: _later(part, shift)


def _later(text: str, shift: int) -> str:
    """A text with every day in it so many years later."""

    def later(found: re.Match[str]) -> str:
        year, month, day = (int(part) for part in found.groups())
        year += shift
        if (month, day) == (2, 29) and not isleap(year):
            day = 28
        return f"{year:04d}-{month:02d}-{day:02d}"

    return _DAY.sub(later, text) if shift else text
