"""责任追究登记簿: decisions as they were registered, marked on every page as for few eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lzfx.content.blocks import Block, Document, Heading, PageBreak, Paragraph
from lzfx.content.paper import Grid
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import shown, unit_name
from lzfx.documents.required import doubled, no_entries
from lzfx.documents.sheet import on_day, sheet, under_title
from lzfx.model.accountability import AccountabilityEntry, AccountabilityRecord, StruckOut
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "责任追究登记簿"
MARK = "内部"
"""What stands on every page and in the names of the files: it is for nobody else."""


def accountability_register(master: Master, record: AccountabilityRecord) -> Document:
    """An entry a page; of one that was struck out only that it was, by which paper and when."""
    made = sheet(
        master,
        f"{record.year}年度{NAME}",
        f"{master.campaign.system}{NAME}（{record.year}年度）",
        _blocks(master, record),
        facts={"登记件数": str(len(record.entries))},
    )
    return replace(made, mark=MARK)


def accountability_gaps(_: Master, record: AccountabilityRecord) -> tuple[Finding, ...]:
    """Everything that forbids printing it: no entry, a number given twice."""
    numbers = [one.number for one in record.entries]
    return (*no_entries(NAME, (*numbers, *record.struck)), *doubled(NAME, "登记号", numbers))


def _blocks(master: Master, record: AccountabilityRecord) -> Iterator[Block]:
    there = {one.number for one in record.entries}
    taken_out = [number for number in record.struck if number not in there]
    count = len(record.entries) + len(taken_out)
    told = f"共登记{count}件，其中已注销{len(record.struck)}件。"
    yield under_title(master)
    yield Paragraph(f"{told}本簿只供内部查阅，由经手的人保管，不复制，不转发。", "flush")
    for at, one in enumerate(record.entries):
        gone = record.struck.get(one.number)
        if at and not gone:
            yield PageBreak()
        yield Heading(2, f"{one.number}　{unit_name(master, one.unit) if not gone else '已注销'}")
        yield Paragraph(_struck(gone), "flush") if gone else _grid(master, one)
    for number in taken_out:
        yield Heading(2, f"{number}　已注销")
        yield Paragraph(_struck(record.struck[number]), "flush")


def _struck(gone: StruckOut) -> str:
    return f"已注销：{on_day(gone.on)}，依据{gone.paper}。"


def _grid(master: Master, one: AccountabilityEntry) -> Grid:
    def said(listed: str, value: str | tuple[str, ...]) -> str:
        return shown(master, listed, value)

    return Grid(
        widths=FOUR,
        rows=(
            pair("登记号", one.number, "行为性质", said("accountability_natures", one.nature)),
            pair("责任主体", unit_name(master, one.unit), "岗位", one.post),
            pair("责任人", one.person, "联带责任人", one.jointly),
            wide("触犯的风险点", "、".join(one.risk_points)),
            wide("事实摘要", one.facts, 4.0),
            pair("线索来源", said("warning_sources", one.source), "预警编号", one.warning),
            wide("调查单位", one.investigator),
            wide("处理依据", one.basis, 2.0),
            wide("处理种类", said("accountability_kinds", one.sanctions)),
            pair("决定机关", one.body, "决定文号", one.paper),
            pair("决定日期", on_day(one.decided_on), "保管期限", _kept(master, one)),
            wide("执行情况", one.carried_out, 2.0),
            wide("申诉情况", one.appeal, 2.0),
        ),
    )


def _kept(master: Master, one: AccountabilityEntry) -> str:
    """The period, and the last year of it where it has one."""
    period = shown(master, "retentions", one.retention)
    return f"{period}（至{one.kept_until}年底）" if one.kept_until else period
