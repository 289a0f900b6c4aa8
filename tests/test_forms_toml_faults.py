"""A settings file as people type it: every slip is told with its line, all of them at once."""

# ruff: noqa: RUF001 - the signs of a Chinese keyboard are what is tested

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clerk import SAMPLE, Clerk, sample_workspace

from lzfx.forms.toml_faults import read_toml
from lzfx.forms.toml_text import Lines, entries
from lzfx.messages import sentences

SOUND = (SAMPLE / "lzfx.toml").read_text("utf-8")
SLIPS = {
    "Chinese quotes": ('contact = "苏晚吟"', "contact = “苏晚吟”", "quotes"),
    "a right quote and a Chinese one": ('contact = "苏晚吟"', 'contact = "苏晚吟”', "quotes"),
    "corner brackets": ('contact = "苏晚吟"', "contact = 「苏晚吟」", "quotes"),
    "full-width equals": ("year = 2026", "year ＝ 2026", "equals"),
    "full-width digits": ("year = 2026", "year = ２０２６", "width"),
    "full-width blank": ("year = 2026", "year　= 2026", "width"),
    "full-width letters": ("year = 2026", "ｙｅａｒ = 2026", "key"),
    "a colon": ("deadline = 2026-09-15", "deadline：2026-09-15", "colon"),
    "dots": ("deadline = 2026-09-15", "deadline = 2026.9.15", "day"),
    "slashes": ("deadline = 2026-09-15", "deadline = 2026/9/15", "day"),
    "in Chinese": ("deadline = 2026-09-15", "deadline = 2026年9月15日", "day"),
    "one digit": ("deadline = 2026-09-15", "deadline = 2026-9-15", "day"),
    "the 31st of September": ("deadline = 2026-09-15", "deadline = 2026-09-31", "no-such-day"),
    "9月31日": ("deadline = 2026-09-15", "deadline = 2026年9月31日", "no-such-day"),
    "no closing quote": ('contact = "苏晚吟"', 'contact = "苏晚吟', "quote-missing"),
    "no opening quote": ('contact = "苏晚吟"', 'contact = 苏晚吟"', "quote-missing"),
    "no closing quote before a comment": ('一楼"  ', "一楼  ", "quote-missing"),
    "no quotes": ('contact = "苏晚吟"', "contact = 苏晚吟", "unquoted"),
    "a telephone without quotes": ('"0599-5552011"', "0599-5552011", "unquoted"),
    "an address without quotes": ('"lianzheng@example.cn"', "lianzheng@example.cn", "unquoted"),
    "a key twice": ("year = 2026", "year = 2026\nyear = 2027", "twice"),
    "a table twice": ("[documents] ", "[office]\n[documents] ", "twice"),
    "Chinese comma": ('办", "委', '办"，"委', "comma"),
    "an open bracket": ('科室"]', '科室"', "bracket-missing"),
    "thick brackets": ("[office]", "【office】", "heading"),
    "one bracket too few": ('[[stages]]\nname = "学', '[[stages]\nname = "学', "heading"),
    "yes": ("working_days = true", "working_days = 是", "truth"),
    "True": ("working_days = true", "working_days = True", "truth"),
    "commas in a number": ("large_sum = 50000", "large_sum = 50,000", "number"),
    "a unit": ("large_sum = 50000", "large_sum = 5万元", "number"),
    "full-width hash": ("# 申报表报送期限", "＃ 申报表报送期限", "hash"),
    "a Windows path": ('box = "区行政服务中心一楼"', 'box = "C:\\办公室"', "backslash"),
    "nothing": ('plan = "澄人计〔2026〕31号"', "plan =", "blank"),
}
NO_REPAIR = {"the 31st of September", "9月31日", "nothing", "a Windows path"}


def line_of(text: str, other: str) -> int:
    """The first line in which the texts differ."""
    pairs = zip(text.splitlines(), other.splitlines(), strict=False)
    return next(number for number, (one, two) in enumerate(pairs, 1) if one != two)


@pytest.mark.parametrize("slip", SLIPS)
def test_read_toml__names_the_slip_and_its_line(slip: str) -> None:
    old, new, code = SLIPS[slip]
    text = SOUND.replace(old, new, 1)
    found = read_toml("lzfx.toml", text)
    (fault,) = found.faults
    assert fault.code == f"definition-toml-{code}"
    assert fault.where.sheet == f"第{line_of(SOUND, text)}行"
    assert all(sentences(fault))
    if slip not in NO_REPAIR:
        assert found.values == tomllib.loads(SOUND), "the repair is what was meant"


def test_read_toml__all_faults_at_once() -> None:
    text = SOUND
    chosen = ["Chinese quotes", "full-width equals", "in Chinese", "Chinese comma", "a unit", "yes"]
    for slip in chosen:
        text = text.replace(*SLIPS[slip][:2], 1)
    found = read_toml("lzfx.toml", text)
    assert [
        (one.code.removeprefix("definition-toml-"), one.where.sheet) for one in found.faults
    ] == [
        ("equals", "第4行"),
        ("day", "第8行"),
        ("number", "第9行"),
        ("comma", "第21行"),
        ("quotes", "第31行"),
        ("truth", "第53行"),
    ]
    assert found.values == tomllib.loads(SOUND)


def test_read_toml__two_slips_in_one_line() -> None:
    found = read_toml("lzfx.toml", "name＝“示例局”\n")
    assert [one.code for one in found.faults] == [
        "definition-toml-equals",
        "definition-toml-quotes",
    ]
    assert {one.params["expected"] for one in found.faults} == {'name = "示例局"'}


def test_read_toml__what_cannot_be_understood_is_told_and_passed_over() -> None:
    found = read_toml("x.toml", "year 2026 == x\n\nname ＝ “示例局”\n")
    assert [(one.code, one.where.sheet) for one in found.faults] == [
        ("definition-not-toml", "第1行"),
        ("definition-toml-equals", "第3行"),
        ("definition-toml-quotes", "第3行"),
    ]
    assert found.values == {"name": "示例局"}


def test_read_toml__a_sound_text_with_all_these_signs_in_its_texts_is_left_alone() -> None:
    text = 'name = "“一岗双责”：工作，＃１＝２（2026.9.15）"  # “说明”：＝，\n'
    found = read_toml("x.toml", text)
    assert (found.faults, found.text) == ((), text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*"=＝“”\"'[]#,，\n \\年月日2026.-【】ab:"]), max_size=40))
def test_read_toml__ends_for_any_text(signs: list[str]) -> None:
    text = "".join(signs)
    found = read_toml("x.toml", text)
    assert tomllib.loads(found.text) is not None
    assert found.text.count("\n") == text.count("\n")
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert found.faults


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.one_of(
            st.integers(0, 9999), st.booleans(), st.dates(), st.text("ab#=[]“”中 ", max_size=8)
        ),
        max_size=6,
    )
)
def test_entries__find_every_value(values: dict[str, object]) -> None:
    lines = []
    for key, value in values.items():
        said = str(value).lower() if isinstance(value, bool) else str(value)
        lines.append(
            f"{key} = {said}" if not isinstance(value, str) else f'{key} = "{value}"  # 说明'
        )
    text = "\n".join(lines)
    found = {one.path: text[one.start : one.end] for one in entries(text)}
    assert {key: tomllib.loads(f"x = {found[key,]}")["x"] for key in values} == tomllib.loads(text)


def test_lines__of_lists_of_tables() -> None:
    lines = Lines.of("x.toml", SOUND)
    assert lines.where(("stages", 1, "end")).sheet == "第43行"
    assert lines.where(("publicity", "holidays", 3)).sheet == "第54行"
    assert lines.where(("office", "fax")).sheet == "第29行"
    assert lines.where(("deadlines", "x")).sheet == ""


BAD_VALUES = {
    "a day in quotes": (
        "deadline = 2026-09-15",
        'deadline = "2026年9月15日"',
        "第8行：“deadline”写的是“2026年9月15日”，日期的写法不对。请写成 2026-09-15，不加引号。",
    ),
    "a telephone that is a number": (
        'phone = "0599-5552011"',
        "phone = 13905550000",
        "第32行：“office → phone”写的是 13905550000，文字没有加引号。",
    ),
    "a misspelt key": (
        "contact = ",
        "contcat = ",
        "第31行：“office → contcat”这一项，程序不认识。请检查有没有写错字，最接近的写法是“contact”",
    ),
    "a misspelt word": (
        "deciding = ",
        "decideing = ",
        "第26行：“words → decideing”这一项，程序不认识。",
    ),
    "the 31st of September": (
        "deadline = 2026-09-15",
        "deadline = 2026-09-31",
        "第8行：没有这一天：deadline = 2026-09-31。请核对这个月有几天",
    ),
}


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return sample_workspace(tmp_path / "2026")


def test_settings__every_fault_of_the_text_and_of_its_values_at_once(clerk: Clerk) -> None:
    text = SOUND
    chosen = [one for name, one in BAD_VALUES.items() if name != "a day in quotes"]
    for old, new, _ in chosen:
        text = text.replace(old, new, 1)
    text = text.replace("year = 2026", "year ＝ 2026")
    (clerk.folder / "lzfx.toml").write_text(text, "utf-8")
    ran = clerk.run("status")
    assert ran.code == 2
    for said in (*(said for *_, said in chosen), "第4行：等号“＝”是全角的"):
        assert f"lzfx.toml {said}" in ran.err
    assert "Traceback" not in ran.err


def test_settings__a_day_in_quotes(clerk: Clerk) -> None:
    old, new, said = BAD_VALUES["a day in quotes"]
    (clerk.folder / "lzfx.toml").write_text(SOUND.replace(old, new, 1), "utf-8")
    assert f"lzfx.toml {said}" in clerk.run("status").err


@pytest.mark.parametrize(
    ("encoding", "said"), [("gbk", "GBK（记事本里叫 ANSI）"), ("utf-16", "UTF-16")]
)
def test_settings__saved_in_another_encoding_by_notepad(
    clerk: Clerk, encoding: str, said: str
) -> None:
    text = SOUND.replace("year = 2026", "year ＝ 2026")
    (clerk.folder / "lzfx.toml").write_bytes(text.encode(encoding))
    ran = clerk.run("status")
    assert f"lzfx.toml：文件的编码不是 UTF-8，而是{said}" in ran.err
    assert "另存为时把“编码”选成 UTF-8" in ran.err
    assert "lzfx.toml 第4行：等号“＝”是全角的" in ran.err


def test_settings__a_mark_at_the_beginning_and_tabs_are_no_faults(clerk: Clerk) -> None:
    text = SOUND.replace("year = 2026", "year\t=\t2026").replace("\n", "\r\n")
    (clerk.folder / "lzfx.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert clerk.run("status").code == 0


def test_own_files__faults_by_line_in_lists_rules_and_forms(clerk: Clerk) -> None:
    own = clerk.folder / "form_templates"
    shipped = SAMPLE.parent / "form_templates"
    for name, old, new in (
        ("lists/choices.toml", "title = ", "title ＝ "),
        ("rules/grading.toml", 'clause = "', "clause = “"),
        ("forms/comments.toml", "version = 2", "version = ２"),
        ("forms/declaration.toml", "max_length = 60", "max_lenght = 60"),
    ):
        text = (shipped / name).read_text("utf-8")
        assert old in text
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text.replace(old, new, 1), "utf-8")
    err = clerk.run("status").err
    assert "choices.toml 第" in err
    (own / "lists/choices.toml").unlink()
    err = clerk.run("status").err
    for said in (
        "grading.toml 第",
        "comments.toml 第",
        "declaration.toml 第",
        "最接近的写法是“max_length”",
        "全角的数字",
    ):
        assert said in err, said


def test_slips__a_day_is_never_moved() -> None:
    """The repair of a day is the same day, whatever it was written like."""
    for day in (date(2026, 1, 5), date(2026, 12, 31), date(2028, 2, 29)):
        for said in (f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日"):
            found = read_toml("x.toml", f"d = {said}")
            assert found.values == {"d": day}
            assert found.faults
