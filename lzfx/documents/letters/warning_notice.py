"""《预警提示书》: the letter to who is warned, and the form with stub and receipt to cut off."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Paragraph
from lzfx.content.paper import CutLine, Grid
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import color_name, level_name, shown, unit_name
from lzfx.documents.letter import Letter, letter_document
from lzfx.documents.letters.warning_readiness import NAME
from lzfx.documents.letters.warning_texts import (
    concerns,
    level_warned_of,
    subject,
    warning_name,
    warning_number,
)
from lzfx.documents.sheet import on_day, sheet
from lzfx.model.master import Master
from lzfx.model.risk import Level
from lzfx.model.warning import WarningNotice

_LONG = 2.0
_DAY_TO_WRITE = "　　　　年　　月　　日"


def warning_letter(master: Master, one: WarningNotice) -> Document:
    """One warning as a letter in the 信函 format, its colour named in title and text."""
    letter = Letter(
        title=f"{color_name(master, one.color)}{NAME}",
        number=warning_number(master, one),
        issuer=one.issuer,
        date=one.issued_on or master.day,
        body=tuple(_body(master, one)),
        recipients=(subject(master, one),),
        style="letter",
        copies_to=(master.campaign.office.name,),
    )
    return letter_document(f"{warning_number(master, one)} {NAME}", letter)


def warning_form(master: Master, one: WarningNotice) -> Document:
    """One warning as a sheet of three parts with one number: stub, notice, receipt."""
    number = warning_number(master, one)
    blocks = (
        _stub(master, one),
        CutLine(f"{number}　存根由签发机关留存"),
        _notice(master, one),
        CutLine(f"{number}　回执由责任主体签收后退回"),
        _receipt(master, one),
    )
    return sheet(
        master, f"{number} {NAME}（存根、回执）", f"{color_name(master, one.color)}{NAME}", blocks
    )


def _body(master: Master, one: WarningNotice) -> Iterator[Block]:
    source = shown(master, "warning_sources", one.source)
    yield Paragraph(f"根据{source}掌握的情况，你处“{concerns(one)}”出现需要注意的苗头：")
    yield Paragraph(one.early_sign)
    level = f"该风险点为{level_name(master, one.level)}，" if one.level else ""
    raised = ""
    if one.level and level_warned_of(master, one.color) < one.level:
        raised = f"因{one.raised_because}，提高预警颜色，"
    handling = shown(master, "handlings", one.handling)
    yield Paragraph(
        f"{level}{raised}现向你处发出{warning_name(master, one)}，"
        f"处置方式为{handling}。请做好以下工作："
    )
    for number, demand in enumerate(one.demands, start=1):
        yield Paragraph(f"{number}. {demand}")
    yield Paragraph(
        f"请于{on_day(one.deadline)}前改正到位，填写《整改反馈表》送"
        f"{master.campaign.office.name}。逾期不报、整改不合格的，提高预警颜色。"
    )


def _stub(master: Master, one: WarningNotice) -> Grid:
    """What the issuer keeps: to whom, why, by when."""
    return Grid(
        widths=FOUR,
        rows=(
            pair(
                "存　根",
                warning_number(master, one),
                "预警颜色",
                warning_name(master, one),
                _level(master, one),
            ),
            pair("责任主体", subject(master, one), "信息来源", _source(master, one)),
            wide("风险点", concerns(one)),
            pair("处置方式", _handling(master, one), "整改期限", on_day(one.deadline)),
            pair("签发人", one.signer, "签发日期", on_day(one.issued_on)),
        ),
    )


def _notice(master: Master, one: WarningNotice) -> Grid:
    """What the receiver keeps."""
    demands = "\n".join(f"{at}. {text}" for at, text in enumerate(one.demands, start=1))
    return Grid(
        widths=FOUR,
        rows=(
            pair(
                "提示书",
                warning_number(master, one),
                "预警颜色",
                warning_name(master, one),
                _level(master, one),
            ),
            wide("责任主体", subject(master, one)),
            wide("苗头性问题", one.early_sign, _LONG),
            wide("提示事项\n与要求", demands, _LONG),
            pair("处置方式", _handling(master, one), "整改期限", on_day(one.deadline)),
            pair("签发机关\n（盖章）", one.issuer, "签发日期", on_day(one.issued_on)),
        ),
    )


def _receipt(master: Master, one: WarningNotice) -> Grid:
    """What comes back: that it was received, signed by hand."""
    return Grid(
        widths=FOUR,
        rows=(
            pair(
                "回　执",
                warning_number(master, one),
                "预警颜色",
                warning_name(master, one),
                _level(master, one),
            ),
            wide("签收说明", f"{unit_name(master, one.unit)}已收到本提示书，将按期整改并反馈。"),
            pair("签收人", "", "签收日期", _DAY_TO_WRITE),
        ),
    )


def _source(master: Master, one: WarningNotice) -> str:
    return shown(master, "warning_sources", one.source)


def _handling(master: Master, one: WarningNotice) -> str:
    return shown(master, "handlings", one.handling)


def _level(master: Master, one: WarningNotice) -> Level:
    return level_warned_of(master, one.color)
