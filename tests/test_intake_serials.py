from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.intake.serials import is_date_format, iso_day, iso_text, read_number


@pytest.mark.parametrize(
    "code",
    [
        "yyyy/m/d",
        'yyyy"年"m"月"d"日"',
        "[$-804]yyyy年m月d日;@",
        "[DBNum1]yyyy-mm-dd",
        "e年m月",
        "aaaa",
        "h:mm AM/PM",
        "[Red]m/d",
        "mmm\\-yy",
    ],
)
def test_is_date_format__days(code: str) -> None:
    assert is_date_format(164, code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00E+00",
        "#,##0.00_);[Red](#,##0.00)",
        '0"天 days"',
        "[h]:mm",
        "[mm]:ss",
        "@",
        '"€ "0',
        "G/通用格式",
        "0\\d",
        "[$USD] 0",
    ],
)
def test_is_date_format__amounts(code: str) -> None:
    assert not is_date_format(164, code)


def test_is_date_format__built_in_numbers() -> None:
    assert [n for n in (0, 1, 9, 14, 22, 31, 46, 49, 57) if is_date_format(n, None)] == [
        14,
        22,
        31,
        57,
    ]


@pytest.mark.parametrize(
    ("serial", "since_1904", "day"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (60, False, None),
        (61, False, "1900-03-01"),
        (46280, False, "2026-09-15"),
        (46280.354166667, False, "2026-09-15T08:30:00"),
        (46279.9999999999, False, "2026-09-15"),
        (0.5, False, None),
        (-3, False, None),
        (20240202, False, None),
        (2958465, False, "9999-12-31"),
        (2958466, False, None),
        (0, True, "1904-01-01"),
        (44818, True, "2026-09-15"),
        (2957003.99999999, True, None),
    ],
)
def test_iso_day__cases(serial: float, since_1904: bool, day: str | None) -> None:  # noqa: FBT001
    assert iso_day(serial, since_1904=since_1904) == day


@given(st.dates(min_value=dt.date(1900, 3, 1)))
@settings(max_examples=50, deadline=None)
def test_iso_day__gives_back_every_day(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert iso_day(serial, since_1904=False) == day.isoformat()


def test_iso_text__one_form() -> None:
    assert iso_text("2026-09-15T00:00:00") == "2026-09-15"
    assert iso_text("2026-09-15T08:30:00.123Z") == "2026-09-15T08:30:00"
    assert iso_text("2026-13-15") is None


def test_read_number__only_finite_ones() -> None:
    assert read_number("1E3") == 1000
    assert isinstance(read_number("1E3"), int)
    assert read_number("1.5") == 1.5
    assert [read_number(text) for text in ("nan", "inf", "1_0", "x", "", "\uff11\uff12")] == [
        None
    ] * 6
    assert read_number("1e300") == 1e300
