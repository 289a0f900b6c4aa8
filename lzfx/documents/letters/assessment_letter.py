"""考核通报: the letter that makes an assessment known, with a ranking of each kind annexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph, Table
from lzfx.documents.labels import shown
from lzfx.documents.letter import Letter, LetterAnnex, letter_document, whole_words
from lzfx.documents.registers.assessment_sheets import plain_number, rating_said
from lzfx.documents.sheet import NOTHING, ListColumn, counted_in_words, list_table
from lzfx.model.assessment import Assessment, Result
from lzfx.model.master import Master

_LISTED = 3


def assessment_letter(
    master: Master, assessment: Assessment, results: Sequence[Result]
) -> Document:
    """The letter, with the counts of ratings, and a ranking for each kind."""
    campaign = master.campaign
    letter = Letter(
        title=f"关于{assessment.year}年度{campaign.name}考核结果的通报",
        number=assessment.doc_number,
        issuer=campaign.issuer,
        date=assessment.reported_on or master.day,
        body=tuple(_body(master, assessment, results)),
        recipients=campaign.words.addressees,
        annexes=tuple(_annexes(master, assessment, results)),
        printer=f"{campaign.commission}办公室",
        whole=whole_words(campaign, campaign.name),
    )
    return letter_document(f"{assessment.year}年度考核通报", letter)


def _body(master: Master, assessment: Assessment, results: Sequence[Result]) -> Iterator[Block]:
    campaign = master.campaign
    group = campaign.bodies["leading_group"]
    yield Paragraph(
        f"按照年度目标责任制考核的安排，{group}对{assessment.year}年度"
        f"{campaign.name}进行了考核。现将结果通报如下。"
    )
    yield Heading(2, "一、总体情况")
    yield Paragraph(f"这次共考核{len(results)}个对象，其中{_ratings_said(assessment, results)}。")
    yield from _kinds(master, assessment, results)
    deducted = _most_deducted(assessment, results)
    if deducted:
        yield Heading(2, "二、主要问题")
        yield Paragraph(f"扣分较集中的项目是{'、'.join(deducted)}。")
    yield Heading(2, "三、下一步要求" if deducted else "二、下一步要求")
    yield Paragraph(
        "考核结果作为评价单位和个人行政执行力的依据，并供干部选拔任用时参考。"
        "有扣分的单位和个人要对照评分表逐项整改，整改情况由"
        f"{campaign.office.name}跟踪核对。"
    )
    criticised = [one.assessed.name for one in results if one.assessed.criticised]
    if criticised:
        yield Paragraph(f"对{'、'.join(criticised)}另行通报批评。")


def _kinds(master: Master, assessment: Assessment, results: Sequence[Result]) -> Iterator[Block]:
    for kind in dict.fromkeys(one.assessed.kind for one in results):
        of_kind = [one for one in results if one.assessed.kind == kind]
        first = "、".join(one.assessed.name for one in of_kind[:_LISTED])
        yield Paragraph(
            f"{shown(master, 'assessed_kinds', kind)}{len(of_kind)}个，"
            f"{_ratings_said(assessment, of_kind)}，排在前面的是{first}。"
        )


def _ratings_said(assessment: Assessment, results: Sequence[Result]) -> str:
    counts = Counter(one.rating for one in results)
    return counted_in_words(((one.label, counts[one.label]) for one in assessment.ratings), "个")


def _most_deducted(assessment: Assessment, results: Sequence[Result]) -> tuple[str, ...]:
    """The indicators that cost most objects points, the commonest first."""
    names = {one.code: one.name for one in assessment.indicators}
    full = {one.code: one.full for one in assessment.indicators}
    lost = Counter(
        code for one in results for code, points in one.points.items() if points < full[code]
    )
    ordered = sorted(lost, key=lambda code: (-lost[code], code))
    return tuple(f"{names[code]}（{lost[code]}个）" for code in ordered[:_LISTED])


def _annexes(
    master: Master, assessment: Assessment, results: Sequence[Result]
) -> Iterator[LetterAnnex]:
    for kind in dict.fromkeys(one.assessed.kind for one in results):
        of_kind = [one for one in results if one.assessed.kind == kind]
        title = f"{shown(master, 'assessed_kinds', kind)}考核得分和等次"
        yield LetterAnnex(title, (_ranking(assessment, of_kind),))


def _ranking(assessment: Assessment, results: Sequence[Result]) -> Table:
    columns: tuple[ListColumn[Result], ...] = (
        ListColumn("名次", 16, lambda one: str(one.rank)),
        ListColumn("考核对象", 44, lambda one: one.assessed.name),
        ListColumn("得分", 22, lambda one: plain_number(one.total)),
        ListColumn("等次", 26, rating_said),
        ListColumn("扣分项目", 48, lambda one: _deductions(assessment, one), "left"),
    )
    return list_table(columns, results, landscape=False, serial="")


def _deductions(assessment: Assessment, one: Result) -> str:
    lost = (
        f"{indicator.name}{plain_number(one.points[indicator.code] - indicator.full)}"
        for indicator in assessment.indicators
        if one.points.get(indicator.code, indicator.full) < indicator.full
    )
    return "；".join(lost) or NOTHING
