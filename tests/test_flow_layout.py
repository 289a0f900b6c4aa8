"""The layout of flows: geometric laws, measured by a checker that knows nothing of the layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from support.flow_examples import exit_to, flow_of, flows, step
from support.flow_geometry import faults
from support.flow_samples import sample_flows

from lzfx.flow import columns as flow_columns
from lzfx.flow import gaps as flow_gaps
from lzfx.flow import layout as flow_layout
from lzfx.flow import marks as flow_marks
from lzfx.flow import pages as flow_pages
from lzfx.flow import ports as flow_ports
from lzfx.flow.checks import flow_faults, printable
from lzfx.flow.drawing import Page
from lzfx.flow.pages import HEIGHT, pages_of
from lzfx.flow.rows import grid_of
from lzfx.model.flow import Flow, FlowRisk

A, B, C = "申请人", "受理岗", "审核岗"
RISKS = tuple(FlowRisk(f"R{at}", level) for at, level in ((1, 1), (2, 2), (3, 3)))
LOOP = flow_of(
    step(1, "提出申请", "start", A, 2),
    step(2, "查验材料", "step", B, 3, risks=("R1", "R2", "R3")),
    step(3, "是否齐全", "decision", B, exit_to(4, "是"), exit_to(2, "否"), risks=("R1", "R2")),
    step(
        4, "是否同意", "decision", C, exit_to(5, "同意"), exit_to(6, "不同意"), exit_to(2, "退回")
    ),
    step(5, "发给证件", "document", B, 7, output="《再生育证》"),
    step(6, "说明理由", "document", B, 7),
    step(7, "归档", "end", B),
    risks=RISKS,
)
SPLIT = flow_of(
    step(1, "布置任务", "start", A, 2, 3, 4, 5, 6),
    *(step(at, f"第{at - 1}组办结", "step", lane, 7) for at, lane in ((2, A), (3, B), (4, C))),
    step(5, "第四组办结", "step", B, 7),
    step(6, "第五组办结", "step", B, 7),
    step(7, "汇总", "end", A),
)
SWAP = flow_of(
    step(1, "分办", "start", A, 2, 3),
    step(2, "甲组核查", "step", A, 5),
    step(3, "乙组核查", "step", B, 4),
    step(4, "甲组复核", "step", A, 6),
    step(5, "乙组复核", "step", B, 6),
    step(6, "汇总", "end", C),
)
RETURN = flow_of(
    step(1, "提出申请", "start", A, 2),
    step(2, "分送会签", "step", B, 3, 4, 5, 1),
    *(step(at, f"第{at}组会签", "step", lane, 6) for at, lane in ((3, A), (4, B), (5, C))),
    step(6, "归档", "end", B),
)
_RUNS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@_RUNS
@given(flows(most_steps=30))
@example(LOOP)
@example(SPLIT)
@example(SWAP)
@example(RETURN)
def test_pages__keep_every_law_of_drawing(flow: Flow) -> None:
    assert printable(flow), flow_faults(flow)
    pages = pages_of(flow)
    assert faults(flow, pages) == []
    assert all(page.height <= HEIGHT + 0.01 for page in pages)
    assert pages_of(flow) == pages


@pytest.mark.reliability
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(flows(most_steps=60))
def test_pages__keep_every_law_of_drawing__for_long_flows(flow: Flow) -> None:
    pages = pages_of(flow)
    assert faults(flow, pages) == []
    assert all(page.height <= HEIGHT + 0.01 for page in pages)


@pytest.mark.parametrize("flow", sample_flows(), ids=lambda flow: flow.name)
def test_pages__of_the_samples_keep_every_law(flow: Flow) -> None:
    pages = pages_of(flow)
    assert faults(flow, pages) == []
    assert len(pages) <= 3


def test_rows__a_way_down_always_leads_to_a_lower_row() -> None:
    grid = grid_of(LOOP)
    assert grid.places == {
        1: (0, 0),
        2: (1, 1),
        3: (2, 1),
        4: (3, 2),
        5: (4, 1),
        6: (5, 1),
        7: (6, 1),
    }
    assert grid.back == {(3, 1), (4, 2)}


def test_pages__a_straight_way_has_no_corner_and_a_loop_runs_beside_the_steps() -> None:
    (page,) = pages_of(LOOP)
    ways = {line.exits[0]: line for line in page.lines}
    assert len(ways[2, 0].points) == 2
    assert len(ways[3, 1].points) == 4
    assert [way for way, line in ways.items() if line.back] == [(3, 1), (4, 2)]


def test_pages__a_parallel_split_leaves_by_ways_of_its_own() -> None:
    (page,) = pages_of(SPLIT)
    starts = {line.points[0] for line in page.lines if line.exits[0][0] == 1}
    assert len(starts) == 5


@pytest.mark.parametrize("flow", [LOOP, SPLIT, SWAP, RETURN])
def test_pages__a_page_with_room_needs_no_connector(flow: Flow) -> None:
    (page,) = pages_of(flow)
    assert page.circles == ()


def test_pages__several_flags_stand_at_one_step_with_number_and_level_in_words() -> None:
    (page,) = pages_of(LOOP)
    flags = [text.text for text in page.texts if text.kind == "pill"]
    assert flags == ["▲R1一级", "▲R2二级", "▲R3三级", "▲R1一级", "▲R2二级"]
    levels = {node.number: node.level for node in page.nodes}
    assert levels == {1: None, 2: 1, 3: 1, 4: None, 5: None, 6: None, 7: None}


def long_flow(count: int) -> Flow:
    posts = (A, B, C)
    middle = (
        step(at, f"第{at}道工作的办理", "step", posts[at % 3], at + 1) for at in range(2, count)
    )
    return flow_of(
        step(1, "开始", "start", A, 2), *middle, step(count, "是否办结", "decision", C,
        exit_to(count + 1, "是"), exit_to(2, "否，从头办理")), step(count + 1, "归档", "end", A),
    )  # fmt: skip


def test_pages__a_long_flow_goes_on_over_pages_at_lettered_connectors() -> None:
    flow = long_flow(30)
    pages = pages_of(flow)
    assert faults(flow, pages) == []
    assert len(pages) == 3
    leaving = [[one.letter for one in page.circles if not one.arriving] for page in pages]
    arriving = [[one.letter for one in page.circles if one.arriving] for page in pages]
    assert leaving == [["B"], ["C"], ["A"]]
    assert arriving == [["A"], ["B"], ["C"]]
    assert "接第2页" in pages[0].says
    assert "自第3页" in pages[0].says
    assert "接第1页" in pages[2].says
    heads = [one for page in pages for one in page.says if one.startswith("图1")]
    assert heads == ["图1（第1页，共3页）", "图1（第2页，共3页）", "图1（第3页，共3页）"]


def test_pages__the_head_names_the_power_and_the_foot_who_drew_it() -> None:
    (page,) = pages_of(LOOP)
    assert page.says[:10] == (
        "职权名称", "再生育审批", "图　　号", "图1", "职权类别", "行政许可", "职权编码", "QL-XK-01",
        "版本日期", "2026年9月1日",
    )  # fmt: skip
    assert "绘制单位：政策法规科　绘制人：傅临风　审核人：桑问渠" in page.says


def without(part: str) -> Callable[[Page], Page]:
    return lambda page: replace(page, **{part: getattr(page, part)[:-1]})


def shifted(part: str, **by: float) -> Callable[[Page], Page]:
    def moved(page: Page) -> Page:
        ones = getattr(page, part)
        last = replace(ones[-1], **{name: getattr(ones[-1], name) + d for name, d in by.items()})
        changed: dict[str, Any] = {part: (*ones[:-1], last)}
        return replace(page, **changed)

    return moved


SPOILT: dict[str, tuple[Callable[[Page], Page], str]] = {
    "a step is missing": (without("nodes"), "steps drawn"),
    "a way is missing": (without("lines"), "drawn as (0, 0, 0)"),
    "a flag is missing": (without("pills"), "flags drawn"),
    "a text is missing": (without("texts"), "does not print it"),
    "a step is moved": (shifted("nodes", top=3.0), "does not end at step"),
    "a step lies on another": (shifted("nodes", top=-20.0), "overlap"),
    "a flag is moved": (shifted("pills", top=4.0), "on the diamond"),
    "a text is off the page": (shifted("texts", left=60.0), "outside the page"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_checker__sees_a_spoilt_page(name: str) -> None:
    spoil, told = SPOILT[name]
    (page,) = pages_of(LOOP)
    found = faults(LOOP, [spoil(page)])
    assert any(told in one for one in found), found


BROKEN: dict[str, tuple[object, str, object, str]] = {
    "all ways on the first track of a gap": (
        flow_gaps, "_packed", lambda order: {(one.way, one.part): 0 for one in order},
        "on one track",
    ),
    "loops down the middle of the lane": (
        flow_columns.Columns, "track", lambda self, route: self.centres[route.channel - 1],
        "through step",
    ),
    "labels on their ways": (flow_marks, "_BESIDE", -1.0, "through Text"),
    "gaps without room for their tracks": (flow_layout, "_AFTER_TRACKS", -4.0, "through"),
    "exits closer than lines may be": (
        flow_ports, "_slots", lambda wants, *_, **__: [0.1 * at for at in range(len(wants))],
        "on one track",
    ),
    "connectors of one letter": (
        flow_pages, "LETTERS", "A", "leads to",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_checker__sees_a_broken_layout(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, what, instead, told = BROKEN[name]
    monkeypatch.setattr(where, what, instead)
    drawn = (LOOP, SPLIT, SWAP, long_flow(30))
    found = [one for flow in drawn for one in faults(flow, pages_of(flow))]
    assert any(told in one for one in found), found
