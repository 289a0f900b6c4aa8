"""待办: all that needs a person is in one list, each with its command, until it is settled."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk
from support.two_units import (
    MEETING,
    MEETING_FILE,
    SECTION,
    SECTION_FILE,
    changed_return,
    put,
    two_units,
    typed_again,
    with_post,
    with_post_status,
)

ALL_DONE = "都已办完，没有待办的事。"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
LOWERED = {"Q8": "二级", "R8": "任免程序已另有规定"}
"""The point 用人议题未经充分讨论, which was declared as 一级."""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk of two units whose returns were both taken in."""
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    ran = clerk.run("collect", now=ROUND_ONE)
    assert ran.code == 0, ran.out + ran.err
    return clerk


def _todo(clerk: Clerk, kind: str = "", now: str = ROUND_TWO) -> list[dict[str, Any]]:
    todo = clerk.run("status", "--json", now=now).json["todo"]
    return [one for one in todo if kind in {"", one["kind"]}]


def _typed(clerk: Clerk, command: str, now: str = ROUND_TWO) -> Any:  # noqa: ANN401
    """Run a command as it was printed."""
    program, *words = shlex.split(command)
    assert program == "lzfx"
    return clerk.run(*words, now=now)


def _commands(duty: dict[str, Any]) -> list[str]:
    return [way["command"] for way in duty["ways"]]


# What waits for a person.


def test_two_at_once__wait_in_the_list_with_both_ways_out(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE)
    put(clerk, "另 一份.xlsx", changed_return(LOWERED))
    assert clerk.run("collect", now=ROUND_ONE).code == 3
    shown = clerk.run(now=ROUND_TWO)
    assert shown.code == 3
    assert "要您定夺" in shown.out
    assert ALL_DONE not in shown.out
    (duty,) = _todo(clerk, "conflict")
    assert duty["needs"] == "decision"
    assert f"   以这份为准：lzfx decide {_word(duty['file'])}\n" in shown.out
    assert clerk.run("status", "--json", now=ROUND_TWO).code == 3
    dismissed = _typed(clerk, _commands(duty)[1])
    assert dismissed.code == 0, dismissed.err
    assert _todo(clerk, "conflict") == []


def _word(text: str) -> str:
    return f'"{text}"' if " " in text else text


def test_decided__is_settled_by_the_command_that_is_printed(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE)
    put(clerk, "另 一份.xlsx", changed_return({"T8": "任免议题先征求群众意见再讨论决定。"}))
    clerk.run("collect", now=ROUND_ONE)
    (duty,) = _todo(clerk, "conflict")
    decided = _typed(clerk, _commands(duty)[0])
    assert decided.code == 0, decided.out + decided.err
    assert _todo(clerk, "conflict") == []


def test_refused__stays_in_the_list_until_somebody_says_what_it_is(clerk: Clerk) -> None:
    put(clerk, "签字页 扫描件.pdf", PDF)
    assert clerk.run("collect", now=ROUND_TWO).code == 1
    for _ in range(2):
        shown = clerk.run(now=ROUND_TWO)
        assert shown.code == 3
        assert "来件“签字页 扫描件.pdf”没有收" in shown.out
        assert 'lzfx dismiss "签字页 扫描件.pdf" --why 不是本次要收的表' in shown.out


def test_refused_from_a_known_subject__is_history_once_its_return_is_taken_in(
    tmp_path: Path,
) -> None:
    clerk = two_units(tmp_path / "2026")
    other = changed_return({"C3": SECTION, "I3": "宣传教育科"})
    put(clerk, "串了.xlsx", other)
    clerk.run("collect", now=ROUND_ONE)
    assert [one["file"] for one in _todo(clerk, "refused")] == ["串了.xlsx"]
    clerk.deliver(MEETING_FILE)
    clerk.run("collect", now=ROUND_TWO)
    assert _todo(clerk, "refused") == []


def test_without_identity__the_unit_in_its_name_is_offered(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    put(clerk, "主任办公会 重新录入.xlsx", typed_again())
    clerk.run("collect", now=ROUND_ONE)
    (duty,) = _todo(clerk, "refused")
    assert [one["code"] for one in duty["findings"]] == ["no-stamp"]
    assert _commands(duty)[0] == f'lzfx assign "主任办公会 重新录入.xlsx" {MEETING}'


def test_locked__is_told_and_what_came_after_it_waits(clerk: Clerk) -> None:
    locked = clerk.run("lock", now=ROUND_TWO)
    assert locked.code == 0
    shown = clerk.run(now=ROUND_TWO)
    assert "截止了收表" in shown.out
    assert "lzfx lock --undo" in shown.out
    assert ALL_DONE not in shown.out
    put(clerk, "迟到.xlsx", changed_return(LOWERED))
    assert clerk.run("collect", now=ROUND_TWO).code == 3
    (duty,) = _todo(clerk, "held")
    assert "收表已经截止" in duty["findings"][0]["says"]
    assert _commands(duty)[0] == "lzfx decide 迟到.xlsx"


# What changed between versions.


def test_lowered_level_and_lost_point__stand_first_and_one_by_one(clerk: Clerk) -> None:
    gone = dict.fromkeys(f"{column}12" for column in "DEFGHIJKLMNOPQRSTUV")
    put(clerk, "更正.xlsx", changed_return({**LOWERED, "T7": "先公示十天再上会表决。", **gone}))
    ran = clerk.run("collect", now=ROUND_TWO)
    assert ran.code == 0, ran.out
    lines = ran.out.splitlines()
    told = [line for line in lines if "变动" in line]
    assert "由" not in told[0]
    assert "“用人议题未经充分讨论”的" in told[0]
    assert "这次没有了" in "".join(lines).replace(" ", "")
    assert "自动整理" not in "".join(told[:2])
    shown = clerk.run(now=ROUND_TWO)
    assert shown.code == 3
    assert "“用人议题未经充分讨论”的“申报等级”原来是“一级”，这次降为“二级”。" in shown.out
    assert "上次报来的风险点“议题收集和排序随意”这次没有了。" in shown.out
    (duty,) = _todo(clerk, "look")
    assert [one["code"] for one in duty["findings"]][:2] == ["level-lowered", "point-gone"]
    assert {one["kind"] for one in duty["findings"]} == {"changed"}


def test_seen__settles_what_is_there_and_not_what_comes_later(clerk: Clerk) -> None:
    put(clerk, "更正.xlsx", changed_return(LOWERED))
    clerk.run("collect", now=ROUND_TWO)
    (duty,) = _todo(clerk, "look")
    assert _commands(duty) == [f"lzfx seen {MEETING}"]
    done = _typed(clerk, _commands(duty)[0])
    assert done.code == 0
    assert "看过主任办公会的“更正.xlsx”" in done.out
    assert _todo(clerk, "look") == []
    assert "看过主任办公会的“更正.xlsx”里的变动" in clerk.run("log", MEETING).out
    put(clerk, "又改.xlsx", changed_return({**LOWERED, "Q9": "二级", "R9": "金额不大"}))
    clerk.run("collect", now="2026-09-19T09:00:00")
    (duty,) = _todo(clerk, "look")
    assert [one["params"]["name"] for one in duty["findings"]] == ["大额资金议而不细"]
    again = clerk.run("seen", "没有这个单位", now=ROUND_TWO)
    assert (again.code, "没有这个单位" in again.err) == (2, True)


# What the roster changed.


def test_post_added_after_its_unit_answered__gets_a_form_and_a_letter(clerk: Clerk) -> None:
    clerk.run("send", now=ROUND_ONE)
    with_post(clerk, f"{SECTION}-P9", SECTION, "新媒体岗")
    shown = clerk.run(now=ROUND_TWO)
    assert shown.code == 3
    assert "宣传教育科报表以后，名册里添了岗位“新媒体岗”，还没有人为它报过：" in shown.out
    (duty,) = _todo(clerk, "new-post")
    issued = _typed(clerk, _commands(duty)[0])
    assert issued.code == 0, issued.err
    assert "下一步：lzfx send" in issued.out
    assert _todo(clerk, "new-post") == []
    (due,) = _todo(clerk, "send")
    assert due["facts"]["count"] == 1
    sent = clerk.run("send", "--late", now=ROUND_TWO)
    drafts = [name for name in clerk.files("发出/邮件草稿") if name.endswith(".eml")]
    assert drafts == [f"{SECTION}-P9 宣传教育科 新媒体岗.eml"]
    assert "下一步：lzfx send" not in sent.out


def test_post_that_is_covered__is_said_to_be_and_recorded(clerk: Clerk) -> None:
    with_post(clerk, f"{SECTION}-P9", SECTION, "新媒体岗")
    (duty,) = _todo(clerk, "new-post")
    done = _typed(clerk, _commands(duty)[1])
    assert done.code == 0, done.err
    assert _todo(clerk, "new-post") == []
    assert "不用另报" in clerk.run("log", f"{SECTION}-P9").out


def test_points_of_a_post_that_is_no_more__are_told(clerk: Clerk) -> None:
    with_post_status(clerk, f"{SECTION}-P1", "撤销")
    shown = clerk.run(now=ROUND_TWO)
    assert shown.code == 3
    (duty,) = _todo(clerk, "abolished")
    assert f"名册里已没有或已撤并“{duty['name']}”" in shown.out
    kept = _typed(clerk, _commands(duty)[-1])
    assert kept.code == 0, kept.err
    assert _todo(clerk, "abolished") == []


# The next step.


def test_form_issued_again__is_brought_by_a_letter(clerk: Clerk) -> None:
    clerk.run("send", now=ROUND_ONE)
    with_post(clerk, f"{SECTION}-P9", SECTION, "新媒体岗")
    issued = clerk.run("issue", "--only", SECTION, "--late", now=ROUND_TWO)
    assert "下一步：lzfx send" in issued.out
    clerk.run("send", "--late", now=ROUND_TWO)
    drafts = [name for name in clerk.files("发出/邮件草稿") if name.endswith(".eml")]
    assert drafts == [f"{SECTION} 宣传教育科.eml"]


def test_issue_once_more__gives_nothing_to_those_whose_return_counts(clerk: Clerk) -> None:
    issued = clerk.run("issue", now=ROUND_TWO)
    assert issued.code == 0
    assert "另有2个的表已收下，没有再发" in issued.out
    assert "第2次" not in "".join(clerk.files("发出"))


def test_next_step__is_said_after_every_command(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026", issued=False)
    said = {}
    for words, now in (
        (("issue",), ISSUED),
        (("send",), ISSUED),
        (("collect",), ROUND_ONE),
        (("merge",), ROUND_ONE),
        (("backup",), ROUND_ONE),
        (("lock",), ROUND_ONE),
    ):
        if words == ("collect",):
            clerk.deliver(MEETING_FILE, SECTION_FILE)
        ran = clerk.run(*words, now=now)
        (said[words[0]],) = [line for line in ran.out.splitlines() if line.startswith("下一步")]
    assert said["issue"].startswith("下一步：lzfx send")
    assert said["send"].startswith("下一步：等来表")
    assert said["collect"].startswith("下一步：lzfx merge")
    assert said["merge"].startswith("下一步：lzfx publish 一览表")
    assert said["backup"] == said["lock"] == said["merge"]


def test_backup__older_than_the_last_day_of_work_is_due(clerk: Clerk) -> None:
    assert [one["ways"][0]["command"] for one in _todo(clerk, "backup")] == ["lzfx backup"]
    clerk.run("backup", now=ROUND_ONE)
    assert _todo(clerk, "backup") == []
    clerk.run("merge", now=ROUND_ONE)
    assert _todo(clerk, "backup") == [], "the same day is enough"
    clerk.run("merge", now=ROUND_TWO)
    assert len(_todo(clerk, "backup")) == 1


# Files put aside.


def test_dismissed__is_in_no_list_and_not_judged_again(clerk: Clerk) -> None:
    put(clerk, "签字页.pdf", PDF)
    clerk.run("collect", now=ROUND_TWO)
    without = clerk.run("dismiss", "签字页.pdf", now=ROUND_TWO)
    assert (without.code, "--why" in without.err) == (2, True)
    done = clerk.run("dismiss", "签字页.pdf", "--why", "扫描件另存", now=ROUND_TWO)
    assert (done.code, "已搁置1个文件" in done.out) == (0, True), done.err
    assert "签字页" not in clerk.run(now=ROUND_TWO).out
    again = clerk.run("collect", "--again", "--json", now=ROUND_TWO)
    assert "签字页.pdf" not in {one["file"] for one in again.json["deliveries"]}
    assert "搁置“签字页.pdf”" in clerk.run("log", "签字页").out
    assert len(clerk.files("原件")) >= 3, "the original stays"
    second = clerk.run("dismiss", "签字页.pdf", "--why", "重复", now=ROUND_TWO)
    assert (second.code, "已由" in second.err) == (2, True)
    for command in ("verify", "rebuild"):
        assert clerk.run(command, now=ROUND_TWO).code == 0


def test_dismissed__comes_back_with_undo(clerk: Clerk) -> None:
    put(clerk, "签字页.pdf", PDF)
    one = clerk.run("collect", "--json", now=ROUND_TWO).json["deliveries"][0]
    clerk.run("dismiss", one["sha256"][:8], "--why", "扫描件", now=ROUND_TWO)
    assert _todo(clerk, "refused") == []
    undone = clerk.run("dismiss", "签字页.pdf", "--undo", now=ROUND_TWO)
    assert undone.code == 0, undone.err
    assert len(_todo(clerk, "refused")) == 1
    twice = clerk.run("dismiss", "签字页.pdf", "--undo", now=ROUND_TWO)
    assert (twice.code, "没有搁置过" in twice.err) == (2, True)


def test_dismiss__what_was_taken_in_stays(clerk: Clerk) -> None:
    ran = clerk.run("dismiss", MEETING_FILE, "--why", "多余", now=ROUND_TWO)
    assert (ran.code, "已收进台账，不能搁置" in ran.err) == (2, True)
    unknown = clerk.run("dismiss", "没有这个.xlsx", "--why", "多余", now=ROUND_TWO)
    assert (unknown.code, "没有这个.xlsx" in unknown.err) == (2, True)


def test_faulty_return_put_aside__leaves_the_valid_one_as_it_was(clerk: Clerk) -> None:
    put(clerk, "错的.xlsx", changed_return({"Q7": "高"}))
    assert clerk.run("collect", now=ROUND_TWO).code == 1
    states = clerk.run("status", "--json", now=ROUND_TWO).json["boards"][0]["subjects"]
    assert {one["state"] for one in states if one["subject"] == MEETING} == {"correcting"}
    assert clerk.run("dismiss", "错的.xlsx", "--why", "发错了", now=ROUND_TWO).code == 0
    states = clerk.run("status", "--json", now=ROUND_TWO).json["boards"][0]["subjects"]
    assert {one["state"] for one in states if one["subject"] == MEETING} == {"accepted"}


# The end.


def test_every_printed_command__runs_and_the_list_comes_to_its_end(tmp_path: Path) -> None:
    """Whoever types what stands first in the list, again and again, has done everything."""
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    put(clerk, "另 一份.xlsx", changed_return(LOWERED))
    put(clerk, "签字页 扫描件.pdf", PDF)
    clerk.run("collect", now=ROUND_ONE)
    typed = []
    for _ in range(25):
        todo = [one for one in _todo(clerk) if one["ways"]]
        if not todo:
            break
        command = _commands(todo[0])[0]
        ran = _typed(clerk, command)
        typed.append(command)
        assert ran.code in {0, 3}, f"{command}: {ran.out}{ran.err}"
    shown = clerk.run(now=ROUND_TWO)
    assert {one["kind"] for one in _todo(clerk)} == {"draft"}, typed
    assert (shown.code, ALL_DONE in shown.out) == (0, False), "no body has decided on it yet"
    assert "审定以后，用 lzfx review --paper 文号 记下。" in shown.out
    assert {command.split()[1] for command in typed} >= {
        "decide", "dismiss", "seen", "merge", "publish", "backup",
    }  # fmt: skip
