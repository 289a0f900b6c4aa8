"""The handbook of the campaign: cover, contents, its parts and an appendix; all computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from lzfx.content.wording import chinese_date, numeral
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.handbook.duties import duties, listed_units
from lzfx.documents.handbook.general import general, regulations
from lzfx.documents.handbook.own_work import own_work
from lzfx.documents.handbook.statistics import statistics
from lzfx.documents.issuing import handbook_name, issuing_page
from lzfx.documents.labels import heading, measures_said, overview_said, risks_said
from lzfx.documents.lists.cadres import IN_HANDBOOK, rank_groups, rank_table
from lzfx.documents.lists.cadres import NAME as CADRES
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.lists.point_table import (
    HOLDER,
    ID,
    LEVEL,
    MANIFESTATION,
    MEASURES,
    MONITOR,
    POST,
    POWER,
    RESPONSIBLE,
    STAGE,
    point_table,
)
from lzfx.documents.lists.point_table import NAME as POINT
from lzfx.documents.lists.posts_table import posts_in_brief, unit_level_said
from lzfx.documents.statements import ISSUED, day_said, edition_day, stated
from lzfx.model.edition import Act
from lzfx.model.master import FormOutline, Master
from lzfx.model.office import HandbookPart
from lzfx.model.risk import Graded

_OF_UNIT = (
    ID, POST, POWER, STAGE, POINT, MANIFESTATION, LEVEL, MEASURES, RESPONSIBLE, MONITOR,
)  # fmt: skip
_PLAN = "plan"


def handbook(master: Master, *, names: bool = True) -> Document:
    """The handbook of the campaign; without `names` part three shows posts only.

    What nobody gave (a duty, a group's members, the forms) is left out, its heading too.
    """
    campaign = master.campaign
    points = in_order(master)
    words = campaign.words
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        (words.part_general, tuple(general(master))),
        (words.part_duties, tuple(duties(master, points))),
        (_ranks_title(master), tuple(_by_rank(master, points, names=names))),
        *(
            (_part_title(master, part), tuple(_by_unit(master, points, part.kinds)))
            for part in master.kinds.parts
        ),
        (words.part_regulations, tuple(regulations(master))),
        (words.part_statistics, tuple(statistics(master, points))),
    )
    blocks: list[Block] = [_cover(master, points), *issuing_page(master), PageBreak()]
    blocks += [*_about(master, points), PageBreak(), Contents("目　录")]
    printed = [(title, content) for title, content in parts if content]
    for number, (title, content) in enumerate(printed, start=1):
        blocks += [PageBreak(), Heading(1, f"第{numeral(number)}部分　{title}"), *content]
    if master.forms:
        blocks += [PageBreak(), Heading(1, "附录　表格式样"), *_forms(master.forms)]
    return Document(
        name=f"{campaign.year}年度{handbook_name(campaign)}",
        title=f"{campaign.system}{handbook_name(campaign)}",
        blocks=tuple(blocks),
        author=campaign.issuer,
        date=edition_day(master, Act.APPROVAL).isoformat(),
        facts=edition(master),
    )


def _ranks_title(master: Master) -> str:
    """`委领导及各级干部廉政风险及防范措施`: the leaders by what their kind of unit is called."""
    kinds = master.labels.get("unit_kind", {})
    leaders = [label for code, label in kinds.items() if master.kinds.leads(code)]
    whose = f"{'、'.join(leaders)}及" if leaders else ""
    return f"{whose}{CADRES}{risks_said(master)}"


def _part_title(master: Master, part: HandbookPart) -> str:
    """The title the list gives, else the kinds of unit and what is told of them."""
    kinds = master.labels.get("unit_kind", {})
    named = "、".join(kinds.get(kind, kind) for kind in part.kinds)
    return part.title or f"{named}{overview_said(master)}"


def _cover(master: Master, points: Sequence[Graded]) -> Cover:
    campaign = master.campaign
    units = {one.point.unit for one in points}
    posts = {one.point.post for one in points if one.point.post}
    facts = [f"{campaign.year}年度", f"{in_words(master, points)}"]
    if points:
        facts.append(f"涉及{len(units)}个单位、{len(posts)}个岗位")
    return Cover(
        title=(campaign.system, handbook_name(campaign)),
        facts=tuple(facts),
        issuer=campaign.issuer,
        date=day_said(master, Act.APPROVAL),
    )


def _about(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    campaign = master.campaign
    plan = campaign.documents.get(_PLAN, "")
    yield Paragraph("编印说明", "title")
    yield Paragraph(
        f"本手册由{campaign.office.name}根据{f'实施方案（{plan}）和' if plan else ''}"
        f"{'已经申报的' if master.edition.missing else ''}各单位报送并经核对的申报表汇编，"
        f"数据截至{chinese_date(master.day)}，{in_words(master, points)}；"
        f"{stated(master, ISSUED)}。"
    )
    yield Paragraph(
        "风险等级、预警颜色、监控责任人和各项数字都由程序根据申报内容计算，没有手工填写。"
        "风险点的编号确定后不再改变；同一风险点在不同部分出现时，编号和内容一致。"
    )
    yield Paragraph(
        "单位、岗位和人员以名册为准。岗位、职权或者制度有变动的，由所在单位重新申报，"
        f"并告知{campaign.office.name}（联系人{campaign.office.contact}，"
        f"电话{campaign.office.phone}）。"
    )


def _by_rank(master: Master, points: Sequence[Graded], *, names: bool) -> Iterator[Block]:
    """Rank by rank; points that stand in full in a later part are only named, with their post."""
    number = 0
    told = f"{heading(master, 'manifestation', '表现形式')}和{measures_said(master)}"
    for name, chosen in rank_groups(master, points):
        number += 1
        yield Heading(2, f"{numeral(number)}、{name}")
        elsewhere = all(_in_later_part(master, one) for one in chosen)
        where = f"{told}见所在单位的表，按编号查找。" if elsewhere else ""
        yield Paragraph(f"{name}{in_words(master, chosen)}。{where}")
        if elsewhere:
            yield posts_in_brief(master, chosen, names=names)
        else:
            columns = [name for name in IN_HANDBOOK if names or name != HOLDER]
            yield rank_table(master, chosen, columns)
    if not number:
        yield Paragraph(f"没有岗位{master.campaign.words.point}。")


def _in_later_part(master: Master, one: Graded) -> bool:
    unit = master.roster.unit(one.point.unit)
    return unit is not None and master.kinds.led(unit.kind)


def _by_unit(master: Master, points: Sequence[Graded], kinds: Sequence[str]) -> Iterator[Block]:
    units = listed_units(master, points, kinds)
    for number, unit in enumerate(units, start=1):
        own = [one for one in points if one.point.unit == unit.code]
        yield Heading(2, f"{numeral(number)}、{unit.name}")
        yield Paragraph(f"{unit.name}{in_words(master, own)}。{unit_level_said(master, unit.code)}")
        if own:
            yield point_table(master, own, _OF_UNIT, merge=(POST,))
        yield from own_work(master, unit.code)


def _forms(forms: Sequence[FormOutline]) -> Iterator[Block]:
    columns = (
        Column("位置", 19, "center"),
        Column("栏目", 28),
        Column("必填", 8, "center"),
        Column("填法", 45),
    )
    for number, form in enumerate(forms, start=1):
        yield Heading(2, f"{numeral(number)}、《{form.title}》")
        yield Paragraph(f"本表共{len(form.entries)}个栏目（含签批栏），各栏填法如下。")
        rows = tuple(
            (
                Cell(entry.part),
                Cell(entry.title),
                Cell("是" if entry.required else "否"),
                Cell(entry.fill),
            )
            for entry in form.entries
        )
        yield Table(columns, rows, merge=(0,))
