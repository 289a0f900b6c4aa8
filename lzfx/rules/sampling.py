"""Which points a quarter checks (六): drawn by a seed, the same for the same seed and record.

Every level is drawn by its frequency, and every unit by its share of it: what is left over after
whole points goes first to the units that can least go without it if all are to be checked in time.
Within a unit and level those never checked come first, then those whose last check is longest ago;
only then the seed decides.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor

from lzfx.model.correction import CheckedPoint, CorrectionCheck, CorrectionRecord
from lzfx.model.risk import Level
from lzfx.model.sampling import Checkable, CheckedSoFar, CheckPlan

UNCHECKED = "unchecked"
"""The state of measures of a point that was drawn and not checked."""

PASSED = "passed"
"""The conclusion of a re-check after which a point may be closed."""

_A_QUARTER = 3
_NOT_YET = CheckedSoFar()
_Stratum = list[Checkable]


def share_of(plan: CheckPlan, level: Level) -> Fraction:
    """Which part of the points of that level is checked in one quarter."""
    return min(Fraction(1), Fraction(_A_QUARTER, plan.months(level)))


def draw_points(
    points: Iterable[Checkable], checked: Mapping[str, CheckedSoFar], plan: CheckPlan, seed: str
) -> frozenset[str]:
    """The ids of the points to check; `checked` tells of those that were checked this year."""
    levels: dict[Level, dict[str, _Stratum]] = defaultdict(lambda: defaultdict(list))
    for one in points:
        levels[one.level][one.unit].append(one)
    drawn: set[str] = set()
    for level, units in levels.items():
        counts = _counts(level, units, checked, share_of(plan, level), seed)
        for unit, stratum in units.items():
            in_turn = sorted(stratum, key=lambda one: _turn(one, checked, seed))
            drawn.update(one.point_id for one in in_turn[: counts[unit]])
    return frozenset(drawn)


def _counts(
    level: Level,
    units: Mapping[str, _Stratum],
    checked: Mapping[str, CheckedSoFar],
    share: Fraction,
    seed: str,
) -> Mapping[str, int]:
    """How many points of each unit are drawn: its exact share, rounded down or up."""
    exact = {unit: len(stratum) * share for unit, stratum in units.items()}
    counts = {unit: floor(wanted) for unit, wanted in exact.items()}
    total = ceil(sum(exact.values(), Fraction(0)))
    left = total - sum(counts.values())
    quarters = ceil(1 / share) - _quarters_over(units, checked, total, ceil(1 / share) - 1)

    def first(unit: str) -> tuple[int, bytes]:
        """How many of the quarters that are left the unit could go without one more point."""
        fresh = sum(not checked.get(one.point_id, _NOT_YET).times for one in units[unit])
        lacking = fresh - counts[unit] * quarters
        return quarters - lacking, _lot(f"{seed}/{level}/{unit}")

    broken = sorted((unit for unit in units if exact[unit] != counts[unit]), key=first)
    for unit in broken[:left]:
        counts[unit] += 1
    return counts


def _quarters_over(
    units: Mapping[str, _Stratum], checked: Mapping[str, CheckedSoFar], total: int, most: int
) -> int:
    """How many quarters' worth of points of the level were checked already, at most so many."""
    every = (one for stratum in units.values() for one in stratum)
    return min(most, sum(checked.get(one.point_id, _NOT_YET).times for one in every) // total)


def _turn(
    one: Checkable, checked: Mapping[str, CheckedSoFar], seed: str
) -> tuple[int, date, bytes]:
    """What decides whose turn it is: how often and when it was checked, then the lot."""
    known = checked.get(one.point_id, _NOT_YET)
    return known.times, known.last or date.min, _lot(f"{seed}/{one.point_id}")


def _lot(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def really_checked(record: CorrectionRecord | None) -> Iterator[tuple[date, CheckedPoint]]:
    """Each time a point was checked, with the day, in the order of the record."""
    for check in record.checks if record else ():
        for point in check.points if check.held_on else ():
            if check.held_on and point.measure_state != UNCHECKED:
                yield check.held_on, point


def checked_in(record: CorrectionRecord | None, year: int) -> Mapping[str, CheckedSoFar]:
    """By id, how often and when points were checked in that year, as the record of checks says."""
    days: dict[str, list[date]] = defaultdict(list)
    for held, point in really_checked(record):
        if held.year == year:
            days[point.risk_point].append(held)
    return {name: CheckedSoFar(len(found), max(found)) for name, found in days.items()}


def to_recheck(
    record: CorrectionRecord, today: date
) -> tuple[tuple[CorrectionCheck, CheckedPoint], ...]:
    """What was to be put right by a day that is past, and has not passed a re-check."""
    return tuple(
        (check, point)
        for check in record.checks
        for point in check.points
        if point.deadline and point.deadline < today
        if point.recheck != PASSED and point.closed_on is None
    )


def to_regrade(record: CorrectionRecord) -> tuple[tuple[date, CheckedPoint], ...]:
    """The points that a check wants graded again, each with the day of that check."""
    return tuple((held, point) for _, held, point in _wanting(record, "level"))


def to_mend_rules(record: CorrectionRecord) -> tuple[tuple[str, date, CheckedPoint], ...]:
    """The units of which a check wants a rule mended, each with the day and the point."""
    return tuple(_wanting(record, "rule"))


def _wanting(record: CorrectionRecord, action: str) -> Iterator[tuple[str, date, CheckedPoint]]:
    for check in record.checks:
        for point in check.points:
            if check.held_on and point.action == action and point.closed_on is None:
                yield check.unit, check.held_on, point
