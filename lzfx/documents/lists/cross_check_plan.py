"""交叉互查安排表: who checks whom, with whom to arrange the day (三（二）, domain 1.9)."""

from __future__ import annotations

from lzfx.content.blocks import Document, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import unit_name
from lzfx.documents.sheet import ListColumn, list_table, sheet, under_title
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.pairing import Pair

NAME = "交叉互查安排表"


def cross_check_plan(master: Master) -> Document:
    """All pairs in the order of the roster, and the rules they were drawn by."""
    campaign = master.campaign
    columns: tuple[ListColumn[Pair], ...] = (
        ListColumn("检查单位", 38, lambda one: unit_name(master, one.checker)),
        ListColumn("联系人", 34, lambda one: _contact(master, one.checker)),
        ListColumn("被查单位", 38, lambda one: unit_name(master, one.checked)),
        ListColumn("联系人 ", 34, lambda one: _contact(master, one.checked)),
    )
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{NAME}",
        (
            under_title(master),
            list_table(columns, master.papers.pairs.pairs, merge=("检查单位",), landscape=False),
            Paragraph(_rules(master), "note"),
        ),
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def no_pairs(master: Master) -> tuple[Finding, ...]:
    """Why there is no plan to print: nothing was drawn."""
    return () if master.papers.pairs.pairs else (Finding("pair-none-drawn"),)


def _contact(master: Master, code: str) -> str:
    unit = master.roster.unit(code)
    person = master.roster.name_of(unit.contact or unit.head) if unit else ""
    return "\n".join(text for text in (person, unit.phone if unit else "") if text)


def _rules(master: Master) -> str:
    drawn = master.papers.pairs
    if drawn.mutual:
        said = "参加互查的只有两个单位，互相查"
    else:
        said = "不查自己，不互相对查，不与上一年重复"
    return f"说明：抽签产生，抽签号{drawn.seed}；{said}。互查结果填在《交叉互查表》里报办公室。"
