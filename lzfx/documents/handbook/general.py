"""Parts one and six of the handbook: the plan in brief, and the rules for living with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.content.blocks import Block, Cell, Column, Heading, Paragraph, Table
from lzfx.content.wording import and_said, numeral
from lzfx.documents.labels import (
    colors_said,
    has_field,
    heading,
    measures_said,
)
from lzfx.documents.plan_sections import aims, groups, levels, monitoring, principles, steps
from lzfx.documents.study_coverage import study_blocks
from lzfx.model.master import Master

_TERMS = (
    ("name", "{risk}点", "行使某项职权或者履行岗位职责时，可能出现不廉洁行为的具体事项。"),
    ("nature", "监管风险点", "负有监督管理责任的环节，可能出现监督不到位的具体事项。"),
    ("stage", "{stage}", "风险所在的办事阶段，分{stages}{count}类。"),
    ("manifestation", "{manifestation}", "风险一旦发生，从外面看得见的做法和后果。"),
    (
        "conduct",
        "{conduct}",
        "风险一旦发生，按性质属于{conducts}中的哪一种；这是定级的依据。",
    ),
    ("major_matters", "三重一大", "{matters}。"),
    (
        "responsible",
        "责任主体",
        "对风险点负直接责任的单位、岗位和人员，表中写作“{responsible}”。",
    ),
    ("name", "监控责任人", "负责盯住风险点、发现苗头及时提示的人或者机构。"),
    (
        "name",
        "预警提示",
        "监控责任人发现苗头后，书面提醒责任主体纠正，以{colors}区分轻重。",
    ),
)
"""The field a term is about, the term, and what it means."""

_REGULATIONS = (
    (
        "预警提示",
        (
            "监控责任人发现不作为、乱作为、不廉洁的苗头，应当及时向责任主体发出预警提示。"
            "预警分{colors}，与风险点的等级一致，不因由谁监控而改变。"
        ),
        "责任主体收到提示，应当对照{measures}查明原因、改正做法，并告知监控责任人。",
    ),
    (
        "动态纠错",
        (
            "{leading_group}对权力运行中的风险点作定期检查和不定期抽查，"
            "对照本手册看{measures}是否落实，有隐患的趁早纠正。"
        ),
        "职责、流程、岗位有变动的，所在单位重新申报有关风险点；停用的编号不再另给别的风险点。",
    ),
    (
        "责任追究",
        (
            "风险变成违规、违纪、违法事实的，追究责任主体的责任。"
            "处理的种类和幅度以当时有效的法律法规和纪律规定为准，本手册不另行规定。"
        ),
    ),
    (
        "考核评价",
        (
            "防范工作列入年度目标责任制考核，结果用于评价单位和个人的行政执行力，"
            "也供干部选拔、任用时参考。"
        ),
        "{measures}落实不力的单位和个人，予以通报批评。",
    ),
    (
        "归档备案",
        "申报表和各级审核材料由{office}统一归档、备案，电子台账与签字的纸质件应当一致。",
        "归档的申报内容不作涂改；需要更正的另行申报，原件保留。",
    ),
)


def general(master: Master) -> Iterator[Block]:
    """Aims, principles, steps, groups, terms, levels and who monitors: the plan in brief."""
    sections = (
        ("工作目标", aims(master)),
        ("基本原则", principles(master)),
        ("工作步骤", steps(master)),
        ("领导机构", groups(master)),
        ("学习动员", _studies(master)),
        ("名词解释", _terms(master)),
        ("等级和颜色", levels(master)),
        ("分级监控", monitoring(master)),
    )
    number = 0
    for title, section in sections:
        blocks = tuple(section)
        if blocks:
            number += 1
            yield Heading(2, f"{numeral(number)}、{title}")
            yield from blocks


def _studies(master: Master) -> Iterator[Block]:
    """What was held and whom it reached; nothing while there is no record of it."""
    if master.papers.studies:
        yield from study_blocks(master, master.papers.studies)


def _said_of_terms(master: Master) -> Mapping[str, str]:
    """What the declaration and its lists call the things that the terms explain."""
    fields = {
        "stage": "环节", "manifestation": "表现形式", "conduct": "可能产生的行为",
        "responsible": "责任人",
    }  # fmt: skip
    stages = tuple(master.labels.get("stage", {}).values())
    matters = master.labels.get("major_matters", {})
    conducts = tuple(master.labels.get("conduct", {}).values())
    return {
        **{name: heading(master, name, default) for name, default in fields.items()},
        "risk": master.campaign.words.risk,
        "stages": and_said(stages),
        "count": numeral(len(stages)),
        "matters": "、".join(label for code, label in matters.items() if code != "none"),
        "conducts": _conducts_said(conducts),
        "colors": colors_said(master),
    }


def _conducts_said(conducts: tuple[str, ...]) -> str:
    """`违法、违纪、违规或者违章`: what a point may lead to, degrees of one left out."""
    plain = [one for one in conducts if not any(o != one and one.endswith(o) for o in conducts)]
    *others, last = plain or [""]
    return f"{'、'.join(others)}或者{last}" if others else last


def _terms(master: Master) -> Iterator[Block]:
    """Terms of fields that the form does not have are left out."""
    said = _said_of_terms(master)
    rows = tuple(
        (Cell(term.format_map(said)), Cell(meaning.format_map(said)))
        for field, term, meaning in _TERMS
        if has_field(master, field)
    )
    yield Table((Column("名词", 25, "center"), Column("含义", 75)), rows)


def regulations(master: Master) -> Iterator[Block]:
    """Warning, correction, accountability, assessment and filing, in short."""
    campaign = master.campaign
    printed = {
        **campaign.bodies,
        "office": campaign.office.name,
        "colors": colors_said(master),
        "measures": measures_said(master),
    }
    for number, (title, *texts) in enumerate(_REGULATIONS, start=1):
        yield Heading(2, f"{numeral(number)}、{title}")
        for text in texts:
            yield Paragraph(text.format_map(printed))
