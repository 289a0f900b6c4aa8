"""防范措施落实情况表: unit by unit how measures stand, then every one with who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import measures_said, shown, unit_heading, unit_name
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
from lzfx.model.measure import MeasureStanding, Stands

_LATE = "已逾期"
_TOLD = {
    Stands.DONE: "已落实",
    Stands.GOING_ON: "进行中",
    Stands.NOT_STARTED: "未开始",
    Stands.NOT_DONE: "未落实",
    Stands.UNREPORTED: "未报",
}
"""What the states are called in counts; of a single measure the word of the list is printed."""


@dataclass(frozen=True, slots=True)
class _OfUnit:
    """The measures of one unit."""

    name: str
    measures: tuple[MeasureStanding, ...]

    def count(self, stands: Stands) -> str:
        return _number(sum(one.stands is stands for one in self.measures))

    @property
    def late(self) -> int:
        return sum(one.overdue for one in self.measures)


def measure_progress(master: Master) -> Document:
    """The counts of each unit, what is late with its owner, then all measures of each unit."""
    told, said = master.papers.measures, measures_said(master)
    counts = ((label, sum(one.stands is code for one in told)) for code, label in _TOLD.items())
    late = [one for one in told if one.overdue]
    summary = f"共{len(told)}条{said}：{counted_in_words(counts, '条')}；逾期{len(late)}条。"
    return sheet(
        master,
        f"{master.campaign.year}年度{said}落实情况表",
        f"{master.campaign.system}{said}落实情况表",
        (
            under_title(master),
            Paragraph(f"{summary}截至{chinese_date(master.day)}。"),
            Heading(2, "一、各单位情况"),
            _by_unit(master),
            Heading(2, "二、逾期没有落实的"),
            *_late(master, late),
            Heading(2, "三、逐条情况"),
            *_each(master),
        ),
        landscape=True,
        facts={"活动代号": master.campaign.code, "数据截至": chinese_date(master.day)},
    )


def no_measures(master: Master) -> tuple[Finding, ...]:
    """Why there is no list: no unit has any measure, or none has said how they stand."""
    said = any(one.said for one in master.papers.measures)
    return () if said else (Finding("no-measures-reported"),)


def _units(master: Master) -> Iterator[_OfUnit]:
    for unit in master.roster.units:
        mine = tuple(one for one in master.papers.measures if one.known.unit == unit.code)
        if mine:
            yield _OfUnit(unit.name, mine)


def _by_unit(master: Master) -> Block:
    return list_table(tuple(_counted(master)), _units(master))


def _counted(master: Master) -> Iterator[ListColumn[_OfUnit]]:
    yield ListColumn(unit_heading(master), 60, lambda one: one.name, "left")
    yield ListColumn(measures_said(master), 26, lambda one: str(len(one.measures)))
    for code, label in _TOLD.items():
        yield ListColumn(label, 22, partial(_OfUnit.count, stands=code))
    yield ListColumn("逾期", 22, lambda one: _number(one.late))


def _number(count: int) -> str:
    return str(count) if count else NOTHING


def _late(master: Master, late: Sequence[MeasureStanding]) -> Iterator[Block]:
    if not late:
        yield Paragraph("没有逾期的。")
        return
    ordered = sorted(late, key=lambda one: (one.due is None, one.due))
    yield list_table(tuple(_columns(master, late=True)), ordered)


def _each(master: Master) -> Iterator[Block]:
    for one in _units(master):
        yield Heading(3, f"{one.name}（{len(one.measures)}条）")
        yield list_table(tuple(_columns(master)), one.measures)


def _columns(master: Master, *, late: bool = False) -> Iterator[ListColumn[MeasureStanding]]:
    """The columns of all measures of a unit, or of those of all units that are late."""

    def said(one: MeasureStanding, name: str, listed: str = "") -> str:
        value = getattr(one.said.row, name) if one.said else ""
        return shown(master, listed, value) or NOTHING

    if late:
        yield ListColumn(unit_heading(master), 28, lambda one: unit_name(master, one.known.unit))
    yield ListColumn("措施编号", 26, lambda one: one.known.code)
    yield ListColumn(measures_said(master), 60, lambda one: one.known.text, "left")
    yield ListColumn("责任人", 28, lambda one: said(one, "owner"))
    yield ListColumn("频次", 15, lambda one: said(one, "often", "measure_frequencies"))
    yield ListColumn("期限", 24, lambda one: in_cell(one.due) or NOTHING)
    if not late:
        yield ListColumn("监测指标", 30, lambda one: said(one, "indicator"), "left")
        yield ListColumn("体系", 17, lambda one: said(one, "system", "measure_systems"))
    yield ListColumn("落实情况", 18, lambda one: _state(master, one))
    if late:
        yield ListColumn("没有落实的原因", 36, lambda one: said(one, "reason"), "left")
    else:
        yield ListColumn("落实日期\n佐证", 27, _proof)


def _state(master: Master, one: MeasureStanding) -> str:
    if one.said is None:
        return _TOLD[one.stands]
    state = shown(master, "measure_progress", one.said.row.state)
    return f"{state}\n{_LATE}" if one.overdue else state


def _proof(one: MeasureStanding) -> str:
    if one.said is None:
        return NOTHING
    return (
        "\n".join(filter(None, (in_cell(one.said.row.done_on), one.said.row.evidence))) or NOTHING
    )
