"""Invented letters and papers for the tests of the renderers, with every block they are made of."""

from __future__ import annotations

from support.printed_document import HOSTILE, risk_table

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.drawing import Chart, Figure, Series
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Box, Card, Cards, CutLine, Grid

OFFICE = "白鹭区人口和计划生育委员会"
_BODY = (
    "根据《白鹭区廉政风险防范管理实施方案》，经各科室自查、审核小组审核、领导小组审定，"
    "现将我委廉政风险点及防范措施予以公示，公示期为7个工作日。公示期内，干部群众对公示内容有异议的，"
    "可以书面或者口头形式向领导小组办公室反映；单位反映的应当加盖公章，个人反映的应当签署真实姓名。"
)


def _document(name: str, title: str, blocks: tuple[Block, ...]) -> Document:
    return Document(name, title, blocks, OFFICE, "2011-09-30")


def notice(*, sealed: bool = False, signer: str = "") -> Document:
    """A letter of the general format with everything a head may have, two annexes and a 版记."""
    title = ("白鹭区人口和计划生育委员会", "关于公示廉政风险点及防范措施的通知")
    small = Table(
        (Column("等级", 2, "center"), Column("数量", 2, "center"), Column("管理责任", 6)),
        (
            (Cell("一级", 1), Cell("12"), Cell("主要领导")),
            (Cell("二级", 2), Cell("30"), Cell("分管领导")),
        ),
        caption="表1　风险点统计",
    )
    return _document(
        "公示通知",
        "".join(title),
        (
            Letterhead(
                f"{OFFICE}文件",
                "鹭人口〔2011〕18号",
                title,
                "各街道办事处，委属各单位，机关各科室：",
                copy_number="000012",
                secrecy="秘密★1年",
                urgency="特急",
                signer=signer,
            ),
            Paragraph(_BODY),
            Heading(2, "一、公示范围"),
            Paragraph(_BODY),
            Heading(3, "（一）联系方式"),
            Paragraph(f"联系电话：5550000。{HOSTILE[4]}{HOSTILE[6]}与{{_{{ x }}_}}"),
            Paragraph("特此通知。"),
            AnnexNames(
                (
                    "廉政风险点一览表",
                    "廉政风险点按等级统计的情况以及各等级风险点的管理责任人和监控责任人",
                )
            ),
            SignOff(OFFICE, "2011年9月30日", sealed=sealed, note="此件公开发布"),
            Annex(1, "廉政风险点一览表"),
            risk_table(12),
            Annex(2, "廉政风险点按等级统计的情况以及各等级风险点的管理责任人和监控责任人"),
            Paragraph(_BODY),
            small,
            Imprint(
                f"区纪委监察局，区政府办公室，{HOSTILE[4]}", f"{OFFICE}办公室", "2011年9月30日"
            ),
        ),
    )


def short_notice() -> Document:
    """A letter of one page without annexes."""
    return _document(
        "短通知",
        "关于报送廉政风险点的通知",
        (
            Letterhead(
                "白鹭区卫计委文件", "鹭卫〔2011〕3号", ("关于报送廉政风险点的通知",), "各科室："
            ),
            Paragraph(_BODY),
            SignOff("白鹭区卫计委", "2011年9月3日"),
            Imprint("区纪委监察局", "白鹭区卫计委办公室", "2011年9月3日"),
        ),
    )


def warning() -> Document:
    """A warning in the letter format, its stub and its receipt on a page of their own."""
    title = "关于发票核销岗位廉政风险的预警提示书"
    return _document(
        "预警提示书",
        title,
        (
            Letterhead(OFFICE, "鹭预警〔2011〕5号", (title,), "财务室：", "letter"),
            Paragraph(
                "经监控发现，你科室在发票核销中存在“先报后审”的现象，风险等级为二级（橙色）。"
            ),
            Paragraph(_BODY),
            SignOff(OFFICE, "2011年10月8日"),
            CutLine("送达回执（沿此线剪下）"),
            receipt(),
            Imprint("委领导，监察室", "", "", "letter"),
        ),
    )


def receipt() -> Grid:
    """A receipt to fill in: labels, room to write, a tinted box."""
    return Grid(
        (2, 4, 2, 4),
        (
            (Box("文号", label=True), Box("鹭预警〔2011〕5号"), Box("等级", label=True),
             Box("二级（橙色）", level=2, align="center")),
            (Box("收件意见", label=True, lines=5), Box("", span=3)),
            (Box("收件人", label=True), Box(""), Box("日期", label=True), Box("　　年　月　日")),
        ),
        caption="预警提示书送达回执",
    )  # fmt: skip


def review_sheet() -> Document:
    """A form of several boxes and one row taller than a page."""
    wide = Grid(
        (1, 3, 1, 3),
        (
            (Box("审核表", span=4, label=True),),
            (Box("单位", label=True), Box("财务室"), Box("岗位", label=True), Box("出纳会计")),
            (Box("审核意见", label=True, lines=60), Box("", span=3)),
        ),
    )
    return _document("审核表", "廉政风险点审核表", (wide, CutLine("存根"), receipt()))


def cards(count: int = 5, across: int = 1, down: int = 2, texts: int = 1) -> Document:
    """Cards of posts, `across` x `down` on a sheet; the last place of all is empty."""
    made = tuple(
        Card(
            "岗位廉政风险告知单",
            f"编号：KS01-P{number}",
            (("岗位", f"出纳会计{number}"), ("风险等级", "二级（橙色）")),
            (
                f"本岗位第{number}号风险点是发票核销。",
                *("请严格执行双人复核制度，按月核对台账。",) * texts,
            ),
            ("岗位人员（签字）：", "　　年　月　日"),
        )
        for number in range(1, count + 1)
    )
    return _document("告知单", "岗位廉政风险告知单", (Cards((*made, None), across, down),))


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">'
    '<rect x="1" y="1" width="{x}" height="{y}" fill="#FDE6CC" stroke="#F08300"/>'
    '<text x="10" y="20" font-family="song" font-size="6">受理申请（R3二级）</text>'
    '<text x="10" y="40" font-family="hei" font-size="6">审核 &amp; 决定</text></svg>'
)


def svg(width: int, height: int) -> str:
    return SVG.format(w=width, h=height, x=width - 2, y=height - 2)


def drawings() -> Document:
    """An upright figure taller than the page, a landscape one, and two charts."""
    figure = Figure(
        svg(150, 260),
        150,
        260,
        "票据核销的流程",
        ("受理申请（R3二级）", "审核 & 决定"),
        "图1　流程",
    )
    turned = Figure(svg(240, 120), 240, 120, "宽流程", ("受理申请（R3二级）",), landscape=True)
    series = (Series("一级", (3, 1), 1), Series("二级", (5, 8), 2))
    bars = Chart("bars", ("财务室", "办公室"), series, "图2　各单位风险点", "各单位风险点数量")
    return _document(
        "流程图",
        "权力运行流程图",
        (
            Paragraph(_BODY),
            Heading(2, "一、票据核销"),
            figure,
            Heading(2, "二、宽流程"),
            turned,
            Heading(2, "三、统计"),
            bars,
            figure,
        ),
    )
