"""Every fault of a flow is found, at its step, all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.flow_examples import exit_to, flow_of, step

from lzfx.flow.checks import flow_faults, flows_faults, printable
from lzfx.flow.pages import pages_of
from lzfx.messages import sentence
from lzfx.model.finding import Severity
from lzfx.model.flow import Exit, Flow, FlowRisk, Step

A, B = "受理岗", "审核岗"
START = step(1, "提出申请", "start", A, 2)
END = step(9, "归档", "end", A)
R1 = FlowRisk("R1", 2)


def checked(*middle: Step, **given: object) -> Flow:
    return flow_of(START, *middle, END, **given)  # type: ignore[arg-type]


def judge(name: str = "是否齐全", *exits: int | Exit, **given: object) -> Step:
    return step(2, name, "decision", A, *exits, **given)


YES, NO = exit_to(9, "是"), exit_to(1, "否")
CASES: dict[str, tuple[Flow, list[tuple[str, object]]]] = {
    "fault-free": (checked(judge("是否齐全", YES, NO)), []),
    "no start": (
        flow_of(step(2, "审核材料", "step", A, 9), END),
        [("flow-without-start", None)],
    ),
    "several starts": (
        flow_of(START, step(2, "来函登记", "start", A, 9), END),
        [("flow-several-starts", None)],
    ),
    "no end": (
        flow_of(START, step(2, "审核材料", "step", A, 1)),
        [("flow-without-end", None)],
    ),
    "unreachable": (
        checked(step(2, "审核材料", "step", A, 9), step(3, "复核材料", "step", A, 9)),
        [("flow-step-unreachable", 3)],
    ),
    "dead end": (
        checked(judge("是否齐全", YES, exit_to(3, "否")), step(3, "退件登记", "step", A)),
        [("flow-dead-end", 3)],
    ),
    "never ends": (
        checked(
            judge("是否齐全", YES, exit_to(3, "否")),
            step(3, "补正材料", "step", A, 4),
            step(4, "再次补正", "step", A, 3),
        ),
        [("flow-never-ends", 3)],
    ),
    "decision with one exit": (
        checked(judge("是否齐全", YES)),
        [("flow-decision-one-exit", 2)],
    ),
    "decision without a label": (
        checked(judge("是否齐全", YES, exit_to(1))),
        [("flow-exit-unlabelled", 2)],
    ),
    "decision with one label twice": (
        checked(judge("是否齐全", YES, exit_to(1, "是"))),
        [("flow-label-twice", 2)],
    ),
    "exit to nowhere": (
        checked(judge("是否齐全", YES, exit_to(7, "否"))),
        [("flow-exit-unknown", 2)],
    ),
    "exit to itself": (
        checked(judge("是否齐全", YES, exit_to(2, "否"))),
        [("flow-exit-to-itself", 2)],
    ),
    "end that goes on": (
        flow_of(START, step(2, "归档", "end", A, 1)),
        [("flow-end-with-exit", 2)],
    ),
    "too many exits": (
        checked(
            judge("属于哪一类", YES, exit_to(3, "甲"), exit_to(4, "乙"), exit_to(5, "丙"), NO),
            *(step(at, f"第{at}类审核", "step", B, 9) for at in (3, 4, 5)),
        ),
        [("flow-too-many-exits", 2)],
    ),
    "same number": (
        checked(step(2, "审核材料", "step", A, 9), step(2, "复核材料", "step", A, 9)),
        [("flow-number-twice", 2)],
    ),
    "approves and carries out": (
        checked(
            step(2, "审批", "step", B, 3, stage="decision"),
            step(3, "发证", "step", B, 9, stage="execution"),
        ),
        [("flow-decides-and-executes", 3)],
    ),
    "vague": (checked(step(2, "办理", "step", A, 9)), [("flow-step-vague", 2)]),
    "no name": (checked(step(2, " ", "step", A, 9)), [("flow-step-unnamed", 2)]),
    "no post": (checked(step(2, "审核材料", "step", "", 9)), [("flow-lane-missing", 2)]),
    "too long": (checked(step(2, "审" * 31, "step", A, 9)), [("flow-text-too-long", 2)]),
    "too long for a diamond": (
        checked(judge("审" * 28, YES, NO, limit="3个工作日")),
        [("flow-decision-too-long", 2)],
    ),
    "unseen signs": (checked(step(2, "审核\x07材料", "step", A, 9)), [("flow-text-unseen", 2)]),
    "too many posts": (
        checked(
            *(step(at, f"第{at}次审核", "step", f"岗位{at}", at + 1) for at in range(2, 9)),
            step(10, "送达", "step", "送达岗", 9),
        ),
        [("flow-step-unreachable", 10), ("flow-too-many-lanes", None)],
    ),
    "unknown risk": (
        checked(step(2, "审核材料", "step", A, 9, risks=("R1", "R2")), risks=(R1,)),
        [("flow-risk-unknown", 2)],
    ),
    "risk without level": (
        checked(step(2, "审核材料", "step", A, 9, risks=("R1",)), risks=(FlowRisk("R1", None),)),
        [("flow-risk-without-level", None)],
    ),
    "risk on no step": (
        checked(step(2, "审核材料", "step", A, 9), risks=(R1,)),
        [("flow-risk-without-step", None)],
    ),
    "risk twice": (
        checked(step(2, "审核材料", "step", A, 9, risks=("R1",)), risks=(R1, R1)),
        [("flow-risk-twice", None)],
    ),
    "too many risks": (
        checked(
            step(2, "审核材料", "step", A, 9, risks=tuple(f"R{at}" for at in range(1, 8))),
            risks=tuple(FlowRisk(f"R{at}", 3) for at in range(1, 8)),
        ),
        [("flow-too-many-risks", 2)],
    ),
    "nobody checked it": (
        checked(step(2, "审核材料", "step", A, 9), checked_by=""),
        [("flow-fact-missing", None)],
    ),
}
SOFT = {
    "flow-step-vague": Severity.ADVICE,
    "flow-decides-and-executes": Severity.QUERY,
    "flow-risk-without-step": Severity.QUERY,
}


@pytest.mark.parametrize("name", CASES)
def test_flow_faults__name_the_code_and_the_step(name: str) -> None:
    flow, wanted = CASES[name]
    found = flow_faults(flow)
    assert [(one.code, one.params.get("step")) for one in found] == wanted
    for one in found:
        assert one.severity is SOFT.get(one.code, Severity.ERROR)
        assert flow.name in sentence(one)


@pytest.mark.parametrize("name", CASES)
def test_pages__are_drawn_exactly_when_no_error_stands_against_it(name: str) -> None:
    flow, wanted = CASES[name]
    errors = [code for code, _ in wanted if code not in SOFT]
    assert printable(flow) == (not errors)
    if errors:
        with pytest.raises(ValueError, match="faults"):
            pages_of(flow)
    else:
        assert len(pages_of(flow)) == 1


def test_flow_faults__are_told_all_at_once() -> None:
    flow = flow_of(
        step(1, "处理", "step", "", exit_to(5)), step(1, "是否同意", "decision", B, exit_to(1))
    )
    assert [one.code for one in flow_faults(flow)] == [
        "flow-number-twice", "flow-without-start", "flow-without-end", "flow-exit-unknown",
        "flow-exit-to-itself", "flow-decision-one-exit", "flow-exit-unlabelled",
        "flow-lane-missing", "flow-step-vague",
    ]  # fmt: skip


def test_flow_faults__say_what_is_missing() -> None:
    flow, _ = CASES["no end"]
    assert sentence(flow_faults(flow)[0]) == (
        "“再生育审批”没有结束的步骤，不能印制。请把最后一个步骤的形状改为“结束”，没有的请补上。"
    )


def test_flows_faults__of_a_set_find_numbers_and_codes_used_twice() -> None:
    flow, _ = CASES["fault-free"]
    other = replace(flow, name="采购")
    found = flows_faults((flow, other))
    assert [(one.code, one.params["value"]) for one in found] == [
        ("flow-code-twice", "QL-XK-01"), ("flow-chart-twice", 1),
    ]  # fmt: skip
    assert [one.code for one in flows_faults(())] == ["flow-none"]
