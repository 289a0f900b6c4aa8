"""Decisions over the rules as a law: the order in which they come in changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.decision import (
    OF_NO_QUESTION,
    REVOKES,
    Conclusion,
    DecidedRow,
    Decision,
    Holds,
    ReviewRound,
)
from lzfx.model.papers import Review
from lzfx.model.risk import Graded, RiskPoint
from lzfx.rules.decided import (
    Decided,
    decide_all,
    final_mark,
    lapsed_findings,
    review_mark,
)

POINT = Graded(
    point=RiskPoint("K1-001", "K1", "K1-P1", {}, fingerprint="f"),
    declared=2,
    level=2,
    color="orange",
    monitor_role=None,
    monitor="",
    because=(),
)
REVIEWS = {"K1-P1": Review("leader_in_charge", "某人", code="P1")}
GRAVER = Conclusion.LEVEL


def _after(
    decisions: Sequence[Decision], point: Graded = POINT, day: date | None = None
) -> Decided:
    def regrade(one: Graded, level: int) -> Graded:
        """As the rules grade: a point by itself, of which nothing was decided."""
        return replace(one, level=level, ruled=None, decided=None, decisions=())

    return decide_all((point,), decisions, REVIEWS, regrade, day=day)


def _decision(stage: ReviewRound, outcome: str, mark: str, level: int | None = None) -> Decision:
    subject = "OFFICE" if stage is ReviewRound.FINAL else "P1"
    return Decision(
        DecidedRow("K1-001", outcome, mark, "名", level, "理由"), stage, subject, "某人"
    )


def _both(first: tuple[str, int | None], last: tuple[str, int | None]) -> list[Decision]:
    """The reviewer's decision, and the group's on what the reviewer had decided."""
    review = _decision(ReviewRound.REVIEW, first[0], review_mark(POINT), first[1])
    (seen,) = (*_after([review]).graded, *_after([review]).withdrawn)
    return [review, _decision(ReviewRound.FINAL, last[0], final_mark(seen), last[1])]


_SAID = st.sampled_from(Conclusion).flatmap(
    lambda one: st.tuples(st.just(one.value), st.integers(1, 3) if one is GRAVER else st.none())
)


@given(_SAID, _SAID)
def test_order_of_arrival__changes_nothing(
    first: tuple[str, int | None], last: tuple[str, int | None]
) -> None:
    told = _both(first, last)
    assert _after(told) == _after(told[::-1])


@given(_SAID, _SAID)
def test_last_decision_that_holds__gives_the_level_and_the_rules_level_stays_known(
    first: tuple[str, int | None], last: tuple[str, int | None]
) -> None:
    done = _after(_both(first, last))
    (one,) = (*done.graded, *done.withdrawn)
    before = first[1] or 2
    assert one.level == (last[1] or before)
    assert one.by_rule == 2
    assert [each.holds for each in one.decisions] == [Holds.YES, Holds.YES]
    assert bool(done.withdrawn) == (last[0] == Conclusion.WITHDRAW)


@given(_SAID, _SAID)
def test_point_that_changes__lapses_every_decision(
    first: tuple[str, int | None], last: tuple[str, int | None]
) -> None:
    changed = replace(POINT, point=replace(POINT.point, fingerprint="g"))
    done = _after(_both(first, last), changed)
    assert [one.level for one in done.graded] == [2]
    assert {each.holds for each in done.lapsed} == {Holds.CHANGED}
    assert len(done.lapsed) == 2


def test_reviewer_agrees_after_the_group__the_group_s_decision_still_holds() -> None:
    group = _decision(ReviewRound.FINAL, GRAVER, final_mark(POINT), 1)
    agreed = _decision(ReviewRound.REVIEW, Conclusion.AGREE, review_mark(POINT))
    (one,) = _after([group, agreed]).graded
    assert (one.level, [each.holds for each in one.decisions]) == (1, [Holds.YES, Holds.YES])


def test_somebody_else_s_point_and_one_that_is_gone() -> None:
    other = replace(_decision(ReviewRound.REVIEW, GRAVER, review_mark(POINT), 1), subject="P2")
    gone = replace(other, row=replace(other.row, point_id="K9-009"))
    done = _after([other, gone])
    assert [one.level for one in done.graded] == [2]
    assert [each.holds for each in done.lapsed] == [Holds.NOT_THEIRS, Holds.GONE]


# Again, taken back, expired, two things at once.

FIRST, LATER = date(2026, 9, 16), date(2026, 9, 18)


def _said(
    outcome: str, level: int | None = None, on: date = FIRST, sha256: str = "a" * 64
) -> Decision:
    plain = _decision(ReviewRound.REVIEW, outcome, review_mark(POINT), level)
    return replace(plain, on=on, sha256=sha256)


def _taken_back(one: Decision, on: date = FIRST) -> Decision:
    row = replace(one.row, outcome=REVOKES, revokes=one.sha256[:16], reason="写错了行")
    return replace(one, row=row, on=on, sha256="r" * 64)


def _holds(done: Decided) -> list[Holds]:
    (one,) = (*done.graded, *done.withdrawn)
    return [each.holds for each in one.decisions]


def test_same_body_decides_again__the_later_day_counts_and_nobody_is_asked() -> None:
    done = _after([_said("level", 1, LATER, "b" * 64), _said("level", 3)])
    assert (done.graded[0].level, _holds(done)) == (1, [Holds.REPLACED, Holds.YES])
    assert done.lapsed == ()


def test_two_things_on_one_day__none_counts_and_both_are_asked_about() -> None:
    done = _after([_said("level", 1), _said("agree", sha256="b" * 64)])
    assert (done.graded[0].level, _holds(done)) == (2, [Holds.TWICE, Holds.TWICE])
    assert [each.holds for each in done.lapsed] == [Holds.TWICE, Holds.TWICE]
    assert [one.code for one in lapsed_findings(done.lapsed)] == ["decision-twice"] * 2


def test_the_same_twice_on_one_day__counts_once() -> None:
    done = _after([_said("level", 1), _said("level", 1, sha256="b" * 64)])
    assert (done.graded[0].level, _holds(done)) == (1, [Holds.YES, Holds.REPLACED])


def test_taken_back__no_longer_counts_and_one_at_odds_with_it_does() -> None:
    wrong, right = _said("level", 1), _said("agree", sha256="b" * 64)
    done = _after([wrong, right, _taken_back(wrong)])
    assert (done.graded[0].level, _holds(done)) == (2, [Holds.REVOKED, Holds.YES])
    assert done.lapsed == ()
    assert done.graded[0].decisions[0].undone == _taken_back(wrong)


def test_taken_back__what_was_withdrawn_is_there_again() -> None:
    gone = _said("withdraw")
    assert len(_after([gone]).withdrawn) == 1
    done = _after([gone, _taken_back(gone)])
    assert (len(done.graded), len(done.withdrawn)) == (1, 0)


def test_taken_back__of_a_point_that_is_gone_nobody_is_asked() -> None:
    lost = replace(_said("level", 1), row=replace(_said("level", 1).row, point_id="K9-009"))
    assert [each.holds for each in _after([lost]).lapsed] == [Holds.GONE]
    assert _after([lost, _taken_back(lost)]).lapsed == ()


def test_expired__counts_on_its_last_day_and_not_on_the_next() -> None:
    one = replace(_said("level", 1), until=LATER)
    assert _after([one], day=LATER).graded[0].level == 1
    done = _after([one], day=LATER + timedelta(days=1))
    assert (done.graded[0].level, _holds(done)) == (2, [Holds.EXPIRED])
    (found,) = lapsed_findings(done.lapsed)
    assert (found.code, found.params["until"]) == ("decision-expired", "2026-09-18")


def test_reviewer_s_expires__the_group_s_on_it_lapses_too() -> None:
    first = replace(_said("level", 1), until=FIRST)
    (seen,) = _after([first]).graded
    last = _decision(ReviewRound.FINAL, "agree", final_mark(seen))
    assert _holds(_after([first, last])) == [Holds.YES, Holds.YES]
    assert _holds(_after([first, last], day=LATER)) == [Holds.EXPIRED, Holds.CHANGED]


# Every round in every situation.


def _in_round(stage: ReviewRound, outcome: str, level: int | None = None) -> Decision:
    mark = final_mark(POINT) if stage is ReviewRound.FINAL else review_mark(POINT)
    return replace(_decision(stage, outcome, mark, level), on=FIRST, sha256="a" * 64)


SITUATIONS: dict[Holds, Callable[[Decision], list[Decision]]] = {
    Holds.YES: lambda one: [one],
    Holds.CHANGED: lambda one: [replace(one, row=replace(one.row, mark="OTHERONE"))],
    Holds.GONE: lambda one: [replace(one, row=replace(one.row, point_id="K9-009"))],
    Holds.NOT_THEIRS: lambda one: [replace(one, subject="P2")],
    Holds.EXPIRED: lambda one: [replace(one, until=FIRST)],
    Holds.REVOKED: lambda one: [one, _taken_back(one)],
    Holds.REPLACED: lambda one: [one, replace(one, on=LATER, sha256="b" * 64)],
    Holds.TWICE: lambda one: [
        one,
        replace(one, sha256="b" * 64, row=replace(one.row, outcome="agree", decided_level=None)),
    ],
}
"""What befalls a decision, by what it is then."""


@pytest.mark.parametrize("stage", ReviewRound)
@pytest.mark.parametrize("holds", Holds)
def test_decision__of_every_round_in_every_situation(stage: ReviewRound, holds: Holds) -> None:
    done = _after(SITUATIONS[holds](_in_round(stage, "level", 1)), day=LATER)
    told = [*done.lapsed, *(each for one in done.graded for each in one.decisions)]
    # Only the round of reviewers is one person's for each point: the group decides on all.
    nobody_else = holds is Holds.NOT_THEIRS and stage is ReviewRound.FINAL
    wanted = Holds.YES if nobody_else else holds
    assert wanted in {each.holds for each in told}
    counts = wanted in {Holds.YES, Holds.REPLACED}
    assert done.graded[0].level == (1 if counts else 2)
    asked = {one.code for one in lapsed_findings(done.lapsed)}
    assert bool(asked) == (wanted not in OF_NO_QUESTION)


_MANY = st.lists(
    st.tuples(
        st.sampled_from(["agree", "level", "withdraw"]),
        st.sampled_from([FIRST, LATER]),
        st.sampled_from("abcd"),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda one: one[2],
)


@given(_MANY, st.randoms(use_true_random=False))
def test_any_order_of_returns__gives_the_same(
    told: list[tuple[str, date, str, bool]], dice: Random
) -> None:
    made = [_said(out, 1 if out == "level" else None, on, sha * 64) for out, on, sha, _ in told]
    back = [_taken_back(one) for one, (*_, undone) in zip(made, told, strict=True) if undone]
    both = [*made, *back]
    other = dice.sample(both, len(both))
    assert _after(both) == _after(other)
