"""纠错检查覆盖情况: what was checked this year by unit and level, and which points never were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import level_name, text_of, unit_name
from lzfx.documents.sheet import ListColumn, in_cell, list_table, on_day, sheet, under_title
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Level
from lzfx.model.sampling import Coverage, Standing

NAME = "纠错检查覆盖情况"


@dataclass(frozen=True, slots=True)
class _Line:
    """The points of one level of a unit."""

    unit: str
    level: Level
    points: tuple[Standing, ...]

    @property
    def checked(self) -> int:
        """How many of them were checked this year."""
        return sum(one.checked.times > 0 for one in self.points)


def check_coverage(master: Master) -> Document:
    """The counts by unit and level, then every point never checked with the day it is due."""
    told = master.papers.coverage
    return sheet(
        master,
        f"{told.year}年度{NAME}",
        f"{master.campaign.system}{told.year}年度{NAME}",
        _blocks(master, told),
        facts={"活动代号": master.campaign.code, "数据截至": chinese_date(master.day)},
    )


def nothing_to_cover(master: Master) -> tuple[Finding, ...]:
    """Why there is nothing to tell: no point has a level."""
    return () if master.papers.coverage.points else (Finding("nothing-to-publish"),)


def _blocks(master: Master, told: Coverage) -> Iterator[Block]:
    never, overdue = told.never, told.overdue
    yield under_title(master)
    yield Paragraph(
        f"共{len(told.points)}个风险点，今年查过{len(told.points) - len(never)}个，"
        f"没有查过{len(never)}个；过了检查期限的{len(overdue)}个。"
    )
    yield list_table(_columns(master), _lines(told), merge=("单位",), landscape=False)
    if never:
        yield Heading(2, "今年没有查过的风险点")
        yield list_table(_of_never(master), never, merge=("单位",), landscape=False)
    yield Paragraph(_how(master, told), "note")


def _lines(told: Coverage) -> Iterator[_Line]:
    order = {code: at for at, code in enumerate(dict.fromkeys(o.point.unit for o in told.points))}

    def key(one: Standing) -> tuple[int, Level]:
        return order[one.point.unit], one.point.level

    for _, found in groupby(sorted(told.points, key=key), key=key):
        points = tuple(found)
        yield _Line(points[0].point.unit, points[0].point.level, points)


def _columns(master: Master) -> Sequence[ListColumn[_Line]]:
    return (
        ListColumn("单位", 40, lambda one: unit_name(master, one.unit), "left"),
        ListColumn(
            "风险等级",
            18,
            lambda one: level_name(master, one.level),
            level=lambda one: one.level,
        ),
        ListColumn("风险点", 16, lambda one: str(len(one.points))),
        ListColumn("查过", 14, lambda one: str(one.checked)),
        ListColumn("没有查过", 20, lambda one: str(len(one.points) - one.checked)),
        ListColumn("最早应查", 40, lambda one: on_day(min(each.due for each in one.points))),
    )


def _of_never(master: Master) -> Sequence[ListColumn[Standing]]:
    names = {one.point.point_id: text_of(master, one, "name") for one in master.graded}
    return (
        ListColumn("单位", 36, lambda one: unit_name(master, one.point.unit)),
        ListColumn("编号", 24, lambda one: one.point.point_id),
        ListColumn("风险点", 40, lambda one: names.get(one.point.point_id, ""), "left"),
        ListColumn(
            "风险等级",
            18,
            lambda one: level_name(master, one.point.level),
            level=lambda one: one.point.level,
        ),
        ListColumn("应查日期", 24, lambda one: in_cell(one.due)),
    )


def _how(master: Master, told: Coverage) -> str:
    levels = sorted({one.point.level for one in told.points})
    plan = master.campaign.checks
    said = "、".join(f"{level_name(master, one)}{plan.months(one)}个月" for one in levels)
    return (
        f"说明：各等级多少个月查一遍：{said}；查过的从上次检查那天起算，"
        f"没有查过的从{chinese_date(master.campaign.days[1])}起算。"
    )
