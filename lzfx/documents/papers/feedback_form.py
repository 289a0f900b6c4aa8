"""《整改反馈表》: what a warned unit found, did and proved, and what the recheck said."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, PageBreak, Paragraph
from lzfx.content.paper import Grid
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import post_name, shown, unit_name
from lzfx.documents.required import crossed, doubled, no_entries
from lzfx.documents.sheet import NOTHING, on_day, sheet
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.warning import Feedback, Feedbacks

NAME = "整改反馈表"
_TALL, _MEDIUM = 4.0, 2.0
_PASSED = "passed"


def feedback_forms(master: Master, feedbacks: Feedbacks) -> Document:
    """Each report on a page of its own."""
    return sheet(
        master,
        f"{master.campaign.year}年度{NAME}",
        NAME,
        _blocks(master, feedbacks),
        facts={"反馈数": str(len(feedbacks.feedbacks))},
    )


def feedback_gaps(_: Master, feedbacks: Feedbacks) -> tuple[Finding, ...]:
    """Everything that forbids printing the reports."""
    return tuple(_gaps(feedbacks))


def days_late(one: Feedback) -> int:
    """How many days after the deadline it was reported; 0 when in time."""
    if one.reported_on is None or one.deadline is None:
        return 0
    return max(0, (one.reported_on - one.deadline).days)


def _gaps(feedbacks: Feedbacks) -> Iterator[Finding]:
    yield from no_entries(NAME, feedbacks.feedbacks)
    yield from doubled(NAME, "预警编号", [one.warning for one in feedbacks.feedbacks])
    for one in feedbacks.feedbacks:
        if one.released_on and one.recheck != _PASSED:
            yield Finding("released-without-recheck", params={"item": one.warning})
        days = ("反馈日期", one.reported_on), ("复查日期", one.rechecked_on)
        yield from crossed(NAME, one.warning, *days)


def _blocks(master: Master, feedbacks: Feedbacks) -> Iterator[Block]:
    for number, one in enumerate(feedbacks.feedbacks, start=1):
        if number > 1:
            yield PageBreak()
            yield Paragraph(NAME, "title")
        yield Paragraph(f"预警编号：{one.warning}", "centered")
        yield _form(master, one)


def _form(master: Master, one: Feedback) -> Grid:
    measures = "\n".join(f"{at}. {text}" for at, text in enumerate(one.measures, start=1))
    return Grid(
        widths=FOUR,
        rows=(
            pair("责任主体", _who(master, one), "整改期限", on_day(one.deadline)),
            wide("预警问题", one.problem, _MEDIUM),
            wide("原因剖析", one.causes, _TALL),
            wide("整改措施", measures, _TALL),
            wide("完成情况", one.done, _MEDIUM),
            wide("健全的制度", one.rules_made or NOTHING),
            wide("佐证材料", "\n".join(one.evidence)),
            pair("填报人", one.filled_by, "负责人", one.head),
            wide("反馈日期", _reported(one)),
            wide("复查结论", _rechecked(master, one), _MEDIUM),
            pair("复查人", one.rechecked_by, "复查日期", on_day(one.rechecked_on)),
            wide("解除日期", on_day(one.released_on) or "未解除"),
        ),
    )


def _who(master: Master, one: Feedback) -> str:
    post = post_name(master, one.post) if one.post else ""
    return " ".join(part for part in (unit_name(master, one.unit), post) if part)


def _reported(one: Feedback) -> str:
    late = days_late(one)
    return f"{on_day(one.reported_on)}（{f'逾期{late}天' if late else '按期'}）"


def _rechecked(master: Master, one: Feedback) -> str:
    if not one.recheck:
        return "未复查"
    said = shown(master, "rechecks", one.recheck)
    return f"{said}：{one.recheck_note}" if one.recheck_note else said
