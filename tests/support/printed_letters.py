"""Invented official letters for the tests of the renderers."""

from __future__ import annotations

from dataclasses import replace

from support.printed_document import HOSTILE, long_text, risk_table

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Box, CutLine, Grid

OFFICE = "白鹭区人口和计划生育委员会"
HEAD = Letterhead(
    mark=f"{OFFICE}文件",
    number="白计生〔2011〕23号",
    title=(f"{OFFICE}", "关于公示廉政风险点和防范措施的通知"),
    recipients="机关各科室，委属各单位：",
)
LETTER_HEAD = replace(
    HEAD, mark=OFFICE, style="letter", number="白计生函〔2011〕7号", title=("关于廉政风险预警的函",)
)
TEXT = Paragraph(
    "根据廉政风险防范管理工作的安排，各科室查找的廉政风险点和制定的防范措施已经领导小组审定，"
    "现将有关情况予以公示，请干部职工和服务对象监督。"
)
NAMES = (
    f"{OFFICE}廉政风险点及防范措施一览表（公开版，含各科室和委属单位、按风险等级排列）",
    "意见表 #import *x* $y$",
)
SIGN_OFF = SignOff(OFFICE, "2011年9月30日", note="此件公开发布")
IMPRINT = Imprint(
    "区纪委监察局，区委组织部，区直机关工委，区政府纠风办，各镇人口和计划生育办公室，"
    "区人口和计划生育协会，白鹭区妇幼保健计划生育服务中心",
    f"{OFFICE}办公室",
    "2011年9月30日",
)


def letter(*blocks: Block, head: Letterhead = HEAD) -> Document:
    """A letter of these blocks under its head."""
    return Document(
        name="公示通知",
        title="".join(head.title),
        blocks=(head, *blocks),
        author=OFFICE,
        date="2011-09-30",
    )


def notice() -> Document:
    """A notice with every block of the general format, a landscape annex and an imprint."""
    return letter(
        TEXT,
        Heading(2, "一、公示内容"),
        *(TEXT,) * 2,
        Heading(3, "（一）公示时间"),
        *(Paragraph(f"{text}。") for text in HOSTILE[:6]),
        TEXT,
        AnnexNames(NAMES),
        SIGN_OFF,
        Annex(1, NAMES[0]),
        Paragraph("白鹭区共8个风险点。", "flush"),
        replace(risk_table(8), merge=()),
        Annex(2, NAMES[1]),
        Grid(
            (1, 3, 1, 3),
            (
                (Box("姓名", label=True), Box(""), Box("电话", label=True), Box("")),
                (Box("意见", label=True), Box("", span=3, lines=8)),
                (Box(HOSTILE[0], span=4, lines=2),),
            ),
        ),
        IMPRINT,
        head=replace(HEAD, copy_number="000012", secrecy="秘密★1年", urgency="特急"),
    )


def report() -> Document:
    """A letter upwards, of one page and one overleaf, under the seal."""
    return letter(
        TEXT,
        Paragraph("特此报告。"),
        replace(SIGN_OFF, sealed=True, note="联系人：李小兰，电话：0000-1234567"),
        IMPRINT,
        head=replace(HEAD, title=("关于廉政风险防范管理工作的报告",), signer="王立春"),
    )


def warning() -> Document:
    """A letter in the 信函 format over two pages, with a receipt to tear off."""
    return letter(
        *(Paragraph(long_text(300)),) * 2,
        SIGN_OFF,
        CutLine("回　执　联"),
        Grid((1, 3), ((Box("签收人", label=True), Box("", lines=3)),)),
        replace(IMPRINT, style="letter", printer="", printed_on=""),
        head=LETTER_HEAD,
    )
