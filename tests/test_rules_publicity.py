"""A publicity is extended, never shortened; nothing is approved until it is over and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.master_examples import master
from test_rules_editions import (
    AT,
    CLOSED,
    READY,
    REVIEWED,
    SHOWN,
    done,
    printed,
    published,
    revoked,
)

from lzfx.model.action import Action, Verb
from lzfx.model.edition import Act
from lzfx.rules.editions import UNTOLD, decided_digest
from lzfx.rules.publicity import closed_publicity, days_left, open_publicity, publicities
from lzfx.rules.verbs import VERBS, new_action


def closing(on: str, content: str = "a") -> Action:
    return done(Verb.CLOSING, on, content, comments=2, adopted=1)


EXTENDED = (*SHOWN, published("2026-09-21", "2026-09-28"))
CHANGED = (*SHOWN, printed("2026-09-22", "b"))
REWORDED = (*CLOSED, printed("2026-09-28", "b", decided="a"))
REGRADED = (*CLOSED, printed("2026-09-28", "b"))
SECOND = (*REGRADED, done(Verb.REVIEW, "2026-09-28", "b"))


@pytest.mark.parametrize(
    ("before", "one", "code"),
    [
        # Closing: nothing to close, too early by a day, the day after the last, twice.
        (REVIEWED, closing("2026-09-26"), "publicity-none-open"),
        (SHOWN, closing("2026-09-21"), "publicity-not-over"),
        (SHOWN, closing("2026-09-25"), "publicity-not-over"),
        (SHOWN, closing("2026-09-26"), ""),
        (SHOWN, closing("2026-10-01"), "act-in-future"),
        (SHOWN, closing("2026-09-26", "b"), "publicity-none-open"),
        (CLOSED, closing("2026-09-29"), "publicity-none-open"),
        # Extending.
        (SHOWN, published("2026-09-21", "2026-09-28"), ""),
        (SHOWN, published("2026-09-21", "2026-09-24"), "publicity-never-shorter"),
        (SHOWN, published("2026-09-21", "2026-09-25"), "act-done-already"),
        (SHOWN, published("2026-09-22", "2026-09-30"), "act-done-already"),
        (EXTENDED, published("2026-09-21", "2026-09-25"), "publicity-never-shorter"),
        (EXTENDED, closing("2026-09-26"), "publicity-not-over"),
        (EXTENDED, closing("2026-09-29"), ""),
        (CLOSED, published("2026-09-21", "2026-09-30"), "act-done-already"),
        # Other content does not end the period.
        (CHANGED, done(Verb.APPROVE, "2026-09-22", "b"), "publicity-not-over"),
        (CHANGED, done(Verb.APPROVE, "2026-09-26", "b"), "publicity-not-closed"),
        (
            (*CHANGED, done(Verb.REVIEW, "2026-09-22", "b")),
            published("2026-09-23", "2026-09-29", "b"),
            "publicity-still-open",
        ),
        # What changed since it was shown: texts alone, levels with and without a new decision.
        (REWORDED, done(Verb.APPROVE, "2026-09-29", "b"), ""),
        (REGRADED, done(Verb.APPROVE, "2026-09-29", "b"), "publicity-decide-again"),
        (SECOND, done(Verb.APPROVE, "2026-09-29", "b"), ""),
        ((*CLOSED, printed("2026-09-28", "b", decided=UNTOLD)),
         done(Verb.APPROVE, "2026-09-29", "b"), ""),
        # A second round.
        (SECOND, published("2026-09-29", "2026-10-12", "b"), ""),
        (
            (*SECOND, published("2026-09-29", "2026-10-12", "b")),
            done(Verb.APPROVE, "2026-09-30", "b"),
            "publicity-not-over",
        ),
        # Taking back, the last first.
        (CLOSED, revoked(Act.PUBLICITY), "act-not-last"),
        (CLOSED, revoked(Act.CLOSING), ""),
        (SHOWN, revoked(Act.CLOSING), "act-not-done"),
        ((*CLOSED, revoked(Act.CLOSING)), closing("2026-09-29"), ""),
    ],
)  # fmt: skip
def test_guard(before: tuple[Action, ...], one: Action, code: str) -> None:
    refused = VERBS[one.verb].guard(before, one)
    assert (refused.code if refused else "") == code


def test_refusal__tells_the_last_day_and_how_many_are_left() -> None:
    refused = VERBS[Verb.CLOSING].guard(SHOWN, closing("2026-09-23"))
    assert refused is not None
    assert refused.params == {"on": "2026-09-23", "until": "2026-09-25", "days": 3}


def test_open__by_what_stands_and_is_not_closed() -> None:
    assert open_publicity(REVIEWED) is None
    shown = open_publicity(EXTENDED)
    assert shown is not None
    assert (shown.on, shown.until) == (date(2026, 9, 21), date(2026, 9, 28))
    assert open_publicity((*EXTENDED, revoked(Act.PUBLICITY))) == open_publicity(SHOWN)
    assert open_publicity(CHANGED) == open_publicity(SHOWN), "another content ends nothing"
    assert open_publicity(CLOSED) is None
    closed = closed_publicity(CLOSED)
    assert closed is not None
    assert closed.content == "a"
    assert closed_publicity((*CLOSED, done(Verb.APPROVE, "2026-09-29"))) is None


def test_open__a_record_of_an_earlier_version_approved_without_closing() -> None:
    old = (*SHOWN, done(Verb.APPROVE, "2026-09-28"))
    assert open_publicity(old) is None
    assert closed_publicity(old) is None


def test_publicities__an_extension_is_the_same_one() -> None:
    again = published("2026-09-29", "2026-10-12", "b")
    told = publicities((*EXTENDED, closing("2026-09-29"), *SECOND[-2:], again))
    assert [(one.content, str(one.until)) for one in told] == [
        ("a", "2026-09-28"),
        ("b", "2026-10-12"),
    ]


@pytest.mark.parametrize(("day", "left"), [(21, 5), (25, 1), (26, 0), (30, 0)])
def test_days_left__the_day_itself_counts(day: int, left: int) -> None:
    assert days_left(date(2026, 9, 25), date(2026, 9, day)) == left


DAYS = st.integers(1, 28).map(lambda day: f"2026-09-{day:02}")


@given(st.lists(st.tuples(st.sampled_from(["show", "close", "approve"]), DAYS, DAYS), max_size=9))
def test_law__whatever_the_guards_allow_no_period_ends_early(
    steps: list[tuple[str, str, str]],
) -> None:
    """No act about the points follows a publicity before its last day is over."""
    record: list[Action] = [*READY, done(Verb.REVIEW, "2026-09-01")]
    for step, on, until in steps:
        one = {
            "show": published(on, until),
            "close": closing(on),
            "approve": done(Verb.APPROVE, on),
        }[step]
        if VERBS[one.verb].guard(record, one) is None:
            record.append(one)
    shown = open_publicity(record)
    lasts = [one.until for one in publicities(record) if one.until]
    for one in record:
        if one.verb in {Verb.CLOSING, Verb.APPROVE} and shown is None and lasts:
            first = record.index(next(each for each in record if each.verb is Verb.PUBLICITY))
            if record.index(one) > first:
                assert one.text("on") > min(lasts).isoformat()


def test_decided__is_level_monitor_and_responsible_and_nothing_else() -> None:
    graded = master().graded
    digest = decided_digest(graded)
    one = graded[0]

    def told(**values: str) -> tuple[object, ...]:
        point = replace(one.point, values={**one.point.values, **values})
        return (replace(one, point=point), *graded[1:])

    assert decided_digest(tuple(reversed(graded))) == digest
    assert decided_digest(told(measures="每周核对一次。")) == digest  # type: ignore[arg-type]
    assert decided_digest(told(responsible="示例人乙")) != digest  # type: ignore[arg-type]
    assert decided_digest((replace(one, level=3), *graded[1:])) != digest
    assert decided_digest((replace(one, monitor="示例人乙"), *graded[1:])) != digest


def test_new_action__closing_tells_how_many_comments() -> None:
    one = closing("2026-09-26")
    assert new_action(AT, one.by, one.verb, "", one.facts).number("comments") == 2
