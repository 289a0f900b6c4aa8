"""《制度缺口清单》: the risk points that no rule is for, and the rules that are to be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.campaign.uncovered import without_rule
from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.documents.counts import in_order
from lzfx.documents.labels import level_heading, level_name, post_name, text_of, unit_name
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    in_cell,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.rules_review import ReviewedRule, RulesReview

NAME = "制度缺口清单"
_LACKING = "create"


def rule_gaps(master: Master, review: RulesReview) -> Document:
    """The points of the units that reviewed their rules, the gravest of each unit first.

    A unit that has not returned its review is not in it: nobody knows its rules yet.
    """
    own, left = _uncovered(master, review)
    wanted = _wanted(master, review)
    return sheet(
        master,
        f"{review.year}年度{NAME}",
        f"{master.campaign.commission}{NAME}（{review.year}年度）",
        _blocks(master, left, len(own), wanted),
        facts={"缺口数": str(len(left))},
        landscape=True,
    )


def rule_gap_gaps(master: Master, review: RulesReview) -> tuple[Finding, ...]:
    """Everything that forbids printing the list: only that there is no gap."""
    _, left = _uncovered(master, review)
    return tuple(no_entries(NAME, (*left, *_wanted(master, review))))


def _uncovered(master: Master, review: RulesReview) -> tuple[Sequence[Graded], Sequence[Graded]]:
    """The points of the units that reviewed their rules, and those of them without any rule."""
    units = {rule.unit for rule in review.rules}
    own = [one for one in in_order(master) if one.point.unit in units]
    return own, without_rule(own, review.rules, master.powers)


def _wanted(master: Master, review: RulesReview) -> Sequence[ReviewedRule]:
    """The rules that are lacking, in the order of the roster."""
    order = {unit.code: at for at, unit in enumerate(master.roster.units)}
    lacking = (rule for rule in review.rules if rule.conclusion == _LACKING)
    return sorted(lacking, key=lambda rule: order.get(rule.unit, len(order)))


def _blocks(
    master: Master, left: Sequence[Graded], count: int, wanted: Sequence[ReviewedRule]
) -> Iterator[Block]:
    point = master.campaign.words.point
    yield under_title(master)
    if left:
        yield Heading(2, f"没有制度的{point}")
        yield list_table(_points(master), left, merge=("单位",))
    yield Paragraph(f"已报制度梳理的单位共有{count}个{point}，其中{_told(master, left)}。", "flush")
    if wanted:
        yield Heading(2, "要新建的制度")
        yield list_table(_rules(master), wanted, merge=("单位",))
        yield Paragraph(f"共{len(wanted)}件。", "flush")


def _told(master: Master, left: Sequence[Graded]) -> str:
    if not left:
        return "没有制度的0个"
    levels = Counter(one.level for one in left)
    said = "、".join(
        f"{level_name(master, level)}{levels[level]}个"
        for level in sorted(levels, key=lambda level: level or len(levels) + len(left))
    )
    return f"没有制度的{len(left)}个（{said}）"


def _points(master: Master) -> tuple[ListColumn[Graded], ...]:
    return (
        ListColumn("单位", 32, lambda one: unit_name(master, one.point.unit)),
        ListColumn("编号", 24, lambda one: one.point.point_id),
        ListColumn("岗位", 36, lambda one: post_name(master, one.point.post)),
        ListColumn(
            "职权（事项）", 54, lambda one: text_of(master, one, "power") or NOTHING, "left"
        ),
        ListColumn(
            master.campaign.words.point, 68, lambda one: text_of(master, one, "name"), "left"
        ),
        ListColumn(level_heading(master), 24, lambda one: level_name(master, one.level)),
    )


def _rules(master: Master) -> tuple[ListColumn[ReviewedRule], ...]:
    return (
        ListColumn("单位", 32, lambda one: unit_name(master, one.unit)),
        ListColumn("制度名称", 50, lambda one: one.name, "left"),
        ListColumn("缺什么、怎么补", 70, _problem, "left"),
        ListColumn("针对的编号", 36, lambda one: "、".join(one.risk_points) or NOTHING, "left"),
        ListColumn("责任人", 24, lambda one: one.responsible or NOTHING),
        ListColumn("完成时限", 26, lambda one: in_cell(one.due) or NOTHING),
    )


def _problem(one: ReviewedRule) -> str:
    return "；".join(filter(None, (one.problem.rstrip("。"), one.action.rstrip("。")))) or NOTHING
