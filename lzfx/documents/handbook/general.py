"""Parts one and six of the handbook: the plan in brief, and the rules for living with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.content.blocks import Block, Cell, Column, Heading, Paragraph, Table
from lzfx.content.conditions import ways_said
from lzfx.content.wording import and_said, chinese_date, large_sum, numeral, run_together
from lzfx.documents.criteria import CONDUCT, plain_codes
from lzfx.documents.labels import (
    color_name,
    colors_said,
    has_field,
    heading,
    level_heading,
    level_name,
    measures_said,
    role_name,
    shown,
    title_of,
)
from lzfx.model.campaign import COMMISSION_MEETING, LEADING_GROUP, REVIEW_GROUP
from lzfx.model.master import FACT_TITLES, Master
from lzfx.model.risk import plain_fact

_PRINCIPLES = (
    ("衔接融合", "防范工作与日常业务一起安排、一起检查，不另搞一套，盯住重点岗位和重点环节。"),
    ("险点确准", "逐项对照职权查找，每个风险点都落到具体岗位、具体环节和具体的人。"),
    ("风险分级", "轻重分开，一个风险点只定一个等级，按等级确定由谁监控。"),
    ("预防为主", "靠教育提醒在前、制度约束在中、监督检查在后，尽量不让风险变成问题。"),
    ("责任追究", "措施不落实、风险变成事实的，追究到责任人，并以案说理。"),
)
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


_FACTORS = ("power_size", "closeness", "likelihood")
_ADVICE = "权力大小、与群众关系的密切程度和滋生腐败的可能性供审核时参考，不直接改变等级。"
_MAJOR = "major_matters"


def general(master: Master) -> Iterator[Block]:
    """Aims, principles, steps, groups, terms, levels and who monitors: the plan in brief."""
    sections = (
        ("工作目标", _aims(master)),
        ("基本原则", _principles()),
        ("工作步骤", _steps(master)),
        ("领导机构", _groups(master)),
        ("名词解释", _terms(master)),
        ("等级和颜色", _levels(master)),
        ("分级监控", _monitoring(master)),
    )
    number = 0
    for title, section in sections:
        blocks = tuple(section)
        if blocks:
            number += 1
            yield Heading(2, f"{numeral(number)}、{title}")
            yield from blocks


def _aims(master: Master) -> Iterator[Block]:
    yield Paragraph(
        f"把{master.campaign.system}每个单位、每个岗位的权力和风险找清楚、写明白、管到位，"
        "让经办人知道哪里容易出错，让负责人知道该盯住哪里，让群众知道可以监督什么。"
    )


def _principles() -> Iterator[Block]:
    for number, (name, text) in enumerate(_PRINCIPLES, start=1):
        yield Paragraph(f"{number}. {name}。{text}")


def _steps(master: Master) -> Iterator[Block]:
    columns = (Column("阶段", 40), Column("开始", 30, "center"), Column("结束", 30, "center"))
    rows = tuple(
        (Cell(stage.name), Cell(chinese_date(stage.start)), Cell(chinese_date(stage.end)))
        for stage in master.campaign.stages
    )
    yield Table(columns, rows)
    yield Paragraph(
        f"查找风险点按{master.campaign.words.review_ways}进行；申报表报送期限为"
        f"{chinese_date(master.campaign.deadline)}。"
    )


def _groups(master: Master) -> Iterator[Block]:
    bodies = master.campaign.bodies
    columns = (Column("组内职务", 25, "center"), Column("姓名", 20, "center"), Column("职务", 55))
    groups = master.labels.get("groups", {}) or dict.fromkeys((LEADING_GROUP, REVIEW_GROUP), "")
    for group, label in groups.items():
        rows = tuple(
            (
                Cell(shown(master, "group_roles", seat.role)),
                Cell(person.name),
                Cell(f"{person.title}（{seat.note}）" if seat.note else person.title),
            )
            for seat in master.roster.seats
            if seat.group == group and (person := master.roster.people.get(seat.person))
        )
        if rows:
            yield Table(columns, rows, merge=(0,), caption=bodies.get(group, label))


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


def _levels(master: Master) -> Iterator[Block]:
    if not master.criteria:
        return
    fact = plain_fact(master.criteria)
    head = master.labels.get(FACT_TITLES, {}).get(fact, "核定条件（先符合的算数）")
    wide = 0 if fact else 20
    columns = (
        Column(level_heading(master), 14, "center"),
        Column(head, 26 + wide, "center" if fact else "left"),
        Column("预警颜色", 14, "center"),
        Column("依据", 46 - wide),
    )
    rows = tuple(
        (
            Cell(level_name(master, one.level), one.level),
            Cell(plain_codes(master, one) if fact else ways_said(one.ways, master.labels)),
            Cell(color_name(master, one.color)),
            Cell(one.clause),
        )
        for one in master.criteria
    )
    yield Table(columns, rows)
    if fact == CONDUCT:
        factors = all(has_field(master, name) for name in _FACTORS)
        yield Paragraph(f"一个风险点有几种行为的，按最重的一种定级。{_ADVICE if factors else ''}")


def _deciding(master: Master) -> str:
    """The kinds of unit that decide, as the list calls them: `委领导和决策机构`."""
    kinds = master.labels.get("unit_kind", {})
    named = tuple(label for code, label in kinds.items() if master.kinds.deciding(code))
    return and_said(named) or master.campaign.words.deciding


def _monitoring(master: Master) -> Iterator[Block]:
    bodies = master.campaign.bodies
    group = bodies[REVIEW_GROUP]
    for one in master.criteria:
        if one.monitor_role is not None:
            who = role_name(master, one.monitor_role)
            level = run_together(level_name(master, one.level), master.campaign.words.point)
            yield Paragraph(f"{level}由{who}监控。")
    if has_field(master, _MAJOR):
        title = title_of(master, _MAJOR, "三重一大")
        sum_said = large_sum(master.campaign.large_sum)
        yield Paragraph(f"涉及“{title}”的，不论等级，由{group}监控；其中{sum_said}。")
    yield Paragraph(
        f"任何人不监控自己的岗位：单位负责人本岗位的，由分管领导监控；{_deciding(master)}的，由{group}监控。"
        f"单位的申报由{bodies[COMMISSION_MEETING]}审核，岗位的申报由分管领导审核，最后由{group}审定。"
    )


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
