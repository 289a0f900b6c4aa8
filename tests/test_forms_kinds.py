"""What each kind takes from a cell, and what it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.choosing import match_choice
from lzfx.forms.kinds import KINDS, ParsedValue, ParseFault, says_nothing, shown
from lzfx.forms.layout import REQUIRED_MARK
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.submission import Value

LEVELS = (
    Choice(code="1", label="一级", aliases=("I级", "1级", "1")),
    Choice(code="2", label="二级", aliases=("II级", "2级", "2")),
    Choice(code="3", label="三级", aliases=("III级", "3级", "3")),
)
CONDUCTS = (
    Choice(code="none", label="否", aliases=("无",)),
    Choice(code="serious", label="严重违规"),
    Choice(code="plain", label="违规", aliases=("违规行为",)),
    Choice(code="breach", label="违章"),
    Choice(code="kind", label="A/B 类"),
)


def cell(value: str | float, kind: CellKind = CellKind.TEXT) -> RawCell:
    return RawCell(9, 4, kind, value)


def wide(text: str) -> str:
    """The same in full-width signs; blanks and Chinese stay."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def number(value: float) -> RawCell:
    return cell(value, CellKind.NUMBER)


def day_cell(value: str) -> RawCell:
    return cell(value, CellKind.DATE)


def read(kind: str, raw: RawCell, **spec: int) -> ParsedValue | ParseFault:
    choices = {"choice": LEVELS, "choices": CONDUCTS}.get(kind, ())
    field = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": kind, **spec})
    return KINDS[kind].parse(raw, field, choices)


@pytest.mark.parametrize(
    ("kind", "raw", "value", "was"),
    [
        ("text", cell("甲乙"), "甲乙", ""),
        ("text", cell(" 甲乙 \n"), "甲乙", ""),
        ("text", cell("　甲乙\t"), "甲乙", "　甲乙\t"),
        ("text", cell("甲\r\n乙"), "甲\n乙", "甲\r\n乙"),
        ("text", cell("（一）㎡①"), "（一）㎡①", ""),
        ("text", number(12), "12", "12"),
        ("text", number(1.5), "1.5", "1.5"),
        ("text", cell(1, CellKind.BOOL), "TRUE", "TRUE"),
        ("text", cell("\u200b　"), None, "\u200b　"),
        ("line", cell("甲 \n 乙"), "甲 乙", "甲 \n 乙"),
        ("code", cell("ks01-p1"), "KS01-P1", "ks01-p1"),
        ("code", cell(wide("KS01 ")), "KS01", wide("KS01 ")),
        ("code", number(7), "7", "7"),
        ("choice", cell("二级"), "2", ""),
        ("choice", cell("Ⅱ级"), "2", "Ⅱ级"),
        ("choice", cell(wide(" 2 级")), "2", wide(" 2 级")),
        ("choice", number(2), "2", "2"),
        ("choices", cell("违规、违章"), ("plain", "breach"), ""),
        ("choices", cell("违章，违规"), ("plain", "breach"), "违章，违规"),
        (
            "choices",
            cell("违章 违规\n严重违规"),
            ("serious", "plain", "breach"),
            "违章 违规\n严重违规",
        ),
        ("choices", cell("违规；违规行为。"), ("plain",), "违规；违规行为。"),
        ("choices", cell("否"), ("none",), ""),
        ("choices", cell("违章、A/B 类"), ("breach", "kind"), ""),
        ("choices", cell("、"), None, "、"),
        ("date", cell("2026-09-08"), date(2026, 9, 8), ""),
        ("date", cell("2026.9.8"), date(2026, 9, 8), "2026.9.8"),
        ("date", cell(wide("2026/9/8")), date(2026, 9, 8), wide("2026/9/8")),
        ("date", cell("2026年9月8号"), date(2026, 9, 8), "2026年9月8号"),
        ("date", cell("二○二六年九月三十日"), date(2026, 9, 30), "二○二六年九月三十日"),
        ("date", cell("二Ｏ一一年十月十日"), date(2011, 10, 10), "二Ｏ一一年十月十日"),
        ("date", cell("20260908"), date(2026, 9, 8), "20260908"),
        ("date", number(46273), date(2026, 9, 8), "46273"),
        ("date", day_cell("2026-09-08T08:30:00"), date(2026, 9, 8), ""),
        ("integer", number(12), 12, ""),
        ("integer", cell("1,200"), 1200, "1,200"),
        ("integer", cell(wide("-3")), -3, wide("-3")),
        ("email", cell("a.b@example.cn"), "a.b@example.cn", ""),
        ("email", cell("a＠example.cn "), "a@example.cn", "a＠example.cn "),
        ("phone", cell("0599-5550000转8001"), "0599-5550000转8001", ""),
        ("phone", cell("（0599）5550000"), "(0599)5550000", "（0599）5550000"),
        ("phone", cell("+86 13900000000"), "+8613900000000", "+86 13900000000"),
        (
            "phone",
            cell("0599－5550000、5550001"),
            "0599-5550000、5550001",
            "0599－5550000、5550001",
        ),
        ("phone", number(13900000000), "13900000000", "13900000000"),
    ],
)
def test_parse__takes(kind: str, raw: RawCell, value: Value, was: str) -> None:
    assert read(kind, raw) == ParsedValue(value, was)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("text", number(350701199001011234), "digits-lost"),
        ("code", number(1e17), "digits-lost"),
        ("choice", cell("高"), "not-a-choice"),
        ("choice", cell("A级"), "not-a-choice"),
        ("choice", cell("特级"), "not-a-choice"),
        ("choice", cell("一流"), "not-a-choice"),
        ("choice", cell("1中2低"), "not-a-choice"),
        ("choice", cell("一级二级"), "not-a-choice"),
        ("choice", cell("三级别"), "not-a-choice-near"),
        ("choices", cell("违规违章"), "not-among-choices"),
        ("choices", cell("违规、其它"), "not-among-choices"),
        ("choices", cell("A/B 类 违章"), "not-among-choices"),
        ("choices", cell("违规、否"), "none-and-more"),
        ("date", cell("8/9/2026"), "not-a-date"),
        ("date", cell("26.9.8"), "not-a-date"),
        ("date", cell("2026年9月"), "not-a-date"),
        ("date", cell("2026-02-30"), "not-a-date"),
        ("date", cell("0000-01-01"), "not-a-date"),
        ("date", number(8), "not-a-date"),
        ("date", cell("即日"), "not-a-date"),
        ("integer", number(1.5), "not-a-number"),
        ("integer", cell("12本"), "not-a-number"),
        ("integer", cell("十二"), "not-a-number"),
        ("email", cell("张三@example.cn"), "not-an-email"),
        ("email", cell("a@b"), "not-an-email"),
        ("email", cell("a@example.cn;b@example.cn"), "not-an-email"),
        ("phone", cell("总机"), "not-a-phone"),
        ("phone", cell("12345"), "not-a-phone"),
    ],
)
def test_parse__refuses(kind: str, raw: RawCell, code: str) -> None:
    found = read(kind, raw)
    assert isinstance(found, ParseFault)
    assert found.code == code


def test_parse__lengths_are_counted_without_blanks() -> None:
    assert read("line", cell("甲 乙"), min_length=3) == ParseFault(
        "too-short", {"length": 2, "limit": 3}
    )
    assert read("line", cell("甲乙丙"), max_length=2) == ParseFault(
        "too-long", {"length": 3, "limit": 2}
    )
    assert read("line", cell(""), min_length=3) == ParsedValue(None)


def test_parse__lost_digits_are_quoted_as_the_sheet_shows_them() -> None:
    found = read("text", number(350701199001011234))
    assert isinstance(found, ParseFault)
    assert found.params == {"value": "350701199001011000"}


def test_parse__not_among_choices_quotes_the_part() -> None:
    found = read("choices", cell("违规、违记"))
    assert isinstance(found, ParseFault)
    assert found.params == {"value": "违记", "choices": "否、严重违规、违规、违章、A/B 类"}


def test_parse__nearest_is_named_only_when_nothing_else_is_as_near() -> None:
    found = read("choice", cell("二级别"))
    assert isinstance(found, ParseFault)
    assert found.params["nearest"] == "二级"


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("无", True), (wide("/"), True), (" — ", True), ("--", True), ("没有", True),
        ("无。", True),
        ("", False), ("无风险点", False), ("无需", False), ("0", False), ("、", False),
    ],
)  # fmt: skip
def test_says_nothing(text: str, nothing: bool) -> None:  # noqa: FBT001 - a column of the table
    assert says_nothing(text) is nothing


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        (number(9.5), ParsedValue("9.5")),
        (number(0.1 + 0.2), ParsedValue("0.3")),
        (number(10.0), ParsedValue("10")),
        (cell(wide("9.50")), ParsedValue("9.5", wide("9.50"))),
        (cell("-1"), ParsedValue("-1")),
        (cell("1,200.5"), ParsedValue("1200.5", "1,200.5")),
        (cell("9.12345"), ParseFault("not-a-decimal")),
        (cell("九分"), ParseFault("not-a-decimal")),
        (number(1e15), ParseFault("not-a-decimal")),
    ],
)
def test_decimal__exact_without_idle_zeros(raw: RawCell, taken: ParsedValue | ParseFault) -> None:
    assert read("decimal", raw) == taken


def test_choices__of_the_roster_stay_in_the_order_they_were_named() -> None:
    field = FieldSpec.model_validate(
        {"name": "x", "title": "栏", "kind": "choices", "roster": "posts"}
    )
    found = KINDS["choices"].parse(cell("违章、违规"), field, CONDUCTS)
    assert found == ParsedValue(("breach", "plain"))
    assert read("choices", cell("违章、违规")) == ParsedValue(("plain", "breach"))


def test_shown_text__is_near_to_what_the_sender_sees() -> None:
    shown_as = [
        number(12.0),
        number(1.5),
        cell(0, CellKind.BOOL),
        day_cell("2026-09-08"),
        cell(" 甲"),
    ]
    assert list(map(shown_text, shown_as)) == ["12", "1.5", "FALSE", "2026-09-08", " 甲"]


def test_shown__unknown_codes_stay_what_they_are() -> None:
    assert (shown(("plain", "gone"), CONDUCTS), shown("gone", LEVELS)) == ("违规、gone", "gone")


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)
SENTENCES = st.from_regex(r"[一-龥a-z0-9（），。\n]{1,40}", fullmatch=True).filter(
    lambda text: text == tidy(text)
)
ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\u200b\ufeff\u00ad\u00a0\u3000 \t\r\n\x07\u202e")),
    max_size=30,
).filter(lambda text: "_x" not in text)

ROUND_TRIPS: dict[str, st.SearchStrategy[Any]] = {
    "text": SENTENCES,
    "line": SENTENCES.filter(lambda text: "\n" not in text),
    "code": st.from_regex(r"[A-Z0-9-]{1,20}", fullmatch=True),
    "choice": st.sampled_from([choice.code for choice in LEVELS]),
    "choices": st.sets(st.sampled_from(["serious", "plain", "breach", "kind"]), min_size=1).map(
        lambda codes: tuple(choice.code for choice in CONDUCTS if choice.code in codes)
    ),
    "date": st.dates(min_value=date(1000, 1, 1)),
    "integer": st.integers(min_value=-(10**14), max_value=10**14),
    "decimal": st.decimals(-(10**6), 10**6, places=4).map(lambda one: f"{one.normalize():f}"),
    "email": st.from_regex(r"[a-z0-9._-]{1,20}@[a-z0-9]{1,10}\.(?:cn|com)", fullmatch=True),
    "phone": st.from_regex(r"0[0-9]{2,3}-[0-9]{7,8}", fullmatch=True),
}


def test_round_trips__no_kind_is_left_out() -> None:
    assert ROUND_TRIPS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_law__what_is_shown_is_read_again(kind: str, data: st.DataObject) -> None:
    value: Value = data.draw(ROUND_TRIPS[kind])
    choices = {"choice": LEVELS, "choices": CONDUCTS}.get(kind, ())
    assert read(kind, cell(shown(value, choices))) == ParsedValue(value)


@pytest.mark.parametrize("kind", KINDS)
@given(
    raw=st.one_of(
        ANY_TEXT.map(cell),
        st.floats(allow_nan=False, allow_infinity=False).map(number),
        st.datetimes().map(lambda at: day_cell(at.isoformat(timespec="seconds"))),
        st.booleans().map(lambda one: cell(int(one), CellKind.BOOL)),
    )
)
def test_law__every_cell_is_taken_or_refused(kind: str, raw: RawCell) -> None:
    found = read(kind, raw)
    assert isinstance(found, ParsedValue) or found.code


@given(ANY_TEXT)
def test_law__tidy_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(ANY_TEXT)
def test_law__fold_does_not_care_about_blanks_around(text: str) -> None:
    assert fold(f" \u3000{text}\u200b\n") == fold(text)


@given(HAN)
def test_law__headings_do_not_care_about_marks(title: str) -> None:
    marked = (f"{REQUIRED_MARK}{title}", f"{title}（必填）", f" {title}：", f"*{title}\n（可多选）")
    assert {heading_key(one) for one in marked} == {heading_key(title)}


@given(HAN)
def test_law__nothing_is_a_choice_that_is_not_called_so(text: str) -> None:
    names = {name for choice in LEVELS for name in (choice.label, *choice.aliases, choice.code)}
    found = match_choice(text, LEVELS)
    assert (found is not None) == (fold(text).upper() in {fold(name).upper() for name in names})
