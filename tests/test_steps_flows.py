"""Powers, flows and rules: out as forms, back with faults named, drawn and printed from returns."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.printed_pages import page_texts
from support.two_units import SECTION, SECTION_FILE, two_units
from support.year import delivered

POWERS: dict[str, Any] = {
    "form": "powers",
    "returns": [
        {
            "subject": SECTION,
            "header": {"filler": "示例员"},
            "powers": [
                {
                    "code": "KS05-Z01", "name": "宣传品采购", "kind": "internal",
                    "posts": ["KS05-P1"], "legal_basis": "《示例采购办法》", "change": "keep",
                    "major_matters": ["none"], "risk_points": ["KS05-004"],
                },
                {
                    "code": "KS05-Z02", "name": "新风家庭评选", "kind": "reward",
                    "posts": ["KS05-P1"], "legal_basis": "《示例评选办法》", "change": "keep",
                    "major_matters": ["none"], "no_chart": "一年一次，照方案办",
                },
            ],
        },
    ],
}  # fmt: skip
CHART = {"code": "KS05-Z01", "drawn_by": "甲", "checked_by": "乙", "version": "2026-09-08"}


def step(number: int, name: str, shape: str, next_: str, **more: str) -> dict[str, Any]:
    told = {"power_code": "KS05-Z01", "number": number, "name": name, "shape": shape}
    told |= {"lane": "科长", "next": next_, **more}
    return {key: value for key, value in told.items() if value != ""}


STEPS = (
    step(1, "提出采购需求", "start", "2", lane="需求科室"),
    step(2, "询价并编制预算", "step", "3", risk_points="KS05-004"),
    step(3, "金额是否在限额以上", "decision", "4：是；5：否"),
    step(4, "集体研究", "step", "5", lane="主任办公会"),
    step(5, "签订合同", "end", "", lane="采购岗"),
)
FAULTY = (
    *STEPS[:2],
    step(3, "金额是否在限额以上", "decision", "4：是"),
    step(4, "集体研究", "step", "3", lane="主任办公会"),
    STEPS[4],
)
"""A loop without exit, of which one step is a decision with one exit."""


def flow(*steps: Mapping[str, Any]) -> dict[str, Any]:
    said = {"subject": SECTION, "header": {"filler": "示例员"}, "charts": [CHART]}
    return {"form": "flow", "returns": [{**said, "steps": list(steps)}]}


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A section whose points are merged and whose list of powers came in; its flow went out."""
    clerk = two_units(tmp_path_factory.mktemp("flows") / "2026")
    clerk.deliver(SECTION_FILE)
    for words in (("collect",), ("merge",), ("issue", "powers", "--only", SECTION)):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    delivered(clerk, POWERS, ROUND_ONE, "职权")
    for words in (("collect",), ("issue", "flow", "--only", SECTION)):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


@pytest.fixture
def clerk(declared: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(declared.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def collected(clerk: Clerk, answers: dict[str, Any], folder: str = "流程") -> dict[str, Any]:
    (name,) = delivered(clerk, answers, ROUND_ONE, folder)
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    return next(dict(one) for one in ran.json["deliveries"] if one["file"] == name)


def pages(done: Mapping[str, Any]) -> str:
    files = [Path(file) for file in done["files"] if file.endswith(".pdf")]
    return "".join("".join(page_texts(file.read_bytes())) for file in files)


def test_issued__with_the_powers_that_need_a_chart(clerk: Clerk) -> None:
    (path,) = (clerk.folder / "发出").rglob("*权力运行流程表*.xlsx")
    rows = list(load_workbook(path)["职权"].iter_rows(values_only=True))
    texts = {str(value) for row in rows for value in row}
    assert {"KS05-Z01", "宣传品采购", "内部管理权"} <= texts
    assert "KS05-Z02" not in texts


def test_flow__loop_without_exit_comes_back_with_its_steps_named(clerk: Clerk) -> None:
    done = collected(clerk, flow(*FAULTY))
    assert done["outcome"] == "sent_back"
    codes = {(one["code"], one["where"]["cell"]) for one in done["findings"]}
    assert ("flow-decision-one-exit", "G6") in codes
    assert {code for code, _ in codes} >= {"flow-never-ends", "flow-step-unreachable"}
    marked = load_workbook(clerk.folder / "退回" / done["answer"])
    told = [str(cell.value) for row in marked["需更正清单"].iter_rows() for cell in row]
    assert any("金额是否在限额以上" in text and "只有一个出口" in text for text in told)


def test_flow__is_drawn_from_the_return_with_the_levels_of_the_master(clerk: Clerk) -> None:
    assert collected(clerk, flow(*STEPS))["outcome"] == "accepted"
    words = ("--fonts", "bundled", "--json")
    single = clerk.run("publish", "权力运行流程图", *words, now=ROUND_TWO).json
    assert (single["findings"], single["nothing"]) == ([], [])
    assert "宣传品采购" in pages(single)
    control = clerk.run("publish", "risk-control-chart", *words, now=ROUND_TWO).json
    level = clerk.run("why", "KS05-004", "--json", now=ROUND_TWO).json["level"]
    assert level in pages(control)
    assert "KS05-004" in pages(control)
    book = clerk.run("publish", "flow-book", *words, now=ROUND_TWO).json
    assert "共1张图、5个步骤" in pages(book)


def test_nothing_came_in__says_which_form_to_issue(clerk: Clerk) -> None:
    ran = clerk.run("publish", "flow-chart", now=ROUND_TWO)
    assert "lzfx issue flow" in ran.out


def rules_of(*rules: Mapping[str, Any]) -> dict[str, Any]:
    said = {"subject": SECTION, "header": {"filler": "示例员"}, "rules": list(rules)}
    return {"form": "rules_review", "returns": [said]}


RULE = {
    "name": "宣传品采购办法", "powers": ["宣传品采购"], "analysis": "零星采购没有比价。",
    "conclusion": "revise", "made_on": "2019-05-06", "problem": "没有比价", "action": "补上比价",
    "responsible": "科长", "due": "2026-09-16", "progress": "working",
}  # fmt: skip


def reviewed(clerk: Clerk, *rules: Mapping[str, Any]) -> dict[str, Any]:
    ran = clerk.run("issue", "rules_review", "--only", SECTION, now=ROUND_ONE)
    assert ran.code == 0, ran.out + ran.err
    return collected(clerk, rules_of(*rules), "制度")


def hints(clerk: Clerk) -> dict[str, dict[str, Any]]:
    told = clerk.run("grade", "--json", now=ROUND_TWO).json["findings"]
    return {one["code"]: one for one in told}


def test_rules__name_a_point_that_was_never_given_comes_back_with_its_cell(clerk: Clerk) -> None:
    done = reviewed(clerk, {**RULE, "risk_points": ["KS05-088"]})
    assert done["outcome"] == "sent_back"
    (found,) = (one for one in done["findings"] if one["code"] == "refers-no-point")
    assert (found["where"]["sheet"], found["where"]["cell"]) == ("制度", "M6")


def test_rules__a_power_nobody_has_is_asked_about(clerk: Clerk) -> None:
    done = reviewed(clerk, {**RULE, "powers": ["公章使用"]})
    assert done["outcome"] == "accepted"
    assert "refers-no-power" in {one["code"] for one in done["findings"]}


def test_rules__points_without_any_are_told_and_listed(clerk: Clerk) -> None:
    assert reviewed(clerk, RULE)["outcome"] == "accepted"
    found = hints(clerk)["rule-points-unnamed"]
    listed = clerk.run("publish", "制度缺口清单", "--fonts", "bundled", "--json", now=ROUND_TWO)
    text = pages(listed.json)
    assert f"没有制度的{found['params']['count']}个" in text
    assert "KS05-001" in text
    assert "KS05-004" not in text, "the rule is for the power that this point is of"


def test_rules__overdue_is_a_duty_until_it_is_said_to_be_done(clerk: Clerk) -> None:
    assert reviewed(clerk, RULE)["outcome"] == "accepted"
    assert due(clerk, now=ROUND_ONE) == []
    (one,) = due(clerk, now=ROUND_TWO)
    assert (one["about"], one["facts"]["count"], one["facts"]["due"]) == (SECTION, 1, "2026-09-16")
    assert "宣传品采购办法" in clerk.run("status", now=ROUND_TWO).out
    assert collected(clerk, rules_of({**RULE, "progress": "done"}), "改好")["outcome"] == "accepted"
    assert due(clerk, now=ROUND_TWO) == []


def due(clerk: Clerk, now: str) -> list[dict[str, Any]]:
    told = clerk.run("status", "--json", now=now).json["todo"]
    return [dict(one) for one in told if one["kind"] == "rule-due"]


def test_powers__without_flow_are_told_once_flows_are_in(clerk: Clerk) -> None:
    assert "power-without-flow" not in hints(clerk)
    more = {**POWERS["returns"][0]["powers"][0], "code": "KS05-Z03", "name": "活动经费使用"}
    answers = {**POWERS, "returns": [{**POWERS["returns"][0], "powers": [more]}]}
    assert collected(clerk, flow(*STEPS))["outcome"] == "accepted"
    assert collected(clerk, answers, "职权改")["outcome"] == "accepted"
    found = hints(clerk)["power-without-flow"]
    assert (found["params"]["code"], found["where"]["sheet"]) == ("KS05-Z03", "职权")


def test_handbook__has_the_powers_rules_and_charts_of_the_unit(clerk: Clerk) -> None:
    assert collected(clerk, flow(*STEPS))["outcome"] == "accepted"
    assert reviewed(clerk, RULE)["outcome"] == "accepted"
    done = clerk.run("publish", "工作手册", "--fonts", "bundled", "--json", now=ROUND_TWO).json
    assert done["findings"] == []
    text = pages(done)
    for said in (
        "(一)职权",
        "KS05-Z02",
        "(二)制度",
        "宣传品采购办法",
        "(三)图1",
        "询价并编制预算",
    ):
        assert said in text
