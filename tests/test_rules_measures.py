"""Measures one by one: numbered text taken apart, the next day due, how each stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.measure import (
    KnownMeasure,
    Meanings,
    Measure,
    MeasureReport,
    MeasureStanding,
    Stands,
)
from lzfx.rules.measures import measures_of, months_later, next_due, numbered, standings

MARKS = ("{}.", "{}、", "（{}）", "({})", "{})")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
WORDS = st.text("审批登记抽查公示一二三A2", min_size=1, max_size=12).filter(
    lambda text: not text[0].isdecimal()
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.每月抽查；2.双人复核。", ("每月抽查", "双人复核。")),
        ("（1）每月抽查\n（2）双人复核", ("每月抽查", "双人复核")),
        ("①每月抽查；②双人复核", ("每月抽查", "双人复核")),
        ("1、费用超过1.5万元的双签；2、每季通报", ("费用超过1.5万元的双签", "每季通报")),
        ("每月抽查登记簿", ("每月抽查登记簿",)),
        ("每月抽查\n双人复核", ("每月抽查", "双人复核")),
        ("总的办法；1.每月抽查；2.双人复核", ("总的办法", "每月抽查", "双人复核")),
        ("1.办结；3.这里的3不接着数", ("办结；3.这里的3不接着数",)),
        ("1.第一行\n接着的一行；2.第二条", ("第一行\n接着的一行", "第二条")),
        ("", ()),
        (" ；\n", ()),
    ],
)
def test_numbered__takes_each_measure_once(text: str, expected: tuple[str, ...]) -> None:
    assert numbered(text) == expected


@given(st.lists(WORDS, min_size=1, max_size=10), st.sampled_from(MARKS), st.sampled_from("；\n;。"))
def test_law__whatever_the_marks_no_measure_is_lost_or_doubled(
    said: list[str], mark: str, between: str
) -> None:
    text = between.join(f"{mark.format(at)}{one}" for at, one in enumerate(said, start=1))
    kept = "。" if between == "。" else ""
    expected = [*(f"{one}{kept}" for one in said[:-1]), said[-1]]
    assert list(numbered(text)) == expected
    circled = between.join(f"{CIRCLED[at]}{one}" for at, one in enumerate(said))
    assert list(numbered(circled)) == expected


@given(st.text("1234.、（）①②；;。\n 审批登记", max_size=60))
def test_law__no_sign_of_a_text_is_told_twice_and_none_of_a_word_is_lost(text: str) -> None:
    told = "".join(numbered(text))
    for sign in "审批登记":
        assert told.count(sign) == text.count(sign)
    for sign in "1234①②":
        assert told.count(sign) <= text.count(sign)


@given(DAYS, st.integers(1, 60))
def test_law__a_day_some_months_later_is_later_and_in_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert later > day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


def report(received: date, **said: object) -> MeasureReport:
    row = Measure("LX01-001-1", "LX01-001", "每月抽查登记簿", **said)  # type: ignore[arg-type]
    return MeasureReport(row, "", received)


PERIODS = st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"])


@given(DAYS, st.lists(st.integers(0, 400), min_size=1, max_size=4), PERIODS)
def test_law__the_next_day_lies_strictly_after_the_last(
    day: date, ago: list[int], often: str
) -> None:
    said = [
        report(day, often=often, state="done", done_on=day - timedelta(days=one)) for one in ago
    ]
    due = next_due(said, Meanings())
    assert due is not None
    assert due > day - timedelta(days=min(ago))


KNOWN = KnownMeasure("LX01-001-1", "LX01-001", "LX01", "每月抽查登记簿")
TODAY = date(2026, 12, 25)


def stands(*said: MeasureReport, meanings: Meanings | None = None) -> MeasureStanding:
    (one,) = standings([KNOWN], said, meanings or Meanings(), TODAY)
    return one


def test_standings__say_what_was_last_said_and_what_is_late() -> None:
    assert stands().stands is Stands.UNREPORTED
    once = {"often": "once", "due": date(2026, 12, 20)}
    late = stands(report(date(2026, 12, 1), state="going_on", **once))
    assert (late.stands, late.overdue, late.due) == (Stands.GOING_ON, True, once["due"])
    settled = stands(report(date(2026, 12, 24), state="done", **once))
    assert (settled.stands, settled.overdue, settled.due) == (Stands.DONE, False, None)
    first = report(date(2026, 9, 20), often="quarterly", state="done", done_on=date(2026, 9, 18))
    assert stands(first).overdue, "a quarter went by"
    again = report(date(2026, 12, 20), often="quarterly", state="done", done_on=date(2026, 12, 18))
    assert not stands(first, again).overdue
    never = report(date(2026, 9, 20), often="quarterly", state="not_started")
    assert stands(never).due == date(2026, 12, 20), "it counts from the first report"
    assert not stands(report(date(2020, 1, 1), often="standing", state="going_on")).overdue


def test_standings__know_a_measure_by_its_words_not_by_its_number() -> None:
    said = report(date(2026, 12, 1), often="monthly", state="done", done_on=date(2026, 12, 1))
    text = "1.新添一条；2.每月抽查登记簿"
    fresh, kept = standings(measures_of("LX01-001", "LX01", text), [said], Meanings(), TODAY)
    assert (fresh.known.code, fresh.said) == ("LX01-001-1", None)
    assert (kept.known.code, kept.said) == ("LX01-001-2", said)


def test_standings__an_offices_own_codes_act_as_known_ones() -> None:
    meanings = Meanings(often={"x": "once"}, state={"fin": "done", "odd": "odd"})
    said = report(date(2026, 12, 1), often="x", state="fin", due=date(2026, 1, 1))
    one = stands(said, meanings=meanings)
    assert (one.stands, one.due) == (Stands.DONE, None)
    assert stands(report(date(2026, 12, 1), state="odd"), meanings=meanings).stands is (
        Stands.GOING_ON
    )
