"""A choice with something beside it is meant where that changes nothing, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.forms.beside import LONGEST, numbered
from lzfx.forms.choosing import chosen, meant_choice
from lzfx.forms.days import day_of_another_weekday, day_of_text
from lzfx.forms.kinds import KINDS, ParsedValue, shown
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell

LEVELS = (
    Choice(code="1", label="一级", aliases=("I级", "1级", "1")),
    Choice(code="2", label="二级", aliases=("II级", "2级", "2")),
    Choice(code="3", label="三级", aliases=("III级", "3级", "3")),
)
POSTS = (
    Choice(code="unit", label="本单位", aliases=("财务科",)),
    Choice(code="P1", label="会计岗"),
    Choice(code="P2", label="出纳岗"),
    Choice(code="P3", label="窗口岗（一）"),
    Choice(code="P4", label="窗口岗（二）"),
    Choice(code="P5", label="档案岗（兼）"),
)
CONDUCTS = (
    Choice(code="none", label="否", aliases=("无",)),
    Choice(code="plain", label="违规", aliases=("违规行为",)),
    Choice(code="breach", label="违章"),
    Choice(code="crime", label="违法"),
)
DAY = date(2026, 9, 8)


def wide(text: str) -> str:
    """The same in full-width signs."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    ("text", "choices", "code"),
    [
        ("会计岗（林晓芸）", POSTS, "P1"),
        ("会计岗(林晓芸)", POSTS, "P1"),
        ("会计岗【林晓芸】", POSTS, "P1"),
        ("会计岗〔林晓芸〕。", POSTS, "P1"),
        (wide("会计岗[林晓芸]"), POSTS, "P1"),
        ("（林晓芸）会计岗", POSTS, "P1"),
        ("（会计岗）", POSTS, "P1"),
        ("“会计岗”", POSTS, None),
        ("● 会计岗", POSTS, "P1"),
        ("财务科", POSTS, "unit"),
        ("财务科（全体）", POSTS, "unit"),
        ("窗口岗（一）", POSTS, "P3"),
        ("窗口岗(二)", POSTS, "P4"),
        ("窗口岗", POSTS, None),
        ("窗口岗（三）", POSTS, None),
        ("窗口岗（林晓芸）", POSTS, None),
        ("档案岗", POSTS, "P5"),
        ("档案岗（林晓芸）", POSTS, None),
        ("会计岗（出纳岗）", POSTS, None),
        ("会计岗（兼出纳岗）", POSTS, None),
        ("会计岗（待定）", POSTS, None),
        ("会计岗（？）", POSTS, None),
        ("会计岗或出纳岗", POSTS, None),
        ("二级（较重）", LEVELS, "2"),
        ("二级（２级）", LEVELS, "2"),
        ("二级（1）", LEVELS, None),
        ("二级（原一级）", LEVELS, None),
        ("二级（不是一般）", LEVELS, None),
        ("二级，", LEVELS, "2"),
        ("2.二级", LEVELS, "2"),
        ("②二级", LEVELS, "2"),
        ("1.二级", LEVELS, None),
        ("9.二级", LEVELS, None),
        ("（二）级", LEVELS, None),
        ("", LEVELS, None),
        ("（）", LEVELS, None),
        ("二级" + "（较重）" * LONGEST, LEVELS, None),
    ],
)
def test_meant_choice__by_what_is_left(
    text: str, choices: tuple[Choice, ...], code: str | None
) -> None:
    found = meant_choice(text, choices)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.违规 2.违章", ["plain", "breach"]),
        ("1、违规 2、违章", ["plain", "breach"]),
        ("1.违规2.违章", ["plain", "breach"]),
        (wide("1.违规;2.违章。"), ["plain", "breach"]),
        ("1)违规\n2)违章\n3)违法", ["plain", "breach", "crime"]),
        ("（1）违规（2）违章", ["plain", "breach"]),
        ("①违规②违章", ["plain", "breach"]),
        ("一、违规；二、违章", ["plain", "breach"]),
        ("（一）违规，（二）违章", ["plain", "breach"]),
        ("第一，违规；第二，违章", ["plain", "breach"]),
        ("1.违规、违章 2.违法", ["plain", "breach", "crime"]),
        ("1.违规", ["plain"]),
        ("违规（轻微、偶发）、违章", ["plain", "breach"]),
        ("● 违规\n● 违章", ["plain", "breach"]),
    ],
)
def test_chosen__lists_of_every_make(text: str, codes: list[str]) -> None:
    found = chosen(text, CONDUCTS)
    assert not isinstance(found, str), found
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1.违规 2.其他", "其他"),
        ("违规（或违章）、违法", "违规（或违章）"),
        ("违规（违章）", "违规（违章）"),
        ("违规违章", "违规违章"),
    ],
)
def test_chosen__names_the_part_that_is_no_choice(text: str, part: str) -> None:
    assert chosen(text, CONDUCTS) == part


def test_chosen__numbers_that_do_not_count_are_no_list() -> None:
    for text in ("2.违规 3.违章", "1.违规 3.违章", "1.违规 1.违章", "违规 1.违章", "1. 2.违章"):
        assert numbered(text) == ()
    assert isinstance(chosen("2.违规 4.违章", CONDUCTS), str)
    assert isinstance(chosen("1.二级 2.一级", LEVELS), str)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-08 14:30",
        "2026-09-08 14:30:05",
        "2026/9/8 9:05",
        "2026-09-08T14:30:00+08:00",
        "2026年9月8日 星期二",
        "2026年9月8日（周二）",
        "２０２６年９月８日（星期二）",
        "2026年9月8日星期二上午",
        "2026年9月8日上午9时30分",
        "2026年9月8日下午三点半",
        "2026年9月8日 14:30—16:00",
        "2026年9月8号，礼拜二。",
        "二○二六年九月八日 星期二",
        "2026年9月8日。",
        "20260908 14:30",
        "2026-9-8 PM 2:30",
    ],
)
def test_day_of_text__with_its_weekday_and_times(text: str) -> None:
    assert day_of_text(text) == DAY
    assert day_of_another_weekday(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-0814:30",
        "2026-9-1 25:00",
        "2026-09-08 14:75",
        "2026年9月8日前",
        "2026年9月8日至9月10日",
        "2026-09-08 2026-09-09",
        "星期二",
        "14:30",
        "2026年9月 星期二",
        "2026-02-30 14:30",
        "2026年9月8日 星期二" * 9,
    ],
)
def test_day_of_text__what_is_not_surely_one_day(text: str) -> None:
    assert day_of_text(text) is None
    assert day_of_another_weekday(text) is None


def test_day_of_text__a_weekday_that_it_is_not() -> None:
    for text in ("2026年9月8日 星期三", "2026-09-08（周一）14:30", "2026年9月8日周二周三"):
        assert day_of_text(text) is None
        assert day_of_another_weekday(text) == DAY


BRACKETS = st.sampled_from(["（）", "()", "【】", "[]", "〔〕", wide("[]"), wide("{}")])
REMARKS = st.text("林晓芸贺兰亭较重轻微很小科长兼职A7 ", min_size=1, max_size=6)
MARKS = st.sampled_from(["{}.", "{}、", "（{}）", "{})", " {}\uff0e", "({}) "])


@given(st.sampled_from(CONDUCTS[1:]), BRACKETS, REMARKS, st.sampled_from(["", "。", " "]))
@settings(deadline=None)
def test_a_remark_changes_no_choice_and_is_told(
    choice: Choice, brackets: str, remark: str, end: str
) -> None:
    text = f"{choice.label}{brackets[0]}{remark}{brackets[1]}{end}"
    spec = FieldSpec(name="x", title="栏", kind="choice")
    parsed = KINDS["choice"].parse(RawCell(9, 4, CellKind.TEXT, text), spec, CONDUCTS)
    assert parsed == ParsedValue(choice.code, was=text)


@given(st.permutations(CONDUCTS), BRACKETS, st.sampled_from(["", "兼", "，或"]))
@settings(deadline=None)
def test_a_remark_that_names_another_choice_is_never_taken(
    order: list[Choice], brackets: str, before: str
) -> None:
    text = f"{order[0].label}{brackets[0]}{before}{order[1].label}{brackets[1]}"
    found = meant_choice(text, CONDUCTS)
    assert found is None or (order[1].code == "none" and before)


@given(st.lists(st.sampled_from(CONDUCTS[1:]), min_size=1, max_size=3, unique=True), MARKS)
@settings(deadline=None)
def test_a_numbered_list_comes_back_as_the_plain_one(picked: list[Choice], mark: str) -> None:
    text = " ".join(mark.format(n) + one.label for n, one in enumerate(picked, start=1))
    spec = FieldSpec(name="x", title="栏", kind="choices")
    read = KINDS["choices"].parse(RawCell(9, 4, CellKind.TEXT, text), spec, CONDUCTS)
    assert isinstance(read, ParsedValue)
    assert read.was == text
    again = RawCell(9, 4, CellKind.TEXT, shown(read.value, CONDUCTS))
    plain = KINDS["choices"].parse(again, spec, CONDUCTS)
    assert plain == ParsedValue(read.value)
    assert read.value == tuple(one.code for one in CONDUCTS if one in picked)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.integers(0, 6), st.booleans())
@settings(deadline=None)
def test_a_day_with_a_weekday_is_read_where_the_two_agree(
    day: date,
    weekday: int,
    bracketed: bool,  # noqa: FBT001 - drawn
) -> None:
    said = f"周{'一二三四五六日'[weekday]}"
    text = f"{day.year}年{day.month}月{day.day}日" + (f"（{said}）" if bracketed else f" {said}")
    assert day_of_text(text) == (day if day.weekday() == weekday else None)
    assert day_of_another_weekday(text) == (None if day.weekday() == weekday else day)
