"""交叉互查: pairs are drawn once, each checker gets the points of another, and only says."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk
from support.crossing import (
    DISCIPLINE,
    EDUCATION,
    PLANNING,
    THREE,
    Row,
    collected,
    done,
    filled,
    office_of,
)
from support.two_units import two_units

from lzfx.steps.start import start

FORM = "交叉互查表.xlsx"
AGREED: Row = {"意见": "同意"}
NEXT_YEAR = "2027-08-21T09:00:00"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Three units that are paired; two of them have declared their points."""
    clerk = office_of(tmp_path_factory.mktemp("crossing") / "2026", [code for code, _ in THREE])
    done(clerk, "issue")
    done(clerk, "pairs")
    clerk.deliver(EDUCATION[1], PLANNING[1])
    done(clerk, "collect", now=ROUND_ONE)
    done(clerk, "merge", now=ROUND_ONE)
    done(clerk, "issue", "cross_check", now=ROUND_ONE)
    return clerk


@pytest.fixture
def clerk(three: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(three.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _out(clerk: Clerk) -> dict[str, str]:
    """The workbooks of checkers that went out, by the code of the checker."""
    return {name.split()[0]: name for name in clerk.files("发出") if name.endswith(FORM)}


def _pairs(clerk: Clerk) -> dict[str, str]:
    """Who checks whom by the record."""
    says = [one["says"] for one in clerk.run("log", "--json").json["entries"]]
    told = next(text for text in reversed(says) if text.startswith("抽定"))
    pairs = told.rpartition("：")[2].rstrip("。").split("、")
    return {one.split("→")[0]: one.split("→")[1] for one in pairs}


def _codes(one: Mapping[str, Any]) -> list[str]:
    return [found["code"] for found in one["findings"]]


def _checker_of(clerk: Clerk, unit: str) -> str:
    return next(one for one, other in _pairs(clerk).items() if other == unit)


def _return(
    clerk: Clerk,
    checker: str,
    rows: Mapping[str, Row] | None = None,
    new: Mapping[str, list[Row]] | None = None,
    now: str = ROUND_ONE,
    **header: str,
) -> dict[str, Any]:
    """What becomes of a checker's workbook in which everything else is agreed to."""
    said = {"检查人": "示例人", "互查日期": "2026-09-14", **header}
    file = _out(clerk)[checker]
    data = filled(clerk, file, "互查意见", rows or {}, usual=AGREED, new=new, **said)
    return cast("dict[str, Any]", collected(clerk, file, data, now))


def test_pairs__go_round_and_only_those_whose_points_are_in_go_out(clerk: Clerk) -> None:
    pairs = _pairs(clerk)
    assert sorted(pairs) == sorted(pairs.values()) == ["KS03", "KS05", "KS08"]
    assert not any(pairs[other] == one for one, other in pairs.items())
    assert set(_out(clerk)) == {_checker_of(clerk, "KS03"), _checker_of(clerk, "KS05")}


def test_points_that_come_later__their_checker_is_told_and_the_command_runs(clerk: Clerk) -> None:
    clerk.deliver(DISCIPLINE[1])
    done(clerk, "collect", now=ROUND_ONE)
    todo = clerk.run("status", "--json", now=ROUND_ONE).json["todo"]
    (duty,) = (one for one in todo if one["kind"] == "cross-check")
    assert "还没有发《交叉互查表》的有1个" in duty["says"]
    done(clerk, *duty["ways"][0]["command"].split()[1:], now=ROUND_ONE)
    assert set(_out(clerk)) == {"KS03", "KS05", "KS08"}


def test_checker_who_agrees_and_finds_a_missed_point__is_taken_in(clerk: Clerk) -> None:
    missed = {
        "单位": "宣传教育科",
        "风险点名称": "场租先用后批",
        "表现形式": "活动场地先用后补审批手续，价格无人比对。",
    }
    one = _return(clerk, _checker_of(clerk, "KS05"), new={"漏查的风险点": [missed]})
    assert one["outcome"] == "accepted", one["findings"]


@pytest.mark.parametrize(
    ("said", "title", "code"),
    [
        ({"意见": ""}, "意见", "required-empty"),
        ({"意见": "调级", "问题类型": "错级", "理由": "经手钱物"}, "建议等级", "required-here"),
        ({"意见": "删除", "问题类型": "雷同"}, "理由", "required-here"),
        ({"意见": "补充", "问题类型": "措施空泛"}, "建议怎样写", "required-here"),
        ({"意见": "修改", "建议怎样写": "写明由谁抽查"}, "问题类型", "required-here"),
        ({"意见": "同意", "风险点": "改了名"}, "风险点", "locked-changed"),
        ({"意见": "同意", "防范措施": "已删"}, "防范措施", "locked-changed"),
        ({"意见": "同意", "核对码": "AAAAAAAA"}, "核对码", "locked-changed"),
    ],
)
def test_wrong_cell__goes_back_with_its_place(
    clerk: Clerk, said: Row, title: str, code: str
) -> None:
    one = _return(clerk, _checker_of(clerk, "KS05"), {"KS05-004": said})
    assert one["outcome"] == "sent_back"
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["title"]) == (code, title)
    assert found["where"]["sheet"] == "互查意见"
    assert found["where"]["cell"]


def test_missed_point_of_a_unit_that_was_not_checked__goes_back(clerk: Clerk) -> None:
    missed = {
        "单位": "规划统计科",
        "风险点名称": "数据先报后核",
        "表现形式": "报表先报后核，差错无人更正。",
    }
    one = _return(clerk, _checker_of(clerk, "KS05"), new={"漏查的风险点": [missed]})
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["where"]["sheet"]) == ("pair-not-checked", "漏查的风险点")
    assert found["params"]["expected"] == "宣传教育科"


def test_checker_who_returns_the_form_of_another__is_found_by_its_identity(clerk: Clerk) -> None:
    checker = _checker_of(clerk, "KS05")
    other = next(code for code in ("KS03", "KS08") if code != checker)
    one = _return(clerk, checker, 检查单位编号=other)
    assert one["outcome"] != "accepted"
    assert "form-of-other-unit" in _codes(one)


def test_day_before_the_campaign__is_asked_about_at_its_cell(clerk: Clerk) -> None:
    one = _return(clerk, _checker_of(clerk, "KS05"), 互查日期="2026-03-01")
    (found,) = (each for each in one["findings"] if each["code"] == "date-before-campaign")
    assert (found["severity"], found["where"]["sheet"]) == ("query", "互查意见")


def test_late_checker__is_taken_in_and_told(clerk: Clerk) -> None:
    one = _return(clerk, _checker_of(clerk, "KS05"), now=ROUND_TWO)
    assert one["outcome"] == "accepted"
    assert "late" in _codes(one)


def test_rebuilt__the_pairs_are_the_same(clerk: Clerk) -> None:
    before = _pairs(clerk)
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild", now=ROUND_TWO).code == 0
    assert _pairs(clerk) == before


def test_plan__is_printed_with_every_pair(clerk: Clerk) -> None:
    ran = done(clerk, "publish", "交叉互查安排表", now=ROUND_ONE)
    assert "还没有报来" not in ran
    (path,) = (clerk.folder / "成果").glob("*交叉互查安排表.docx")
    (printed,) = Document(str(path)).tables
    rows = [[cell.text for cell in row.cells] for row in printed.rows[1:]]
    names = {"KS03": "规划统计科", "KS05": "宣传教育科", "KS08": "信访与纪检监察室"}
    assert [(row[1], row[3]) for row in rows] == [
        (names[one], names[other]) for one, other in sorted(_pairs(clerk).items())
    ]


# Three hands and a meeting: who said what of a point stays to be read.

GRAVER: Row = {"意见": "调级", "建议等级": "一级", "理由": "名额由一人评定"}
POINT = "KS05-004"
HANDS = {
    "leader_check": ("P002 沈知榆 领导提意见表.xlsx", "领导意见", {"日期": "2026-09-14"}),
    "group_check": (
        "OFFICE 廉政风险防范管理工作领导小组办公室 组织审意见表.xlsx",
        "组织意见",
        {"审查日期": "2026-09-15"},
    ),
    "internal_review": (
        "KS05 宣传教育科 内部评查记录.xlsx",
        "评议",
        {
            "会议日期": "2026-09-14",
            "会议名称": "科务会",
            "主持人": "示例人",
            "参加人数": "6",
            "参加人": "示例人等",
            "会议结论": "照评议的意见修改",
            "记录人": "示例人",
        },
    ),
}


def _hand(clerk: Clerk, form: str, said: Row, **header: str) -> dict[str, Any]:
    """What becomes of the form of one hand that says this of one point, and nothing of others."""
    file, sheet, usual = HANDS[form]
    done(clerk, "issue", form, now=ROUND_ONE)
    told = {**usual, **header}
    data = filled(clerk, file, sheet, {POINT: said}, usual=None, new=None, **told)
    return cast("dict[str, Any]", collected(clerk, file, data, ROUND_ONE))


def test_every_hand__is_told_in_the_order_of_the_work_and_changes_nothing(clerk: Clerk) -> None:
    before = clerk.run("why", POINT, "--json", now=ROUND_ONE).json
    assert before["opinions"] == []
    for form in reversed(HANDS):
        voted = {"同意票": 5, "不同意票": 1} if form == "internal_review" else {}
        one = _hand(clerk, form, {**GRAVER, **voted})
        assert one["outcome"] == "accepted", one["findings"]
    checker = _checker_of(clerk, "KS05")
    assert _return(clerk, checker, {POINT: {**GRAVER, "问题类型": "错级"}})["outcome"] == "accepted"
    after = clerk.run("why", POINT, "--json", now=ROUND_ONE).json
    told = [(one["hand"], one["opinion"], one["level"], one["votes"]) for one in after["opinions"]]
    assert told == [
        ("互相找", "调级", "一级", ""),
        ("领导提", "调级", "一级", ""),
        ("集体定", "调级", "一级", "5:1"),
        ("组织审", "调级", "一级", ""),
    ]
    assert not any(one["changed"] for one in after["opinions"])
    assert after["level"] == before["level"] == "二级"
    shown = done(clerk, "why", POINT, now=ROUND_ONE)
    assert "别人对这个风险点的意见（4条" in shown
    assert "理由：名额由一人评定" in shown


def test_meeting__votes_above_attendance_go_back_at_their_cell(clerk: Clerk) -> None:
    one = _hand(clerk, "internal_review", {**GRAVER, "同意票": 6, "不同意票": 1})
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert found["code"] == "meeting-votes-above-attendance"
    assert found["where"]["sheet"] == "评议"
    assert (found["params"]["votes"], found["params"]["present"]) == (7, 6)


def test_meeting_before_its_campaign__is_asked_about(clerk: Clerk) -> None:
    one = _hand(clerk, "internal_review", GRAVER, 会议日期="2026-03-01")
    assert "date-before-campaign" in _codes(one)


# Before and without pairs.


def test_form_before_the_pairs__is_refused_with_the_command_that_comes_first(
    tmp_path: Path,
) -> None:
    clerk = office_of(tmp_path / "2026", ["KS03", "KS05"])
    ran = clerk.run("issue", "cross_check", "--json", now=ISSUED)
    assert (ran.code, ran.json["error"]["code"]) == (2, "pairs-not-drawn")
    ran = clerk.run("publish", "交叉互查安排表", "--json", now=ISSUED)
    assert [one["code"] for one in ran.json["nothing"]] == ["pair-none-drawn"]


def test_two_units__check_each_other_and_that_is_said(tmp_path: Path) -> None:
    clerk = office_of(tmp_path / "2026", ["KS03", "KS05"])
    assert "只有两个单位，只能互相查" in done(clerk, "pairs")
    assert _pairs(clerk) == {"KS03": "KS05", "KS05": "KS03"}


def test_pairs__are_drawn_once_taken_back_with_a_reason_and_drawn_anew(tmp_path: Path) -> None:
    clerk = office_of(tmp_path / "2026", ["KS03", "KS05", "KS08", "KS01", "KS02"])

    def code(*words: str) -> str:
        ran = clerk.run("pairs", *words, "--json", now=ISSUED)
        return str(ran.json["error"]["code"]) if ran.code else ""

    assert code("--undo", "--why", "误抽") == "pairs-not-drawn"
    assert code() == ""
    first = _pairs(clerk)
    assert code() == "pairs-drawn-already"
    assert code("--undo") == "why-needed"
    assert code("--undo", "--why", "一个科撤了") == ""
    assert code("--seed", "再抽") == ""
    assert _pairs(clerk) != first


@pytest.mark.parametrize(
    ("kept", "setting", "code", "says"),
    [
        (["KS05"], "1", "pairs-too-few", "有1个，至少要两个"),
        (["KS05", "KS03", "KS08"], "2", "pairs-too-many-checkers", "checkers 1。"),
    ],
)
def test_wish_that_cannot_be_met__is_told_with_what_to_do(
    tmp_path: Path, kept: list[str], setting: str, code: str, says: str
) -> None:
    clerk = office_of(tmp_path / "2026", kept)
    done(clerk, "settings", "互查单位数", setting)
    ran = clerk.run("pairs", "--json", now=ISSUED)
    assert (ran.code, ran.json["error"]["code"]) == (2, code)
    assert says in ran.json["error"]["says"]


def test_kinds__only_those_the_settings_name_take_part(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026", issued=False)
    refused = clerk.run("settings", "互查单位类别", "科室", "--json", now=ISSUED)
    assert [one["code"] for one in refused.json["refused"]] == ["settings-unknown-kind"]
    done(clerk, "settings", "互查单位类别", "section、meeting")
    assert set(_pairs_drawn(clerk)) == {"JC00", "KS05"}


def _pairs_drawn(clerk: Clerk) -> dict[str, str]:
    done(clerk, "pairs")
    return _pairs(clerk)


def test_next_year__no_pair_comes_again(tmp_path: Path) -> None:
    units = ["KS01", "KS02", "KS03", "KS05", "KS08"]
    clerk = office_of(tmp_path / "2026", units)
    first = _pairs_drawn(clerk)
    start(tmp_path / "2027", datetime.fromisoformat(NEXT_YEAR), "tester", after=tmp_path / "2026")
    later = Clerk(tmp_path / "2027")
    assert "上一年的对子有5对，这一次没有一对相同" in done(later, "pairs", now=NEXT_YEAR)
    assert not first.items() & _pairs(later).items()
