"""Laws of the draw: fair by unit and level, the never-checked first, decided by the seed alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.model.correction import CheckedPoint, CorrectionCheck, CorrectionRecord
from lzfx.model.sampling import Checkable, CheckedSoFar, CheckPlan, Quarter
from lzfx.rules.check_coverage import coverage
from lzfx.rules.measures import months_later
from lzfx.rules.sampling import (
    checked_in,
    draw_points,
    share_of,
    to_mend_rules,
    to_recheck,
    to_regrade,
)

PLANS = st.builds(
    CheckPlan, st.dictionaries(st.sampled_from("12345"), st.integers(1, 24), max_size=5)
)


@st.composite
def offices(draw: st.DrawFn) -> list[Checkable]:
    """Points of up to 8 units with 2 to 5 levels, each stratum of up to 9."""
    levels = draw(st.integers(2, 5))
    return [
        Checkable(f"K{unit}-{level}-{at:02}", f"K{unit}", level)
        for unit in range(draw(st.integers(1, 8)))
        for level in range(1, levels + 1)
        for at in range(draw(st.integers(0, 9)))
    ]


def _checked(points: list[Checkable], every: int) -> Mapping[str, CheckedSoFar]:
    return {one.point_id: CheckedSoFar(1, date(2026, 2, 3)) for one in points[::every]}


@given(offices(), PLANS, st.integers(1, 4), st.text(max_size=6))
@settings(max_examples=80, deadline=None)
def test_law__each_stratum_has_its_share_and_each_level_whole(
    points: list[Checkable], plan: CheckPlan, every: int, seed: str
) -> None:
    drawn = draw_points(points, _checked(points, every), plan, seed)
    sizes = Counter((one.unit, one.level) for one in points)
    taken = Counter((one.unit, one.level) for one in points if one.point_id in drawn)
    for (unit, level), size in sizes.items():
        assert abs(taken[unit, level] - size * share_of(plan, level)) < 1
    for level in {one.level for one in points}:
        whole = sum(size for (_, of), size in sizes.items() if of == level)
        count = sum(number for (_, of), number in taken.items() if of == level)
        assert count == ceil(whole * share_of(plan, level))


@given(offices(), PLANS, st.integers(1, 4), st.text(max_size=6))
@settings(max_examples=80, deadline=None)
def test_law__in_a_stratum_nobody_is_checked_again_before_all_were_checked(
    points: list[Checkable], plan: CheckPlan, every: int, seed: str
) -> None:
    checked = _checked(points, every)
    drawn = draw_points(points, checked, plan, seed)
    left = {
        (one.unit, one.level)
        for one in points
        if one.point_id not in drawn and one.point_id not in checked
    }
    again = {
        (one.unit, one.level) for one in points if one.point_id in drawn and one.point_id in checked
    }
    assert not left & again


@given(offices(), st.data(), st.text(max_size=6))
@settings(max_examples=60, deadline=None)
def test_law__the_order_of_the_points_decides_nothing(
    points: list[Checkable], data: st.DataObject, seed: str
) -> None:
    checked, plan = _checked(points, 3), CheckPlan()
    other = data.draw(st.permutations(points))
    assert draw_points(points, checked, plan, seed) == draw_points(other, checked, plan, seed)


@given(offices())
@settings(max_examples=300, deadline=None)
def test_law__when_all_drawn_are_checked_every_point_is_within_its_year(
    points: list[Checkable],
) -> None:
    checked: dict[str, CheckedSoFar] = {}
    for quarter in range(1, 5):
        for name in draw_points(points, checked, CheckPlan(), f"2026Q{quarter}"):
            times = checked.get(name, CheckedSoFar()).times
            checked[name] = CheckedSoFar(times + 1, date(2026, quarter * 3, 1))
    assert {one.point_id for one in points} == set(checked)


def test_other_seed__other_points_where_there_is_a_choice() -> None:
    points = [Checkable(f"K-{at:02}", "K", 3) for at in range(12)]
    drawn = {draw_points(points, {}, CheckPlan(), str(seed)) for seed in range(6)}
    assert len(drawn) > 1
    # A level that is checked every quarter leaves no choice.
    all_of = [Checkable(f"K-{at:02}", "K", 1) for at in range(12)]
    assert draw_points(all_of, {}, CheckPlan(), "x") == {one.point_id for one in all_of}


@pytest.mark.parametrize(
    ("own", "level", "months", "share"),
    [
        ({}, 1, 3, 1),
        ({}, 2, 6, Fraction(1, 2)),
        ({}, 3, 12, Fraction(1, 4)),
        ({}, 5, 12, Fraction(1, 4)),
        ({"2": 1}, 2, 1, 1),
        ({"1": 24}, 1, 24, Fraction(1, 8)),
    ],
)
def test_plan__is_the_offices_own_or_the_usual_one(
    own: dict[str, int], level: int, months: int, share: Fraction
) -> None:
    plan = CheckPlan(own)
    assert (plan.months(level), share_of(plan, level)) == (months, share)


def _record(*points: CheckedPoint, held: date = date(2026, 10, 9)) -> CorrectionRecord:
    return CorrectionRecord(2026, (CorrectionCheck("纠1", held_on=held, unit="K", points=points),))


def test_checked_in__counts_what_was_checked_in_that_year() -> None:
    record = _record(CheckedPoint("A"), CheckedPoint("B", measure_state="unchecked"))
    assert checked_in(record, 2026) == {"A": CheckedSoFar(1, date(2026, 10, 9))}
    assert checked_in(record, 2027) == {}
    assert checked_in(None, 2026) == {}


def test_coverage__is_due_from_the_last_check_or_from_the_beginning() -> None:
    points = (Checkable("A", "K", 1), Checkable("B", "K", 2), Checkable("C", "K", 3))
    begins, today = date(2026, 3, 31), date(2026, 10, 10)
    told = coverage(points, _record(CheckedPoint("A")), CheckPlan(), begins, today)
    assert [one.due for one in told.points] == [
        date(2027, 1, 9),
        date(2026, 9, 30),
        date(2027, 3, 31),
    ]
    assert [one.point.point_id for one in told.never] == ["B", "C"]
    assert [one.point.point_id for one in told.overdue] == ["B"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_later__ends_with_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_results__what_is_open_is_told_and_what_is_closed_is_not() -> None:
    late = date(2026, 10, 15)
    record = _record(
        CheckedPoint("A", action="by_deadline", deadline=late),
        CheckedPoint("B", action="by_deadline", deadline=late, recheck="passed"),
        CheckedPoint("C", action="by_deadline", deadline=late, recheck="again"),
        CheckedPoint("D", action="level"),
        CheckedPoint("E", action="level", closed_on=late),
        CheckedPoint("F", action="rule"),
    )
    assert [one.risk_point for _, one in to_recheck(record, date(2026, 10, 16))] == ["A", "C"]
    assert to_recheck(record, late) == ()
    assert [one.risk_point for _, one in to_regrade(record)] == ["D"]
    assert [(unit, one.risk_point) for unit, _, one in to_mend_rules(record)] == [("K", "F")]


def test_quarter__of_a_day_and_of_a_text() -> None:
    assert str(Quarter.of(date(2026, 10, 1))) == "2026Q4"
    assert str(Quarter.of(date(2026, 3, 31))) == "2026Q1"
    assert Quarter.named("2026Q4") == Quarter(2026, 4)
    assert Quarter.named("2026Q5") is None
