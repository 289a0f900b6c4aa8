"""动态纠错: how often points are checked, which ones were drawn for a quarter, and what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lzfx.model.risk import Level

_MONTHS = (3, 6, 12)
_A_QUARTER = 3
_QUARTER = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """How often points are checked: in so many months once, by the code of their level.

    A level that the office says nothing of is checked every quarter (the gravest), every half year
    (the second), or once a year.
    """

    every_months: Mapping[str, int] = field(default_factory=dict)

    def months(self, level: Level) -> int:
        """In how many months a point of that level is checked once."""
        usual = _MONTHS[min(level, len(_MONTHS)) - 1]
        return self.every_months.get(str(level), usual)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a calendar year, `number` from 1 to 4; written `2026Q4`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // _A_QUARTER + 1)

    @classmethod
    def named(cls, text: str) -> Quarter | None:
        """The quarter that is written so; None for anything else."""
        found = _QUARTER.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True)
class Checkable:
    """A point that can be checked: its id, its unit's code, its level."""

    point_id: str
    unit: str
    level: Level


@dataclass(frozen=True, slots=True)
class CheckedSoFar:
    """How often a point was checked in a year, and on which day last."""

    times: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The points drawn for a quarter, and the seed that draws the same ones again."""

    quarter: str
    seed: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a point stands with its checks: `due` is the day by which the next one is held."""

    point: Checkable
    checked: CheckedSoFar
    due: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """All points that can be checked, in roster order, as of a day."""

    year: int
    day: date
    points: tuple[Standing, ...] = ()

    @property
    def never(self) -> tuple[Standing, ...]:
        """The points not checked in the year."""
        return tuple(one for one in self.points if not one.checked.times)

    @property
    def overdue(self) -> tuple[Standing, ...]:
        """The points of which the next check should have been held."""
        return tuple(one for one in self.points if one.due < self.day)


NO_COVERAGE = Coverage(1, date.min)
"""Where nobody looked."""
