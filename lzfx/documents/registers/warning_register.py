"""《预警台账》: every warning of the year, where it stands, how late it is, what it followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Paragraph
from lzfx.documents.labels import color_name, shown, unit_name
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    in_cell,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Level
from lzfx.model.warning import WAITING, WarningRegister, WarningStanding

NAME = "预警台账"
_STATES = "warning_states"


def warning_register(master: Master, register: WarningRegister) -> Document:
    """The warnings by colour from the gravest, with what stands open counted above them."""
    campaign = master.campaign
    return sheet(
        master,
        f"{register.year}年度{NAME}",
        f"{campaign.system}{campaign.name}{NAME}",
        (under_title(master), *_blocks(master, register)),
        facts={"预警数": str(len(register.standings))},
        landscape=True,
    )


def register_gaps(_: Master, register: WarningRegister) -> tuple[Finding, ...]:
    """Everything that forbids printing it: there is no warning."""
    return tuple(no_entries(NAME, register.standings))


def _blocks(master: Master, register: WarningRegister) -> Iterator[Block]:
    told = register.standings
    colors = Counter(color_name(master, one.notice.color) for one in told)
    late = sum(one.days_late > 0 for one in told)
    left = sum(not one.is_over for one in told)
    yield Paragraph(
        f"共发出预警{len(told)}份：{counted_in_words(colors.items(), '份')}。"
        f"没有办完的{left}份，其中逾期没有反馈的{late}份。",
        "flush",
    )
    yield list_table(_columns(master), told)


def _columns(master: Master) -> tuple[ListColumn[WarningStanding], ...]:
    return (
        ListColumn("预警编号", 35, lambda one: one.number, level=lambda one: _level(master, one)),
        ListColumn("颜色", 12, lambda one: color_name(master, one.notice.color)),
        ListColumn("责任主体", 30, lambda one: _subject(master, one), "left"),
        ListColumn("风险点", 30, _point, "left"),
        ListColumn("签发日期", 23, lambda one: in_cell(one.notice.issued_on)),
        ListColumn("整改期限", 23, lambda one: in_cell(one.deadline)),
        ListColumn("状态", 22, lambda one: shown(master, _STATES, one.state)),
        ListColumn("逾期", 13, _late),
        ListColumn("承接", 35, lambda one: one.notice.follows or NOTHING),
    )


def _level(master: Master, one: WarningStanding) -> Level | None:
    """The level that has its colour, for the tint."""
    found = (each.level for each in master.criteria if each.color == one.notice.color)
    return next(found, None)


def _subject(master: Master, one: WarningStanding) -> str:
    who = (unit_name(master, one.notice.unit), one.notice.post, one.notice.person)
    return " ".join(part for part in who if part)


def _point(one: WarningStanding) -> str:
    return " ".join(filter(None, (one.notice.risk_point, one.notice.risk))) or "未登记风险点"


def _late(one: WarningStanding) -> str:
    """How late the unit is by now; of one that has reported, how late it did."""
    days = one.days_late if one.state in WAITING else one.answered_late
    return f"{days}天" if days else NOTHING
