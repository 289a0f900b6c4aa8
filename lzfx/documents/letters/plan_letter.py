"""实施方案 and the letter that issues it: made of the settings, the roster and the rules alone."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import and_said, chinese_date, numeral
from lzfx.documents.labels import colors_said, measures_said, overview_said
from lzfx.documents.letter import Letter, LetterAnnex, letter_document, whole_words
from lzfx.documents.plan_sections import aims, groups, levels, monitoring, principles, steps
from lzfx.documents.required import number_gaps
from lzfx.documents.sheet import sheet, under_title
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity
from lzfx.model.master import Master
from lzfx.model.plan import BasisDocument, PlanItem

NAME = "实施方案"
NUMBER = "plan"
"""The key of its number in the settings."""

_SYSTEMS = (
    ("制度保障", "把梳理出来的制度补齐、理顺，重要事项件件有章可循。"),
    ("程序运行", "权力按流程图走，谁经办、谁审核、多长时间办完都写明白，过程留得下痕迹。"),
    ("技术监控", "台账、期限、变动由程序记录和核对，苗头早发现、早提示。"),
    ("考核评价", "防范工作列入年度考核，做得好不好用记录说话。"),
)
_WORK = (
    (
        "梳理职权和制度",
        (
            "各单位逐项列明职权、依据和经办岗位，编成职权目录，画出权力运行流程图；"
            "同时逐件梳理内部制度，完善的保留，过时的修订或废止，缺少的补上。"
        ),
    ),
    (
        "查找{risk}点",
        (
            "各单位、各岗位对照职权和职责，按{stages}查找，用{ways}的办法逐个查实；"
            "确实没有的，写明没有和理由。"
        ),
    ),
    (
        "制定{measures}",
        "每个{point}都写明{measures}和责任人，措施要具体、可检查，能落到制度和流程里的先落进去。",
    ),
)


def plan(master: Master) -> Document:
    """The plan by itself, to be talked over before it has a number; dated the day of printing."""
    return sheet(
        master,
        f"{master.campaign.year}年度{NAME}",
        f"{master.campaign.system}{_title(master)}",
        (under_title(master), *_sections(master)),
    )


def plan_letter(master: Master) -> Document:
    """The letter that issues the plan, with the plan as its annex; dated as the settings say."""
    campaign = master.campaign
    own = campaign.plan
    title = _title(master)
    letter = Letter(
        title=f"{campaign.commission}关于印发《{title}》的通知",
        number=campaign.documents.get(NUMBER, ""),
        issuer=campaign.issuer,
        date=own.issued_on or master.day,
        draft=own.issued_on is None,
        recipients=campaign.words.addressees,
        body=tuple(_letter_body(master, title)),
        annexes=(LetterAnnex(title, tuple(_sections(master))),),
        printer=campaign.office.name,
        whole=whole_words(campaign, campaign.commission, NAME),
    )
    return letter_document(f"{campaign.year}年度{NAME}印发通知", letter)


def plan_remarks(master: Master) -> tuple[Finding, ...]:
    """What a plan should say and does not: its basis, the members of its groups."""
    told: tuple[tuple[FindingCode, bool], ...] = (
        ("plan-without-basis", bool(master.campaign.plan.basis)),
        ("plan-without-group", any(True for _ in groups(master))),
    )
    return tuple(Finding(code, severity=Severity.ADVICE) for code, there in told if not there)


def plan_letter_gaps(master: Master) -> tuple[Finding, ...]:
    """Everything that forbids issuing it: no sound number, no day, a day after it has begun."""
    issued, begins = master.campaign.plan.issued_on, master.campaign.days[0]
    found = list(number_gaps(NAME, master.campaign.documents.get(NUMBER, "")))
    if issued is None:
        found.append(Finding("plan-without-day"))
    elif issued > master.campaign.stages[0].end:
        params = {"value": issued, "stage": master.campaign.stages[0].name, "first": begins}
        found.append(Finding("plan-issued-late", params=params))
    return tuple(found)


def _title(master: Master) -> str:
    return f"{master.campaign.name}{NAME}"


def _letter_body(master: Master, title: str) -> Iterator[Block]:
    campaign = master.campaign
    first, last = map(chinese_date, campaign.days)
    yield Paragraph(
        f"{_resting_on(campaign.plan.basis)}{campaign.commission}制定了《{title}》，现印发给你们。"
        f"工作自{first}起至{last}止，请对照各自的职责做好安排，按时完成。"
    )
    office = campaign.office
    yield Paragraph(
        f"执行中的问题和建议，请告知{office.name}（联系人：{office.contact}，电话：{office.phone}）。"
    )


def _resting_on(basis: tuple[BasisDocument, ...]) -> str:
    if not basis:
        return "为做好这项工作，"
    named = (f"《{one.title}》{f'（{one.number}）' if one.number else ''}" for one in basis)
    return f"根据{and_said(tuple(named))}，"


def _sections(master: Master) -> Iterator[Block]:
    """The plan from its aims to who leads it; a section that has nothing to say is left out."""
    sections = (
        ("指导思想", _guiding(master)),
        ("工作目标", aims(master)),
        ("基本原则", principles(master)),
        ("工作内容", _work(master)),
        ("工作步骤", steps(master)),
        ("组织领导", _leading(master)),
    )
    number = 0
    for title, section in sections:
        if blocks := tuple(section):
            number += 1
            yield Heading(2, f"{numeral(number)}、{title}")
            yield from blocks


def _guiding(master: Master) -> Iterator[Block]:
    campaign = master.campaign
    for text in filter(None, map(str.strip, campaign.plan.guiding.split("\n"))):
        yield Paragraph(text)
    if not campaign.plan.guiding and campaign.plan.basis:
        yield Paragraph(
            f"{_resting_on(campaign.plan.basis)}从权力怎样运行入手，把防范放在平时，"
            f"把责任落到岗位，扎实做好{campaign.system}{campaign.name}。"
        )


def _work(master: Master) -> Iterator[Block]:
    """What is done, then how levels are given, who monitors, and what supports all this."""
    words = master.campaign.words
    stages = tuple(master.labels.get("stage", {}).values())
    printed = {
        "risk": words.risk,
        "point": words.point,
        "ways": words.review_ways,
        "measures": measures_said(master),
        "stages": f"{and_said(stages)}{numeral(len(stages))}个方面" if stages else "办事的各个环节",
    }
    systems = master.campaign.plan.systems or tuple(PlanItem(*one) for one in _SYSTEMS)
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        *(
            (title.format_map(printed), (Paragraph(text.format_map(printed)),))
            for title, text in _WORK
        ),
        ("确定风险等级", tuple(levels(master))),
        ("分级监控和审核", tuple(monitoring(master))),
        ("健全配套体系", tuple(Paragraph(f"{one.name}。{one.text}") for one in systems)),
        ("预警、纠错和考核", tuple(_afterwards(master))),
    )
    for number, (title, blocks) in enumerate((one for one in parts if one[1]), start=1):
        yield Heading(3, f"（{numeral(number)}）{title}")
        yield from blocks


def _afterwards(master: Master) -> Iterator[Block]:
    yield Paragraph(
        f"监控责任人发现苗头，按{colors_said(master)}发出预警提示，责任主体限期整改并回告；"
        "定期检查和不定期抽查结合，有隐患的趁早纠正；落实情况列入年度考核，措施不落实的予以通报，"
        "变成违规违纪违法事实的依规追究。"
    )
    yield Paragraph(
        f"结果公示后汇编成《{overview_said(master)}一览表》和工作手册，印发执行；"
        "以后有变动的重新申报、修订。"
    )


def _leading(master: Master) -> Iterator[Block]:
    office = master.campaign.office
    yield from groups(master)
    yield Paragraph(
        f"日常工作由{office.name}承担，负责发表收表、核对汇总、组织审核和公示（联系人："
        f"{office.contact}，电话：{office.phone}）。各单位负责人对本单位的申报负责，带头查找、带头落实。"
    )
