"""《风险防控一览表》: one power a page, its stages with the risk on the left, the measure right."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Heading, PageBreak
from lzfx.content.paper import Box, Grid
from lzfx.content.wording import numeral
from lzfx.documents.labels import level_name, post_name, shown, unit_name
from lzfx.documents.registers.power_catalogue import KINDS
from lzfx.documents.required import doubled, no_entries
from lzfx.documents.sheet import ListColumn, list_table, sheet
from lzfx.model.control import ControlOverview, ControlSheet, ControlStage
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "风险防控一览表"
_WIDTHS = (24.0, 40.0, 28.0, 24.0, 40.0)
_BOX_LINES = 3.0
_DOWN = "\n↓"


def control_overview(master: Master, overview: ControlOverview) -> Document:
    """The sheets in the order given, each on a page of its own."""
    return sheet(
        master,
        f"{overview.year}年度{NAME}",
        f"{master.campaign.commission}{NAME}（{overview.year}年度）",
        _blocks(master, overview),
        facts={"职权数": str(len(overview.sheets))},
    )


def control_gaps(_: Master, overview: ControlOverview) -> tuple[Finding, ...]:
    """Everything that forbids printing the sheets."""
    codes = [one.code for one in overview.sheets]
    return (*no_entries(NAME, codes), *doubled(NAME, "职权编码", codes))


def _blocks(master: Master, overview: ControlOverview) -> Iterator[Block]:
    for number, one in enumerate(overview.sheets, start=1):
        if number > 1:
            yield PageBreak()
        yield Heading(2, f"{numeral(number)}、{one.power}")
        yield _grid(master, one)
        yield list_table(_columns(master), one.stages, landscape=False)


def _grid(master: Master, one: ControlSheet) -> Grid:
    """The head of the power and a row of three boxes for each stage, arrows between the stages."""
    head = (
        (
            Box("职权编码", label=True),
            Box(one.code, align="center"),
            Box("职权类别", label=True),
            Box(shown(master, KINDS, one.kind), span=2, align="center"),
        ),
        (
            Box("职权名称", label=True),
            Box(one.power, align="center"),
            Box("行使单位", label=True),
            Box(unit_name(master, one.unit), span=2, align="center"),
        ),
        (
            Box("风险点", span=2, label=True),
            Box("环节", label=True),
            Box("防控措施", span=2, label=True),
        ),
    )
    last = len(one.stages) - 1
    stages = tuple(
        _row(master, stage, "" if at == last else _DOWN) for at, stage in enumerate(one.stages)
    )
    return Grid(widths=_WIDTHS, rows=(*head, *stages))


def _row(master: Master, stage: ControlStage, below: str) -> tuple[Box, ...]:
    level = level_name(master, stage.level)
    number = f"（{stage.risk_point}）" if stage.risk_point else ""
    return (
        Box(
            f"{stage.risk}{number}\n风险等级：{level}",
            span=2,
            lines=_BOX_LINES,
            level=stage.level,
        ),
        Box(f"{stage.name}{below}", label=True),
        Box(f"{stage.measure}\n责任人：{stage.responsible}", span=2, lines=_BOX_LINES),
    )


def _columns(master: Master) -> tuple[ListColumn[ControlStage], ...]:
    return (
        ListColumn("风险防控环节", 45, lambda one: one.name),
        ListColumn("风险防控岗位", 52, lambda one: post_name(master, one.post)),
        ListColumn("风险防控责任人", 50, lambda one: one.responsible),
    )
