"""《各级干部廉政风险及防范措施》: points by the rank of who holds the post (domain 1.15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import numeral
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import risks_said
from lzfx.documents.lists.overview_table import edition, overview_name
from lzfx.documents.lists.point_table import (
    DUTY,
    HOLDER,
    ID,
    LEVEL,
    MANIFESTATION,
    MEASURES,
    MONITOR,
    POST,
    UNIT,
    point_table,
)
from lzfx.documents.lists.point_table import NAME as POINT
from lzfx.documents.public import MARK, public_master
from lzfx.documents.statements import day_said, edition_day
from lzfx.model.edition import Act
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Graded

NAME = "各级干部"
_COLUMNS = (UNIT, POST, HOLDER, DUTY, POINT, MANIFESTATION, LEVEL, MEASURES, MONITOR)
IN_HANDBOOK = (ID, *(name for name in _COLUMNS if name != DUTY))
"""The columns where duties stand in another part of the same book."""

_MERGED = (UNIT, POST, HOLDER, DUTY)
_DECIDING = " deciding"
"""The group of those who decide; no rank has such a code."""
_VACANT = "暂无任职人员的岗位"


def cadres_name(master: Master) -> str:
    """`各级干部廉政风险及防范措施`."""
    return f"{NAME}{risks_said(master)}"


def cadre_table(master: Master, *, public: bool = False) -> Document:
    """The points of deciding bodies and of posts, by rank; a public one names posts only."""
    campaign = master.campaign
    needs = Act.REVIEW if public else Act.APPROVAL
    if public:
        master = public_master(master)
    points = in_order(master)
    counted = [one for _, chosen in rank_groups(master, points) for one in chosen]
    return Document(
        name=f"{campaign.year}年度{cadres_name(master)}{MARK if public else ''}",
        title=f"{campaign.system}{cadres_name(master)}",
        blocks=(
            Paragraph(f"{campaign.issuer}　{day_said(master, needs)}", "centered"),
            *cadre_blocks(master, points, names=not public),
            Paragraph(f"合计：{in_words(master, counted)}。", "flush"),
            Paragraph("填表说明：", "note"),
            *(
                Paragraph(f"{at}. {text}", "note")
                for at, text in enumerate(_notes(master), start=1)
            ),
        ),
        author=campaign.issuer,
        date=edition_day(master, needs).isoformat(),
        landscape=True,
        facts=edition(master),
    )


def nobody_of_rank(master: Master) -> tuple[Finding, ...]:
    """Why there is no list to print: all points belong to units as a whole."""
    there = any(_rank(master, one) is not None for one in master.graded)
    return () if there else (Finding("no-points-of-posts"),)


def _notes(master: Master) -> tuple[str, ...]:
    words = master.campaign.words
    return (
        "本表按岗位现任人员的干部层级分组；风险点属于岗位，人员变动的，由接任的人接着负责。",
        f"属于{words.led_units}整体的{words.point}不在本表，见{overview_name(master)}。",
    )


def cadre_blocks(master: Master, points: Sequence[Graded], *, names: bool) -> Iterator[Block]:
    """Heading, counts and table of every rank that has points."""
    columns = [name for name in _COLUMNS if names or name != HOLDER]
    for number, (name, chosen) in enumerate(rank_groups(master, points), start=1):
        yield Heading(2, f"{numeral(number)}、{name}")
        yield Paragraph(f"{name}{in_words(master, chosen)}。")
        yield rank_table(master, chosen, columns)


def rank_table(master: Master, points: Sequence[Graded], columns: Sequence[str]) -> Block:
    """The points of a rank, what belongs to one post in one cell."""
    return point_table(master, points, columns, merge=[one for one in columns if one in _MERGED])


def rank_groups(
    master: Master, points: Sequence[Graded]
) -> Iterator[tuple[str, tuple[Graded, ...]]]:
    """Deciding bodies first, then posts by the rank of who holds them, at last posts held by none.

    Inside a rank the points of one post stand together, in the order of the roster. The own points
    of a unit that is led belong to no rank; other lists have them.
    """
    ranks = master.labels.get("ranks", {})
    groups: dict[str, list[Graded]] = {code: [] for code in (_DECIDING, *ranks, "")}
    for one in points:
        rank = _rank(master, one)
        if rank is not None:
            groups.setdefault(rank, []).append(one)
    titles = {_DECIDING: master.campaign.words.deciding, "": _VACANT}
    posts = {post.code: at for at, post in enumerate(master.roster.posts)}
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}

    def place(one: Graded) -> tuple[int, int]:
        return units.get(one.point.unit, len(units)), posts.get(one.point.post, -1)

    for code, chosen in groups.items():
        if chosen:
            yield titles.get(code) or ranks.get(code, code), tuple(sorted(chosen, key=place))


def _rank(master: Master, one: Graded) -> str | None:
    """The rank a point belongs to; empty for a post nobody holds, None for a unit's own point."""
    unit = master.roster.unit(one.point.unit)
    deciding = unit is not None and master.kinds.deciding(unit.kind)
    post = master.roster.post(one.point.post)
    if post is None:
        return _DECIDING if deciding else None
    person = master.roster.people.get(post.holder)
    return person.rank if person else ""
