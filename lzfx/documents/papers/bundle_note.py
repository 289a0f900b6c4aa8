"""《报送单》: the stamped sheet beside a bundle; it carries the code that proves the file."""

from __future__ import annotations

from datetime import date

from lzfx.content.blocks import Document, Paragraph
from lzfx.content.paper import Box, Grid
from lzfx.content.wording import chinese_date
from lzfx.model.bundle import BundleHead
from lzfx.model.campaign import Campaign

NAME = "报送单"


def bundle_note(campaign: Campaign, head: BundleHead, file: str, code: str, on: date) -> Document:
    """The sheet for one bundle; `code` are the signs that are typed where the file arrives."""
    told = head.manifest
    point = campaign.words.point
    edition = (
        f"第{told.edition}版（{chinese_date(date.fromisoformat(told.edition_day))}批准印发）"
        if told.edition
        else f"尚未批准（{told.mark}）"
    )
    facts = (
        ("报送单位", told.sender),
        ("活动", f"{told.title}（{told.campaign}）"),
        ("版次", edition),
        ("文件名", file),
        ("内容", f"{told.unit_count}个单位，{told.points}个{point}"),
        ("校验码", code),
        ("台账截至", told.as_of.replace("T", " ")),
    )
    signed = tuple((Box(title, label=True), Box("", lines=2.0)) for title in _SIGNED)
    rows = (*((Box(title, label=True), Box(text)) for title, text in facts), *signed)
    return Document(
        name=f"{told.year}年度{point}{NAME}",
        title=f"{told.year}年度{point}{NAME}",
        blocks=(
            Paragraph(_SAYS.format(point=point)),
            Grid(widths=(24.0, 76.0), rows=rows),
            Paragraph(_FOOT, "note"),
        ),
        author=campaign.issuer,
        date=on.isoformat(),
        mark=told.mark,
    )


_SIGNED = ("经办人（签字）", "负责人（签字、盖章）")
_SAYS = "现将本单位{point}汇总文件随本单报送。收到后请用本单所印校验码核对文件。"
_FOOT = (
    "核对办法：在汇总文件夹里运行 lzfx rollup 文件名 --code 校验码（中间的空格不写）。"
    "校验码相符，文件就与报送时一字不差；不相符的，文件不收，请与报送单位联系。"
)
