"""The life of a warning: every arrow, every stray, days that are late, and no matter of order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.campaign.warning_numbers import number_key
from lzfx.model.warning import (
    OVER,
    WAITING,
    Feedback,
    Happening,
    IssuedWarning,
    WarningNotice,
    WarningStanding,
    WarningState,
    WarningStep,
)
from lzfx.rules.warning_states import ARROWS, next_color, standings

FIRST = date(2026, 10, 8)
DUE = FIRST + timedelta(days=20)
LADDER = ("grave", "middle", "light")
"""Colours of some office, the gravest first: no rule knows any by name."""

NUMBER, RAISED = "廉警〔2026〕轻1号", "廉警〔2026〕中1号"
LIGHT = IssuedWarning(NUMBER, WarningNotice(2026, "light", 1, "U1", issued_on=FIRST, deadline=DUE))
S, H = WarningState, Happening


def day(after: int) -> date:
    return FIRST + timedelta(days=after)


def delivered(after: int) -> WarningStep:
    return WarningStep(NUMBER, "delivered", day(after), "甲某")


def reported(after: int) -> Feedback:
    return Feedback(NUMBER, "U1", reported_on=day(after), filled_by="乙某", head="丙某")


def rechecked(after: int, result: str, again: date | None = None) -> WarningStep:
    return WarningStep(NUMBER, "rechecked", day(after), "丁某", result, again)


def released(after: int) -> WarningStep:
    return WarningStep(NUMBER, "released", day(after))


def raised(after: int, color: str = "middle") -> IssuedWarning:
    notice = WarningNotice(2026, color, 1, "U1", issued_on=day(after), follows=NUMBER)
    return IssuedWarning(RAISED, notice)


Record = WarningStep | Feedback | IssuedWarning


def stands(
    *records: Record,
    on: int = 10,
    first: IssuedWarning = LIGHT,
    ladder: tuple[str, ...] = LADDER,
) -> WarningStanding:
    """The warning with those records laid over it, on that day after its issue."""
    issued = [first, *(one for one in records if isinstance(one, IssuedWarning))]
    reports = [one for one in records if isinstance(one, Feedback)]
    steps = [one for one in records if isinstance(one, WarningStep)]
    return standings(issued, reports, steps, ladder, day(on))[number_key(NUMBER)]


def test_number_key__brackets_and_blanks_make_no_difference() -> None:
    assert number_key("廉警[2026] 橙 1号") == number_key("廉警〔2026〕橙1号")
    assert number_key("廉警〔2026〕橙1号") != number_key("廉警〔2026〕橙11号")


WAYS: dict[WarningState | None, tuple[Record, ...]] = {
    S.ISSUED: (),
    S.DELIVERED: (delivered(5),),
    S.MENDING: (delivered(4),),
    S.ANSWERED: (reported(4),),
    S.PASSED: (reported(3), rechecked(4, "passed")),
    S.AGAIN: (reported(3), rechecked(4, "again", day(9))),
    S.TO_RAISE: (reported(3), rechecked(4, "raised")),
    S.RAISED: (raised(4),),
    S.RELEASED: (reported(2), rechecked(3, "passed"), released(4)),
}
"""How a warning comes into each state by the fifth day."""

HAPPENS: dict[Happening, Record] = {
    H.DELIVER: delivered(5),
    H.FEEDBACK: reported(5),
    H.APPROVE: rechecked(5, "passed"),
    H.AGAIN: rechecked(5, "again", day(15)),
    H.FAIL: rechecked(5, "raised"),
    H.RELEASE: released(5),
    H.FOLLOWED: raised(5),
}


def test_ways__lead_into_every_state_that_is_not_the_gravest_colours() -> None:
    assert {state: stands(*way, on=5).state for state, way in WAYS.items()} == {
        state: state for state in WAYS
    }
    assert set(WAYS) == set(S) - {S.HANDED_OVER}


def test_most_late__outlives_a_raise_and_a_later_report_in_time() -> None:
    due = (DUE - FIRST).days
    assert stands(on=due + 3).most_late == 3
    raise_late = stands(raised(due + 4), on=due + 9)
    assert (raise_late.state, raise_late.days_late, raise_late.answered_late) == (S.RAISED, 0, 0)
    assert raise_late.most_late == 4
    late, more = reported(due + 2), rechecked(due + 3, "again", day(due + 30))
    again = stands(late, more, reported(due + 9), on=due + 40)
    assert (again.answered_late, again.most_late) == (0, 2)
    assert again.reported_on == day(due + 9)


_SAME_RECORD = {(S.DELIVERED, H.DELIVER), (S.RAISED, H.FOLLOWED)}
"""What the day before brought already: the same record again is the same record."""


@pytest.mark.parametrize(
    ("state", "happening"), [one for one in product(WAYS, HAPPENS) if one not in _SAME_RECORD]
)
def test_arrow__there_is_one_or_it_is_a_stray_that_changes_nothing(
    state: WarningState, happening: Happening
) -> None:
    one = stands(*WAYS[state], HAPPENS[happening], on=5)
    target = ARROWS.get((state, happening))
    assert one.state is (target or state)
    strays = [(each.happening, each.state) for each in one.strays]
    assert strays == ([] if target else [(happening, state)])


FORBIDDEN = [
    (S.ISSUED, H.APPROVE), (S.ISSUED, H.RELEASE), (S.MENDING, H.APPROVE), (S.MENDING, H.RELEASE),
    (S.ANSWERED, H.RELEASE), (S.AGAIN, H.RELEASE), (S.AGAIN, H.APPROVE), (S.TO_RAISE, H.RELEASE),
    (S.RELEASED, H.FEEDBACK), (S.RELEASED, H.FOLLOWED), (S.RAISED, H.FEEDBACK),
    (S.PASSED, H.FOLLOWED), (S.RELEASED, H.APPROVE), (S.MENDING, H.DELIVER),
]  # fmt: skip


@pytest.mark.parametrize(("state", "happening"), FORBIDDEN)
def test_arrows__that_must_never_be(state: WarningState, happening: Happening) -> None:
    """The table is not its own proof: these are written down a second time."""
    assert (state, happening) not in ARROWS


def test_before_issue__nothing_happens() -> None:
    one = stands(delivered(-1), reported(-2))
    assert [each.state for each in one.strays] == [None, None]
    assert one.state is S.ISSUED


def test_release__needs_a_recheck_after_the_last_report() -> None:
    told = (reported(3), rechecked(4, "passed"), reported(6), released(7))
    one = stands(*told)
    assert (one.state, [each.happening for each in one.strays]) == (S.ANSWERED, [H.RELEASE])
    assert stands(*told, rechecked(8, "passed"), released(9)).state is S.RELEASED


def test_late__by_the_day_until_the_unit_reports() -> None:
    late = {on: stands(delivered(1), on=on).days_late for on in (19, 20, 21, 30)}
    assert late == {19: 0, 20: 0, 21: 1, 30: 10}
    answered = stands(delivered(1), reported(25), on=30)
    assert (answered.days_late, answered.answered_late) == (0, 5)
    again = stands(reported(3), rechecked(5, "again", day(12)), on=14)
    assert (again.deadline, again.days_late) == (day(12), 2)


def test_escalates__when_late_or_failed_and_only_a_notice_makes_it_real() -> None:
    late = stands(on=21)
    assert (late.state, late.escalates, late.next_color) == (S.ISSUED, True, "middle")
    failed = stands(reported(3), rechecked(5, "raised"))
    assert (failed.state, failed.next_color) == (S.TO_RAISE, "middle")
    real = stands(reported(3), rechecked(5, "raised"), raised(8))
    assert (real.state, real.raised_to, real.escalates) == (S.RAISED, RAISED, False)
    assert not stands(on=20).escalates


def test_gravest__is_handed_over_to_accountability() -> None:
    grave = IssuedWarning(NUMBER, replace(LIGHT.notice, color="grave"))
    one = stands(reported(3), rechecked(5, "raised"), first=grave)
    assert (one.state, one.escalates) == (S.HANDED_OVER, False)
    late = stands(first=grave, on=30)
    assert (late.escalates, late.next_color) == (True, "")


@pytest.mark.parametrize(
    ("color", "ladder", "expected"),
    [
        ("light", LADDER, "middle"),
        ("middle", LADDER, "grave"),
        ("grave", LADDER, ""),
        ("light", ("grave", "light"), "grave"),
        ("e", ("a", "b", "c", "d", "e"), "d"),
        ("none of the levels'", LADDER, "light"),
    ],
)
def test_next_color__of_two_to_five_levels(
    color: str, ladder: tuple[str, ...], expected: str
) -> None:
    assert next_color(color, ladder) == expected


def test_states__waiting_and_over_are_apart() -> None:
    assert not WAITING & OVER
    ends = {state for state in S if not any(of is state for of, _ in ARROWS)}
    assert ends == OVER


_DAYS = st.integers(min_value=-2, max_value=30)
_RECORDS: st.SearchStrategy[Record] = st.one_of(
    _DAYS.map(delivered),
    _DAYS.map(reported),
    st.tuples(_DAYS, st.sampled_from(["passed", "again", "raised"])).map(
        lambda told: rechecked(told[0], told[1], day(told[0] + 5))
    ),
    _DAYS.map(released),
    _DAYS.map(raised),
)


@given(st.lists(_RECORDS, max_size=9), st.integers(), st.integers(min_value=0, max_value=40))
def test_law__the_order_in_which_returns_arrive_changes_nothing(
    records: list[Record], seed: int, on: int
) -> None:
    shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311 - an order, no secret
    assert stands(*records, on=on) == stands(*shuffled, on=on)


@given(st.lists(_RECORDS, max_size=9), st.integers(min_value=0, max_value=40))
def test_law__nothing_is_released_without_a_report_and_a_passed_recheck(
    records: list[Record], on: int
) -> None:
    one = stands(*records, on=on)
    if one.state is S.RELEASED:
        assert any(isinstance(each, Feedback) for each in records)
        assert any(isinstance(each, WarningStep) and each.result == "passed" for each in records)
    assert one.days_late == 0 or one.state in WAITING
