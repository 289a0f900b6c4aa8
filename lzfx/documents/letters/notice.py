"""公示通知: what is shown to everybody, how long, where comments go; its annexes are the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import measures_said
from lzfx.documents.letter import Letter, LetterAnnex, letter_document, whole_words
from lzfx.documents.lists.cadres import cadre_blocks, cadres_name
from lzfx.documents.lists.overview_table import NOTICE, edition, overview_blocks, overview_name
from lzfx.documents.public import public_master
from lzfx.documents.readiness import holidays_unknown
from lzfx.documents.statements import (
    DECIDED,
    PERIOD,
    SHOWN,
    edition_day,
    publicity_days,
    stated,
)
from lzfx.model.campaign import Campaign
from lzfx.model.edition import Act
from lzfx.model.finding import Finding
from lzfx.model.master import Master

_PLAN = "plan"


def notice(master: Master) -> Document:
    """The notice with both public lists; the period ends on the computed day, not on a typed one.

    It is dated the first day of the publicity; before its points are decided on it is a draft.
    """
    campaign = master.campaign
    public = public_master(master)
    lists = (
        f"{campaign.system}{overview_name(master)}",
        f"{campaign.system}{cadres_name(master)}",
    )
    words = campaign.words
    letter = Letter(
        title=f"{campaign.commission}关于公示{words.risk}点及{measures_said(master)}的通知",
        number=campaign.documents.get(NOTICE, ""),
        issuer=campaign.issuer,
        date=edition_day(master, Act.REVIEW),
        draft=not master.edition.holds(Act.REVIEW),
        recipients=words.addressees,
        body=tuple(_body(master, lists)),
        annexes=(
            LetterAnnex(lists[0], overview_blocks(public, public=True)),
            LetterAnnex(lists[1], tuple(cadre_blocks(public, in_order(public), names=False))),
        ),
        printer=campaign.office.name,
        whole=whole_words(campaign, campaign.commission),
    )
    made = letter_document(f"{campaign.year}年度公示通知", letter)
    return replace(made, facts=edition(master))


def notice_gaps(master: Master) -> tuple[Finding, ...]:
    """What forbids printing it: a period whose last day nobody can tell."""
    days = publicity_days(master)
    publicity = master.campaign.publicity
    on_record = days != master.campaign.publicity_days
    return () if on_record else holidays_unknown(publicity, days[0])


def contact_said(campaign: Campaign) -> str:
    """Whom to give comments to: the one text of the notice that is meant to name a person."""
    office = campaign.office
    said = (
        f"联系人：{office.contact}；联系电话：{office.phone}；电子邮箱：{office.email}",
        f"意见箱：{campaign.publicity.box}" if campaign.publicity.box else "",
    )
    return f"{'；'.join(part for part in said if part)}。"


def period_said(master: Master) -> str:
    """The period in one sentence, with the number of its days where it is as it was planned."""
    days = publicity_days(master)
    publicity = master.campaign.publicity
    first, last = map(chinese_date, days)
    count = f"{publicity.days}{'个工作日' if publicity.working_days else '天'}"
    planned = publicity.last_day(days[0]) == days[1]
    return f"{stated(master, PERIOD)}{first}起至{last}止{f'，共{count}' if planned else ''}。"


def _whose(master: Master) -> str:
    """Whose points are shown: of everybody, or of those who have returned theirs."""
    everybody = "各单位、各岗位"
    return f"已经申报的{everybody}" if master.edition.missing else everybody


def _body(master: Master, lists: tuple[str, str]) -> Iterator[Block]:
    campaign = master.campaign
    words, measures = campaign.words, measures_said(master)
    plan = campaign.documents.get(_PLAN, "")
    yield Paragraph(
        f"根据{campaign.name}实施方案{f'（{plan}）' if plan else ''}的安排，"
        f"{_whose(master)}的{words.risk}点及{measures}已经查找、申报，{stated(master, DECIDED)}，"
        f"{stated(master, SHOWN)}，请组织本单位全体人员阅看并提出意见。"
    )
    yield Heading(2, "一、公示内容")
    yield Paragraph(
        f"《{lists[0]}》和《{lists[1]}》（见附件），{in_words(master, master.graded)}。"
        "公示件只列岗位和职务，不列个人姓名和联系方式。"
    )
    yield Heading(2, "二、公示时间和范围")
    yield Paragraph(f"{period_said(master)}{words.everybody}应当在公开栏张贴，并在内部传阅。")
    yield Heading(2, "三、意见反馈")
    yield Paragraph(
        f"对{words.point}有无遗漏、等级是否恰当、{measures}是否管用，都可以用书面、电话、电子邮件等方式"
        f"向{campaign.office.name}反映；署名不署名均可，署名的对署名保密。"
    )
    yield Paragraph(contact_said(campaign))
    yield Heading(2, "四、有关要求")
    yield Paragraph(
        "公示期不得缩短。各单位应当如实汇总收到的意见，没有意见的也要说明；"
        f"意见由{campaign.office.name}逐条登记、逐条办理，采纳的修订后公布。"
    )
