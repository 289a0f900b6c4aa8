"""`lzfx settings`: every setting with its line, and one set safely; what was written stays."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from support.clerk import SAMPLE, Clerk, sample_clerk, sample_workspace

from lzfx.errors import LzfxError
from lzfx.files.settings_file import with_value
from lzfx.steps.settings import change, settings

SOUND = (SAMPLE / "lzfx.toml").read_text("utf-8")
NOW, DAY = datetime(2026, 8, 25, 9, 0), "2026-08-25T09:00:00"  # noqa: DTZ001 - as on the wall


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample_workspace(tmp_path / "2026").folder


def text_of(folder: Path) -> str:
    return (folder / "lzfx.toml").read_text("utf-8")


def test_settings__lists_each_with_name_value_and_line(folder: Path) -> None:
    listed = {one.key: one for one in settings(folder).settings}
    told = [
        (key, listed[key].name, listed[key].value, listed[key].line)
        for key in ("deadline", "office.contact", "stages.2.end", "publicity.working_days")
    ]
    assert told == [
        ("deadline", "报送期限", "2026年9月15日", 8),
        ("office.contact", "联系人", "苏晚吟", 31),
        ("stages.2.end", "第2阶段结束", "2026年9月20日", 43),
        ("publicity.working_days", "公示按工作日算", "是", 53),
    ]
    assert listed["words.part_general"].line == 0


NAMES = {
    "截止日期": "deadline",
    "报送期限": "deadline",
    "deadline": "deadline",
    "ＤＥＡＤＬＩＮＥ": "deadline",  # noqa: RUF001 - typed with a Chinese keyboard
    "联系人": "office.contact",
    "contact": "office.contact",
    "office → contact": "office.contact",
    "第二阶段结束": "stages.2.end",
    "第2阶段结束": "stages.2.end",
    "deadlines.declaration": "deadlines.declaration",
}


@pytest.mark.parametrize("name", NAMES)
def test_settings__one_by_any_of_its_names(folder: Path, name: str) -> None:
    (one,) = settings(folder, name).settings
    assert one.key == NAMES[name]


def test_settings__nobody_knows_suggests_the_nearest(folder: Path) -> None:
    with pytest.raises(LzfxError) as stopped:
        settings(folder, "截至日期")
    assert stopped.value.code == "setting-unknown"
    assert "截止日期" in str(stopped.value.params["names"])


VALUES = {
    ("截止日期", "2026-09-18"): "deadline = 2026-09-18            # 申报表报送期限",
    ("deadline", "2026年9月18日"): "deadline = 2026-09-18            # 申报表报送期限",
    ("deadline", "２０２６．９．１８"): "deadline = 2026-09-18            # 申报表报送期限",  # noqa: RUF001
    ("联系人", "黎见山"): 'contact = "黎见山"',
    (
        "公示按工作日算",
        "否",
    ): "working_days = false ",
    ("大额度资金起点", "10万元"): "large_sum = 100000                # 大额度资金起点（元）",
    ("节假日", "2026-09-25、2026年10月1日"): "holidays = [2026-09-25, 2026-10-01]   # 节假日",
    ("主送机关", "各街道、各科室"): 'addressees = ["各街道", "各科室"]   # 通知、通报的主送机关',
}


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_change__one_line_and_its_comment_stays(folder: Path, name: str, value: str) -> None:
    done = change(folder, name, value, NOW, "经办人")
    assert done.refused == ()
    before, after = SOUND.splitlines(), text_of(folder).splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    (line,) = changed
    assert line.startswith(VALUES[name, value])
    assert (folder / done.kept).read_text("utf-8") == SOUND


def test_change__keeps_the_line_ends_and_the_mark_of_notepad(folder: Path) -> None:
    data = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    (folder / "lzfx.toml").write_bytes(data)
    change(folder, "deadline", "2026-09-18", NOW, "经办人")
    wanted = data.replace(b"deadline = 2026-09-15", b"deadline = 2026-09-18")
    assert (folder / "lzfx.toml").read_bytes() == wanted


def test_change__adds_a_deadline_of_a_form(folder: Path) -> None:
    change(folder, "deadlines.declaration", "2026-09-10", NOW, "经办人")
    assert text_of(folder).startswith(SOUND)
    assert tomllib.loads(text_of(folder))["deadlines"]["declaration"].isoformat() == "2026-09-10"


def test_change__is_recorded(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    ran = clerk.run("settings", "截止日期", "2026年9月18日", now=DAY)
    assert ran.code == 0, ran.err
    assert "已把报送期限由“2026年9月15日”改为“2026年9月18日”（lzfx.toml 第8行）。" in ran.out
    assert "改以前的设置存为 lzfx（2026-08-25 090000 以前）.toml" in ran.out
    (entry,) = (
        one for one in clerk.run("log", "--json").json["entries"] if one["verb"] == "setting"
    )
    assert entry["says"] == "改设置：报送期限（deadline）由“2026年9月15日”改为“2026年9月18日”。"


REFUSED = {
    ("deadline", "9月31日"): "setting-no-day",
    ("deadline", "2026-09-31"): "setting-no-day",
    ("large_sum", "很多"): "setting-no-number",
    ("公示按工作日算", "也许"): "setting-no-truth",
}


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_change__a_value_that_is_none(folder: Path, name: str, value: str) -> None:
    with pytest.raises(LzfxError) as stopped:
        change(folder, name, value, NOW, "经办人")
    assert stopped.value.code == REFUSED[name, value]
    assert text_of(folder) == SOUND


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("year", "1999", "definition-bad-value"),
        ("联系人", "", "definition-bad-value"),
        ("第二阶段结束", "2026-08-01", "definition-bad-value"),
        ("code", "二〇二六", "definition-bad-value"),
    ],
)
def test_change__what_the_settings_may_not_say(
    folder: Path, name: str, value: str, code: str
) -> None:
    done = change(folder, name, value, NOW, "经办人")
    assert [one.code for one in done.refused] == [code]
    assert text_of(folder) == SOUND
    assert [path.name for path in folder.glob("lzfx*")] == ["lzfx.toml"]


def test_change__what_does_not_fit_yet_is_said_and_written(folder: Path) -> None:
    """Days are moved one after the other: what stands between is no reason to refuse."""
    done = change(folder, "deadline", "2026-10-15", NOW, "经办人")
    assert done.refused == ()
    assert {one.code for one in done.findings} == {"settings-days-crossed"}
    assert "deadline = 2026-10-15" in text_of(folder)


def test_change__a_code_that_is_printed_on_forms_stays(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    done = change(clerk.folder, "code", "2026-LZ", NOW, "经办人")
    assert [one.code for one in done.refused] == ["settings-code-changed"]
    assert text_of(clerk.folder) == SOUND


def test_change__puts_back_a_code_although_nothing_opens(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    path = clerk.folder / "lzfx.toml"
    path.write_text(SOUND.replace('"2026-SAMPLE"', '"2026-LZ"'), "utf-8")
    assert clerk.run("status").code == 2
    assert clerk.run("settings", "code", "2026-SAMPLE").code == 0
    assert clerk.run("status").code == 0
    assert text_of(clerk.folder) == SOUND


def test_change__a_fault_that_was_there_keeps_nobody_from_mending_another(folder: Path) -> None:
    broken = SOUND.replace("year = 2026", "year = 1999").replace("days = 5", "days = 99")
    (folder / "lzfx.toml").write_text(broken, "utf-8")
    assert change(folder, "year", "2026", NOW, "经办人").refused == ()
    assert change(folder, "公示天数", "5", NOW, "经办人").refused == ()
    assert text_of(folder) == SOUND


def test_settings__a_file_that_is_no_toml_is_told_line_by_line(folder: Path) -> None:
    (folder / "lzfx.toml").write_text(SOUND.replace("year = 2026", "year ＝ 2026"), "utf-8")
    ran = Clerk(folder).run("settings")
    assert ran.code == 2
    assert "lzfx.toml 第4行：等号“＝”是全角的" in ran.err


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings_of(deadline=None, max_examples=40)
@given(
    st.sampled_from(
        [
            (("office", "contact"), _TEXTS),
            (("deadline",), st.dates()),
            (("ruled_rows",), st.integers()),
        ]
    ).flatmap(lambda one: st.tuples(st.just(one[0]), one[1]))
)
def test_law__with_value_changes_that_value_and_no_other_line(
    one: tuple[tuple[str, ...], object],
) -> None:
    path, value = one
    edited = with_value(SOUND, path, value)
    node = tomllib.loads(edited)
    for key in path:
        node = node[key]
    assert node == value
    pairs = zip(SOUND.split("\n"), edited.split("\n"), strict=True)
    assert sum(old != new for old, new in pairs) <= 1
