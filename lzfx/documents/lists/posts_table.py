"""Levels of posts and units (G6, G7), and posts in brief: one row a post, its points named."""

from __future__ import annotations

from collections.abc import Sequence

from lzfx.content.blocks import Cell, Column, Table
from lzfx.documents.labels import level_name, post_name, shown, unit_heading, unit_name
from lzfx.model.master import Master
from lzfx.model.risk import Graded, Level

NONE = "—"
"""What is printed for a level that nothing gives: no point and a declared zero (G6)."""


def level_said(master: Master, level: Level | None) -> str:
    """A computed level of a post or unit as it is printed."""
    return level_name(master, level) if level else NONE


def post_level(master: Master, post: str, points: Sequence[Graded]) -> Level | None:
    """The level of a post, or of what has those points: as computed for it, else the gravest."""
    worst = min((one.level for one in points if one.level), default=None)
    return master.papers.post_levels.get(post) or worst


def unit_level_said(master: Master, unit: str) -> str:
    """The level of the unit itself, and the gravest of its posts; empty when neither has one."""
    papers = master.papers
    own = papers.unit_levels.get(unit)
    posts = [papers.post_levels.get(post.code) for post in master.roster.posts_of(unit)]
    gravest = min((level for level in posts if level), default=None)
    said = []
    if own:
        said.append(f"单位本身的风险等级为{level_name(master, own)}")
    if gravest:
        said.append(f"所属岗位中最重的为{level_name(master, gravest)}")
    return f"{'，'.join(said)}。" if said else ""


def posts_in_brief(master: Master, points: Sequence[Graded], *, names: bool) -> Table:
    """The posts of those points, a row each: unit, post, holder, level, and its points by id."""
    by_post: dict[tuple[str, str], list[Graded]] = {}
    for one in points:
        by_post.setdefault((one.point.unit, one.point.post), []).append(one)
    rows = []
    for (unit, post), chosen in by_post.items():
        known = master.roster.post(post)
        level = post_level(master, post, chosen)
        person = [Cell(master.roster.name_of(known.holder) if known else "")] if names else []
        head = (Cell(unit_name(master, unit)), Cell(post_name(master, post)), *person)
        told = "；".join(_named(master, one) for one in chosen)
        rows.append((*head, Cell(level_said(master, level), level), Cell(told)))
    columns = [Column(unit_heading(master), 28, "center"), Column("岗位", 28, "center")]
    if names:
        columns.append(Column("姓名", 17.4, "center"))
    room = 156.0 - sum(column.width for column in columns) - 13.7
    columns += [Column("岗位\n等级", 13.7, "center"), Column(master.campaign.words.point, room)]
    return Table(tuple(columns), tuple(rows), merge=(0,))


def _named(master: Master, one: Graded) -> str:
    name = shown(master, "name", one.point.values.get("name"))
    return f"{one.point.point_id} {name}（{level_name(master, one.level)}）"
