"""The handbook's own 印发通知: what it says, as a letter and at the front of the handbook."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Paragraph
from lzfx.content.letter import SignOff
from lzfx.content.wording import chinese_date
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import measures_said
from lzfx.documents.letter import DAY_TO_COME, Letter, whole_words
from lzfx.documents.letter_title import title_lines
from lzfx.documents.statements import IN_FORCE, ISSUED, edition_day, stated
from lzfx.model.campaign import HANDBOOK_NOTICE, Campaign
from lzfx.model.edition import Act
from lzfx.model.master import Master

NAME = "手册"
"""What stands behind the name of the campaign."""

COMPARED = "版本对照表"
"""What is sent along from the second edition on."""


def handbook_name(campaign: Campaign) -> str:
    """`廉政风险防范管理工作手册`."""
    return f"{campaign.name}{NAME}"


def issuing_letter(master: Master) -> Letter:
    """The letter that issues the edition; until it is approved a draft without number and day.

    What it sends along is bound by itself, so that the letter has no annex to print.
    """
    campaign = master.campaign
    title = handbook_name(campaign)
    return Letter(
        title=f"{campaign.commission}关于印发《{title}》的通知",
        number=campaign.documents.get(HANDBOOK_NOTICE, ""),
        issuer=campaign.issuer,
        date=edition_day(master, Act.APPROVAL),
        draft=not master.edition.holds(Act.APPROVAL),
        recipients=campaign.words.addressees,
        body=tuple(_body(master, title)),
        enclosures=_enclosures(master, title),
        printer=campaign.office.name,
        whole=whole_words(campaign, campaign.commission, title),
    )


def issuing_page(master: Master) -> Iterator[Block]:
    """The letter as a page at the front of the handbook: no red head, no seal, no imprint.

    Whom to ask stands on the next page anyway.
    """
    letter = issuing_letter(master)
    for line in title_lines(letter.title, whole=(letter.issuer, *letter.whole)):
        yield Paragraph(line, "title")
    if letter.number and not letter.draft:
        yield Paragraph(letter.number, "centered")
    if letter.recipients:
        yield Paragraph(f"{'、'.join(letter.recipients)}：", "flush")
    yield from letter.body[:-1]
    yield SignOff(letter.issuer, DAY_TO_COME if letter.draft else chinese_date(letter.date))


def _enclosures(master: Master, title: str) -> tuple[str, ...]:
    """The handbook, and what is new in it where it is not the first."""
    system = master.campaign.system
    changes = (f"{system}{master.campaign.words.point}{COMPARED}",) if _later(master) else ()
    return (f"{system}{title}", *changes)


def _later(master: Master) -> bool:
    return master.edition.number > 1


def _body(master: Master, title: str) -> Iterator[Block]:
    """What is to be done with the handbook; the last paragraph says whom to ask."""
    campaign, number = master.campaign, master.edition.number
    words, office, measures = campaign.words, campaign.office, measures_said(master)
    version = f"（第{number}版）" if number else ""
    yield Paragraph(
        f"《{title}》{version}由{office.name}汇编，{in_words(master, in_order(master))}，"
        f"{stated(master, ISSUED)}。{stated(master, IN_FORCE)}。"
    )
    yield Paragraph(
        f"一、各单位收到手册后，应当组织全体人员对照学习，使每个人都清楚本岗位的{words.point}、"
        f"等级和{measures}。"
    )
    yield Paragraph(
        f"二、手册所列{measures}由责任人逐条落实，由监控责任人经常检查、及时提醒；"
        "落实情况列入年度考核。"
    )
    yield Paragraph(
        "三、单位、岗位、职权或者制度有变动的，所在单位应当重新申报；"
        f"修订的内容由{office.name}登记，编入手册的下一版。"
    )
    if _later(master):
        yield Paragraph(f"四、第{number - 1}版同时停止使用，两版的不同见《{COMPARED}》。")
    yield Paragraph(
        f"使用中的疑问，请向{office.name}反映（联系人：{office.contact}，电话：{office.phone}）。"
    )
