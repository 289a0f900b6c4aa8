"""A table of risk points: one place that says what each of its columns shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lzfx.content.blocks import Align, Cell, Column, Table
from lzfx.documents.labels import (
    heading,
    level_name,
    post_name,
    text_of,
    unit_heading,
    unit_name,
)
from lzfx.model.master import Master
from lzfx.model.risk import Graded

Show = Callable[[Master, Graded], str]

TABLE_WIDTH = 225.0
"""Millimetres of a landscape page; columns of short texts get just the characters they need."""

_TWO, _THREE, _FOUR, _FIVE, _EIGHT, _CODE = 10.0, 13.7, 17.4, 21.1, 32.2, 18.9


@dataclass(frozen=True, slots=True)
class PointColumn:
    """A column and the text it shows for a point.

    `width` is in millimetres; columns with a `share` divide what the others leave. `head` is the
    title as it is broken where the column is narrower. Where the declaration calls the `field`
    (or the lists their list of that name) something else, that stands over the column.
    """

    title: str
    width: float
    show: Show
    align: Align = "center"
    head: str = ""
    share: float = 0.0
    field: str = ""

    def heading(self, master: Master) -> str:
        """What stands over the column."""
        if self.title == UNIT:
            return unit_heading(master)
        if self.title == POINT:
            return master.campaign.words.point
        said = heading(master, self.field, self.title)
        return said if said != self.title else self.head or self.title


def _declared(field: str) -> Show:
    return lambda master, one: text_of(master, one, field)


def _holder(master: Master, one: Graded) -> str:
    post = master.roster.post(one.point.post)
    return master.roster.name_of(post.holder) if post else ""


def _duty(master: Master, one: Graded) -> str:
    post = one.point.post
    if not post:
        return master.unit_duties.get(one.point.unit, "")
    known = master.roster.post(post)
    return master.post_duties.get(post) or (known.duty if known else "")


SERIAL = "序号"
ID = "编号"
UNIT = "单位"
POINT = "风险点"
LEVEL = "风险等级"
NOTE = "备注"
POINT_COLUMNS: Mapping[str, PointColumn] = {
    column.title: column
    for column in (
        PointColumn(ID, _CODE, lambda _master, one: one.point.point_id),
        PointColumn(UNIT, _FOUR, lambda master, one: unit_name(master, one.point.unit)),
        PointColumn(
            "岗位", _THREE, lambda master, one: post_name(master, one.point.post), field="post"
        ),
        PointColumn("姓名", _THREE, _holder),
        PointColumn("主要职责", _EIGHT, _duty, "left"),
        PointColumn(
            "职权（事项）", _FOUR, _declared("power"), "left", "职权\n（事项）", field="power"
        ),
        PointColumn("环节", _TWO, _declared("stage"), field="stage"),
        PointColumn(POINT, _FIVE, _declared("name"), "left"),
        PointColumn(
            "表现形式", 0, _declared("manifestation"), "left", share=0.46, field="manifestation"
        ),
        PointColumn(
            LEVEL,
            _TWO,
            lambda master, one: level_name(master, one.level),
            head="风险\n等级",
            field="levels",
        ),
        PointColumn("防范措施", 0, _declared("measures"), "left", share=0.54, field="measures"),
        PointColumn("责任人", _FOUR, _declared("responsible"), field="responsible"),
        PointColumn("监控责任人", _FOUR, lambda _master, one: one.monitor, head="监控\n责任人"),
        PointColumn(NOTE, _TWO, _declared("note"), "left", field="note"),
    )
}


def point_table(
    master: Master,
    points: Sequence[Graded],
    titles: Sequence[str],
    *,
    merge: Sequence[str] = (),
    first: int | None = None,
) -> Table:
    """The points, one a row, with those columns; a serial from `first` on stands before them."""
    columns = [POINT_COLUMNS[title] for title in titles]
    rows = [tuple(_cell(master, one, column) for column in columns) for one in points]
    heads = _heads(master, columns, TABLE_WIDTH)
    before = 0
    if first is not None:
        before = 1
        heads = (Column(SERIAL, _TWO, "center"), *_heads(master, columns, TABLE_WIDTH - _TWO))
        rows = [(Cell(str(first + at)), *cells) for at, cells in enumerate(rows)]
    return Table(
        columns=heads,
        rows=tuple(rows),
        merge=tuple(before + list(titles).index(title) for title in merge),
        landscape=True,
    )


def _heads(master: Master, columns: Sequence[PointColumn], room: float) -> tuple[Column, ...]:
    """The columns filling `room`: those with a share divide what the others leave."""
    left = room - sum(column.width for column in columns)
    shares = sum(column.share for column in columns)
    return tuple(
        Column(c.heading(master), left * c.share / shares if c.share else c.width, c.align)
        for c in columns
    )


def _cell(master: Master, one: Graded, column: PointColumn) -> Cell:
    return Cell(column.show(master, one), one.level if column.title == LEVEL else None)
