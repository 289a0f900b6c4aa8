"""A question that was explained is not asked again while the same value stands there."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk

from lzfx.checks.explained import question_mark
from lzfx.forms.layout import FAULT_SHEET
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Spot, Where

CLEAN = SAMPLE / "returns/第一轮/主任办公会申报表.xlsx"
POINTS = "风险点"
WHY = "已电话核实，工龄奖以往均按此执行"
LATER = "2026-09-20T10:00:00"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a form went out to every unit."""
    return sample_clerk(tmp_path_factory.mktemp("waive") / "2026").folder


@pytest.fixture
def clerk(issued: Path, tmp_path: Path) -> Clerk:
    """A clerk with that workspace of his own."""
    shutil.copytree(issued, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _return(**cells: str | None) -> bytes:
    """The sample's return of six points with changed cells of its points."""
    book = load_workbook(CLEAN)
    for cell, text in cells.items():
        book[POINTS][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _collected(clerk: Clerk, name: str, data: bytes, now: str) -> dict[str, Any]:
    (clerk.folder / "收件" / name).write_bytes(data)
    ran = clerk.run("collect", "--json", now=now)
    assert ran.code != 2, ran.err
    (one,) = ran.json["deliveries"]
    return dict(one)


def _asked(one: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f["code"], f["where"]["cell"]) for f in one["findings"] if f["severity"] == "query"]


def _explained(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [f for f in one["findings"] if f["code"] == "query-explained"]


def _letter(clerk: Clerk) -> str:
    return (clerk.folder / "退回/邮件草稿/JC00 主任办公会.txt").read_text("utf-8-sig")


LOW = {"L11": "大", "M11": "密切", "N11": "大"}
"""A point of the lowest level whose three factors are high, which is asked about."""


def test_waived__is_asked_no_more_in_letters_copies_and_collections(clerk: Clerk) -> None:
    faulty = _return(**LOW, U8=None)
    one = _collected(clerk, "一.xlsx", faulty, ROUND_ONE)
    assert (one["outcome"], _asked(one)) == ("sent_back", [("level-may-be-low", "Q11")])
    clerk.run("send", now=ROUND_ONE)
    assert "有1处需要改正，有1处请核实说明" in _letter(clerk)
    listed = clerk.run("waive", "主任办公会", now=ROUND_ONE)
    assert listed.code == 0
    (question,) = clerk.run("waive", "主任办公会", "--json", now=ROUND_ONE).json["open"]
    assert question["place"] == "“风险点”页第5行“议定事项缺乏跟踪”（Q11）"
    assert "可能定低了" in listed.out
    assert "lzfx waive 主任办公会" in listed.out
    done = clerk.run("waive", "主任办公会", "1", "--why", WHY, now=ROUND_ONE)
    assert done.code == 0, done.err
    assert "记下1处的说明" in done.out
    clerk.run("send", now=ROUND_ONE)
    letter = _letter(clerk)
    assert "有1处需要改正" in letter
    assert "请核实" not in letter
    (copy,) = (clerk.folder / "退回").glob("JC00*.xlsx")
    book = load_workbook(copy)
    assert book[POINTS]["Q11"].comment is None
    assert book[POINTS]["U8"].comment is not None
    heads = [str(row[0].value) for row in book[FAULT_SHEET].iter_rows()]
    assert any("必须更正 1 处　　请核实 0 处" in head for head in heads)
    two = _collected(clerk, "二.xlsx", _return(**LOW), ROUND_TWO)
    assert (two["outcome"], _asked(two)) == ("accepted", [])
    (told,) = _explained(two)
    assert (told["severity"], told["where"]["cell"]) == ("advice", "Q11")
    assert WHY in told["says"]
    assert "可能定低了" in told["says"], "it is said once what was asked"
    clerk.run("send", "--late", now=ROUND_TWO)
    assert "核对无误" in _letter(clerk)
    log = re.sub(r"\s", "", clerk.run("log", "主任办公会", now=ROUND_TWO).out)
    assert f"请核实的一处已有说明：“风险点”页第5行“议定事项缺乏跟踪”（Q11），{WHY}。" in log
    for command in ("verify", "rebuild"):
        ran = clerk.run(command, now=ROUND_TWO)
        assert ran.code == 0, ran.out


def test_waived__a_value_changed_since_is_asked_again(clerk: Clerk) -> None:
    _collected(clerk, "一.xlsx", _return(**LOW), ROUND_ONE)
    assert clerk.run("waive", "一.xlsx", "Q11", "--why", WHY, now=ROUND_ONE).code == 0
    moved = load_workbook(io.BytesIO(_return(**LOW, V11="另附材料")))
    moved[POINTS].insert_rows(8)
    out = io.BytesIO()
    moved.save(out)
    same = _collected(clerk, "二.xlsx", out.getvalue(), ROUND_TWO)
    assert (_asked(same), len(_explained(same))) == ([], 1), "another row number is no other value"
    changed = _return(**LOW, Q11="二级", K11="违规", I11="议定事项无人跟踪")
    other = _collected(clerk, "三.xlsx", changed, LATER)
    assert _explained(other) == []
    again = _collected(clerk, "四.xlsx", _return(**LOW, I11="议定事项无人跟踪督办"), LATER)
    assert ("level-may-be-low", "Q11") in _asked(again)


def test_waived__of_an_accepted_return_the_receipt_asks_no_more(clerk: Clerk) -> None:
    _collected(clerk, "一.xlsx", _return(**LOW), ROUND_ONE)
    clerk.run("send", now=ROUND_ONE)
    assert "另有1处请核实" in _letter(clerk)
    clerk.run("waive", "JC00", "--why", WHY, now=ROUND_ONE)
    clerk.run("send", now=ROUND_ONE)
    assert "请核实" not in _letter(clerk)
    assert "没有还要核实的" in clerk.run("waive", "JC00", now=ROUND_ONE).out


def test_explained_by_the_unit__in_the_column_for_reasons(clerk: Clerk) -> None:
    one = _collected(clerk, "一.xlsx", _return(Q9="二级"), ROUND_ONE)
    assert one["outcome"] == "sent_back"
    reason = "金额以下由科室自行审批"
    two = _collected(clerk, "二.xlsx", _return(Q9="二级", R9=reason), ROUND_TWO)
    assert (two["outcome"], _asked(two)) == ("accepted", [])
    (told,) = _explained(two)
    assert reason in told["says"]
    assert "“定级理由”一栏写的是" in told["says"]


def test_reason_from_the_start__is_asked_about_once(clerk: Clerk) -> None:
    given = {"Q9": "二级", "R9": "金额以下由科室自行审批"}
    one = _collected(clerk, "一.xlsx", _return(**given), ROUND_ONE)
    assert _asked(one) == [("level-differs", "Q9")]
    two = _collected(clerk, "二.xlsx", _return(**given, V8="另附材料"), ROUND_TWO)
    assert (_asked(two), len(_explained(two))) == ([], 1)


WRONG = {
    "a unit nobody knows": (("子虚乌有科",), "不是名册里的单位"),
    "a unit without a return": (("财务科",), "还没有报来过"),
    "a number that is not listed": (("主任办公会", "9"), "不是清单里的序号"),
    "a cell that is not asked about": (("主任办公会", "Z99"), "不是清单里的序号"),
}


@pytest.mark.parametrize("case", WRONG)
def test_waive__what_it_cannot_find_records_nothing(case: str, clerk: Clerk) -> None:
    words, told = WRONG[case]
    _collected(clerk, "一.xlsx", _return(**LOW), ROUND_ONE)
    before = clerk.run("log", "--json").json["total"]
    ran = clerk.run("waive", *words, "--why", WHY)
    assert ran.code == 2
    assert told in ran.err
    assert clerk.run("log", "--json").json["total"] == before


def _question(row: int, name: str, found: str, level: str) -> Finding:
    return Finding(
        "level-may-be-low",
        Where("表.xlsx", POINTS, Cell(row, 17)),
        {"title": "申报等级", "value": found, "name": name, "level": level, "row": row},
        Severity.QUERY,
        Spot(POINTS, Cell(row, 17), row, name, "申报等级", found, {"row": row}),
    )


@given(st.integers(7, 99), st.integers(7, 99), st.text(min_size=1), st.text(min_size=1), st.text())
def test_question_mark__follows_the_value_and_not_the_row(
    row: int, other: int, name: str, found: str, value: str
) -> None:
    mark = question_mark("declaration", "JC00", _question(row, name, found, found))
    moved = question_mark("declaration", "JC00", _question(other, name, found, found))
    assert mark == moved
    changed = question_mark("declaration", "JC00", _question(row, name, value, value))
    assert (mark == changed) == (found == value)
    assert mark != question_mark("declaration", "JC01", _question(row, name, found, found))
