"""Flows as units fill them in, and the points and powers that returns name: faults with cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.risk_examples import CAMPAIGN, DAY, ROSTER
from support.write_reference import shipped_forms
from support.year import content

from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.referred import Referred
from lzfx.forms.flows import exits_of
from lzfx.forms.written import raw_answers
from lzfx.model.finding import Severity
from lzfx.model.flow import Exit
from lzfx.model.power import Power
from lzfx.model.submission import Stamp

FORMS = {form.name: form for form in shipped_forms()}
HEADER = {"unit_code": "KS01", "unit_name": "办公室", "filler": "林一"}
CHART = {
    "code": "KS01-Z01", "name": "证件核发", "kind": "license", "drawn_by": "林一",
    "checked_by": "陈二", "version": DAY,
}  # fmt: skip
APPLICANT, WINDOW, HEAD = "申请人", "窗口岗", "科长"
Row = dict[str, Any]


def step(number: int, name: str, shape: str, next_: str, lane: str = WINDOW, **more: str) -> Row:
    told = {"number": number, "name": name, "shape": shape, "next": next_, "lane": lane, **more}
    return {"power_code": "KS01-Z01", **{key: value for key, value in told.items() if value != ""}}


STEPS = (
    step(1, "提出申请", "start", "2", APPLICANT),
    step(2, "查验材料", "step", "3", stage="acceptance", risk_points="KS01-001"),
    step(3, "材料是否齐全", "decision", "4:齐全；2:不齐", HEAD, stage="decision"),
    step(4, "制作证件", "document", "5", stage="execution"),
    step(5, "送达", "end", ""),
)
"""A flow without a fault; its rows are 1 to 5 of the sheet."""

KNOWN = Referred(
    frozenset({"KS01-001", "KS01-002"}),
    {"KS01": (Power("KS01-Z01", "证件核发", risk_points=("KS01-001",)),)},
)


def checked(
    form: str, tables: Mapping[str, Any], known: Referred | None = None, header: Row = HEADER
) -> Checked:
    spec = FORMS[form]
    stamp = Stamp(form, spec.version, "KS01", CAMPAIGN.code)
    raw = raw_answers("来件.xlsx", spec, {"header": header, **tables}, stamp)
    beside = (known,) if known else ()
    return check(raw, spec, Known(CAMPAIGN, ROSTER, DAY, beside=beside))


def found(one: Checked) -> list[tuple[str, str, str]]:
    """Code, sheet and cell; the codes of choices that stand here for their labels are no matter."""
    told = (f for f in one.findings if f.code not in {"read-as-choice", "late"})
    return [(f.code, f.where.sheet, f.where.address) for f in told]


def of_flow(
    *steps: Row, known: Referred | None = None, **chart: object
) -> list[tuple[str, str, str]]:
    return found(checked("flow", {"charts": [{**CHART, **chart}], "steps": list(steps)}, known))


def with_step(number: int, **change: object) -> tuple[Row, ...]:
    """The flow with values of one step changed; None takes one out."""
    return tuple(
        {key: value for key, value in {**row, **change}.items() if value is not None}
        if row["number"] == number
        else row
        for row in STEPS
    )


def test_flow__without_fault() -> None:
    assert of_flow(*STEPS, known=KNOWN) == []


# The columns of the sheet: A 职权编码, B 步骤号, C 步骤名称, D 承办岗位, E 形状, F 下一步, G 环节,
# H 时限, I 输出文书, J 风险点编号; rows are the steps.
FAULTS = {
    "no start": (with_step(1, shape="step"), [("flow-without-start", "E1")]),
    "two starts": (with_step(2, shape="start"), [("flow-several-starts", "E2")]),
    "no end": (with_step(5, shape="step", next="4"), [("flow-without-end", "E5")]),
    "a loop without exit": (
        (*with_step(4, next="6")[:4], step(5, "送达", "end", ""), step(6, "补正", "step", "4")),
        [("flow-step-unreachable", "B5"), ("flow-never-ends", "F4")],
    ),
    "nowhere to go": (with_step(4, next=None), [
        ("flow-step-unreachable", "B5"), ("flow-dead-end", "F4"),
    ]),
    "no such step": (with_step(2, next="3；9"), [("flow-exit-unknown", "F2")]),
    "a decision with one exit": (with_step(3, next="4:齐全"), [("flow-decision-one-exit", "F3")]),
    "no condition": (with_step(3, next="4:齐全；2"), [("flow-exit-unlabelled", "F3")]),
    "the same condition": (with_step(3, next="4:是；2:是"), [("flow-label-twice", "F3")]),
    "unreadable": (with_step(2, next="转科长"), [("flow-next-unreadable", "F2")]),
    "numbered twice": (
        (*STEPS, step(5, "归档", "end", "")), [("row-twice", "B6")],
    ),
    "who decides carries out": (
        with_step(4, lane=HEAD), [("flow-decides-and-executes", "D4")],
    ),
    "a name that says nothing": (with_step(4, name="办理"), [("flow-step-vague", "C4")]),
    "a long condition": (
        with_step(3, next="4:材料齐全而且全部符合法定条件；2:不齐"),
        [("flow-text-too-long", "F3")],
    ),
    "a long name": (with_step(4, name="制" * 31), [("too-long", "C4")]),
    "a point that is none": (
        with_step(2, risk_points="KS01-001、KS01-077"), [("refers-no-point", "J2")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_flow__fault_at_its_cell(case: str) -> None:
    steps, expected = FAULTS[case]
    told = of_flow(*steps, known=KNOWN)
    assert sorted(told) == sorted((code, "步骤", cell) for code, cell in expected)


def test_flow__point_of_the_power_that_no_step_bears() -> None:
    told = of_flow(*with_step(2, risk_points=None), known=KNOWN)
    assert told == [("flow-risk-without-step", "职权", "A1")]


def test_flow__drawn_and_checked_by_one_person() -> None:
    assert of_flow(*STEPS, checked_by="林一") == [("flow-checked-by-drawer", "职权", "F1")]


def test_flow__of_a_power_nobody_declared() -> None:
    steps = [{**row, "power_code": "KS01-Z09"} for row in STEPS]
    assert of_flow(*steps, known=KNOWN, code="KS01-Z09") == [("refers-no-power", "职权", "A1")]


def test_flow__faults_that_forbid_drawing_send_it_back_and_doubts_do_not() -> None:
    assert checked("flow", {"charts": [CHART], "steps": list(with_step(4, lane=HEAD))}).errors == ()
    (one,) = (
        f
        for f in checked("flow", {"charts": [CHART], "steps": list(with_step(2, next="9"))}).errors
        if f.code == "flow-exit-unknown"
    )
    assert one.severity is Severity.ERROR
    assert one.params["step"] == 2


RULE = {
    "name": "示例规定", "powers": "证件核发", "analysis": "执行正常。", "conclusion": "keep",
    "made_on": DAY, "risk_points": "KS01-002",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"powers": "ks01-z01"}, []),
        ({"risk_points": "KS01-002，ks01-099"}, [("refers-no-point", "制度", "L1")]),
        ({"powers": "证件核发、印章使用"}, [("refers-no-power", "制度", "D1")]),
    ],
)
def test_rule__names_points_and_powers_that_exist(
    change: Row, expected: list[tuple[str, str, str]]
) -> None:
    assert found(checked("rules_review", {"rules": [RULE | change]}, KNOWN)) == expected


def test_rule__nothing_is_said_while_nothing_is_known() -> None:
    rule = RULE | {"powers": "印章使用", "risk_points": "KS01-099"}
    assert found(checked("rules_review", {"rules": [rule]}, Referred())) == []
    of_other = Referred((), {"KS02": (Power("KS02-Z01", "证件核发"),)})
    assert found(checked("rules_review", {"rules": [rule]}, of_other)) == []


@pytest.mark.parametrize(
    ("text", "exits"),
    [
        ("2", (Exit(2),)),
        ("5:齐全；4:不齐", (Exit(5, "齐全"), Exit(4, "不齐"))),
        ("5：齐全\n4：不齐", (Exit(5, "齐全"), Exit(4, "不齐"))),
        ("5（齐全）；4（不齐）", (Exit(5, "齐全"), Exit(4, "不齐"))),
        ("2、3", (Exit(2), Exit(3))),
        ("第6步", (Exit(6),)),
        ("5:缺2、3项", (Exit(5, "缺2、3项"),)),
    ],
)
def test_exits__as_people_write_them(text: str, exits: tuple[Exit, ...]) -> None:
    assert exits_of(text) == exits


def sample_faults(name: str) -> dict[str, set[str]]:
    """The codes of what is found in each flow return of a content file of the sample."""
    made = {
        one["subject"]: checked("flow", {"charts": one["charts"], "steps": one["steps"]})
        for one in content(name)["returns"]
    }
    return {unit: {code for code, *_ in found(one)} for unit, one in made.items()}


def test_sample__flows_that_came_first_have_the_faults_they_were_given() -> None:
    looped = {"flow-decision-one-exit", "flow-never-ends", "flow-step-unreachable"}
    assert sample_faults("flow_first") == {"KS07": looped, "KS08": {"flow-decides-and-executes"}}


def test_sample__flows_have_no_fault() -> None:
    told = sample_faults("flow")
    assert sum(len(one["charts"]) for one in content("flow")["returns"]) == 14
    assert set().union(*told.values()) == set()
