"""调级清单: points whose level is another than declared, or than the year before (domain 3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.wording import chinese_date, numeral
from lzfx.documents.labels import has_field, level_name, post_name, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.sheet import sheet
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.decision import ReviewRound
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import LevelChange

NAME = "风险等级调整清单"
_COLUMNS = (
    Column("序号", 10, "center"),
    Column("对象", 32, "center"),
    Column("风险点", 38),
    Column("原等级", 13.7, "center"),
    Column("现等级", 13.7, "center"),
    Column("调整", 10, "center"),
    Column("层级", 17.4, "center"),
    Column("理由", 46.1),
    Column("审核人", 24.8, "center"),
    Column("日期", 19.3, "center"),
)
_YEAR = tuple(
    Column(title, 25, "center") for title in ("新增", "撤销", "升级", "降级", "未变", "合计")
)
_DIRECTIONS = {"raised": "升", "lowered": "降"}
_SECTIONS = (
    ("decided", "审核、审定调整等级"),
    ("declared", "与申报等级不一致"),
    ("year", "与上年等级不一致"),
)
_ROUNDS = {ReviewRound.REVIEW: "审核", ReviewRound.FINAL: "审定"}
_BY_RULE = "按规则定级"


def level_changes(master: Master) -> Document:
    """All lists, as far as there is something in them, and what became of each unit's points.

    Who decided, when and by which paper is printed where that is on record, and left to be written
    in where it is not: the group signs the list at its meeting.
    """
    campaign = master.campaign
    return sheet(
        master,
        f"{campaign.year}年度{NAME}",
        f"{campaign.system}{NAME}",
        (
            Paragraph(f"数据截至{chinese_date(master.day)}", "centered"),
            *_lists(master),
            *_years(master),
            *(Paragraph(text, "note") for text in _notes(master)),
        ),
        landscape=True,
        facts=edition(master),
    )


def no_level_changes(master: Master) -> tuple[Finding, ...]:
    """Why there is no list to print: no level changed and there was no year before."""
    papers = master.papers
    return () if papers.changes or papers.years else (Finding("no-level-changes"),)


def _lists(master: Master) -> Iterator[Block]:
    number = 0
    for since, title in _SECTIONS:
        chosen = [one for one in master.papers.changes if one.since == since]
        if chosen:
            number += 1
            yield Heading(2, f"{numeral(number)}、{title}的风险点（{len(chosen)}个）")
            yield Table(_COLUMNS, _rows(master, chosen), merge=(1,), landscape=True)
    if not number:
        yield Paragraph("没有等级变动的风险点。", "flush")


def _rows(master: Master, changes: Sequence[LevelChange]) -> tuple[tuple[Cell, ...], ...]:
    order = {unit.code: at for at, unit in enumerate(master.roster.units)}
    ordered = sorted(changes, key=lambda one: (order.get(one.unit, len(order)), one.point_id))
    return tuple(
        (
            Cell(str(number)),
            Cell(f"{unit_name(master, one.unit)}\n{post_name(master, one.post)}"),
            Cell(f"{one.point_id}\n{one.name}"),
            Cell(level_name(master, one.before), one.before),
            Cell(level_name(master, one.after), one.after),
            Cell(_DIRECTIONS[one.direction]),
            Cell(_ROUNDS[one.decided.stage] if one.decided else _BY_RULE),
            Cell(_why(one)),
            Cell(_who(one)),
            Cell(one.decided.on.isoformat() if one.decided and one.decided.on else ""),
        )
        for number, one in enumerate(ordered, start=1)
    )


def _who(one: LevelChange) -> str:
    """Who decided, and the paper it stands in."""
    made = one.decided
    return "\n".join(filter(None, (made.by, made.paper))) if made else ""


def _why(one: LevelChange) -> str:
    """Why the level was decided; else the sentence about it, and the sender's own reason."""
    if one.decided is not None:
        return one.decided.row.reason
    because = one.because.partition("；")[0].rstrip("。")
    said = f"{because}。" if because else ""
    return f"{said}填报理由：{one.reason}" if one.reason else said


def _years(master: Master) -> Iterator[Block]:
    years = master.papers.years
    if not years:
        return
    yield Heading(2, "与上年比较")
    counts = [(one.added, one.dropped, one.raised, one.lowered, one.unchanged) for one in years]
    names = [unit_name(master, one.unit) for one in years]
    rows = [*zip(names, counts, strict=True), ("合计", tuple(map(sum, zip(*counts, strict=True))))]
    yield Table(
        (Column(master.campaign.words.unit, 75), *_YEAR),
        tuple(
            (Cell(name), *(Cell(str(n)) for n in numbers), Cell(str(sum(numbers))))
            for name, numbers in rows
        ),
        landscape=True,
    )


def _order(master: Master) -> str:
    """Which level is the gravest and which the lightest; nothing where no level has a name."""
    names = [name for _, name in sorted(master.labels.get("declared_level", {}).items())]
    return f"{names[0]}最重，{names[-1]}最轻。" if names else ""


def _notes(master: Master) -> Iterator[str]:
    group = master.campaign.bodies[REVIEW_GROUP]
    yield f"说明：本表供{group}审定时用，没有印上的审核人和日期在审定后填写。{_order(master)}"
    if master.papers.years:
        told = "行为" if has_field(master, "conduct") else "内容"
        yield (
            f"上年等级照上年最后定的，没有记下的按上年申报的{told}和当时的规则确定；"
            "只比较今年已经报来的单位。"
        )
