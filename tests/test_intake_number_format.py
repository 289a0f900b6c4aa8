"""Number formats: what is shown of a value, by examples and by laws."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lzfx.forms.general import general_text
from lzfx.intake.number_format.builtin import code_of
from lzfx.intake.number_format.days import day_text
from lzfx.intake.number_format.numbers import number_text
from lzfx.intake.number_format.sections import sections_of, split
from lzfx.intake.number_format.show import shown_in, shown_number
from lzfx.model.book import CellKind, Shown

DAY = 46273.0  # 2026-09-08, a Tuesday
HALF_PAST_TWO = DAY + 14.5 / 24

SHOWN = [
    # the examples of the issue
    ("h:mm", 0.395833333333333, "9:30"),
    ("0%", 0.15, "15%"),
    ("000000", 7, "000007"),
    ('"¥"#,##0.00', 12345.678, "¥12,345.68"),
    ('yyyy"年"m"月"', 46266, "2026年9月"),
    ("000-00000000", 1012345678, "010-12345678"),
    ('[=1]"是"', 1, "是"),
    ('[DBNum2][$-804]"人民币"General"元"', 15, "人民币壹拾伍元"),
    # places of digits
    ("0.00", 2.345, "2.35"),
    ("0.00", 1.005, "1.01"),
    ("0", -0.4, "0"),
    ("#", 0.4, ""),
    ("0.0#", 2.5, "2.5"),
    ("#.##", 5, "5."),
    ("0.0?", 2.5, "2.5"),
    ("???0.0", 12.34, "12.3"),
    ("#,##0", 1234567, "1,234,567"),
    ("0,000", 5, "0,005"),
    ("0,", 1234567, "1235"),
    ('0.0,,"百万"', 12345678, "12.3百万"),
    ('0!.0,"万"', 123456, "12.3万"),
    ("0%%", 0.5, "5000%%"),
    ('"第"0"号"', 7, "第7号"),
    ("\\#0_)", 7, "#7"),
    ("* 0", 7, "7"),
    ("$0", -5, "-$5"),
    ("[$￥-804]0.0", 5, "￥5.0"),
    ("yyyy.m.d;@", DAY, "2026.9.8"),
    # exponents and fractions
    ("0.00E+00", 123456, "1.23E+05"),
    ("0.0E-0", 0.012, "1.2E-2"),
    ("##0.0E+0", 12345, "12.3E+3"),
    ("# ?/?", 1.5, "1 1/2"),
    ("# ??/??", 1 / 3, "1/3"),
    ("# ?/8", 2.25, "2 2/8"),
    ("?/?", 1.5, "3/2"),
    ("# ?/?", 3, "3"),
    # sections and conditions
    ("0;(0)", -5, "(5)"),
    ('0;-0;"无"', 0, "无"),
    ("0;;", -1, ""),
    ('[Red]0;[红色]"负"0', -2, "负2"),
    ('[>=60]"合格";"不合格"', 60, "合格"),
    ('[>=60]"合格";"不合格"', 59, "不合格"),
    ('[=1]"是";[=0]"否";General', 2, "2"),
    ('[=1]"是"', 0, "0"),
    ('"a;b"0;-0', 3, "a;b3"),
    # days and times
    ("yyyy-mm-dd", DAY, "2026-09-08"),
    ("yy/m/d", DAY, "26/9/8"),
    ("e年m月d日", DAY, "2026年9月8日"),
    ("yyyy/m/d h:mm", HALF_PAST_TWO, "2026/9/8 14:30"),
    ("[$-409]h:mm AM/PM", HALF_PAST_TWO, "2:30 PM"),
    ('上午/下午h"时"mm"分"', HALF_PAST_TWO, "下午2时30分"),
    ("[$-804]AM/PM h:mm", HALF_PAST_TWO, "下午 2:30"),
    ("h:mm", 0.395833333333333 + 1, "9:30"),
    ("[h]:mm", 1.5, "36:00"),
    ("[mm]:ss", 1 / 24, "60:00"),
    ("mm:ss.0", 0.00123, "01:46.3"),
    ("aaaa", DAY, "星期二"),
    ("[$-804]ddd", DAY, "周二"),
    ("[$-409]d-mmm-yy", DAY, "8-Sep-26"),
    ("[$-804]mmmm", DAY, "九月"),
    ("[$-F800]dddd, mmmm dd, yyyy", DAY, "2026年9月8日"),
    ("[$-F400]h:mm:ss AM/PM", HALF_PAST_TWO, "14:30:00"),
    # Chinese numerals
    ("[DBNum1][$-804]General", 10205, "一万〇二百〇五"),
    ("[DBNum1]General", 110, "一百一十"),
    ("[DBNum1]General", 12.34, "一十二.三四"),
    ("[DBNum1]General", 100000001, "一亿〇一"),
    ("[DBNum2]G/通用格式", 2026, "贰仟零贰拾陆"),
    ("[DBNum3]0", 15, "１５"),  # noqa: RUF001 - wide digits
    ('[DBNum3]m"月"d"日"', 46346, "１１月２０日"),
    ('[DBNum2]m"月"', 46346, "壹拾壹月"),
    ("[DBNum1]0", 2026, "二〇二六"),
    ('[DBNum1]yyyy"年"m"月"d"日"', DAY, "二〇二六年九月八日"),
    ('[DBNum1]m"月"d"日"', 46346, "十一月二十日"),
    # around a number as it is
    ('General"元"', 1234.5, "1234.5元"),
    ('@"级"', 2, "2级"),
    ('"待定"', 3, "待定"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "value", "text"), SHOWN)
def test_shown_number(code: str, value: float, text: str) -> None:
    assert shown_number(code, value, since_1904=False) == Shown(text)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("[Foo]0", 3),  # no program knows that
        ("0x", 3),
        ("0.0.0", 3),
        ("[$-107041E]yyyy", DAY),  # another calendar
        ("dddd", DAY),  # in which language?
        ("d-mmm-yy", DAY),
        ("h:mm AM/PM", DAY),
        ("yyyy/m/d", 60.0),  # a day that never was
        ("yyyy/m/d", 5.0),  # Excel and LibreOffice count one day apart
        ("yyyy/m/d", -1.0),
        ("[DBNum3]General", 15),
        ("h:mm", -0.5),
        ('[>=60]"合格";"不合格"', -1),  # with a minus, or not
        ('[=1]"是";[=0]"否"', 2),  # no section is for it
        ("0;0;0;@;0", 1),
        ("0" * 256, 1),
    ],
)
def test_shown_number__not_known_for_certain(code: str, value: float) -> None:
    assert not shown_number(code, value, since_1904=False).sure


@pytest.mark.parametrize(
    ("number", "value", "text"),
    [
        (14, DAY, "2026/9/8"),
        (22, HALF_PAST_TWO, "2026/9/8 14:30"),
        (27, DAY, "2026年9月"),
        (28, DAY, "9月8日"),
        (31, DAY, "2026年9月8日"),
        (32, HALF_PAST_TWO, "14时30分"),
        (34, HALF_PAST_TWO, "下午2时30分"),
        (56, HALF_PAST_TWO, "下午2时30分00秒"),
        (57, DAY, "2026年9月"),
        (58, DAY, "9月8日"),
        (9, 0.15, "15%"),
        (12, 0.5, "1/2"),
        (44, 1234.5, "¥1,234.50"),
        (46, 1.5, "36:00:00"),
        (48, 12345.0, "12.3E+3"),
    ],
)
def test_code_of__built_in(number: int, value: float, text: str) -> None:
    assert shown_number(code_of(number, None), value, since_1904=False) == Shown(text)


def test_code_of__values_that_show_themselves() -> None:
    assert [code_of(0, None), code_of(49, None), code_of(170, "General"), code_of(170, "@")] == (
        [""] * 4
    )
    assert code_of(14, "mm-dd-yy") == "yyyy/m/d"  # follows who looks, whatever the file says
    assert not shown_number(code_of(60, None), 3, since_1904=False).sure  # of another country


def test_shown_number__since_1904() -> None:
    assert shown_number("yyyy-m-d", DAY - 1462, since_1904=True) == Shown("2026-9-8")


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ('0;0;0;@"同志"', "林晓芸", Shown("林晓芸同志")),
        ('"编号"@', "甲7", Shown("编号甲7")),
        ("0.00;@", "甲", None),
        ("0.00", "甲", None),
    ],
)
def test_shown_in__texts(code: str, text: str, shown: Shown | None) -> None:
    assert shown_in(code, CellKind.TEXT, text, None, since_1904=False) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333"),
        (-1 / 3, "-0.333333333"),
        (12345.678, "12345.678"),
        (12345678901, "12345678901"),
        (123456789012, "1.23457E+11"),
        (123456789.125, "123456789.1"),
        (99999999999.9, "1E+11"),
        (0.00001, "0.00001"),
        (0.000012345678, "1.23457E-05"),
        (0.0001234567891, "0.000123457"),
        (1e300, "1E+300"),
    ],
)
def test_general_text(value: float, text: str) -> None:
    assert general_text(value) == text


_CODES = st.lists(
    st.sampled_from(
        [*'0#?.,%/@;- "\\_*yMdhs年元x', "E+", "[h]", "[>=5]", "[Red]", "[DBNum1]", "[$-804]", "[",
         "]", "General", "AM/PM", "上午/下午", '"元"', "mmm", "aaaa", "[ss]", "00"]
    ),
    max_size=14,
).map("".join)  # fmt: skip
_NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(float), st.floats(allow_nan=False, allow_infinity=False)
)


@settings(deadline=None, max_examples=400)
@example("y", 2.0806633505350878e303, False)  # noqa: FBT003
@example("[h]:mm:ss.0", -1.7e308, True)  # noqa: FBT003
@given(_CODES, _NUMBERS, st.booleans())
def test_law__every_code_shows_something(code: str, value: float, since_1904: bool) -> None:  # noqa: FBT001
    shown = shown_number(code, value, since_1904=since_1904)
    assert shown.text == shown.text.strip(" ")
    assert ";".join(split(code)) == code


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(
        ["0", "000", "#", "##0", "#,##0", "0.00", "#.0", "#,##0.0", "0%", '"¥"0.0"元"']
    ),
    _NUMBERS.map(abs),
)
def test_law__plain_numbers_are_shown_as_by_all_the_rules(code: str, value: float) -> None:
    (section,) = sections_of(code)
    assert section.plain is not None
    assert number_text(section, value) == number_text(replace(section, plain=None), value)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(
        ["yyyy-mm-dd", "yy/m/d", "h:mm", "hh:mm:ss", 'yyyy"年"m"月"d"日" h"时"', "m:s"]
    ),
    st.one_of(
        st.integers(0, 3_000_000).map(float),
        st.floats(0, 80_000),
        st.integers(0, 10**10).map(lambda tenths: tenths / 864_000),
    ),
    st.booleans(),
)
def test_law__plain_days_are_shown_as_by_all_the_rules(
    code: str,
    value: float,
    since_1904: bool,  # noqa: FBT001
) -> None:
    (section,) = sections_of(code)
    assert section.plain_day is not None
    exactly = day_text(replace(section, plain_day=None), value, since_1904=since_1904)
    assert day_text(section, value, since_1904=since_1904) == exactly


@settings(deadline=None, max_examples=200)
@given(st.floats(-1e11, 1e11), st.integers(0, 8))
def test_law__fixed_places_are_those_of_the_language(value: float, places: int) -> None:
    """A plain format shows the number rounded, never more than half a unit off."""
    code = "0." + "0" * places if places else "0"
    shown = shown_number(code, value, since_1904=False).text
    assert len(shown.partition(".")[2]) == places
    assert abs(float(shown) - value) <= 0.5000001 * 10**-places + 1e-15 * abs(value) * 10


@settings(deadline=None, max_examples=200)
@given(st.dates(dt.date(1900, 3, 1)))
def test_law__days_are_those_of_the_calendar(day: dt.date) -> None:
    serial = float(day.toordinal() - dt.date(1899, 12, 30).toordinal())
    assert shown_number("yyyy-mm-dd", serial, since_1904=False) == Shown(day.isoformat())
    week = "一二三四五六日"[day.weekday()]
    assert shown_number("aaaa", serial, since_1904=False).text == f"星期{week}"
