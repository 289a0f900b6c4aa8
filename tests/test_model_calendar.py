"""Working days: weekends, holidays, weekends worked instead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.calendar import Publicity, is_working_day, working_day

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


@given(first=DAYS, number=st.integers(1, 40), off=st.frozensets(DAYS), on=st.frozensets(DAYS))
def test_working_day__has_as_many_working_days_up_to_it(
    first: date, number: int, off: frozenset[date], on: frozenset[date]
) -> None:
    last = working_day(first, number, off, on)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    assert sum(is_working_day(day, off, on) for day in days) == number
    assert is_working_day(last, off, on)
