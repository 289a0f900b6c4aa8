"""《制度梳理表》: the rules of every unit, what each is worth, and what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.documents.count_table import count_table
from lzfx.documents.labels import shown, unit_name
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    in_cell,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.rules_review import ReviewedRule, RulesReview

NAME = "制度梳理表"
CONCLUSIONS = "rule_conclusions"
_PROGRESSES = "progresses"


def rules_review_table(master: Master, review: RulesReview) -> Document:
    """The rules in roster order, then how many of each unit came to which conclusion."""
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}
    rules = sorted(review.rules, key=lambda one: units.get(one.unit, len(units)))
    return sheet(
        master,
        f"{review.year}年度{NAME}",
        f"{master.campaign.commission}{NAME}（{review.year}年度）",
        _blocks(master, rules),
        facts={"制度数": str(len(rules))},
        landscape=True,
    )


def review_gaps(_: Master, review: RulesReview) -> tuple[Finding, ...]:
    """Everything that forbids printing the review."""
    return tuple(no_entries(NAME, review.rules))


def _blocks(master: Master, rules: Sequence[ReviewedRule]) -> Iterator[Block]:
    conclusions = master.labels[CONCLUSIONS]
    counts = Counter(one.conclusion for one in rules)
    by_conclusion = ((label, counts[code]) for code, label in conclusions.items())
    yield under_title(master)
    yield list_table(_columns(master), rules, merge=("制定单位",))
    said = counted_in_words(by_conclusion, "件")
    yield Paragraph(f"合计：共梳理{len(rules)}件，其中{said}。", "flush")
    yield Heading(2, "按单位和结论统计")
    yield count_table(
        "制定单位",
        {code: unit_name(master, code) for code in dict.fromkeys(one.unit for one in rules)},
        conclusions,
        [(one.unit, one.conclusion) for one in rules],
    )


def _columns(master: Master) -> tuple[ListColumn[ReviewedRule], ...]:
    return (
        ListColumn("制定单位", 19.5, lambda one: unit_name(master, one.unit)),
        ListColumn("制度名称\n（文号）", 32, _named, "left"),
        ListColumn("制定\n日期", 21.5, lambda one: in_cell(one.made_on) or NOTHING),
        ListColumn("适用职权", 24, lambda one: "、".join(one.powers), "left"),
        ListColumn("运行情况分析", 34, lambda one: one.analysis, "left"),
        ListColumn("梳理\n结论", 17.4, lambda one: shown(master, CONCLUSIONS, one.conclusion)),
        ListColumn("存在问题", 28, lambda one: one.problem or NOTHING, "left"),
        ListColumn("处理措施", 28, _action, "left"),
        ListColumn("责任人", 15, lambda one: one.responsible or NOTHING),
        ListColumn("完成\n时限", 21.5, lambda one: in_cell(one.due) or NOTHING),
        ListColumn(
            "完成\n情况", 14, lambda one: shown(master, _PROGRESSES, one.progress) or NOTHING
        ),
    )


def _named(one: ReviewedRule) -> str:
    return f"{one.name}\n（{one.doc_number}）" if one.doc_number else one.name


def _action(one: ReviewedRule) -> str:
    against = f"（对应风险点{'、'.join(one.risk_points)}）" if one.risk_points else ""
    return f"{one.action}{against}" or NOTHING
