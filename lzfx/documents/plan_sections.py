"""The sections of the plan that 实施方案 and handbook share: aims, steps, groups, levels, monitors.

What the settings say of them prints as it stands; where they say nothing, the program's own words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Cell, Column, Paragraph, Table
from lzfx.content.conditions import ways_said
from lzfx.content.wording import and_said, chinese_date, large_sum, run_together
from lzfx.documents.criteria import CONDUCT, plain_codes
from lzfx.documents.labels import (
    color_name,
    has_field,
    level_heading,
    level_name,
    reviewer_called,
    role_name,
    shown,
    title_of,
)
from lzfx.model.campaign import LEADING_GROUP, REVIEW_GROUP
from lzfx.model.master import FACT_TITLES, Master
from lzfx.model.plan import PlanItem
from lzfx.model.risk import plain_fact

_PRINCIPLES = (
    ("衔接融合", "防范工作与日常业务一起安排、一起检查，不另搞一套，盯住重点岗位和重点环节。"),
    ("险点确准", "逐项对照职权查找，每个风险点都落到具体岗位、具体环节和具体的人。"),
    ("风险分级", "轻重分开，一个风险点只定一个等级，按等级确定由谁监控。"),
    ("预防为主", "靠教育提醒在前、制度约束在中、监督检查在后，尽量不让风险变成问题。"),
    ("责任追究", "措施不落实、风险变成事实的，追究到责任人，并以案说理。"),
)
_FACTORS = ("power_size", "closeness", "likelihood")
_ADVICE = "权力大小、与群众关系的密切程度和滋生腐败的可能性供审核时参考，不直接改变等级。"
_MAJOR = "major_matters"


def aims(master: Master) -> Iterator[Block]:
    """What the campaign is for, a paragraph a line."""
    own = master.campaign.plan.aims or (
        f"把{master.campaign.system}每个单位、每个岗位的权力和风险找清楚、写明白、管到位，"
        "让经办人知道哪里容易出错，让负责人知道该盯住哪里，让群众知道可以监督什么。"
    )
    yield from map(Paragraph, filter(None, map(str.strip, own.split("\n"))))


def principles(master: Master) -> Iterator[Block]:
    """The principles, numbered."""
    own = master.campaign.plan.principles or tuple(PlanItem(*one) for one in _PRINCIPLES)
    for number, one in enumerate(own, start=1):
        yield Paragraph(f"{number}. {one.name}。{one.text}")


def steps(master: Master) -> Iterator[Block]:
    """The stages with their days, and with what is done in them where the plan says it."""
    stages = master.campaign.stages
    told = any(stage.work for stage in stages)
    named = (Column("阶段", 22 if told else 40),)
    days = (
        Column("开始", 19 if told else 30, "center"),
        Column("结束", 19 if told else 30, "center"),
    )
    columns = (*named, *days, *((Column("工作内容", 40),) if told else ()))
    rows = tuple(
        (
            Cell(stage.name),
            Cell(chinese_date(stage.start)),
            Cell(chinese_date(stage.end)),
            *((Cell(stage.work),) if told else ()),
        )
        for stage in stages
    )
    yield Table(columns, rows)
    yield Paragraph(
        f"查找风险点按{master.campaign.words.review_ways}进行；申报表报送期限为"
        f"{chinese_date(master.campaign.deadline)}。"
    )


def groups(master: Master) -> Iterator[Block]:
    """The leading groups, each with its seats; a group whose seats are empty is left out."""
    bodies = master.campaign.bodies
    columns = (Column("组内职务", 25, "center"), Column("姓名", 20, "center"), Column("职务", 55))
    named = master.labels.get("groups", {}) or dict.fromkeys((LEADING_GROUP, REVIEW_GROUP), "")
    for group, label in named.items():
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


def levels(master: Master) -> Iterator[Block]:
    """What each level and its colour rest on; nothing where no rule is written."""
    if not master.criteria:
        return
    fact = plain_fact(master.criteria)
    head = master.labels.get(FACT_TITLES, {}).get(fact, "定级条件（先符合的算数）")
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


def monitoring(master: Master) -> Iterator[Block]:
    """Who monitors points of which level, and who reviews and decides."""
    group = master.campaign.bodies[REVIEW_GROUP]
    for one in master.criteria:
        if one.monitor_role is not None:
            who = role_name(master, one.monitor_role)
            level = run_together(level_name(master, one.level), master.campaign.words.point)
            yield Paragraph(f"{level}由{who}监控。")
    if has_field(master, _MAJOR):
        title = title_of(master, _MAJOR, "三重一大")
        sum_said = large_sum(master.campaign.large_sum)
        yield Paragraph(f"涉及“{title}”的，不论等级，由{group}监控；其中{sum_said}。")
    yield Paragraph(deciders_said(master))


def deciders_said(master: Master) -> str:
    """Who reviews whose points, and that nobody monitors his own (G6 to G13)."""
    bodies = master.campaign.bodies
    group = bodies[REVIEW_GROUP]
    return (
        f"任何人不监控自己的岗位：单位负责人本岗位的，由分管领导监控；{_deciding(master)}的，由{group}监控。"
        f"{_reviewing(master)}最后由{group}审定。"
    )


def _reviewing(master: Master) -> str:
    """Who reviews units and posts in the usual way: `单位的申报由委办公会审核，`."""
    units = {unit.code for unit in master.roster.units}
    usual: dict[str, dict[str, None]] = {"单位": {}, "岗位": {}}
    for subject, one in master.papers.reviews.items():
        if not one.recused and one.step != REVIEW_GROUP:
            usual["单位" if subject in units else "岗位"][reviewer_called(master, one.step)] = None
    return "".join(f"{of}的申报由{'、'.join(by)}审核，" for of, by in usual.items() if by)
