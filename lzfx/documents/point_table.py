"""A table of risk points: one place that says what each of its columns shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lzfx.documents.blocks import Align, Cell, Column, Table
from lzfx.documents.labels import level_name, post_name, text_of, unit_name
from lzfx.model.master import Master
from lzfx.model.risk import Graded

Show = Callable[[Master, Graded], str]


@dataclass(frozen=True, slots=True)
class PointColumn:
    """A column with its share of the width and the text it shows for a point."""

    title: str
    width: float
    show: Show
    align: Align = "left"


def _declared(field: str) -> Show:
    return lambda master, one: text_of(master, one, field)


def _holder(master: Master, one: Graded) -> str:
    post = master.roster.post(one.point.post)
    return master.roster.name_of(post.holder) if post else ""


SERIAL = "序号"
UNIT = "单位（科室）"
LEVEL = "风险等级"
POINT_COLUMNS: Mapping[str, PointColumn] = {
    column.title: column
    for column in (
        PointColumn(UNIT, 7, lambda master, one: unit_name(master, one.point.unit), "center"),
        PointColumn("岗位", 7, lambda master, one: post_name(master, one.point.post), "center"),
        PointColumn("姓名", 5, _holder, "center"),
        PointColumn("职权（事项）", 8, _declared("power")),
        PointColumn("环节", 6, _declared("stage"), "center"),
        PointColumn("风险点", 9.5, _declared("name")),
        PointColumn("表现形式", 20, _declared("manifestation")),
        PointColumn(LEVEL, 5.5, lambda master, one: level_name(master, one.level), "center"),
        PointColumn("防范措施", 20, _declared("measures")),
        PointColumn("责任人", 7.5, _declared("responsible"), "center"),
        PointColumn("监控责任人", 8, lambda _master, one: one.monitor, "center"),
        PointColumn("备注", 4, _declared("note")),
    )
}


def point_table(  # noqa: PLR0913 - keyword-only, each with a default
    master: Master,
    points: Sequence[Graded],
    titles: Sequence[str],
    *,
    merge: Sequence[str] = (),
    first: int = 1,
    caption: str = "",
) -> Table:
    """The points, one a row, with those columns after the serial, which begins at `first`."""
    columns = [POINT_COLUMNS[title] for title in titles]
    rows = tuple(
        (Cell(str(first + at)), *(_cell(master, one, column) for column in columns))
        for at, one in enumerate(points)
    )
    return Table(
        columns=(
            Column(SERIAL, 4, "center"),
            *(Column(c.title, c.width, c.align) for c in columns),
        ),
        rows=rows,
        merge=tuple(1 + list(titles).index(title) for title in merge),
        landscape=True,
        caption=caption,
    )


def _cell(master: Master, one: Graded, column: PointColumn) -> Cell:
    return Cell(column.show(master, one), one.level if column.title == LEVEL else None)
