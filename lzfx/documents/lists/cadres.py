"""《各级干部廉政风险及防范措施》: points by the rank of who holds the post (domain 1.15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import chinese_date, numeral
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.lists.overview_table import edition
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
from lzfx.model.master import Master
from lzfx.model.risk import Graded

NAME = "各级干部廉政风险及防范措施"
_COLUMNS = (UNIT, POST, HOLDER, DUTY, POINT, MANIFESTATION, LEVEL, MEASURES, MONITOR)
IN_HANDBOOK = (ID, *(name for name in _COLUMNS if name != DUTY))
"""The columns where duties stand in another part of the same book."""

_MERGED = (UNIT, POST, HOLDER, DUTY)
_DECIDING = "meeting"
_VACANT = "暂无任职人员的岗位"


def cadre_table(master: Master, *, public: bool = False) -> Document:
    """The points of deciding bodies and of posts, by rank; a public one names posts only."""
    campaign = master.campaign
    if public:
        master = public_master(master)
    points = in_order(master)
    counted = [one for _, chosen in rank_groups(master, points) for one in chosen]
    return Document(
        name=f"{campaign.year}年度{NAME}{MARK if public else ''}",
        title=f"{campaign.system}{NAME}",
        blocks=(
            Paragraph(f"{campaign.issuer}　{chinese_date(campaign.issued_on)}", "centered"),
            *cadre_blocks(master, points, names=not public),
            Paragraph(f"合计：{in_words(master, counted)}。", "flush"),
            Paragraph("填表说明：", "note"),
            *(Paragraph(f"{at}. {text}", "note") for at, text in enumerate(_NOTES, start=1)),
        ),
        author=campaign.issuer,
        date=campaign.issued_on.isoformat(),
        landscape=True,
        facts=edition(master),
    )


_NOTES = (
    "本表按岗位现任人员的干部层级分组；风险点属于岗位，人员变动的，由接任的人接着负责。",
    "属于科室或者街道计生办整体的风险点不在本表，见风险点及防范措施一览表。",
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

    Inside a rank the points of one post stand together, in the order of the roster. A section's
    or street office's own points belong to no rank; other lists have them.
    """
    ranks = master.labels.get("ranks", {})
    groups: dict[str, list[Graded]] = {code: [] for code in (_DECIDING, *ranks, "")}
    for one in points:
        rank = _rank(master, one)
        if rank is not None:
            groups.setdefault(rank, []).append(one)
    titles = {_DECIDING: "决策机构和领导班子", "": _VACANT}
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
    deciding = unit is not None and unit.kind in (_DECIDING, "commission_leaders")
    post = master.roster.post(one.point.post)
    if post is None:
        return _DECIDING if deciding else None
    person = master.roster.people.get(post.holder)
    return person.rank if person else ""
