"""填报负担统计表: what a year's forms asked of each unit, and who asked for it (减轻基层负担)."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import unit_name
from lzfx.documents.sheet import LANDSCAPE, NOTHING, sheet, under_title
from lzfx.model.burden import Account, Burden
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "填报负担统计表"
_COUNTED = (
    ("发出", 13.0),
    ("收回", 13.0),
    ("退回\n次数", 14.0),
    ("已填好\n的格", 16.0),
    ("要填\n的格", 14.0),
    ("要用时", 20.0),
    ("实填\n的格", 14.0),
    ("实用时", 20.0),
)
_SERIAL, _TITLE, _BY = 11.0, 34.0, 30.0
_COUNTS = sum(width for _, width in _COUNTED)
_HOUR = 60
_ALL = "合计"


def burden_table(master: Master) -> Document:
    """By unit, then by form with who asks for it and on what ground; computed, nothing typed."""
    told = master.papers.burden
    campaign = master.campaign
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{NAME}",
        (
            under_title(master),
            Paragraph(_summary(told)),
            Heading(2, "一、各单位"),
            _by_unit(master, told),
            Heading(2, "二、各种表"),
            _by_form(told),
            *(Paragraph(text, "note") for text in _notes(told)),
        ),
        landscape=True,
        facts={"活动代号": campaign.code, "数据截至": chinese_date(master.day)},
    )


def nothing_asked(master: Master) -> tuple[Finding, ...]:
    """Why there is no account: nothing went out to any unit."""
    return () if master.papers.burden.units else (Finding("nothing-sent-to-units"),)


def _summary(told: Burden) -> str:
    total, units = told.total, len(told.units)
    asked, filled = total.asked, total.filled
    each = f"，平均每个单位{_time(asked.minutes // units)}" if units else ""
    return (
        f"{len(told.forms)}种表，发给{units}个单位{total.workbooks}份，"
        f"必填的合计约{_time(asked.minutes)}{each}；办公室预先填好{total.spared}格。"
        f"已收回的实际填了{filled.cells}格，约{_time(filled.minutes)}。"
    )


def _by_unit(master: Master, told: Burden) -> Table:
    head = LANDSCAPE - _SERIAL - _COUNTS
    rows = [
        (Cell(str(number)), Cell(unit_name(master, one.unit)), *_cells(one.account))
        for number, one in enumerate(told.units, start=1)
    ]
    columns = (Column("序号", _SERIAL, "center"), Column(master.campaign.words.unit, head))
    total = (Cell(""), Cell(_ALL), *_cells(told.total))
    return Table((*columns, *_heads()), (*rows, total), landscape=True)


def _by_form(told: Burden) -> Table:
    ground = LANDSCAPE - _TITLE - _BY - _COUNTS
    rows = [
        (Cell(one.title), Cell(one.asked_by), Cell(one.ground or NOTHING), *_cells(one.account))
        for one in told.forms
    ]
    columns = (Column("表", _TITLE), Column("由谁要填", _BY), Column("依据", ground))
    total = (Cell(_ALL), Cell(""), Cell(""), *_cells(told.total))
    return Table((*columns, *_heads()), (*rows, total), landscape=True)


def _heads() -> Iterator[Column]:
    return (Column(title, width, "center") for title, width in _COUNTED)


def _cells(one: Account) -> Iterator[Cell]:
    asked, filled = one.asked, one.filled
    counts = (one.workbooks, one.returned, one.sent_back, one.spared, asked.cells)
    yield from (Cell(str(count)) for count in counts)
    yield Cell(_time(asked.minutes))
    yield Cell(str(filled.cells) if one.returned else NOTHING)
    yield Cell(_time(filled.minutes) if one.returned else NOTHING)


def _time(minutes: int) -> str:
    """`45分`, `1.1小时`."""
    return f"{minutes / _HOUR:.1f}小时" if minutes >= _HOUR else f"{minutes}分"


def _notes(told: Burden) -> Iterator[str]:
    times = told.times
    yield (
        f"说明：选一项按{times.choice}秒、填一格按{times.line}秒、写一段话按{times.text}秒、"
        f"一处签字盖章按{times.sign}秒计算，可以在设置里改。要填的格只算必填的，没有预填行的表按填一行算；"
        "实填的格不算办公室预先填好的。撤回的、只由办公室填的不计。"
    )
    if any(not one.ground for one in told.forms):
        yield f"依据一栏是“{NOTHING}”的，表的文件里没有写 ground。"
