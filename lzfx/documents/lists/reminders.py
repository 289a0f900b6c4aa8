"""催报名单: who is still waited for, since when and how to reach them, and a letter to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, PageBreak, Paragraph, Table
from lzfx.content.letter import SignOff
from lzfx.content.wording import chinese_date
from lzfx.documents.sheet import sheet
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import Late, Outstanding

NAME = "催报名单"
_COLUMNS = (
    Column("序号", 10, "center"),
    Column("单位（岗位）", 40),
    Column("现在的情况", 28, "center"),
    Column("逾期", 15, "center"),
    Column("待改", 13, "center"),
    Column("联系人", 17.4, "center"),
    Column("电话", 28, "center"),
    Column("邮箱", 39.6),
    Column("催报记录（日期、方式）", 34),
)
_LATE = (
    Column("序号", 15, "center"),
    Column("单位（岗位）", 110),
    Column("收到日期", 60, "center"),
    Column("迟报天数", 40, "center"),
)


def reminders(master: Master) -> Document:
    """The list for the office, then one sheet to send out; dated today."""
    campaign = master.campaign
    papers = master.papers
    forms = len(_forms((*papers.outstanding, *papers.late)))
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{campaign.name}{NAME}",
        (
            Paragraph(
                f"报送期限{chinese_date(campaign.deadline)}，数据截至{chinese_date(master.day)}",
                "centered",
            ),
            *_list(papers.outstanding, forms),
            *_late(papers.late, forms),
            *(block for form in _forms(papers.outstanding) for block in _letter(master, form)),
        ),
        landscape=True,
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def nobody_to_remind(master: Master) -> tuple[Finding, ...]:
    """Why there is no list to print: everybody has returned, and in time."""
    papers = master.papers
    return () if papers.outstanding or papers.late else (Finding("nobody-to-remind"),)


def _forms(waited_for: Iterable[Outstanding | Late]) -> tuple[str, ...]:
    """The titles of the forms that are waited for, in their order."""
    return tuple(dict.fromkeys(one.form for one in waited_for))


def _named(one: Outstanding | Late, forms: int) -> str:
    """Who is waited for; with several forms out also for which."""
    return f"{one.name}《{one.form}》" if forms > 1 else one.name


def _list(outstanding: Sequence[Outstanding], forms: int) -> Iterator[Block]:
    if not outstanding:
        yield Paragraph("应报的都已报来。", "flush")
        return
    rows = tuple(
        (
            Cell(str(number)),
            Cell(_named(one, forms)),
            Cell(one.state),
            Cell(f"{one.days_late}天" if one.days_late > 0 else "未到期"),
            Cell(f"{one.faults}处" if one.faults else "—"),
            Cell(one.contact),
            Cell(one.phone),
            Cell(one.email),
            Cell(""),
        )
        for number, one in enumerate(outstanding, start=1)
    )
    yield Table(_COLUMNS, rows, landscape=True, caption=f"未报和待改的（{len(rows)}个）")


def _late(late: Sequence[Late], forms: int) -> Iterator[Block]:
    if not late:
        return
    rows = tuple(
        (
            Cell(str(number)),
            Cell(_named(one, forms)),
            Cell(chinese_date(one.received_on)),
            Cell(str(one.days_late)),
        )
        for number, one in enumerate(late, start=1)
    )
    yield Table(_LATE, rows, landscape=True, caption=f"已报但超过期限的（{len(rows)}个）")


def _letter(master: Master, form: str) -> Iterator[Block]:
    """One sheet to all who have not returned that form."""
    office = master.campaign.office
    outstanding = [one for one in master.papers.outstanding if one.form == form]
    overdue = outstanding[0].days_late > 0
    deadline = outstanding[0].deadline or master.campaign.deadline
    yield PageBreak()
    yield Paragraph("催报通知", "title")
    yield Paragraph(f"{'、'.join(one.name for one in outstanding)}：", "flush")
    yield Paragraph(
        f"《{form}》的报送期限为{chinese_date(deadline)}，"
        f"{'现已超过期限' if overdue else '期限将到'}。你们单位的申报表还没有报来，"
        "或者退回后还没有改好重报。请抓紧填报，盖章签字的纸质件随后补送。"
    )
    yield Paragraph(
        "按时报送情况列入年度考核。填报中有困难的，请与"
        f"{office.name}联系（联系人：{office.contact}，电话：{office.phone}，邮箱：{office.email}）。"
    )
    yield SignOff(office.name, chinese_date(master.day))
