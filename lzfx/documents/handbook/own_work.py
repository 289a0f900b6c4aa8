"""The part of a unit in the handbook, beside its points: its powers, its rules and its charts."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Heading, PageBreak, Paragraph
from lzfx.content.wording import numeral
from lzfx.documents.labels import post_name, shown, unit_name
from lzfx.documents.registers.flowcharts import charts, flow_gaps, heading, with_points
from lzfx.documents.registers.power_catalogue import KINDS, in_force
from lzfx.documents.registers.rules_review_table import CONCLUSIONS
from lzfx.documents.sheet import NOTHING, ListColumn, list_table
from lzfx.model.flow import Flow, FlowSet
from lzfx.model.master import Master
from lzfx.model.power import Power
from lzfx.model.rules_review import ReviewedRule


def own_work(master: Master, unit: str) -> Iterator[Block]:
    """What the unit returned: the powers in force, the rules, and the charts that can be drawn.

    What it has not returned is left out, its heading too; a chart that cannot be drawn is named.
    """
    powers = in_force([one for one in master.powers if one.unit == unit])
    rules = [one for one in master.reviewed_rules if one.unit == unit]
    name = unit_name(master, unit)
    flows = [one for one in master.flows if one.unit == name]
    number = 0
    if powers:
        number += 1
        yield Heading(3, f"（{numeral(number)}）职权")
        yield list_table(_powers(master), powers, landscape=False)
    if rules:
        number += 1
        yield Heading(3, f"（{numeral(number)}）制度")
        yield list_table(_rules(master), rules, landscape=False)
    left: list[Flow] = []
    for flow in sorted(flows, key=lambda one: one.number):
        if flow_gaps(master, FlowSet((flow,))):
            left.append(flow)
            continue
        number += 1
        yield PageBreak()
        yield Heading(3, f"（{numeral(number)}）{heading(flow)}")
        yield from charts(with_points(master, flow))
    if left:
        names = "、".join(one.name for one in left)
        yield Paragraph(f"另有{len(left)}项职权的流程图正在修改：{names}。")


def _powers(master: Master) -> tuple[ListColumn[Power], ...]:
    return (
        ListColumn("职权\n编码", 21, lambda one: one.code),
        ListColumn("职权名称", 40, _called, "left"),
        ListColumn("职权\n类别", 18, lambda one: shown(master, KINDS, one.kind)),
        ListColumn("实施依据", 60, lambda one: one.legal_basis, "left"),
        ListColumn(
            "承办\n岗位",
            20,
            lambda one: "、".join(post_name(master, post) for post in one.posts) or NOTHING,
        ),
        ListColumn("办理\n时限", 15, lambda one: one.time_limit or NOTHING),
    )


def _called(one: Power) -> str:
    return f"{one.name}（{one.sub_item}）" if one.sub_item else one.name


def _rules(master: Master) -> tuple[ListColumn[ReviewedRule], ...]:
    return (
        ListColumn("制度名称", 56, _titled, "left"),
        ListColumn("适用职权", 40, lambda one: "、".join(one.powers) or NOTHING, "left"),
        ListColumn("梳理结论", 22, lambda one: shown(master, CONCLUSIONS, one.conclusion)),
        ListColumn("处理措施", 50, lambda one: one.action or NOTHING, "left"),
    )


def _titled(one: ReviewedRule) -> str:
    return f"{one.name}（{one.doc_number}）" if one.doc_number else one.name
