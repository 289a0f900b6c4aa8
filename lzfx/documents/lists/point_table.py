"""A table of risk points: one place that says what each of its columns shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lzfx.content.blocks import Align, Cell, Column, Table
from lzfx.documents.labels import (
    has_field,
    level_name,
    post_name,
    text_of,
    title_of,
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

    `title` is what it is called where the form has no other word for the `field` it shows; one
    that shows a field is left out where the form has none of that name. `width` is in millimetres;
    columns with a `share` divide what the others leave. `head` is `title` as it is broken where
    the column is narrower.
    """

    title: str
    width: float
    show: Show
    align: Align = "center"
    head: str = ""
    share: float = 0.0
    field: str = ""

    def titled(self, master: Master) -> str:
        """The title in words of the form."""
        said = title_of(master, self.field, self.title) if self.field else self.title
        return self.head if self.head and said == self.title else said


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
_LEVEL_TITLE = "风险等级"
ID, UNIT, POST, HOLDER, DUTY, POWER, STAGE, NAME, MANIFESTATION, LEVEL = (
    "id", "unit", "post", "holder", "duty", "power", "stage", "name", "manifestation", "level",
)  # fmt: skip
MEASURES, RESPONSIBLE, MONITOR, NOTE = "measures", "responsible", "monitor", "note"
"""The columns there are."""


def _field(  # noqa: PLR0913 - how a column looks
    name: str,
    title: str,
    width: float,
    align: Align = "center",
    *,
    head: str = "",
    share: float = 0,
) -> PointColumn:
    """A column that shows a declared field as it was filled in."""
    return PointColumn(title, width, _declared(name), align, head, share, name)


POINT_COLUMNS: Mapping[str, PointColumn] = {
    ID: PointColumn("编号", _CODE, lambda _master, one: one.point.point_id),
    UNIT: PointColumn(
        "单位（科室）",
        _FOUR,
        lambda master, one: unit_name(master, one.point.unit),
        head="单位\n（科室）",
    ),
    POST: PointColumn(
        "岗位", _THREE, lambda master, one: post_name(master, one.point.post), field="post"
    ),
    HOLDER: PointColumn("姓名", _THREE, _holder),
    DUTY: PointColumn("主要职责", _EIGHT, _duty, "left"),
    POWER: _field("power", "职权（事项）", _FOUR, "left", head="职权\n（事项）"),
    STAGE: _field("stage", "环节", _TWO),
    NAME: _field("name", "风险点", _FIVE, "left"),
    MANIFESTATION: _field("manifestation", "表现形式", 0, "left", share=0.46),
    LEVEL: PointColumn(
        _LEVEL_TITLE, _TWO, lambda master, one: level_name(master, one.level), head="风险\n等级"
    ),
    MEASURES: _field("measures", "防范措施", 0, "left", share=0.54),
    RESPONSIBLE: _field("responsible", "责任人", _FOUR),
    MONITOR: PointColumn(
        "监控责任人", _FOUR, lambda _master, one: one.monitor, head="监控\n责任人"
    ),
    NOTE: _field("note", "备注", _TWO, "left"),
}


def point_table(
    master: Master,
    points: Sequence[Graded],
    columns: Sequence[str],
    *,
    merge: Sequence[str] = (),
    first: int | None = None,
) -> Table:
    """The points, one a row, with those columns as far as the form has what they show.

    A serial from `first` on stands before them.
    """
    names = [name for name in columns if _shown(master, name)]
    chosen = [POINT_COLUMNS[name] for name in names]
    rows = [tuple(_cell(master, one, column) for column in chosen) for one in points]
    heads = _heads(master, chosen, TABLE_WIDTH)
    before = 0
    if first is not None:
        before = 1
        heads = (Column(SERIAL, _TWO, "center"), *_heads(master, chosen, TABLE_WIDTH - _TWO))
        rows = [(Cell(str(first + at)), *cells) for at, cells in enumerate(rows)]
    return Table(
        columns=heads,
        rows=tuple(rows),
        merge=tuple(before + names.index(name) for name in merge if name in names),
        landscape=True,
    )


def _shown(master: Master, name: str) -> bool:
    field = POINT_COLUMNS[name].field
    return not field or has_field(master, field)


def _heads(master: Master, columns: Sequence[PointColumn], room: float) -> tuple[Column, ...]:
    """The columns filling `room`: those with a share divide what the others leave."""
    left = room - sum(column.width for column in columns)
    shares = sum(column.share for column in columns)
    return tuple(
        Column(c.titled(master), left * c.share / shares if c.share else c.width, c.align)
        for c in columns
    )


def _cell(master: Master, one: Graded, column: PointColumn) -> Cell:
    leveled = column is POINT_COLUMNS[LEVEL]
    return Cell(column.show(master, one), one.level if leveled else None)
