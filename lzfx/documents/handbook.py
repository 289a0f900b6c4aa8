"""《廉政风险防范管理工作手册》: cover, contents, seven parts and an appendix; all computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.documents.blocks import (
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
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.handbook_general import general, regulations
from lzfx.documents.handbook_statistics import statistics
from lzfx.documents.labels import chinese_date, numeral, shown
from lzfx.documents.overview_table import edition
from lzfx.documents.point_table import UNIT, point_table
from lzfx.model.master import FormOutline, Master
from lzfx.model.risk import Graded
from lzfx.model.roster import Unit

NAME = "廉政风险防范管理工作手册"
_OF_UNIT = (
    "岗位", "职权（事项）", "环节", "风险点", "表现形式", "风险等级", "防范措施", "责任人",
    "监控责任人",
)  # fmt: skip
_OF_RANK = (
    UNIT, "岗位", "姓名", "风险点", "表现形式", "风险等级", "防范措施", "监控责任人",
)  # fmt: skip
_DECIDING = "meeting"
_VACANT = "暂无任职人员的岗位"


def handbook(master: Master, *, names: bool = True) -> Document:
    """The handbook of the campaign; without `names` part three shows posts only.

    What nobody gave (a duty, a group's members, the forms) is left out, its heading too.
    """
    campaign = master.campaign
    points = in_order(master)
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        ("总则", tuple(general(master))),
        ("职责", tuple(_duties(master))),
        ("委领导及各级干部廉政风险及防范措施", tuple(_by_rank(master, points, names=names))),
        ("职能科室风险点及防范措施", tuple(_by_unit(master, points, "section"))),
        ("街道计生办风险点及防范措施", tuple(_by_unit(master, points, "street_office"))),
        ("防控制度", tuple(regulations(master))),
        ("统计", tuple(statistics(master, points))),
    )
    blocks: list[Block] = [_cover(master, points), *_about(master, points), PageBreak()]
    blocks.append(Contents("目录"))
    for number, (title, content) in enumerate(parts, start=1):
        blocks += [PageBreak(), Heading(1, f"第{numeral(number)}部分　{title}"), *content]
    if master.forms:
        blocks += [PageBreak(), Heading(1, "附录　表格式样"), *_forms(master.forms)]
    return Document(
        name=f"{campaign.year}年度{NAME}",
        title=f"{campaign.system}{NAME}",
        blocks=tuple(blocks),
        author=campaign.issuer,
        date=campaign.issued_on.isoformat(),
        facts=edition(master),
    )


def _cover(master: Master, points: Sequence[Graded]) -> Cover:
    campaign = master.campaign
    units = {one.point.unit for one in points}
    posts = {one.point.post for one in points if one.point.post}
    facts = [f"{campaign.year}年度", f"{in_words(master, points)}"]
    if points:
        facts.append(f"涉及{len(units)}个单位、{len(posts)}个岗位")
    return Cover(
        title=(campaign.system, NAME),
        facts=tuple(facts),
        issuer=campaign.issuer,
        date=chinese_date(campaign.issued_on),
    )


def _about(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    campaign = master.campaign
    yield Paragraph("编印说明", "centered")
    yield Paragraph(
        f"本手册由{campaign.office.name}根据各单位报送并经核对的申报表汇编，"
        f"数据截至{chinese_date(master.day)}，{in_words(master, points)}。"
    )
    yield Paragraph(
        "风险等级、预警颜色、监控责任人和各项数字都由程序根据申报内容计算，没有手工填写；"
        "同一风险点在不同部分出现时，内容一致。"
    )
    yield Paragraph(
        "单位、岗位和人员以名册为准。岗位、职权或者制度有变动的，由所在单位重新申报，"
        f"并告知{campaign.office.name}（联系人{campaign.office.contact}，"
        f"电话{campaign.office.phone}）。"
    )


def _units(master: Master, points: Sequence[Graded], kind: str = "") -> tuple[Unit, ...]:
    """Units in use, and those that still have points: no point may be missing from the book."""
    having = {one.point.unit for one in points}
    return tuple(
        unit
        for unit in master.roster.units
        if (unit.in_use or unit.code in having) and kind in ("", unit.kind)
    )


def _duties(master: Master) -> Iterator[Block]:
    for number, unit in enumerate(_units(master, master.graded), start=1):
        yield Heading(2, f"{numeral(number)}、{unit.name}")
        duty = master.unit_duties.get(unit.code)
        if duty:
            yield Paragraph(f"主要职责：{duty}")
        roles = (
            ("负责人", unit.head),
            ("分管领导", unit.leader if unit.leader != unit.head else ""),
        )
        led = [f"{role}：{name}" for role, code in roles if (name := master.roster.name_of(code))]
        if led:
            yield Paragraph("；".join(led) + "。")
        yield from _posts(master, unit)


def _posts(master: Master, unit: Unit) -> Iterator[Table]:
    posts = master.roster.posts_of(unit.code)
    if not posts:
        return
    columns = (
        Column("岗位", 20, "center"),
        Column("类别", 12, "center"),
        Column("现任", 12, "center"),
        Column("主要职责", 56),
    )
    rows = tuple(
        (
            Cell(post.name),
            Cell(shown(master, "post_kinds", post.kind)),
            Cell(master.roster.name_of(post.holder)),
            Cell(master.post_duties.get(post.code) or post.duty),
        )
        for post in posts
    )
    yield Table(columns, rows)


def _by_rank(master: Master, points: Sequence[Graded], *, names: bool) -> Iterator[Block]:
    titles = [title for title in _OF_RANK if names or title != "姓名"]
    number = 0
    for name, chosen in _rank_groups(master, points):
        number += 1
        yield Heading(2, f"{numeral(number)}、{name}")
        yield Paragraph(f"{name}{in_words(master, chosen)}。")
        yield point_table(master, chosen, titles, merge=titles[: titles.index("风险点")])
    if not number:
        yield Paragraph("没有岗位风险点。")


def _rank_groups(
    master: Master, points: Sequence[Graded]
) -> Iterator[tuple[str, tuple[Graded, ...]]]:
    """Deciding bodies first, then posts by the rank of who holds them, at last posts held by none.

    A section's or street office's own points belong to no rank; parts four and five have them.
    """
    ranks = master.labels.get("ranks", {})
    groups: dict[str, list[Graded]] = {code: [] for code in (_DECIDING, *ranks, "")}
    for one in points:
        rank = _rank(master, one)
        if rank is not None:
            groups.setdefault(rank, []).append(one)
    titles = {_DECIDING: "决策机构和领导班子", "": _VACANT}
    for code, chosen in groups.items():
        if chosen:
            yield titles.get(code) or ranks.get(code, code), tuple(chosen)


def _rank(master: Master, one: Graded) -> str | None:
    """The rank a point belongs to; empty for a post nobody holds, None for a unit's own point."""
    unit = master.roster.unit(one.point.unit)
    deciding = unit is not None and unit.kind in (_DECIDING, "commission_leaders")
    post = master.roster.post(one.point.post)
    if post is None:
        return _DECIDING if deciding else None
    person = master.roster.people.get(post.holder)
    return person.rank if person else ""


def _by_unit(master: Master, points: Sequence[Graded], kind: str) -> Iterator[Block]:
    units = _units(master, points, kind)
    for number, unit in enumerate(units, start=1):
        own = [one for one in points if one.point.unit == unit.code]
        yield Heading(2, f"{numeral(number)}、{unit.name}")
        yield Paragraph(f"{unit.name}{in_words(master, own)}。")
        if own:
            yield point_table(master, own, _OF_UNIT, merge=("岗位",))
    if not units:
        yield Paragraph("名册中没有这类单位。")


def _forms(forms: Sequence[FormOutline]) -> Iterator[Block]:
    columns = (
        Column("位置", 14, "center"),
        Column("栏目", 30),
        Column("必填", 8, "center"),
        Column("填法", 48),
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
