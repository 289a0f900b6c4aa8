"""Working days: weekends, holidays, weekends worked instead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.files.definitions import definitions
from lzfx.forms.holidays import parse_holidays
from lzfx.model.calendar import Calendar, Publicity, is_working_day, working_day

MONDAY = date(2026, 9, 21)
FESTIVAL = (date(2026, 9, 25),)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("publicity", "last"),
    [
        (Publicity(), date(2026, 9, 25)),
        (Publicity(holidays=FESTIVAL), date(2026, 9, 28)),
        (Publicity(holidays=FESTIVAL, workdays=(date(2026, 9, 26),)), date(2026, 9, 26)),
        (Publicity(days=6), date(2026, 9, 28)),
        (Publicity(days=1), MONDAY),
        (Publicity(days=7, working_days=False, holidays=FESTIVAL), date(2026, 9, 27)),
    ],
)
def test_last_day__counts_the_first_day(publicity: Publicity, last: date) -> None:
    assert publicity.last_day(MONDAY) == last


def test_last_day__begins_with_the_first_working_day() -> None:
    saturday = date(2026, 9, 26)
    assert Publicity(days=1).last_day(saturday) == date(2026, 9, 28)


def shipped() -> Calendar:
    calendar, faults = parse_holidays("holidays.toml", definitions().toml("lists/holidays.toml"))
    assert faults == ()
    return calendar


def test_shipped_calendar__is_that_of_the_notice_for_2026() -> None:
    calendar = shipped()
    assert calendar.years == {2026}
    assert len(calendar.holidays) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    assert all(day.weekday() >= 5 for day in calendar.workdays)
    off = [day for day in sorted(calendar.holidays) if day.weekday() < 5]
    assert len(off) - len(calendar.workdays) == 13, "days off by law, the swapped ones not counted"


@pytest.mark.parametrize(
    ("own", "first", "last"),
    [
        ({}, MONDAY, date(2026, 9, 28)),
        ({}, date(2026, 9, 28), date(2026, 10, 9)),
        ({"days": 6}, date(2026, 9, 28), date(2026, 10, 10)),
        ({"workdays": (date(2026, 9, 25),)}, MONDAY, date(2026, 9, 25)),
        ({"holidays": (date(2026, 9, 24),)}, MONDAY, date(2026, 9, 29)),
        ({"holidays": (date(2026, 10, 10),), "days": 6}, date(2026, 9, 28), date(2026, 10, 12)),
        ({"working_days": False}, date(2026, 9, 28), date(2026, 10, 2)),
    ],
)
def test_last_day__by_the_public_calendar_and_the_days_of_the_office(
    own: dict[str, Any], first: date, last: date
) -> None:
    assert Publicity(calendar=shipped(), **own).last_day(first) == last


@pytest.mark.parametrize(
    ("own", "first", "years"),
    [
        ({}, MONDAY, ()),
        ({}, date(2026, 12, 30), (2027,)),
        ({}, date(2027, 3, 1), (2027,)),
        ({"working_days": False}, date(2027, 3, 1), ()),
        ({"holidays": (date(2027, 10, 1),)}, date(2027, 3, 1), ()),
        ({"workdays": (date(2027, 10, 9),)}, date(2026, 12, 30), ()),
    ],
)
def test_unknown_years__are_those_nobody_wrote_down(
    own: dict[str, Any], first: date, years: tuple[int, ...]
) -> None:
    assert Publicity(calendar=shipped(), **own).unknown_years(first) == years


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ({"2027": {"notice": "甲", "holidays": [date(2027, 10, 1)]}}, []),
        ({"27": {}}, [("definition-bad-value", ("27",))]),
        (
            {"2027": {"holidays": [date(2027, 10, 1)]}},
            [("definition-missing-key", ("2027", "notice"))],
        ),
        (
            {"2027": {"notice": "甲", "holiday": [date(2027, 10, 1)]}},
            [
                ("definition-missing-key", ("2027", "holidays")),
                ("definition-unknown-key", ("2027", "holiday")),
            ],
        ),
        (
            {"2027": {"notice": "甲", "holidays": [date(2027, 1, 1), date(2026, 10, 1)]}},
            [("settings-holiday-of-other-year", ("2027", "holidays", 1))],
        ),
        (
            {
                "2027": {
                    "notice": "甲",
                    "holidays": [date(2027, 1, 1)],
                    "workdays": [date(2027, 1, 1)],
                }
            },
            [("settings-day-off-and-on", ("2027", "workdays", 0))],
        ),
        (
            {"2027": {"notice": "甲", "holidays": ["国庆节"]}},
            [("definition-bad-value", ("2027", "holidays", 0))],
        ),
    ],
)
def test_parse_holidays__faults_with_their_keys(
    raw: dict[str, Any], codes: list[tuple[str, tuple[object, ...]]]
) -> None:
    _, faults = parse_holidays("holidays.toml", raw)
    assert [(one.code, one.params["keys"]) for one in faults] == codes


@given(first=DAYS, number=st.integers(1, 40), off=st.frozensets(DAYS), on=st.frozensets(DAYS))
def test_working_day__has_as_many_working_days_up_to_it(
    first: date, number: int, off: frozenset[date], on: frozenset[date]
) -> None:
    last = working_day(first, number, off, on)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    assert sum(is_working_day(day, off, on) for day in days) == number
    assert is_working_day(last, off, on)
