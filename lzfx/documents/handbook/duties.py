"""Part two of the handbook: what each unit and each post is for, and the powers it declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Heading, Paragraph, Table
from lzfx.content.wording import numeral
from lzfx.documents.labels import UNIT_ITSELF, post_name, shown, text_of
from lzfx.documents.lists.posts_table import level_said, post_level, unit_level_said
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.roster import Post, Unit

_NOTHING = "—"
_COLUMNS = (
    Column("岗位", 17.4, "center"),
    Column("类别", 10, "center"),
    Column("现任", 13.7, "center"),
    Column("主要职责", 50.9),
    Column("职权（事项）", 44),
    Column("等级", 10, "center"),
    Column("点数", 10, "center"),
)


def duties(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    """Unit by unit: who leads it, its duty, and a table of its posts."""
    yield Paragraph(
        "各表的“职权（事项）”一栏，列出该岗位申报了风险点的职权和工作事项；"
        "“等级”一栏是该岗位风险点中最重的等级，“点数”一栏是风险点的个数。"
    )
    for number, unit in enumerate(listed_units(master, points), start=1):
        yield Heading(2, f"{numeral(number)}、{unit.name}")
        told = f"{_told(master, unit)}{unit_level_said(master, unit.code)}"
        if told:
            yield Paragraph(told)
        yield from _posts(master, unit, [one for one in points if one.point.unit == unit.code])


def _told(master: Master, unit: Unit) -> str:
    """Who leads the unit and what it is for, as far as that is known."""
    roles = (
        ("负责人", unit.head),
        ("分管领导", unit.leader if unit.leader != unit.head else ""),
    )
    parts = [f"{role}：{name}" for role, code in roles if (name := master.roster.name_of(code))]
    duty = master.unit_duties.get(unit.code, "").rstrip("。")
    said = ("；".join(parts), duty and f"主要职责：{duty}")
    return "".join(f"{part}。" for part in said if part)


def listed_units(
    master: Master, points: Sequence[Graded], kinds: Sequence[str] | None = None
) -> tuple[Unit, ...]:
    """Units of the kinds in use, and those that still have points: none may be missing."""
    having = {one.point.unit for one in points}
    return tuple(
        unit
        for unit in master.roster.units
        if (unit.in_use or unit.code in having) and (kinds is None or unit.kind in kinds)
    )


def _posts(master: Master, unit: Unit, points: Sequence[Graded]) -> Iterator[Table]:
    """The unit's posts and, where it has points of its own, the unit itself.

    Posts of a unit that it took over stand at the end, as long as their points are there.
    """
    posts = {post.code: post for post in master.roster.posts_of(unit.code)}
    for one in points:
        if (post := master.roster.post(one.point.post)) is not None:
            posts.setdefault(post.code, post)
    rows = [
        (
            *_post(master, post),
            *_points(master, [one for one in points if one.point.post == code], code),
        )
        for code, post in posts.items()
    ]
    own = [one for one in points if not one.point.post]
    if own:
        plain = (UNIT_ITSELF, _NOTHING, _NOTHING, _NOTHING)
        rows.insert(0, (*map(Cell, plain), *_points(master, own)))
    if rows:
        yield Table(_COLUMNS, tuple(rows))


def _post(master: Master, post: Post) -> tuple[Cell, ...]:
    return (
        Cell(post_name(master, post.code)),
        Cell(shown(master, "post_kinds", post.kind)),
        Cell(master.roster.name_of(post.holder) or _NOTHING),
        Cell(master.post_duties.get(post.code) or post.duty),
    )


def _points(master: Master, points: Sequence[Graded], post: str = "") -> tuple[Cell, ...]:
    """The powers of those points, each once, their level, and how many points there are."""
    powers = dict.fromkeys(filter(None, (text_of(master, one, "power") for one in points)))
    level = post_level(master, post, points)
    said = Cell(level_said(master, level), level)
    return Cell("；".join(powers) or _NOTHING), said, Cell(str(len(points)))
