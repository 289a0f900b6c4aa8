"""《意见采纳情况表》 and the letter that goes with it: who said what, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Paragraph
from lzfx.documents.labels import overview_said, shown, unit_name
from lzfx.documents.letter import Letter, LetterAnnex, letter_document, whole_words
from lzfx.documents.personal_data import masked, names_of
from lzfx.documents.required import crossed, lacking, miscounted, number_gaps
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    in_cell,
    list_table,
    on_day,
    sheet,
    under_title,
)
from lzfx.model.comment import Comment, CommentRound
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "意见采纳情况表"
OUTCOMES = "comment_outcomes"
_NONE_RECEIVED = "无意见"
_OUTCOME = "处理结论"
_MEDIA = "publicity_media"


def comment_table(master: Master, round_: CommentRound) -> Document:
    """The table alone, landscape, with its counts; commenters unnamed."""
    return sheet(
        master,
        f"{master.campaign.year}年度{NAME}",
        f"{master.campaign.system}公示{NAME}",
        (under_title(master), *_table(master, round_)),
        facts={"意见数": str(len(round_.comments))},
        landscape=True,
    )


def comment_letter(master: Master, round_: CommentRound) -> Document:
    """The letter of summary counts, the table as its annex."""
    campaign = master.campaign
    title = f"关于{campaign.system}{overview_said(master)}公示意见采纳情况的通报"
    letter = Letter(
        title=title,
        number=round_.doc_number,
        issuer=campaign.issuer,
        date=round_.reported_on or master.day,
        body=tuple(_body(master, round_)),
        recipients=campaign.words.addressees,
        annexes=(LetterAnnex(NAME, tuple(_table(master, round_))),),
        printer=f"{campaign.commission}办公室",
        whole=whole_words(campaign, campaign.system),
    )
    return letter_document(f"{campaign.year}年度公示意见采纳情况通报", letter)


def comment_gaps(_: Master, round_: CommentRound) -> tuple[Finding, ...]:
    """Everything that forbids printing: no comments and nobody who said so, a wrong total."""
    return tuple(_gaps(round_))


def comment_letter_gaps(master: Master, round_: CommentRound) -> tuple[Finding, ...]:
    """Everything that forbids printing the letter: what forbids the table, and its number."""
    return (*comment_gaps(master, round_), *number_gaps(NAME, round_.doc_number))


def outside(round_: CommentRound, one: Comment) -> bool:
    """Whether a comment came before or after the days of the publicity."""
    if not (round_.start and round_.end and one.received_on):
        return False
    return not round_.start <= one.received_on <= round_.end


def _gaps(round_: CommentRound) -> Iterator[Finding]:
    if not round_.comments and not round_.none_received:
        yield lacking(NAME, round_.publicity, _NONE_RECEIVED)
    if round_.comments and round_.none_received:
        params = {"paper": NAME, "value": len(round_.comments)}
        yield Finding("comments-though-none", params=params)
    days = ("公示开始", round_.start), ("公示截止", round_.end)
    for one in round_.comments:
        if not one.outcome:
            yield lacking(NAME, one.code, _OUTCOME)
    yield from crossed(NAME, round_.publicity, *days)
    yield from miscounted(NAME, "意见总数", round_.stated_total, len(round_.comments))


def _body(master: Master, round_: CommentRound) -> Iterator[Block]:
    office = master.campaign.office
    days = f"{on_day(round_.start)}至{on_day(round_.end)}"
    media = _media(master, round_)
    where = f"通过{media}" if media else ""
    yield Paragraph(
        f"{round_.publicity}于{days}{where}公示，公示期已满。现将意见办理情况通报如下。"
    )
    if not round_.comments:
        yield Paragraph("公示期间没有收到意见，公示内容不作修订。")
    else:
        yield Paragraph(f"公示期间{_summary(master, round_)}。")
        numbers = sorted({number for one in round_.comments for number in one.revisions})
        if numbers:
            yield Paragraph(
                f"据此作出修订{len(numbers)}处，修订号见附件。没有采纳的意见均已说明理由。"
            )
    yield Paragraph(
        f"对办理结果有疑问的，可向{office.name}提出，联系人：{office.contact}，电话：{office.phone}。"
    )


def _summary(master: Master, round_: CommentRound) -> str:
    outcomes = Counter(one.outcome for one in round_.comments)
    channels = Counter(one.channel for one in round_.comments)
    by_outcome = counted_in_words(
        ((label, outcomes[code]) for code, label in master.labels[OUTCOMES].items()), "条"
    )
    by_channel = counted_in_words(
        ((label, channels[code]) for code, label in master.labels["comment_channels"].items()),
        "条",
    )
    return f"共收到意见{len(round_.comments)}条（{by_channel}），其中{by_outcome}"


def _media(master: Master, round_: CommentRound) -> str:
    """Where it was shown, in words; empty where nobody said so."""
    return "、".join(shown(master, _MEDIA, one) for one in round_.media)


def _table(master: Master, round_: CommentRound) -> Iterator[Block]:
    media = _media(master, round_)
    where = f"；公示载体：{media}" if media else ""
    yield Paragraph(f"公示期：{on_day(round_.start)}至{on_day(round_.end)}{where}。", "flush")
    if not round_.comments:
        yield Paragraph(f"{_NONE_RECEIVED}。", "flush")
        return
    yield list_table(_columns(master, round_), round_.comments)
    yield Paragraph(f"合计：{_summary(master, round_)}。", "note")
    yield Paragraph("说明：提出人的姓名不印出；注“期外”的在公示期以外收到，一并办理。", "note")


def _columns(master: Master, round_: CommentRound) -> tuple[ListColumn[Comment], ...]:
    """The columns; what people wrote names nobody, for the table goes to everybody."""
    signed = (one.commenter for one in round_.comments if len(one.commenter) > 1)
    names = tuple(dict.fromkeys((*names_of(master.roster), *round_.protected, *signed)))
    return (
        ListColumn("意见\n编号", 23, lambda one: one.code),
        ListColumn("收到\n日期", 21.5, lambda one: _received(round_, one)),
        ListColumn("渠道\n提出人", 19.5, lambda one: _commenter(master, one)),
        ListColumn("涉及内容", 26, lambda one: masked(one.about, names), "left"),
        ListColumn("意见内容", 45, lambda one: masked(one.text, names), "left"),
        ListColumn("承办单位", 19.5, lambda one: unit_name(master, one.unit)),
        ListColumn("处理结论\n（修订号）", 21.5, lambda one: _outcome(master, one)),
        ListColumn("理由", 34, lambda one: masked(one.reason, names) or NOTHING, "left"),
        ListColumn("答复", 21.5, lambda one: masked(_answered(one), names)),
    )


def _received(round_: CommentRound, one: Comment) -> str:
    late = "（期外）" if outside(round_, one) else ""
    return f"{in_cell(one.received_on)}{late}"


def _commenter(master: Master, one: Comment) -> str:
    """How it came and from whom: never by name, not even a surname."""
    channel = shown(master, "comment_channels", one.channel)
    return f"{channel}\n{shown(master, 'commenter_kinds', one.commenter_kind)}"


def _outcome(master: Master, one: Comment) -> str:
    said = shown(master, OUTCOMES, one.outcome)
    return f"{said}\n（{'、'.join(one.revisions)}）" if one.revisions else said


def _answered(one: Comment) -> str:
    if one.replied_on is None:
        return NOTHING
    return f"{in_cell(one.replied_on)}\n{one.reply}".strip()
