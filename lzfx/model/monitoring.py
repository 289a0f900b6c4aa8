"""分级监控: who monitors which points, how often, when each was checked and is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lzfx.model.risk import Graded, Level


@dataclass(frozen=True, slots=True)
class Monitored:
    """A point with a level as its monitor has it: once in so many `months`, due on that day.

    `last` is the day of its last check, `state` and `danger` what that check said of it (a code of
    `measure_states`, and in words). `recused` names who holds its post and would monitor himself.
    """

    graded: Graded
    level: Level
    months: int
    due: date
    last: date | None = None
    state: str = ""
    danger: str = ""
    recused: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a monitor looks at on one working day: the points of one unit and level of a period.

    `period` is a quarter (`2026Q4`), or a month (`2026-11`) of points that come round sooner;
    `role` is the code of what he monitors them as.
    """

    day: date
    unit: str
    level: Level
    period: str
    role: str
    points: tuple[Monitored, ...]


@dataclass(frozen=True, slots=True)
class MonitorSheet:
    """One monitor, a person or a body, with his points in roster order and his days in theirs.

    `roles` are the codes of what he monitors as; the name is empty where the roster names nobody.
    """

    monitor: str
    roles: tuple[str, ...]
    points: tuple[Monitored, ...]
    occasions: tuple[Occasion, ...] = ()
