"""权力运行流程图: the chart of one power, its risk control chart, and the bound set of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lzfx.content.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from lzfx.content.drawing import Figure
from lzfx.content.lines import line_count
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import post_name, text_of
from lzfx.documents.sheet import UPRIGHT
from lzfx.flow.checks import flows_faults
from lzfx.flow.pages import pages_of
from lzfx.flow.svg import svg_of
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import Flow, FlowRisk, FlowSet
from lzfx.model.master import Master
from lzfx.model.risk import Graded

NAME = "权力运行流程图"
_CONTROL_NAME = "防控图"
"""What stands behind the office's word for risk in the name of a control chart."""
_NOTHING = "—"
_TYPE_AREA = 225.0
_HEADING = 21.0
_TABLE_HEAD = 24.0
_CHARACTER, _LINE, _ROW = 3.75, 5.2, 2.8
"""Of a table in letters of 10.5 points, in mm: a character, a line, and the edges of a row."""

_RISK_COLUMNS = (
    Column("风险点", 13, "center"),
    Column("风险防控环节", 16),
    Column("表现形式", 21),
    Column("等级", 7, "center"),
    Column("防范措施", 21),
    Column("风险防控岗位", 12),
    Column("风险防控责任人", 10),
)
_INDEX_COLUMNS = (
    Column("图号", 7, "center"),
    Column("职权编码", 15, "center"),
    Column("职权名称", 30),
    Column("职权类别", 20),
    Column("绘制单位", 14, "center"),
    Column("步骤", 7, "center"),
    Column("风险点", 7, "center"),
)


def flow_chart(flow: Flow, campaign: Campaign) -> Document:
    """The chart of one power, a page or as many as it takes; ask `flow_faults` first."""
    return _document(flow, campaign, NAME, tuple(charts(flow)))


def risk_control_chart(flow: Flow, campaign: Campaign) -> Document:
    """The chart of one power, and under it who guards which of its risks by what."""
    return _document(
        flow, campaign, f"{campaign.words.risk}{_CONTROL_NAME}", tuple(_with_risks(flow))
    )


def flow_book(flows: Sequence[Flow], campaign: Campaign, day: date) -> Document:
    """All charts in the order of their numbers, with cover, contents and a list of the powers.

    `day` is printed on the cover. Ask `flows_faults` first.
    """
    ordered = sorted(flows, key=lambda flow: flow.number)
    blocks: list[Block] = [
        Cover(
            title=(campaign.system, f"{NAME}汇编"),
            facts=(f"{campaign.year}年度", f"{_in_words(ordered)}"),
            issuer=campaign.issuer,
            date=chinese_date(day),
        ),
        Contents("目　录"),
        PageBreak(),
        Heading(2, "职权一览"),
        Paragraph(f"本汇编{_in_words(ordered)}。图中▲后是风险点在本图里的编号和等级。"),
        _index(ordered),
    ]
    for flow in ordered:
        blocks += [PageBreak(), Heading(2, heading(flow)), *_with_risks(flow)]
    return Document(
        name=f"{campaign.year}年度{NAME}汇编",
        title=f"{campaign.system}{NAME}汇编",
        blocks=tuple(blocks),
        author=campaign.issuer,
        date=day.isoformat(),
        facts={"流程图数": str(len(ordered)), "数据截至": chinese_date(day)},
    )


def flow_gaps(master: Master, bound: FlowSet) -> tuple[Finding, ...]:
    """What forbids drawing the flows of a set: their own faults, and points that are no more."""
    known = {one.point.point_id for one in master.graded}
    gone = tuple(
        Finding("flow-point-gone", params={"flow": flow.name, "risk": risk.point})
        for flow in bound.flows
        for risk in flow.risks
        if risk.level is None and risk.point and risk.point not in known
    )
    if gone:
        return gone
    flows = tuple(with_points(master, flow) for flow in bound.flows)
    return tuple(one for one in flows_faults(flows) if one.severity is Severity.ERROR)


def with_points(master: Master, flow: Flow) -> Flow:
    """The flow with what the master table says of its risk points; others are as they were."""
    found = {one.point.point_id: one for one in master.graded}
    risks = tuple(
        _risk(master, risk, found[risk.point]) if risk.point in found else risk
        for risk in flow.risks
    )
    return replace(flow, risks=risks)


def _risk(master: Master, risk: FlowRisk, one: Graded) -> FlowRisk:
    return replace(
        risk,
        level=one.level,
        manifestation=text_of(master, one, "manifestation") or text_of(master, one, "name"),
        measures=text_of(master, one, "measures"),
        post=post_name(master, one.point.post),
        responsible=text_of(master, one, "responsible"),
    )


def _document(flow: Flow, campaign: Campaign, title: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        name=f"{title} {flow.number:02d} {flow.name}",
        title=title,
        blocks=blocks,
        author=campaign.issuer,
        date=flow.version.isoformat(),
        facts={"职权编码": flow.code, "职权名称": flow.name, "图号": str(flow.number)},
    )


def heading(flow: Flow) -> str:
    """What stands over a chart: its number and the power."""
    return f"图{flow.number}　{flow.name}"


def charts(flow: Flow) -> Iterator[Block]:
    """A figure for each page of the chart, each on a page of its own; ask `flow_gaps` first."""
    pages = pages_of(flow)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            yield PageBreak()
        told = f"（第{number}页，共{len(pages)}页）" if len(pages) > 1 else ""
        yield Figure(
            svg=svg_of(page),
            width=page.width,
            height=page.height,
            alt=f"{flow.name}{NAME}{told}，共{len(page.nodes)}个步骤",
            says=page.says,
        )


def _with_risks(flow: Flow) -> Iterator[Block]:
    """The charts, and the table of their risks: under the last one where there is room for it."""
    figures = tuple(charts(flow))
    yield from figures
    if flow.risks:
        table = _risk_table(flow)
        last = figures[-1]
        used = last.height if isinstance(last, Figure) else 0.0
        if used + _height(table) > _TYPE_AREA - (_HEADING if len(figures) == 1 else 0.0):
            yield PageBreak()
        yield table


def _height(table: Table) -> float:
    """How high the table will be at least, in mm, so that it need not begin where it cannot end."""
    rooms = [column.width / 100 * UPRIGHT / _CHARACTER - 1 for column in table.columns]
    lines = sum(
        max(line_count(cell.text, room) for cell, room in zip(row, rooms, strict=True))
        for row in table.rows
    )
    return _TABLE_HEAD + lines * _LINE + len(table.rows) * _ROW


def _risk_table(flow: Flow) -> Table:
    """Each risk of the flow: where it lies, what it is, what is done about it and by whom."""
    rows = tuple(
        (
            Cell(f"{risk.label}\n{risk.point}" if risk.point else risk.label),
            Cell(_steps_of(flow, risk)),
            Cell(risk.manifestation or _NOTHING),
            Cell(flow.level_word(risk.level), risk.level),
            Cell(risk.measures or _NOTHING),
            Cell(risk.post or _NOTHING),
            Cell(risk.responsible or _NOTHING),
        )
        for risk in flow.risks
    )
    return Table(_RISK_COLUMNS, rows, caption=f"图{flow.number}的风险点及防控")


def _steps_of(flow: Flow, risk: FlowRisk) -> str:
    """The steps that bear the risk, as they are numbered in the chart."""
    steps = [f"{step.number}.{step.name}" for step in flow.steps if risk.label in step.risks]
    return "\n".join(steps) or _NOTHING


def _index(flows: Sequence[Flow]) -> Table:
    rows = tuple(
        (
            Cell(str(flow.number)),
            Cell(flow.code),
            Cell(flow.name),
            Cell(flow.kind),
            Cell(flow.unit),
            Cell(str(len(flow.steps))),
            Cell(str(len(flow.risks))),
        )
        for flow in flows
    )
    return Table(_INDEX_COLUMNS, rows)


def _in_words(flows: Sequence[Flow]) -> str:
    """How many charts and steps, and how many risk points of which level."""
    found = Counter(risk.level for flow in flows for risk in flow.risks)
    steps = sum(len(flow.steps) for flow in flows)
    levels = range(1, max((len(flow.level_words) for flow in flows), default=0) + 1)
    counted = "、".join(f"{flows[0].level_word(level)}{found[level]}处" for level in levels)
    return f"共{len(flows)}张图、{steps}个步骤，标注风险点{found.total()}处，其中{counted}"
