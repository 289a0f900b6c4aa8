"""督查表: for the guiding office, every unit with all it owes and where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.documents.sheet import LANDSCAPE, sheet, under_title
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import UnitStanding

NAME = "督查表"
_AT_ONCE = 7
"""Forms beside each other on a page; more follow in a table of their own."""

_SERIAL, _UNIT, _BEHIND = 11.0, 42.0, 16.0


def supervision(master: Master) -> Document:
    """The list as of today: the units that are behind first, and what each lacks."""
    told = master.papers.supervised
    late = [one for one in told.rows if one.behind]
    done = len(told.rows) - len(late)
    said = f"{len(told.rows)}个单位中，{done}个没有欠交的，{len(late)}个还有没办完的。"
    groups = [told.columns[at : at + _AT_ONCE] for at in range(0, len(told.columns), _AT_ONCE)]
    return sheet(
        master,
        f"{master.campaign.year}年度{NAME}",
        f"{master.campaign.system}{master.campaign.name}{NAME}",
        (
            under_title(master),
            Paragraph(said),
            *(block for at, group in enumerate(groups) for block in _table(master, at, group)),
        ),
        landscape=True,
        facts={"活动代号": master.campaign.code, "数据截至": chinese_date(master.day)},
    )


def nothing_to_supervise(master: Master) -> tuple[Finding, ...]:
    """Why there is no list: no form went out yet."""
    return () if master.papers.supervised.columns else (Finding("nothing-to-supervise"),)


def _table(master: Master, at: int, titles: Sequence[str]) -> Iterator[Block]:
    first = at * _AT_ONCE
    share = (LANDSCAPE - _SERIAL - _UNIT - _BEHIND) / len(titles)
    columns = (
        Column("序号", _SERIAL, "center"),
        Column(master.campaign.words.unit, _UNIT),
        *(Column(title, share, "center") for title in titles),
        Column("欠交", _BEHIND, "center"),
    )
    rows = sorted(master.papers.supervised.rows, key=lambda one: -one.behind)
    yield Table(
        columns,
        tuple(
            (Cell(str(number)), *_cells(one, first, len(titles)))
            for number, one in enumerate(rows, start=1)
        ),
        landscape=True,
    )


def _cells(one: UnitStanding, first: int, count: int) -> Iterator[Cell]:
    yield Cell(one.name)
    yield from map(Cell, one.told[first : first + count])
    yield Cell(f"{one.behind}项" if one.behind else "—")
