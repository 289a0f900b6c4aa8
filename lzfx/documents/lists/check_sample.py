"""抽查名单: the points drawn for a quarter, with who monitors them and room for what is found."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import level_name, post_name, text_of, unit_name
from lzfx.documents.sheet import ListColumn, list_table, sheet, under_title
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.sampling import Quarter, Sample

NAME = "动态纠错抽查名单"


def check_sample(master: Master) -> Document:
    """The newest quarter's points in roster order, landscape; those that are no more are named."""
    sample = master.papers.samples[-1]
    said = quarter_said(sample.quarter)
    return sheet(
        master,
        f"{said}{NAME}",
        f"{master.campaign.system}{said}{NAME}",
        _blocks(master, sample),
        facts={"抽签号": sample.seed, "数据截至": chinese_date(master.day)},
        landscape=True,
    )


def no_sample(master: Master) -> tuple[Finding, ...]:
    """Why there is no list to print: nothing was drawn."""
    return () if master.papers.samples else (Finding("check-none-drawn"),)


def quarter_said(quarter: str) -> str:
    """`2026Q4` as it is printed."""
    told = Quarter.named(quarter)
    return f"{told.year}年第{'一二三四'[told.number - 1]}季度" if told else quarter


def _blocks(master: Master, sample: Sample) -> Iterator[Block]:
    known = {one.point.point_id: one for one in master.graded}
    rows = [known[name] for name in sample.points if name in known]
    gone = [name for name in sample.points if name not in known]
    yield under_title(master)
    yield Paragraph(_drawn(sample), "flush")
    yield list_table(_columns(master), rows, merge=(master.campaign.words.unit,))
    if gone:
        yield Paragraph(f"抽定以后已不在册的：{'、'.join(gone)}，不再查。", "note")
    yield Paragraph(
        "检查人（签字）：　　　　　　　　被查单位（签字）：　　　　　　　　检查日期：", "flush"
    )


def _drawn(sample: Sample) -> str:
    return (
        f"共{len(sample.points)}个，抽签号{sample.seed}。按单位和等级分层抽签：各等级照检查频次定数，"
        "先抽今年没有查过的；同样的抽签号和记录抽出同样的名单。"
    )


def _columns(master: Master) -> tuple[ListColumn[Graded], ...]:
    return (
        ListColumn(master.campaign.words.unit, 30, lambda one: unit_name(master, one.point.unit)),
        ListColumn("编号", 22, lambda one: one.point.point_id),
        ListColumn("岗位", 24, lambda one: post_name(master, one.point.post)),
        ListColumn("风险点", 40, lambda one: text_of(master, one, "name"), "left"),
        ListColumn(
            "风险\n等级", 13, lambda one: level_name(master, one.level), level=lambda one: one.level
        ),
        ListColumn("监控责任人", 34, lambda one: one.monitor),
        ListColumn("措施落实", 18, lambda _: ""),
        ListColumn("发现的问题", 40, lambda _: "", "left"),
    )
