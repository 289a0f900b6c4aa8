"""《考核评分表》: one sheet for each who was assessed, every item with its three scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lzfx.content.blocks import Block, Cell, Document, Heading, PageBreak, Paragraph, Table
from lzfx.content.wording import numeral
from lzfx.documents.labels import shown
from lzfx.documents.registers.assessment_readiness import NAME, VETO
from lzfx.documents.sheet import NOTHING, ListColumn, list_table, sheet, to_write
from lzfx.model.assessment import Assessment, Indicator, Result, Score
from lzfx.model.master import Master


@dataclass(frozen=True, slots=True)
class _Line:
    """One indicator with what was given and what came of it."""

    indicator: Indicator
    score: Score
    points: Decimal | None


def assessment_sheets(
    master: Master, assessment: Assessment, results: Sequence[Result]
) -> Document:
    """A landscape sheet for each result in their order; totals, ratings and places are computed."""
    return sheet(
        master,
        f"{assessment.year}年度{NAME}",
        f"{master.campaign.system}{NAME}（{assessment.year}年度）",
        _blocks(master, assessment, results),
        facts={"考核对象数": str(len(results))},
        landscape=True,
    )


def plain_number(number: Decimal | None) -> str:
    """`9.5`, `10`: no idle zeros; a dash for none."""
    if number is None:
        return NOTHING
    return f"{number.normalize():f}"


def rating_said(one: Result) -> str:
    """The rating, and that it is so because of a veto."""
    return f"{one.rating}（否决）" if one.vetoed else one.rating


def _blocks(master: Master, assessment: Assessment, results: Sequence[Result]) -> Iterator[Block]:
    for number, one in enumerate(results, start=1):
        if number > 1:
            yield PageBreak()
        kind = shown(master, "assessed_kinds", one.assessed.kind)
        yield Heading(2, f"{numeral(number)}、{one.assessed.name}（{kind}）")
        yield _table(master, assessment, one)
        yield Paragraph(_weights_said(assessment), "note")
        labels = ("考核组组长（签字）", "被考核单位负责人（签字）", "日期")
        yield Paragraph("　　".join(to_write(label, "") for label in labels), "flush")


def _rated(one: Result) -> str:
    return f"{rating_said(one)}（第{one.rank}名）"


def _table(master: Master, assessment: Assessment, one: Result) -> Table:
    given = {score.indicator: score for score in one.assessed.scores}
    lines = [
        _Line(each, given.get(each.code, Score(each.code)), one.points.get(each.code))
        for each in assessment.indicators
        if each.is_for(one.assessed.kind)
    ]
    listed = list_table(_columns(master), lines)
    full = sum((each.indicator.full for each in lines), Decimal(0))
    extra = one.assessed.extra
    return Table(
        columns=listed.columns,
        rows=(
            *listed.rows,
            *((_sum_row("加减分", "", extra, one.assessed.extra_reason),) if extra else ()),
            _sum_row("合计", plain_number(full), one.total, _rated(one)),
        ),
        landscape=True,
    )


def _sum_row(name: str, full: str, points: Decimal, said: str) -> tuple[Cell, ...]:
    blank = Cell("")
    return (
        blank, Cell(name), blank, Cell(full), blank, blank, blank, blank,
        Cell(plain_number(points)), Cell(said), blank,
    )  # fmt: skip


def _columns(master: Master) -> tuple[ListColumn[_Line], ...]:
    return (
        ListColumn("指标", 24, lambda one: one.indicator.name),
        ListColumn("考核内容", 66, lambda one: one.indicator.content, "left"),
        ListColumn("分值", 13, _full),
        ListColumn(
            "评分\n办法", 13, lambda one: shown(master, "score_methods", one.indicator.method)
        ),
        ListColumn("自评\n分", 13, lambda one: plain_number(one.score.self_score)),
        ListColumn("考核\n组分", 13, lambda one: plain_number(one.score.group_score)),
        ListColumn("领导\n评价分", 15, lambda one: plain_number(one.score.leader_score)),
        ListColumn("得分", 14, lambda one: plain_number(one.points)),
        ListColumn("扣分（否决）\n理由", 36, lambda one: one.score.reason or NOTHING, "left"),
        ListColumn("佐证", 30, lambda one: one.indicator.evidence or NOTHING, "left"),
    )


def _full(one: _Line) -> str:
    return NOTHING if one.indicator.method == VETO else plain_number(one.indicator.full)


def _weights_said(assessment: Assessment) -> str:
    weights = assessment.weights
    upper = assessment.ratings[:-1]
    ratings = "、".join(f"{plain_number(one.least)}分及以上{one.label}" for one in upper)
    return (
        f"得分＝自评分×{weights.self_score}%＋考核组分×{weights.group_score}%"
        f"＋领导评价分×{weights.leader_score}%；{ratings}。"
    )
