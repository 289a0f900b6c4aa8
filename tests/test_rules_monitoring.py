"""分级监控: when points are due, on which working days, and that nobody monitors himself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.risk_examples import BODIES, DAY, ROSTER, point, rules

from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.correction import CheckedPoint, CorrectionCheck, CorrectionRecord
from lzfx.model.monitoring import Monitored
from lzfx.model.risk import Graded
from lzfx.model.roster import GroupSeat, Roster
from lzfx.model.sampling import CheckPlan
from lzfx.rules.grading import grade_point
from lzfx.rules.monitoring import (
    MonitoringBasis,
    due_days,
    last_checks,
    monitor_sheets,
    occasions,
    working_day_before,
)

BEGINS = date(2026, 9, 30)
ILLEGAL, SLIGHT = ("illegal",), ("rule_breach",)


def works(day: date) -> bool:
    """The working days of an office that has every national day off."""
    return day.weekday() < 5 and (day.month, day.day) not in {(10, n) for n in range(1, 8)}


def graded(*points: tuple[str, str, tuple[str, ...]]) -> Iterator[Graded]:
    for number, (unit, post, said) in enumerate(points, start=1):
        made = replace(point(conduct=said), point_id=f"{unit}-{number:03}", unit=unit, post=post)
        yield grade_point(made, rules(), ROSTER, BODIES, DAY)


def basis(**given: object) -> MonitoringBasis:
    return replace(MonitoringBasis(ROSTER, CheckPlan(), BEGINS), **given)  # type: ignore[arg-type]


LEVELS = st.lists(st.integers(1, 5), min_size=1, max_size=8)
LAST = st.dates(date(2026, 1, 1), date(2027, 6, 30))
MONTHS = st.fixed_dictionaries({str(level): st.integers(1, 60) for level in range(1, 6)})


def monitored(level: int, last: date | None, plan: CheckPlan, number: int) -> Monitored:
    (one,) = graded(("KS01", "", SLIGHT))
    one = replace(one, point=replace(one.point, point_id=f"KS01-{number:03}"), level=level)
    check = CheckedPoint(one.point.point_id, measure_state="done")
    told = {one.point.point_id: (last, check)} if last else {}
    (sheet,) = monitor_sheets([one], basis(plan=plan, checks=told), works)
    return sheet.points[0]


@given(LEVELS, st.none() | LAST, MONTHS)
def test_law__every_point_of_any_level_has_its_days_on_working_days(
    levels: list[int], last: date | None, months: dict[str, int]
) -> None:
    plan = CheckPlan(months)
    points = [monitored(level, last, plan, at) for at, level in enumerate(levels)]
    found = occasions(points, BEGINS, works)
    assert all(works(one.day) for one in found)
    for one in points:
        days = [*due_days(one, date(2027, 9, 30))]
        assert days[0] == one.due > (last or BEGINS)
        assert all(a < b for a, b in pairwise(days))
        mine = [each for each in found if one in each.points]
        assert len(mine) == len(days), "no day is lost in another"
        assert all(each.day <= max(days) for each in mine)
    keys = [(one.unit, one.level, one.period, one.role) for one in found]
    assert len(set(keys)) == len(keys)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_law__the_working_day_before_is_the_nearest_one(day: date) -> None:
    found = working_day_before(day, works)
    assert works(found)
    assert found <= day
    assert not any(works(found + timedelta(days=n)) for n in range(1, (day - found).days + 1))


def test_sheets__are_one_for_each_monitor_with_all_his_points() -> None:
    told = [*graded(("KS01", "", ILLEGAL), ("KS01", "", SLIGHT), ("KS01", "", ILLEGAL))]
    sheets = monitor_sheets(told, basis(), works)
    ids = {sheet.monitor: [one.graded.point.point_id for one in sheet.points] for sheet in sheets}
    assert ids[BODIES[REVIEW_GROUP]] == ["KS01-001", "KS01-003"]
    assert sum(map(len, ids.values())) == 3
    assert sheets[0].monitor == BODIES[REVIEW_GROUP], "the gravest points come first"
    grave, slight = (sheet.points[0] for sheet in sheets)
    assert (grave.months, grave.due) == (3, date(2026, 12, 30))
    assert (slight.months, slight.due) == (12, date(2027, 9, 30))


def test_sheets__name_whoever_would_monitor_himself() -> None:
    post = next(post for post in ROSTER.posts if post.holder)
    told = [*graded((post.unit, post.code, ILLEGAL), (post.unit, "", ILLEGAL))]
    seated = Roster(
        units=ROSTER.units,
        posts=ROSTER.posts,
        people=ROSTER.people,
        seats=(GroupSeat(REVIEW_GROUP, "leader", post.holder),),
    )
    (sheet,) = monitor_sheets(told, basis(roster=seated), works)
    assert [one.recused for one in sheet.points] == [ROSTER.name_of(post.holder), ""]
    (sheet,) = monitor_sheets(told, basis(), works)
    assert [one.recused for one in sheet.points] == ["", ""], "he sits on no body"


def test_last_check__is_the_newest_that_was_held() -> None:
    def check(day: date | None, state: str) -> CorrectionCheck:
        return CorrectionCheck(
            str(day), held_on=day, points=(CheckedPoint("A", measure_state=state),)
        )

    record = CorrectionRecord(
        2026,
        (
            check(date(2026, 11, 1), "partly"),
            check(date(2026, 10, 1), "done"),
            check(date(2026, 12, 1), "unchecked"),
            check(None, "done"),
        ),
    )
    day, said = last_checks(record)["A"]
    assert (day, said.measure_state) == (date(2026, 11, 1), "partly")
    assert last_checks(None) == {}
