"""审核表: the points each reviewer decides on, with boxes for what he decides (domain 1.11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, PageBreak, Paragraph, Table
from lzfx.content.paper import Box, Grid
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.form_rows import labelled
from lzfx.documents.labels import (
    has_field,
    level_name,
    post_name,
    reviewer_called,
    text_of,
    title_of,
    unit_name,
)
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.sheet import sheet
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.decision import ReviewRound
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import Review
from lzfx.model.risk import Graded

NAME = "风险等级审核表"
OUTCOMES = ("同意", "调整等级", "修改内容", "退回", "撤销", "暂缓")
"""What a reviewer may decide of a point."""

_ASKED = (("conduct", "可能产生的行为"), ("major_matters", "三重一大"))
"""Fields that are shown where the form has them, and what they are called where it says nothing."""

_BEFORE = (Column("岗位", 21.1, "center"), Column("短码", 31, "center"), Column("风险点", 36))
_AFTER = (
    Column("申报\n等级", 10, "center"),
    Column("规则\n等级", 10, "center"),
    Column("审核结论", 21.1, "center"),
    Column("审核后\n等级", 13.7, "center"),
    Column("理由", 39.9),
)


def review_sheets(master: Master) -> Document:
    """A sheet for every reviewer and unit, then one a unit for the review group, each on new pages.

    Whoever declared something himself gets no sheet for it: it goes where rule G13 sends it.
    """
    campaign = master.campaign
    title = f"{campaign.system}{NAME}"
    blocks: list[Block] = []
    for step, reviewer, recused, points in _bundles(master):
        blocks += [PageBreak(), Paragraph(title, "title")] if blocks else []
        blocks += _sheet(master, step, reviewer, points, recused=recused)
    name = f"{campaign.year}年度{NAME}"
    return sheet(master, name, title, blocks, facts=edition(master), landscape=True)


def without_reviewer(master: Master) -> tuple[Finding, ...]:
    """Every unit or post with points whose reviewer the roster does not name."""
    subjects = dict.fromkeys(_subject(one) for one in in_order(master))
    return tuple(
        Finding("subject-without-reviewer", params={"subject": master.roster.called(subject)})
        for subject in subjects
        if not _review(master, subject).reviewer
    )


def _bundles(master: Master) -> Iterator[tuple[str, str, bool, tuple[Graded, ...]]]:
    """Step, reviewer, whether somebody was recused, points: people, meetings, then the group."""
    points = in_order(master)
    by_reviewer: dict[tuple[str, str, str], list[Graded]] = {}
    by_unit: dict[str, list[Graded]] = {}
    for one in points:
        by_unit.setdefault(one.point.unit, []).append(one)
        review = _review(master, _subject(one))
        if review.step != REVIEW_GROUP:
            key = (review.step, review.reviewer, one.point.unit)
            by_reviewer.setdefault(key, []).append(one)
    people_first = sorted(by_reviewer.items(), key=lambda one: one[0][0] in master.campaign.bodies)
    for (step, reviewer, _), chosen in people_first:
        recused = any(_review(master, _subject(one)).recused for one in chosen)
        yield step, reviewer, recused, tuple(chosen)
    group = master.campaign.bodies[REVIEW_GROUP]
    for chosen in by_unit.values():
        yield REVIEW_GROUP, group, False, tuple(chosen)


def _subject(one: Graded) -> str:
    return one.point.post or one.point.unit


def _review(master: Master, subject: str) -> Review:
    return master.papers.reviews.get(subject) or Review("leader_in_charge", "")


def _sheet(
    master: Master, step: str, reviewer: str, points: Sequence[Graded], *, recused: bool
) -> Iterator[Block]:
    """What is signed comes first, so that no signature stands on a page of its own."""
    unit = unit_name(master, points[0].point.unit)
    is_meeting = step in master.campaign.bodies
    done = "审定" if step == REVIEW_GROUP else "审核"
    title = f"{reviewer_called(master, step)}{done}"
    yield _signature(title, unit, reviewer, is_meeting=is_meeting)
    said = "其中负责人或者分管领导本人岗位的风险点，按回避规定改由本环节审核。" if recused else ""
    yield Paragraph(
        f"本表{in_words(master, points)}。审核结论填：{'、'.join(OUTCOMES)}。"
        f"除“{OUTCOMES[0]}”外都要写理由；"
        f"“{OUTCOMES[1]}”的另填审核后等级。登记结论时照抄短码。{said}",
        "note",
    )
    order = {post.code: at for at, post in enumerate(master.roster.posts)}
    by_post = sorted(points, key=lambda one: order.get(one.point.post, -1))
    stage = ReviewRound.FINAL if step == REVIEW_GROUP else ReviewRound.REVIEW
    rows = tuple(_row(master, one, stage) for one in by_post)
    yield Table(_columns(master), rows, merge=(0,), landscape=True)


def _columns(master: Master) -> tuple[Column, ...]:
    asked = (
        Column(title_of(master, name, title), 21.1, "center")
        for name, title in _ASKED
        if has_field(master, name)
    )
    return (*_BEFORE, *asked, *_AFTER)


def _row(master: Master, one: Graded, stage: ReviewRound) -> tuple[Cell, ...]:
    declared = text_of(master, one, "declared_level")
    return (
        Cell(post_name(master, one.point.post)),
        Cell(_code(master, one, stage)),
        Cell(text_of(master, one, "name")),
        *(Cell(text_of(master, one, name)) for name, _ in _ASKED if has_field(master, name)),
        Cell(declared, one.declared),
        Cell(level_name(master, one.by_rule), one.by_rule),
        Cell(""),
        Cell(""),
        Cell(""),
    )


def _code(master: Master, one: Graded, stage: ReviewRound) -> str:
    """The short code by which the decision is entered; the bare number where none was given."""
    codes = master.papers.codes.get(one.point.point_id, {})
    return codes.get(stage, one.point.point_id)


def _signature(title: str, unit: str, reviewer: str, *, is_meeting: bool) -> Grid:
    """Who reviews what, the meeting (a person holds none), opinion, signature and day."""
    day = Box("年　　月　　日", align="center")
    about = (
        *labelled("审核环节", Box(title, align="center")),
        *labelled("审核对象", Box(unit, align="center")),
        *labelled("审核人", Box(reviewer, align="center")),
    )
    meeting = (
        *labelled("会议名称", Box("")),
        *labelled("会议日期", day),
        *labelled("纪要编号", Box("")),
    )
    signed = (
        *labelled("审核意见", Box("", lines=2.5)),
        *labelled("签字（盖章）", Box("")),
        *labelled("日期", day),
    )
    rows = (about, meeting, signed) if is_meeting else (about, signed)
    return Grid((10, 30, 12, 18, 9, 21), rows, landscape=True)
