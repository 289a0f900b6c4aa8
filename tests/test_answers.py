"""What others propose of a unit's points is answered by the unit, and what it adopts is done."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.crossing import Row, collected, done, filled
from support.proposals import (
    ANSWERS,
    FORM,
    IDLE,
    LEADER,
    MISSED,
    OFFICE,
    POINT,
    RAISE,
    REWORD,
    answered,
    asked,
    declared,
    proposed,
    said,
)
from support.two_units import SECTION_FILE, two_units

NEW = "1.候选名单由科室负责人在社区公示五天；2.评委由三方组成。"
ADOPT: Row = {"答复": "采纳", "答复理由": ""}
REWORDED: Row = {"答复": "部分采纳", "答复理由": "公示人已有规定", "防范措施改为": NEW}
REST: Row = {
    "职权（事项）": "宣传活动", "环节": "执行", "风险点性质": "廉政风险点",
    "可能产生的行为": "违章",
    "行使权力大小": "小", "与群众关系密切程度": "较少", "滋生腐败可能性": "小",
    "涉及三重一大": "否", "防范措施": "先批后用，由综合岗按季核对场地台账。",
    "责任人": "科长阮听澜",
}  # fmt: skip
"""What a unit writes of a point that others found."""
RAISED: Row = {**ADOPT, "申报等级改为": "一级"}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return proposed(tmp_path_factory.mktemp("answers") / "2026")


@pytest.fixture
def clerk(three: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(three.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def why(clerk: Clerk, point: str = POINT, now: str = ROUND_ONE) -> dict[str, Any]:
    told: dict[str, Any] = clerk.run("why", point, "--json", now=now).json
    return told


def value(told: dict[str, Any], title: str) -> tuple[str, str]:
    """What a point says under that title, and on which sheet it was read."""
    return next((one["value"], one["sheet"]) for one in told["values"] if one["title"] == title)


def todo(clerk: Clerk, kind: str, now: str = ROUND_ONE) -> list[dict[str, Any]]:
    told = clerk.run("status", "--json", now=now).json["todo"]
    return [one for one in told if one["kind"] == kind]


def merge_codes(clerk: Clerk, now: str = ROUND_ONE) -> dict[str, dict[str, Any]]:
    found = clerk.run("merge", "--json", now=now).json["findings"]
    return {one["code"]: one for one in found if one["code"].startswith("answer-")}


def test_form__has_each_proposal_with_who_what_and_the_point_as_declared(clerk: Clerk) -> None:
    rows = asked(clerk)
    assert list(rows) == ["删除", "漏查", "修改", "调级"]
    assert (rows["修改"]["编号"], rows["修改"]["谁提的"]) == (POINT, "领导提：沈知榆")
    assert rows["修改"]["建议怎样写"] == REWORD["建议怎样写"]
    assert rows["修改"]["防范措施"] == value(why(clerk), "防范措施")[0]
    assert (rows["调级"]["申报等级"], rows["调级"]["建议等级"]) == ("二级", "一级")
    assert rows["调级"]["提的理由"] == RAISE["理由"]
    assert (rows["删除"]["编号"], rows["删除"]["谁提的"]) == (IDLE, "互相找：规划统计科")
    assert (rows["漏查"]["编号"], rows["漏查"]["岗位"]) == ("", "本单位")
    assert rows["漏查"]["风险点"] == MISSED["风险点名称"]
    assert rows["漏查"]["表现形式"] == MISSED["表现形式"]
    files = [name for name in clerk.files("发出") if "建议答复表" in name]
    assert files == [FORM], "a unit of which nothing was proposed gets no form"


def test_nothing_is_answered__nothing_changes_and_the_late_unit_is_told(clerk: Clerk) -> None:
    told = why(clerk)
    assert (told["level"], told["declared"]) == ("二级", "二级")
    results = [(one["opinion"], one["became"]) for one in told["opinions"]]
    assert results == [("同意", ""), ("修改", "待答复"), ("调级", "待答复")]
    assert todo(clerk, "answers") == [], "the form is out"
    (late,) = (one for one in todo(clerk, "overdue", ROUND_TWO) if "建议答复表" in one["says"])
    assert "宣传教育科" in late["says"]


def test_text_and_level__are_changed_at_once_and_why_tells_the_story(clerk: Clerk) -> None:
    assert answered(clerk, {"修改": REWORDED, "调级": RAISED})["outcome"] == "accepted"
    told = why(clerk)
    assert value(told, "防范措施") == (NEW, ANSWERS)
    assert value(told, "申报等级") == ("一级", ANSWERS)
    assert (told["level"], told["declared"]) == ("二级", "一级"), "levels are for the reviewers"
    assert "采纳沈知榆的建议（2026年9月15日），改了“防范措施”" in told["because"]
    assert "改了“申报等级”" in told["because"]
    stories = [(one["answer"], one["answer_reason"], one["became"]) for one in told["opinions"]]
    assert stories == [
        ("", "", ""),
        ("部分采纳", "公示人已有规定", "已改"),
        ("采纳", "", "已改"),
    ]
    shown = done(clerk, "why", POINT, now=ROUND_ONE)
    assert "部分采纳，2026-09-15" in shown
    assert merge_codes(clerk) == {}


def test_declined__stays_as_declared_and_the_reason_is_told(clerk: Clerk) -> None:
    assert answered(clerk, {})["outcome"] == "accepted"
    told = why(clerk)
    assert value(told, "防范措施")[1] == "风险点"
    assert {one["became"] for one in told["opinions"]} == {"", "维持申报"}
    assert {one["answer_reason"] for one in told["opinions"]} == {"", "另有规定"}
    assert todo(clerk, "adopted") == []


@pytest.mark.parametrize(
    ("rows", "code", "title"),
    [
        ({"修改": {"答复": ""}}, "required-empty", "答复"),
        ({"修改": {"答复": "不采纳", "答复理由": ""}}, "required-here", "答复理由"),
        ({"修改": ADOPT}, "answer-without-change", "防范措施改为"),
        ({"调级": {"答复": "部分采纳"}}, "answer-without-change", "申报等级改为"),
        ({"修改": {"防范措施改为": NEW}}, "answer-changes-though-declined", "防范措施改为"),
        ({"调级": {**ADOPT, "申报等级改为": "二级"}}, "answer-changes-nothing", "申报等级改为"),
        (
            {"修改": REWORDED, "调级": {**RAISED, "防范措施改为": "由两个人一起核对名单。"}},
            "answers-at-odds",
            "防范措施改为",
        ),
        ({"漏查": {**ADOPT, "已列编号": "KS05-099"}}, "refers-no-point", "已列编号"),
        ({"漏查": {**ADOPT, "已列编号": "KS03-001"}}, "answer-point-of-other", "已列编号"),
        ({"漏查": {"已列编号": "KS05-001"}}, "answer-number-idle", "已列编号"),
        ({"修改": {**REWORDED, "已列编号": "KS05-001"}}, "answer-number-idle", "已列编号"),
        ({"修改": {**REWORDED, "防范措施": "改短"}}, "locked-changed", "防范措施"),
        ({"修改": {**REWORDED, "核对码": "AAAAAAAA"}}, "locked-changed", "核对码"),
    ],
)
def test_wrong_answer__goes_back_with_its_place_and_changes_nothing(
    clerk: Clerk, rows: dict[str, Row], code: str, title: str
) -> None:
    one = answered(clerk, rows)
    assert one["outcome"] == "sent_back"
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["title"]) == (code, title)
    assert found["where"]["sheet"] == ANSWERS
    assert found["where"]["cell"]
    assert value(why(clerk), "防范措施")[1] == "风险点"


def test_all_faults__are_told_at_once(clerk: Clerk) -> None:
    one = answered(clerk, {"修改": ADOPT, "调级": {"答复": ""}, "漏查": {"答复理由": ""}})
    codes = sorted(each["code"] for each in one["findings"] if each["severity"] == "error")
    assert codes == ["answer-without-change", "required-empty", "required-here"]


def test_proposal_that_changed_since__its_answer_does_not_count_and_it_goes_out_again(
    clerk: Clerk,
) -> None:
    said(clerk, LEADER, {POINT: {**REWORD, "建议怎样写": "写明由谁公示、公示几天"}})
    one = answered(clerk, {"修改": REWORDED})
    assert one["outcome"] == "accepted"
    (found,) = (each for each in one["findings"] if each["code"] == "answer-proposal-changed")
    assert (found["where"]["sheet"], found["severity"]) == (ANSWERS, "query")
    assert value(why(clerk), "防范措施")[1] == "风险点"
    assert merge_codes(clerk).keys() == {"answer-proposal-changed"}
    (duty,) = todo(clerk, "answers")
    assert "建议1条" in duty["says"]
    done(clerk, *duty["ways"][0]["command"].split()[1:], now=ROUND_ONE)
    again = FORM.replace(".xlsx", "（第2次）.xlsx")
    assert list(asked(clerk, again)) == ["修改"]
    assert answered(clerk, {"修改": REWORDED}, file=again)["outcome"] == "accepted"
    assert value(why(clerk), "防范措施") == (NEW, ANSWERS)
    assert merge_codes(clerk) == {}


def test_proposal_that_is_gone__its_answer_is_told_and_does_not_count(clerk: Clerk) -> None:
    assert answered(clerk, {"调级": RAISED})["outcome"] == "accepted"
    assert why(clerk)["declared"] == "一级"
    said(clerk, OFFICE, {POINT: {"意见": ""}})
    assert why(clerk)["declared"] == "二级"
    assert merge_codes(clerk).keys() == {"answer-proposal-gone"}
    assert todo(clerk, "answers") == []


def test_point_that_changed_since__is_not_overwritten(clerk: Clerk) -> None:
    changed = "1.候选名单公示十天；2.评选结果两人核实。"
    done(clerk, "issue", "--only", "KS05", now=ROUND_ONE)
    assert (
        declared(clerk, {POINT: {"变动标记": "修改", "防范措施": changed}})["outcome"] == "accepted"
    )
    assert answered(clerk, {"修改": REWORDED})["outcome"] == "accepted"
    told = why(clerk)
    assert value(told, "防范措施") == (changed, "风险点")
    assert [one["became"] for one in told["opinions"]][1] == "没有改上去"
    found = merge_codes(clerk)["answer-content-changed"]
    assert (found["where"]["sheet"], found["params"]["title"]) == (ANSWERS, "防范措施")


def test_missed_point__goes_out_prefilled_and_becomes_a_point_of_the_unit(clerk: Clerk) -> None:
    assert answered(clerk, {"漏查": ADOPT})["outcome"] == "accepted"
    (duty,) = todo(clerk, "adopted")
    assert "宣传教育科" in duty["says"]
    done(clerk, *duty["ways"][0]["command"].split()[1:], now=ROUND_ONE)
    assert todo(clerk, "adopted") == [], "it is on its way"
    (name,) = (one for one in clerk.files("发出") if "KS05" in one and "申报表（第2次）" in one)
    page = load_workbook(clerk.folder / "发出" / name)["风险点"]
    (row,) = (
        [str(cell or "") for cell in line]
        for line in page.iter_rows(values_only=True)
        if MISSED["风险点名称"] in line
    )
    for text in (MISSED["表现形式"], "三级", "互相找", "本单位"):
        assert text in row
    assert declared(clerk, {}, REST)["outcome"] == "accepted"
    done(clerk, "merge", now=ROUND_ONE)
    (point,) = (
        one["point_id"]
        for one in clerk.run("grade", "--json", now=ROUND_ONE).json["lines"]
        if one["name"] == MISSED["风险点名称"]
    )
    assert todo(clerk, "adopted") == []
    (told,) = why(clerk, point)["opinions"]
    assert (told["hand"], told["opinion"], told["became"]) == ("互相找", "漏查", "已列入")
    assert (told["by"], told["answer"]) == ("规划统计科", "采纳")


def test_missed_point_that_the_unit_reworded__is_found_by_the_number_it_says(
    clerk: Clerk,
) -> None:
    assert answered(clerk, {"漏查": {**ADOPT, "已列编号": "KS05-001"}})["outcome"] == "accepted"
    assert todo(clerk, "adopted") == []
    results = [one["became"] for one in why(clerk, "KS05-001")["opinions"]]
    assert results == ["", "已列入"]


def test_missed_point_that_the_declaration_does_not_say__stays_a_duty(clerk: Clerk) -> None:
    assert answered(clerk, {"漏查": ADOPT})["outcome"] == "accepted"
    done(clerk, "issue", "--only", "KS05", now=ROUND_ONE)
    other = {"风险点名称": "另外一件事", "表现形式": "写的完全是另一件事情，与漏查的没有关系。"}
    assert declared(clerk, {}, {**REST, **other})["outcome"] == "accepted"
    assert len(todo(clerk, "adopted")) == 1


def test_point_to_be_given_up__waits_for_the_unit_which_marks_it(clerk: Clerk) -> None:
    assert answered(clerk, {"删除": ADOPT})["outcome"] == "accepted"
    (told,) = why(clerk, IDLE)["opinions"]
    assert told["became"] == "待撤销"
    assert len(todo(clerk, "adopted")) == 1
    done(clerk, "issue", "--only", "KS05", now=ROUND_ONE)
    row = {IDLE: {"变动标记": "撤销", "备注": "采纳互查的建议，与另一条重复"}}
    one = declared(clerk, row)
    assert one["outcome"] == "accepted", one["findings"]
    assert todo(clerk, "adopted") == []
    lines = clerk.run("grade", "--json", now=ROUND_ONE).json["lines"]
    assert IDLE not in [one["point_id"] for one in lines]


def test_later_declaration_says_it__what_was_adopted_stays_adopted(clerk: Clerk) -> None:
    assert answered(clerk, {"修改": REWORDED})["outcome"] == "accepted"
    done(clerk, "issue", "--only", "KS05", now=ROUND_ONE)
    one = declared(clerk, {})
    assert one["outcome"] == "accepted", one["findings"]
    told = why(clerk)
    assert value(told, "防范措施") == (NEW, "风险点"), "it was prefilled"
    assert [one["became"] for one in told["opinions"]][1] == "已改"
    assert merge_codes(clerk) == {}


def test_same_workbook_again__the_later_answer_counts(clerk: Clerk) -> None:
    assert answered(clerk, {"修改": REWORDED})["outcome"] == "accepted"
    other = "1.候选名单由两个人在社区公示；2.评委由三方组成。"
    assert answered(clerk, {"修改": {**REWORDED, "防范措施改为": other}})["outcome"] == "accepted"
    assert value(why(clerk), "防范措施") == (other, ANSWERS)


def test_rebuilt__everything_is_the_same(clerk: Clerk) -> None:
    assert answered(clerk, {"修改": REWORDED, "漏查": ADOPT})["outcome"] == "accepted"
    before, duties = why(clerk), todo(clerk, "adopted")
    assert clerk.run("verify", now=ROUND_ONE).code == 0
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild", now=ROUND_ONE).code == 0
    assert (why(clerk), todo(clerk, "adopted")) == (before, duties)


def test_reviewer_decided_before__decides_anew_on_what_the_unit_changed(clerk: Clerk) -> None:
    done(clerk, "issue", "review", now=ROUND_ONE)
    file = "P002 沈知榆 风险等级审核结论表.xlsx"
    data = filled(clerk, file, "审核", {}, usual={"审核结论": "同意"}, 审核日期="2026-09-15")
    assert collected(clerk, file, data, ROUND_ONE)["outcome"] == "accepted"
    assert [one["holds"] for one in why(clerk)["decisions"]] == ["yes"]
    assert answered(clerk, {"修改": REWORDED})["outcome"] == "accepted"
    assert [one["holds"] for one in why(clerk)["decisions"]] == ["changed"]


# 三查对照表.


def test_comparison__shows_the_passes_side_by_side_in_every_format(clerk: Clerk) -> None:
    assert (
        answered(clerk, {"修改": REWORDED, "调级": RAISED, "漏查": ADOPT})["outcome"] == "accepted"
    )
    done(clerk, "publish", "三查对照表", now=ROUND_ONE)
    names = {path.suffix for path in (clerk.folder / "成果").glob("*三查对照表*")}
    assert names == {".pdf", ".docx", ".xlsx"}
    (path,) = (clerk.folder / "成果").glob("*三查对照表.docx")
    (printed,) = Document(str(path)).tables
    heads, *rows = ([cell.text for cell in row.cells] for row in printed.rows)
    assert heads[3:9] == ["自己查", "领导提", "组织审", "互相找\n（交叉互查）", "单位答复", "结果"]
    (row,) = (row for row in rows if row[2].startswith(POINT))
    own, leader, office, peer, answer, result, level = row[3:]
    assert own.startswith("二级；家庭典型"), "as the unit declared it before it adopted anything"
    assert leader == "沈知榆：修改；写明候选名单由谁公示"
    assert office.endswith("：调级；一级；名额由一人评定")
    assert peer == "规划统计科：同意"
    assert answer == "领导提：部分采纳；公示人已有规定\n组织审：采纳"
    assert (result, level) == ("已改防范措施\n已改申报等级", "二级")
    (missed,) = (row for row in rows if MISSED["风险点名称"] in row[2])
    assert (missed[3], missed[7], missed[8], missed[9]) == ("没有申报", "采纳", "待补报", "—")


def test_comparison__nothing_was_said__nothing_is_printed(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    clerk.deliver(SECTION_FILE)
    for words in (("collect",), ("merge",)):
        done(clerk, *words, now=ROUND_ONE)
    told = clerk.run("publish", "三查对照表", "--json", now=ROUND_ONE).json
    assert [one["code"] for one in told["nothing"]] == ["answer-nothing-said"]
    none = clerk.run("issue", "answers", "--json", now=ROUND_ONE)
    assert (none.code, none.json["files"]) == (0, [])
