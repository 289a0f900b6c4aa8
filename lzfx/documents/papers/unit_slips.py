"""单位情况单: for each unit on a page of its own what came in, what was decided, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, PageBreak, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import level_name, post_name, shown
from lzfx.documents.sheet import NOTHING, in_cell, sheet
from lzfx.model.decision import Holds, Judged, ReviewRound
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import FormStanding
from lzfx.model.risk import Graded
from lzfx.model.roster import Unit

NAME = "单位情况单"
_FORMS = (
    Column("表", 46),
    Column("谁的", 34, "center"),
    Column("情况", 28, "center"),
    Column("收到日期", 24, "center"),
    Column("期限", 24, "center"),
)
_DECIDED = (
    Column("风险点", 48),
    Column("岗位", 30, "center"),
    Column("申报等级", 18, "center"),
    Column("现行等级", 18, "center"),
    Column("结论", 42),
)
_ROUNDS = {ReviewRound.REVIEW: "审核", ReviewRound.FINAL: "审定"}


def unit_slips(master: Master) -> Document:
    """A slip for every unit that a form went out to, in roster order."""
    campaign = master.campaign
    title = f"{campaign.system}{NAME}"
    blocks: list[Block] = []
    for unit in _told(master):
        blocks += [PageBreak(), Paragraph(title, "title")] if blocks else []
        blocks += _slip(master, unit)
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        title,
        blocks,
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def nothing_to_tell(master: Master) -> tuple[Finding, ...]:
    """Why there is no slip: no form went out to any unit."""
    return () if any(_told(master)) else (Finding("nothing-to-supervise"),)


def _told(master: Master) -> Iterator[Unit]:
    return (unit for unit in master.roster.units if master.papers.standings.get(unit.code))


def _slip(master: Master, unit: Unit) -> Iterator[Block]:
    forms = master.papers.standings[unit.code]
    points = [one for one in in_order(master) if one.point.unit == unit.code]
    yield Paragraph(f"{unit.name}：", "flush")
    yield Paragraph(f"截至{chinese_date(master.day)}，你单位在本年度活动中的情况如下。")
    yield Heading(2, "一、报送情况")
    yield Table(_FORMS, tuple(tuple(_form(one, unit)) for one in forms))
    yield Heading(2, "二、审核、审定情况")
    yield from _decisions(master, points)
    yield Heading(2, "三、还要办的")
    yield from _due(forms, unit)
    office = master.campaign.office
    yield Paragraph(
        f"有不清楚的，请与{office.name}联系：{office.contact}，{office.phone}，{office.email}。",
        "flush",
    )


def _form(one: FormStanding, unit: Unit) -> Iterator[Cell]:
    yield Cell(one.title)
    yield Cell(NOTHING if one.name == unit.name else one.name)
    yield Cell(f"{one.state}（{one.faults}处待改）" if one.faults else one.state)
    yield Cell(in_cell(one.received_on) or NOTHING)
    yield Cell(in_cell(one.deadline))


def _decisions(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    """How many points there are, and every one of which something else was decided."""
    if not points:
        yield Paragraph("还没有收下的风险点。")
        return
    decided = [one for one in points if any(_holding(one))]
    yield Paragraph(f"{in_words(master, points)}，已有审核、审定结论的{len(decided)}个。")
    other = [one for one in decided if one.level != one.declared or _edited(one)]
    if not other:
        yield Paragraph("没有改变等级、要求修改的。" if decided else "还没有结论。")
        return
    yield Paragraph("结论与申报不同的：")
    yield Table(_DECIDED, tuple(tuple(_row(master, one)) for one in other))


def _row(master: Master, one: Graded) -> Iterator[Cell]:
    yield Cell(f"{one.point.point_id}\n{one.point.values.get('name') or ''}")
    yield Cell(post_name(master, one.point.post))
    yield Cell(level_name(master, one.declared), one.declared)
    yield Cell(level_name(master, one.level), one.level)
    yield Cell("\n".join(_concluded(master, each) for each in _holding(one)))


def _concluded(master: Master, one: Judged) -> str:
    made = one.decision
    outcome = shown(master, "decision_outcomes", made.row.outcome)
    day = f"{chinese_date(made.on)}" if made.on else ""
    reason = f"：{made.row.reason}" if made.row.reason else ""
    return f"{_ROUNDS[made.stage]}{outcome}（{made.by}{day}）{reason}"


def _holding(one: Graded) -> Iterator[Judged]:
    return (each for each in one.decisions if each.holds is Holds.YES)


def _edited(one: Graded) -> bool:
    """Whether something was asked that the unit has to do."""
    return any(each.decision.row.reason for each in _holding(one))


def _due(forms: Iterable[FormStanding], unit: Unit) -> Iterator[Block]:
    waiting = sorted((one for one in forms if not one.done), key=lambda one: one.deadline)
    if not waiting:
        yield Paragraph("没有欠交的。")
        return
    for number, one in enumerate(waiting, start=1):
        whose = "" if one.name == unit.name else f"（{one.name}）"
        faults = f"，退回的有{one.faults}处要改" if one.faults else ""
        day = chinese_date(one.deadline)
        yield Paragraph(f"{number}. 《{one.title}》{whose}：{day}前报送{faults}。")
