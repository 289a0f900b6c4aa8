"""考核依据: the entries of the record behind each score, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lzfx.content.blocks import Block, Document, Heading, PageBreak
from lzfx.content.wording import numeral
from lzfx.documents.labels import shown
from lzfx.documents.registers.assessment_sheets import plain_number
from lzfx.documents.sheet import NOTHING, ListColumn, list_table, sheet
from lzfx.model.assessed_facts import Entry
from lzfx.model.assessment import AnsweredObjection, Assessment, Indicator, Result, Score
from lzfx.model.finding import Where
from lzfx.model.master import Master

NAME = "考核依据"

_SAID: Mapping[str, str] = {
    "returned_late": "《{name}》应在{day}以前报，{on}",
    "sent_back": "《{name}》{on}来件退回，差错{count}处",
    "posts_undeclared": "{name}没有申报风险点，也没有零报告",
    "warnings_open": "{name}没有解除",
    "warnings_late": "{name}应在{day}以前反馈，{on}",
    "measures_undone": "措施{name}{by}没有落实",
    "corrections_late": "检查{name}的隐患应在{day}以前销号，{on}",
    "not_studied": "没有学习动员的记录",
    "studied": "{on}“{name}”",
    "comments_open": "意见{name}没有办结",
}
"""What an entry of each source is called; `{on}` is the day, or that there is none yet.

`{by}` is the day it was due, or nothing."""

_ON: Mapping[str, tuple[str, str]] = {
    "returned_late": ("{on}才来件", "还没有来件"),
    "warnings_late": ("{on}才反馈", "还没有反馈"),
    "corrections_late": ("{on}才销号", "还没有销号"),
}


def entry_said(one: Entry) -> str:
    """The entry in words, with the file, sheet and cell where the record has it."""
    done, open_ = _ON.get(one.kind, ("{on}", ""))
    on = done.format(on=_day(one.on)) if one.on else open_
    by = f"应在{one.day}以前落实，" if one.day else ""
    says = _SAID[one.kind].format(name=one.name, day=_day(one.day), by=by, on=on, count=one.count)
    place = place_said(one.where)
    return f"{says}（{place}）" if place else says


def place_said(where: Where) -> str:
    """`文件 页 格子`, as far as it is known."""
    return " ".join(part for part in (where.file, where.sheet, where.address) if part)


def basis_said(entries: Sequence[Entry]) -> str:
    """All entries, one on a line, each with its number."""
    return "\n".join(f"{at}. {entry_said(one)}" for at, one in enumerate(entries, start=1))


def assessment_basis(master: Master, assessment: Assessment, results: Sequence[Result]) -> Document:
    """For everybody who was assessed, what each score of the group rests on."""
    return sheet(
        master,
        f"{assessment.year}年度{NAME}",
        f"{master.campaign.system}{NAME}（{assessment.year}年度）",
        _blocks(master, assessment, results),
        facts={"考核对象数": str(len(results))},
        landscape=True,
    )


def _blocks(master: Master, assessment: Assessment, results: Sequence[Result]) -> Iterator[Block]:
    for number, one in enumerate(results, start=1):
        if number > 1:
            yield PageBreak()
        kind = shown(master, "assessed_kinds", one.assessed.kind)
        yield Heading(2, f"{numeral(number)}、{one.assessed.name}（{kind}）")
        given = {score.indicator: score for score in one.assessed.scores}
        lines = [
            (each, given.get(each.code, Score(each.code)))
            for each in assessment.indicators
            if each.is_for(one.assessed.kind)
        ]
        yield list_table(_columns(), lines)
        answered = [
            each for each in assessment.objections if each.assessed_code == one.assessed.code
        ]
        if answered:
            yield Heading(3, "异议和答复")
            yield list_table(_objections(assessment), answered)


_Line = tuple[Indicator, Score]


def _columns() -> tuple[ListColumn[_Line], ...]:
    return (
        ListColumn("指标", 28, lambda one: one[0].name),
        ListColumn("依据条款", 40, lambda one: one[0].clause or NOTHING, "left"),
        ListColumn("分值", 14, lambda one: plain_number(one[0].full or None)),
        ListColumn("程序\n算得", 14, lambda one: plain_number(one[1].computed)),
        ListColumn("考核\n组分", 14, lambda one: plain_number(one[1].group_score)),
        ListColumn("记录里的依据", 92, lambda one: one[1].basis or NOTHING, "left"),
        ListColumn("扣分（否决）\n理由", 34, lambda one: one[1].reason or NOTHING, "left"),
    )


def _objections(assessment: Assessment) -> tuple[ListColumn[AnsweredObjection], ...]:
    names = {one.code: one.name for one in assessment.indicators}
    outcomes = {"upheld": "维持", "changed": "更改"}
    return (
        ListColumn("指标", 28, lambda one: names.get(one.indicator, one.indicator)),
        ListColumn("异议", 80, lambda one: one.ground, "left"),
        ListColumn("原分", 16, lambda one: plain_number(one.before)),
        ListColumn("答复", 20, lambda one: outcomes.get(one.outcome, NOTHING)),
        ListColumn(
            "现分", 16, lambda one: plain_number(one.before if one.after is None else one.after)
        ),
        ListColumn("答复理由", 76, lambda one: one.answer or NOTHING, "left"),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
