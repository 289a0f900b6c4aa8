"""监控月历: for each monitor the months to come as grids of days, with what is due on each."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lzfx.content.blocks import Block, Cell, Column, Document, PageBreak, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import level_name, unit_name
from lzfx.documents.papers.monitor_sheets import NOBODY
from lzfx.documents.sheet import LANDSCAPE, sheet
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.monitoring import MonitorSheet, Occasion

NAME = "监控月历"
MONTHS = 3
"""How many months are printed, that of the day of printing among them."""

_ROOM = 4
"""Lines of a day, so that there is room to write where nothing is due."""

_WEEK = "一二三四五六日"
_OFF = "休"
_WEEKS = Calendar()


def month_sheets(master: Master) -> Document:
    """A page for each monitor and month in which something is due; what is late leads the first."""
    campaign = master.campaign
    blocks: list[Block] = []
    for one in master.papers.monitoring:
        for month, due in _months(master, one):
            blocks += [PageBreak()] if blocks else []
            blocks += _page(master, one, month, due)
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{campaign.words.risk}{NAME}",
        blocks,
        landscape=True,
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def nothing_due(master: Master) -> tuple[Finding, ...]:
    """Why there is no page: nothing is due in these months."""
    due = any(True for one in master.papers.monitoring for _ in _months(master, one))
    return () if due else (Finding("no-check-due", params={"months": MONTHS}),)


def _months(master: Master, one: MonitorSheet) -> Iterator[tuple[date, Sequence[Occasion]]]:
    """The months to print, each with what is due in it."""
    number = master.day.year * 12 + master.day.month - 1
    for at in range(number, number + MONTHS):
        month = date(at // 12, at % 12 + 1, 1)
        due = [each for each in one.occasions if each.day.replace(day=1) == month]
        if due:
            yield month, due


def _page(
    master: Master, one: MonitorSheet, month: date, due: Iterable[Occasion]
) -> Iterator[Block]:
    yield Paragraph(f"{month.year}年{month.month}月　{one.monitor or NOBODY}", "title")
    by_day: dict[date, list[Occasion]] = defaultdict(list)
    for each in due:
        by_day[each.day].append(each)
    columns = tuple(Column(f"星期{name}", LANDSCAPE / 7, "left") for name in _WEEK)
    weeks = _WEEKS.monthdatescalendar(month.year, month.month)
    yield Table(
        columns,
        tuple(tuple(_cell(master, day, month, by_day.get(day, ())) for day in week)
              for week in weeks),
        landscape=True,
    )  # fmt: skip
    yield Paragraph(
        "写在日子里的，是那天以前要检查的单位、等级和个数；法定节假日、双休日不排。", "note"
    )


def _cell(master: Master, day: date, month: date, due: Sequence[Occasion]) -> Cell:
    """One day: its number, and what is due by it, the gravest first."""
    if day.month != month.month:
        return Cell("")
    off = "" if master.campaign.publicity.works_on(day) else f"　{_OFF}"
    told = (
        f"{level_name(master, one.level)}　{unit_name(master, one.unit)}（{len(one.points)}个）"
        for one in due
    )
    level = min((one.level for one in due), default=None)
    lines = (f"{day.day}{off}", *told)
    room = ("\u3000",) * (_ROOM - len(lines))
    return Cell("\n".join((*lines, *room)), level)
