"""Invented papers to fill in, cards and drawings for the tests of the renderers."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from support.printed_document import HOSTILE, POSTS, UNITS, long_text

from lzfx.content.blocks import Document, Heading, Paragraph
from lzfx.content.drawing import Chart, Figure, Series
from lzfx.content.paper import Box, Card, Cards, CutLine, Grid

ISSUER = "白鹭区人口和计划生育委员会"


def paper(*blocks: object, title: str = "整改情况反馈表") -> Document:
    """A document of these blocks."""
    return Document("名", title, blocks, ISSUER, "2011-09-30")  # type: ignore[arg-type]


def feedback() -> Document:
    """Boxes of many kinds, one taller than a page, a stub to cut off, and a wide form."""
    signs = tuple(
        (Box(f"{unit}意见", label=True), Box(HOSTILE[at], span=3, lines=6 + at))
        for at, unit in enumerate(UNITS)
    )
    form = Grid(
        (2, 3, 2, 3),
        (
            (Box("单位", label=True), Box(UNITS[2]), Box("岗位", label=True), Box(POSTS[3])),
            (Box("风险等级", label=True), Box("一级（红色）", span=3, level=1, align="center")),
            (Box("证号", label=True), Box(HOSTILE[11]), Box(HOSTILE[10], span=2)),
            (Box("存在问题", label=True), Box(long_text(2600), span=3)),
            *signs,
            (Box("（公章）\n　　　　年　　月　　日", span=4, lines=5, align="center"),),
        ),
        caption="表1　反馈内容",
    )
    wide = Grid((1, 4, 1, 4), tuple(row for row in signs), landscape=True)
    return paper(
        form, CutLine("存　根　联"), Paragraph("编号：001", "flush"),
        Heading(2, "横排的表"), wide,
    )  # fmt: skip


def card(number: int, measures: int = 2) -> Card:
    """The card of one post with so many measures."""
    return Card(
        title="岗位廉政风险告知卡",
        number=f"编号：白计生〔2011〕卡{number}号",
        facts=(
            ("单位：", UNITS[number % len(UNITS)]),
            ("岗位：", POSTS[number % len(POSTS)]),
            ("风险等级：", "一级（红色）"),
            ("说明：", HOSTILE[number % len(HOSTILE)]),
        ),
        paragraphs=tuple(
            f"{at + 1}. 第{number}张卡片：严格执行集体研究制度，重大事项提交委办公会讨论。"
            for at in range(measures)
        ),
        foot=("承诺人（签字）：", "2011年　　月　　日"),
    )


def cards(across: int = 2, down: int = 2) -> Document:
    """Five cards and two empty places, one card with much text."""
    placed = (card(1), card(2, 7), None, card(4), card(5), None, card(7))
    return paper(Cards(placed, across, down), title="告知卡")


def drawing(width: float, height: float, *texts: str, caption: str = "图1　流程") -> Figure:
    """A frame of this size (mm) with texts in it, one line each."""
    says = "".join(
        f'<text x="{width / 2}" y="{8 + 7 * at}" font-size="5" text-anchor="middle"'
        f' font-family="{("song", "hei", "kai", "body", "title")[at % 5]}">{escape(text)}</text>'
        for at, text in enumerate(texts)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}"><rect x="0.5" y="0.5" width="{width - 1}"'
        f' height="{height - 1}" fill="#D6E6FA" stroke="#1E6FD9"/>{says}</svg>'
    )
    return Figure(svg, width, height, "一个框", tuple(texts), caption)


CHART = Chart(
    shape="bars",
    categories=UNITS[:4],
    series=(
        Series("一级", (3, 0, 2, 1), 1),
        Series("二级", (2, 2, 4, 0), 2),
        Series("三级", (5, 1, 0, 1), 3),
    ),
    caption="图2　各科室风险点",
    alt="各科室各级风险点的个数",
)


def drawings() -> Document:
    """Small, tall and wide drawings with what announces them, and a chart."""
    return paper(
        Paragraph("正文。" * 40),
        drawing(80, 50, *HOSTILE[:4]),
        Heading(2, "一、比一页高的图"),
        Paragraph("说明。"),
        drawing(200, 400, *HOSTILE[4:9], "审批环节▲R3一"),
        Heading(2, "二、统计图"),
        CHART,
        Heading(2, "三、横排的图"),
        replace(drawing(400, 150, "横排的图"), landscape=True),
        title="流程图",
    )
