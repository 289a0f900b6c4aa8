"""The record as a clerk reads it, what is asked for of it, and what is refused an entry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ROUND_TWO, Clerk, sample_workspace
from support.stored_ledgers import restored, versions

from lzfx.ledger.queries import actions
from lzfx.ledger.store import open_ledger
from lzfx.model.action import Verb
from lzfx.rules.verbs import new_action

FILE = "第一轮/锦枋街道（重新录入）.xlsx"
SAYS = [
    "建工作区“2026”。",
    "读入名册“名册.xlsx”。",
    "发放《岗位廉政风险等级划分申报表》3份，其中新编3份。",
    "收下主任办公会的“第一轮/主任办公会申报表.xlsx”。",
    f"“{FILE}”（不知哪个单位）不能收：不是有效的表。",
    "收下信访与纪检监察室的“第一轮/信访与纪检监察室 申报表 改2.xlsx”。",
    "“第一轮/OA导出-政策法规科.xls”（不知哪个单位）不能收：不是有效的表。",
    "退回主任办公会的“缺项.xlsx”。",
    "核对完一批来表：收下2份，没有变化0份，待定0份，退回1份，不能收2个。",
    f"收下锦枋街道计生办的“{FILE}”。",
    f"认领：“{FILE}”是锦枋街道计生办的。",
    "核对完一批来表：收下1份，没有变化0份，待定0份，退回0份，不能收0个。",
    "给32个新风险点编了号，0个风险点记下新的说法（依据台账里前4份表）。",
    "汇成《风险点主表》：32个风险点（依据台账里前4份表）。",
    "拟信：发放的*封，答复的*封。",
]
"""What was done in all stored ledgers, in order; how many letters, the programs did otherwise."""

_OTHERWISE = re.compile(r"，文件指纹[0-9a-f]{64}|(?<=的)\d(?=封)")
"""What only later versions tell, or tell otherwise."""


def _said(text: str) -> str:
    return _OTHERWISE.sub(lambda found: "*" if found[0].isdigit() else "", text)


@pytest.fixture(scope="module", params=versions())
def clerk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign whose record began in that version of the ledger."""
    return restored(request.param, tmp_path_factory.mktemp("log") / "2026")


def _entries(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    ran = clerk.run("log", *words, "--json", now=ROUND_TWO)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = ran.json["entries"]
    return found


def test_log__tells_all_that_was_done_oldest_first(clerk: Clerk) -> None:
    found = _entries(clerk)
    assert [_said(one["says"]) for one in found[: len(SAYS)]] == SAYS
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    assert found[3]["at"] == "2026-09-15T16:30:00"
    assert (found[3]["verb"], found[3]["about"], found[3]["called"]) == (
        "accepted",
        "JC00",
        "主任办公会",
    )
    assert found[12]["facts"] == {"fresh": 32, "reworded": 0, "up_to": 4}


def test_log__on_the_screen(clerk: Clerk) -> None:
    ran = clerk.run("log", "JD07", now=ROUND_TWO)
    assert (ran.code, ran.err) == (0, "")
    lines = [line.rstrip() for line in ran.out.splitlines()]
    assert lines[0].split() == ["时间", "经办人", "事项"]
    assert lines[2] == f"2026-09-15 16:30   示例人甲   收下锦枋街道计生办的“{FILE}”。"
    assert lines[3] == f"2026-09-15 16:30   示例人甲   认领：“{FILE}”是锦枋街道计生办的。"
    assert lines[4].startswith("经办记录里与“JD07”有关的共2条（全部")


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("JC00", [4, 8]),
        ("主任办公会", [4, 8]),
        ("锦枋街道计生办", [10, 11]),
        ("锦枋街道", [5, 10, 11]),
        ("declaration", [3]),
        ("申报表", [3, 4, 6]),
        ("等级划分申报表", [3]),
        ("风险点主表", [14]),
        ("缺项", [8]),
        ("ｏａ导出", [7]),
    ],
)
def test_log__of_a_subject_a_form_a_document_or_a_file(
    clerk: Clerk, asked: str, numbers: list[int]
) -> None:
    found = [one["number"] for one in _entries(clerk, asked)]
    assert [number for number in found if number <= len(SAYS)] == numbers


def test_log__of_what_nobody_knows_says_so(clerk: Clerk) -> None:
    ran = clerk.run("log", "天文台", now=ROUND_TWO)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    assert ran.out.startswith("经办记录里没有与“天文台”有关的。")


def test_log__names_the_files_that_a_correction_is_about(tmp_path: Path) -> None:
    clerk = restored(versions()[-1], tmp_path / "2026")
    before = len(_entries(clerk))
    with open_ledger(clerk.folder / "台账.db") as ledger, ledger.transaction():
        taken = next(one for one in actions(ledger) if one.verb is Verb.ACCEPTED)
        sha256 = taken.text("sha256")
        facts = {"onto": "0123456789abcdef", "sha256": sha256}
        ledger.act(new_action("2026-09-18T10:00:00", "甲", Verb.CORRECTIONS, taken.about, facts))
    (one,) = _entries(clerk)[before:]
    assert one["says"] == (
        "主任办公会的“第一轮/主任办公会申报表.xlsx”只报更正，并入先前的“0123456789ab”。"
    )


def test_lock__is_recorded_once_and_said_again(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    not_yet = clerk.run("lock", "--undo", now=ROUND_TWO)
    assert (not_yet.code, not_yet.out) == (2, "")
    assert not_yet.err == "现在没有截止，收表照常，不用恢复。要截止，请运行 lzfx lock。\n"
    assert clerk.run_apart("lock", now=ROUND_TWO, LOGNAME="示例人甲").code == 0
    again = clerk.run_apart("lock", now="2026-09-19T10:00:00", LOGNAME="示例人乙")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("收表已由示例人甲在2026-09-18截止，不用再办。")
    assert clerk.run("lock", "--undo", now="2026-09-20T10:00:00").code == 0
    assert clerk.run("lock", "--undo", now="2026-09-20T10:00:00").code == 2
    assert [one["verb"] for one in _entries(clerk)][:4] == ["start", "roster", "lock", "unlock"]
