"""分级监控: the points of each monitor, the day each is due, and the working days to look at them.

A point is due so many months after its last check, or after the edition's campaign while it was
never checked. Nobody monitors himself (G13): of a point whose post is held by its monitor, or by a
member of the body that monitors it, his name stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lzfx.model.correction import CheckedPoint, CorrectionRecord
from lzfx.model.monitoring import Monitored, MonitorSheet, Occasion
from lzfx.model.risk import Graded
from lzfx.model.roster import Roster
from lzfx.model.sampling import CheckPlan, Quarter
from lzfx.rules.measures import months_later
from lzfx.rules.roles import body_of_role, person_of
from lzfx.rules.sampling import really_checked

_A_QUARTER, _A_YEAR = 3, 12
Works = Callable[[date], bool]
LastCheck = tuple[date, CheckedPoint]


@dataclass(frozen=True, slots=True)
class MonitoringBasis:
    """What monitoring follows from besides the points.

    `roles` say what each code of a monitor's role acts as; `checks` is the last check of each point
    by id; a point never checked is due counted from the day it `begins`.
    """

    roster: Roster
    plan: CheckPlan
    begins: date
    roles: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, LastCheck] = field(default_factory=dict)


def last_checks(record: CorrectionRecord | None) -> Mapping[str, LastCheck]:
    """The last check of each point that was really checked, by its id."""
    found: dict[str, LastCheck] = {}
    for held, point in really_checked(record):
        known = found.get(point.risk_point)
        if known is None or known[0] <= held:
            found[point.risk_point] = (held, point)
    return found


def monitor_sheets(
    graded: Iterable[Graded], basis: MonitoringBasis, works: Works
) -> tuple[MonitorSheet, ...]:
    """A sheet for each monitor, who has the gravest and most points first; none without a level."""
    found: dict[str, list[Monitored]] = defaultdict(list)
    for one in graded:
        if one.level is not None:
            found[one.monitor].append(monitored(one, basis))
    sheets = (
        MonitorSheet(name, _roles(points), tuple(points), occasions(points, basis.begins, works))
        for name, points in found.items()
    )
    return tuple(sorted(sheets, key=_rank))


def _rank(sheet: MonitorSheet) -> tuple[bool, int, int]:
    """Bodies and leaders come first by what they monitor; what nobody monitors comes last."""
    return not sheet.monitor, min(one.level for one in sheet.points), -len(sheet.points)


def _roles(points: Iterable[Monitored]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.graded.monitor_role or "" for one in points))


def monitored(one: Graded, basis: MonitoringBasis) -> Monitored:
    """A point that has a level, as its monitor has it."""
    level = one.level or 1
    months = basis.plan.months(level)
    day, said = basis.checks.get(one.point.point_id, (None, None))
    return Monitored(
        graded=one,
        level=level,
        months=months,
        due=months_later(day or basis.begins, months),
        last=day,
        state=said.measure_state if said else "",
        danger=said.danger if said else "",
        recused=_recused(one, basis),
    )


def _recused(one: Graded, basis: MonitoringBasis) -> str:
    """The name of who holds the point's post, if he monitors it himself or sits on that body."""
    post = basis.roster.post(one.point.post)
    holder = post.holder if post else ""
    role = one.monitor_role or ""
    acts_as = basis.roles.get(role, role)
    unit = basis.roster.unit(one.point.unit)
    body = body_of_role(acts_as)
    members = {seat.person for seat in basis.roster.seats if body and seat.group == body}
    if holder and (holder in members or person_of(acts_as, unit, basis.roster) == holder):
        return basis.roster.name_of(holder)
    return ""


def occasions(points: Sequence[Monitored], begins: date, works: Works) -> tuple[Occasion, ...]:
    """The days to look at these points, in their order: at least one, and all within a year.

    The points of one unit and level that he monitors as the same and that are due in one period
    are looked at together, on the last working day not after the first of their days.
    """
    until = months_later(begins, _A_YEAR)
    found: dict[tuple[str, int, str, str], list[tuple[date, Monitored]]] = defaultdict(list)
    for one in points:
        for day in due_days(one, until):
            role = one.graded.monitor_role or ""
            key = (one.graded.point.unit, one.level, period_of(day, one.months), role)
            found[key].append((day, one))
    told = (
        Occasion(
            working_day_before(min(day for day, _ in each), works),
            *key,
            tuple({one.graded.point.point_id: one for _, one in each}.values()),
        )
        for key, each in found.items()
    )
    return tuple(sorted(told, key=lambda one: (one.day, one.level, one.unit)))


def period_of(day: date, months: int) -> str:
    """The quarter in which a day lies; its month where the next day may lie in the same quarter."""
    return str(Quarter.of(day)) if months >= _A_QUARTER else f"{day:%Y-%m}"


def due_days(one: Monitored, until: date) -> Iterator[date]:
    """The day a point is due and those after it, a period apart, up to that day."""
    yield one.due
    times = 1
    while (day := months_later(one.due, times * one.months)) <= until:
        yield day
        times += 1


def working_day_before(day: date, works: Works) -> date:
    """That day, or the last working day before it."""
    while not works(day):
        day -= timedelta(days=1)
    return day
