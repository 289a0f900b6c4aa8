"""分级监控台账: for each monitor on pages of his own his points, how often, when due, and room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lzfx.content.blocks import Block, Document, PageBreak, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import (
    level_name,
    measures_said,
    often_said,
    post_name,
    role_name,
    shown,
    text_of,
    unit_name,
)
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
from lzfx.model.measure import Stands
from lzfx.model.monitoring import Monitored, MonitorSheet

NAME = "分级监控台账"
NOBODY = "（名册里没有写由谁监控）"


def monitor_sheets(master: Master) -> Document:
    """A sheet for every monitor; a point that would be monitored by its own holder says so."""
    campaign = master.campaign
    title = f"{campaign.system}{campaign.words.risk}{NAME}"
    blocks: list[Block] = []
    for one in master.papers.monitoring:
        blocks += [PageBreak(), Paragraph(title, "title")] if blocks else []
        blocks += _sheet(master, one)
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        title,
        blocks,
        landscape=True,
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def no_monitors(master: Master) -> tuple[Finding, ...]:
    """Why there is no sheet: no point has a level."""
    return () if master.papers.monitoring else (Finding("no-point-monitored"),)


def monitor_remarks(master: Master) -> tuple[Finding, ...]:
    """Points whose own holder would monitor them, and points that nobody monitors."""
    own = [one for sheet in master.papers.monitoring for one in sheet.points if one.recused]
    lone = [one for sheet in master.papers.monitoring if not sheet.monitor for one in sheet.points]
    told = (("monitor-of-himself", own), ("monitor-nobody", lone))
    return tuple(
        Finding(code, params={"count": len(points), "points": _ids(points)})  # type: ignore[arg-type]
        for code, points in told
        if points
    )


def _ids(points: list[Monitored]) -> tuple[str, ...]:
    return tuple(one.graded.point.point_id for one in points)


def _sheet(master: Master, one: MonitorSheet) -> Iterator[Block]:
    point = master.campaign.words.point
    roles = "、".join(role_name(master, role) for role in one.roles if role)
    yield under_title(master)
    yield Paragraph(f"监控责任人：{one.monitor or NOBODY}", "flush")
    name = f"（作为{roles}）" if one.monitor and roles not in {"", one.monitor} else ""
    levels = Counter(each.level for each in one.points)
    counts = counted_in_words(
        ((level_name(master, level), levels[level]) for level in sorted(levels)), "个"
    )
    late = sum(each.due < master.day for each in one.points)
    overdue = f"；已过应检日期的{late}个" if late else ""
    yield Paragraph(f"监控{point}{name}{len(one.points)}个：{counts}{overdue}。", "flush")
    yield list_table(tuple(_columns(master)), one.points)
    yield Paragraph("监控责任人（签字）：　　　　　　　　日期：　　　　年　　月　　日", "flush")


def _columns(master: Master) -> Iterator[ListColumn[Monitored]]:
    states = _measures_of(master)
    yield ListColumn("编号", 19, lambda one: one.graded.point.point_id)
    yield ListColumn("单位\n岗位", 25, lambda one: _where(master, one))
    yield ListColumn("风险点", 24, lambda one: text_of(master, one.graded, "name"), "left")
    yield ListColumn(
        "等级", 12, lambda one: level_name(master, one.level), level=lambda one: one.level
    )
    yield ListColumn(measures_said(master), 62, lambda one: _measures(master, one, states), "left")
    yield ListColumn(
        "频次\n下次应检", 22, lambda one: f"{often_said(one.months)}\n{in_cell(one.due)}"
    )
    yield ListColumn("上次检查", 22, lambda one: _last(master, one))
    yield ListColumn("本次检查：日期、\n结论、苗头性问题", 34, lambda _: "", "left")


def _where(master: Master, one: Monitored) -> str:
    """Unit and post, and who keeps out because the post is his own."""
    point = one.graded.point
    own = f"\n（{one.recused}回避）" if one.recused else ""
    return f"{unit_name(master, point.unit)}\n{post_name(master, point.post)}{own}"


def _measures(master: Master, one: Monitored, states: Mapping[str, str]) -> str:
    """The measures of a point, and how they stand."""
    text = text_of(master, one.graded, "measures")
    said = states.get(one.graded.point.point_id)
    return f"{text}\n（{said}）" if said else text


def _last(master: Master, one: Monitored) -> str:
    """The last check: its day, how the measures stood, what it found."""
    said = (in_cell(one.last), shown(master, "measure_states", one.state or None), one.danger)
    return "\n".join(filter(None, said)) or NOTHING


def _measures_of(master: Master) -> dict[str, str]:
    """How the measures of each point stand, by its id: `3条，已落实2条`."""
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for one in master.papers.measures:
        name = one.known.point_id
        total[name] += 1
        done[name] += one.stands is Stands.DONE
        late[name] += one.overdue
    return {
        name: f"{count}条，已落实{done[name]}条" + (f"，逾期{late[name]}条" if late[name] else "")
        for name, count in total.items()
    }
