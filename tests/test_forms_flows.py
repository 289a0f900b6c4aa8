"""Step tables as written down become flows, or findings that name the place."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from support.flow_samples import FILES, sample_flows

from lzfx.flow.checks import flows_faults
from lzfx.forms.flows import exits_of, parse_flow
from lzfx.messages import placed, sentence
from lzfx.model.flow import Exit

RAW = """
code = "QL-01"
name = "再生育审批"
kind = "行政许可"
number = 1
unit = "政策法规科"
drawn_by = "傅临风"
checked_by = "桑问渠"
version = 2026-09-01
steps = [
  {number = 1, name = "提出申请", shape = "start", lane = "申请人", next = "2"},
  {number = 2, name = "判断", shape = "decision", lane = "窗口", next = "3:是;1:否", risks=["R1"]},
  {number = 3, name = "归档", shape = "end", lane = "窗口", stage = "supervision"},
]
risks = [{label = "R1", level = 2, point = "KS02-001"}]
"""


def raw(**given: object) -> dict[str, Any]:
    return {**tomllib.loads(RAW), **given}


def step(**given: object) -> dict[str, Any]:
    return {"number": 1, "name": "提出申请", "shape": "start", "lane": "申请人", **given}


def test_parse_flow__reads_steps_exits_and_risks() -> None:
    flow, found = parse_flow("流程.toml", raw())
    assert found == ()
    assert flow is not None
    assert flow.lanes == ("申请人", "窗口")
    assert flow.steps[1].exits == (Exit(3, "是"), Exit(1, "否"))
    assert flow.steps[2].stage == "supervision"
    assert flow.level_of("R1") == 2
    assert flow.level_of("R9") is None


@pytest.mark.parametrize(
    ("text", "exits"),
    [
        ("", ()),
        ("5", (Exit(5),)),
        ("5:是;4:否", (Exit(5, "是"), Exit(4, "否"))),
        ("5：是；\n4：否，退回", (Exit(5, "是"), Exit(4, "否，退回"))),
    ],
)
def test_exits_of__reads_either_punctuation(text: str, exits: tuple[Exit, ...]) -> None:
    assert exits_of(text) == exits


@pytest.mark.parametrize("text", ["是:5", "5,是", "第五步", "5 是", "99999"])
def test_exits_of__refuses_what_names_no_step(text: str) -> None:
    with pytest.raises(ValueError, match="no-exits"):
        exits_of(text)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"steps": [step(next="是")]}, "steps “提出申请” → next"),
        ({"steps": [step(shape="circle")]}, "steps “提出申请” → shape"),
        ({"steps": [step(colour="red")]}, "steps “提出申请” → colour"),
        ({"steps": [step(name="审核\u200b材料")]}, "steps “审核⟨U+200B⟩材料” → name"),
        ({"risks": [{"label": "KS02-001", "level": 2}]}, "risks 第1项 → label"),
        ({"risks": [{"label": "R1", "level": 6}]}, "risks 第1项 → level"),
        ({"version": "九月"}, "version"),
        ({"maker": "某人"}, "maker"),
    ],
)
def test_parse_flow__names_the_place_of_a_fault(given: dict[str, object], place: str) -> None:
    flow, found = parse_flow("流程.toml", raw(**given))
    assert flow is None
    (one,) = found
    assert placed(one) == "流程.toml："
    assert f"“{place}”" in sentence(one)


def test_parse_flow__tells_all_faults_at_once() -> None:
    flow, found = parse_flow("流程.toml", {"steps": [step(next="?"), step(shape="?")]})
    assert flow is None
    assert len(found) == 10


def test_samples__are_read_and_have_no_fault() -> None:
    flows = sample_flows()
    assert len(flows) == len(FILES) == 14
    assert flows_faults(flows) == ()
    assert [flow.number for flow in flows] == list(range(1, 15))
