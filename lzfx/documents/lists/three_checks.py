"""三查对照表: what a unit found itself, what others proposed, what it answered, what became of it.

五（一）1 of the plan: 自己查、领导提、组织审 are passes over the same points; those who check each
other and the unit's own meeting stand beside them, each where it said anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import numeral
from lzfx.documents.labels import (
    has_field,
    heading,
    level_name,
    post_name,
    shown,
    text_of,
    title_of,
    unit_name,
)
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.answer import Became, Followed
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.opinion import Hand, MissedPoint, OpinionRow, Said
from lzfx.model.risk import Graded

NAME = "三查对照表"
_RESULTS = "proposal_results"
_HANDS: Mapping[Hand, str] = {
    Hand.LEADER: "领导提",
    Hand.ORGANISATION: "组织审",
    Hand.PEER: "互相找\n（交叉互查）",
    Hand.MEETING: "集体定\n（内部评查）",
}
"""The hands after the unit's own, in the order of the columns: the three passes come first."""

_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A point and all that was said of it; `one` is None for a point that nobody has declared."""

    unit: str
    post: str
    title: str
    one: Graded | None
    said: tuple[Said, ...]
    followed: tuple[Followed, ...]


def three_checks(master: Master) -> Document:
    """A table for each unit of which others said something, every point of it a row, landscape."""
    campaign = master.campaign
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{campaign.words.point}{NAME}",
        _blocks(master),
        facts=edition(master),
        landscape=True,
    )


def nothing_said(master: Master) -> tuple[Finding, ...]:
    """Why there is nothing to lay side by side."""
    return () if master.papers.said else (Finding("answer-nothing-said"),)


def _blocks(master: Master) -> Iterator[Block]:
    columns = tuple(_columns(master))
    yield under_title(master)
    yield Paragraph(_counted(master), "flush")
    yield Paragraph(
        "说明：“自己查”是单位自己申报的；别人提的是建议，由单位答复，采纳的照答复改，"
        "改的是申报等级，定级仍按审核的办法办。没有人提意见的单位不列。",
        "note",
    )
    number = 0
    for unit, lines in _by_unit(master).items():
        if any(line.said for line in lines):
            number += 1
            yield Heading(2, f"{numeral(number)}、{unit_name(master, unit)}")
            yield list_table(columns, lines, merge=(columns[0].title,))


def _by_unit(master: Master) -> Mapping[str, list[_Line]]:
    """The lines of each unit in the order of the roster; missed points come after the declared."""
    followed = {one.proposal.said.place: one for one in master.papers.followed}
    by_point: dict[str, list[Said]] = {}
    missed: list[Said] = []
    for said in master.papers.said:
        each = followed.get(said.place)
        point = said.row.point_id if isinstance(said.row, OpinionRow) else each and each.point_id
        if point:
            by_point.setdefault(point, []).append(said)
        elif isinstance(said.row, MissedPoint):
            missed.append(said)
    found: dict[str, list[_Line]] = {unit.code: [] for unit in master.roster.units}
    for one in master.graded:
        id_, name = one.point.point_id, text_of(master, one, "name")
        said_of = by_point.get(id_, ())
        post = post_name(master, one.point.post)
        line = _line(one.point.unit, post, f"{id_}\n{name}", one, said_of, followed)
        found.setdefault(one.point.unit, []).append(line)
    for said in missed:
        row = said.row
        if isinstance(row, MissedPoint):
            post = row.post or post_name(master, "")
            title = f"（漏查）\n{row.name}"
            found.setdefault(row.unit, []).append(
                _line(row.unit, post, title, None, (said,), followed)
            )
    return found


def _line(  # noqa: PLR0913, PLR0917 - a point with all that is beside it
    unit: str,
    post: str,
    title: str,
    one: Graded | None,
    said: Sequence[Said],
    followed: Mapping[_Place, Followed],
) -> _Line:
    told = (followed.get(each.place) for each in said)
    return _Line(unit, post, title, one, tuple(said), tuple(each for each in told if each))


def _columns(master: Master) -> Iterator[ListColumn[_Line]]:
    there = {said.hand for said in master.papers.said}
    point = title_of(master, "name", master.campaign.words.point)
    yield ListColumn("岗位", 18, lambda line: line.post)
    yield ListColumn(point, 26, lambda line: line.title, "left")
    yield ListColumn("自己查", 34, lambda line: _own(master, line), "left")
    for hand, title in _HANDS.items():
        if hand in there:
            yield ListColumn(title, 30, _by(master, hand), "left")
    yield ListColumn("单位答复", 30, lambda line: _answers(master, line), "left")
    yield ListColumn("结果", 18, lambda line: _results(master, line))
    yield ListColumn(
        "现等级",
        13.7,
        lambda line: level_name(master, line.one.level) if line.one else NOTHING,
        level=lambda line: line.one.level if line.one else None,
    )


def _own(master: Master, line: _Line) -> str:
    """What the unit found itself: the level and the words of its own, before it adopted others."""
    one = line.one
    if one is None:
        return "没有申报"
    level = level_name(master, one.declared) if has_field(master, "declared_level") else ""
    own = {"declared_level": level, "manifestation": text_of(master, one, "manifestation")}
    for each in reversed(line.followed):
        for name, (_, before, _) in each.answer.answer.changes.items() if each.answer else ():
            own[name] = before
    return "；".join(own[name] for name in ("declared_level", "manifestation") if own[name])


def _by(master: Master, hand: Hand) -> Callable[[_Line], str]:
    """What those of one hand said of a point, one after the other."""

    def told(line: _Line) -> str:
        said = (_said(master, one) for one in line.said if one.hand is hand)
        return "\n".join(said) or NOTHING

    return told


def _said(master: Master, said: Said) -> str:
    """Who said what, and why."""
    row = said.row
    level = level_name(master, row.proposed_level) if row.proposed_level else ""
    if isinstance(row, MissedPoint):
        parts = [shown(master, "proposals", "missed"), level, row.manifestation, row.reason]
    else:
        parts = [shown(master, "point_opinions", row.opinion), level, row.proposed_text, row.reason]
    text = "；".join(part.rstrip("。；") for part in parts if part)
    return f"{said.by}：{text}"


def _answers(master: Master, line: _Line) -> str:
    """What the unit answered; where several proposed something, to whom."""
    several = len(line.followed) > 1
    told = [(one.proposal.said.hand, _answer(master, one)) for one in line.followed]
    to = {hand: _HANDS[hand].partition("\n")[0] for hand, _ in told}
    return "\n".join(f"{to[hand]}：{said}" if several else said for hand, said in told) or NOTHING


def _answer(master: Master, one: Followed) -> str:
    """What the unit answered, and why; of several proposals each in turn."""
    made = one.answer.answer if one.answer else None
    if made is None:
        return shown(master, _RESULTS, Became.OPEN.value)
    outcome = shown(master, "answer_outcomes", made.outcome)
    return "；".join(part for part in (outcome, made.answer_reason.rstrip("。")) if part)


def _results(master: Master, line: _Line) -> str:
    return "\n".join(_result(master, one) for one in line.followed) or NOTHING


def _result(master: Master, one: Followed) -> str:
    """What became of a proposal, and of which fields, where fields changed."""
    said = shown(master, _RESULTS, one.became.value)
    if one.became is not Became.CHANGED or one.answer is None:
        return said
    changed = "、".join(heading(master, name, name) for name in one.answer.answer.changes)
    return f"{said}{changed}"


def _counted(master: Master) -> str:
    proposals = Counter(one.became for one in master.papers.followed)
    said = counted_in_words(
        ((shown(master, _RESULTS, each.value), proposals[each]) for each in Became), "条"
    )
    total = proposals.total()
    return f"合计：共提建议{total}条，其中{said}。" if total else "合计：没有提出改动的建议。"
