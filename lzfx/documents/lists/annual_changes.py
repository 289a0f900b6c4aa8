"""年度变动情况: two years of points compared, by unit, by level, and point by point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.drawing import Chart, Series
from lzfx.content.wording import chinese_date, numeral
from lzfx.documents.counts import levels_of
from lzfx.documents.labels import level_name, post_name, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.sheet import counted_in_words, sheet
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.papers import AnnualLine
from lzfx.model.risk import Level

NAME = "年度变动情况"
_FATES = {
    "added": "新增",
    "dropped": "撤销",
    "raised": "升级",
    "lowered": "降级",
    "changed": "修改",
    "unchanged": "未变",
}
_BY_UNIT = ("上年", "新增", "撤销", "转入", "转出", "升级", "降级", "修改", "未变", "今年")
_NUMBER = 16.5
_POINTS = (
    Column("序号", 12, "center"),
    Column("单位", 34, "center"),
    Column("编号", 26, "center"),
    Column("风险点", 50),
    Column("变动", 20, "center"),
    Column("上年等级", 20, "center"),
    Column("今年等级", 20, "center"),
    Column("说明", 43),
)


def annual_changes(master: Master) -> Document:
    """The whole in words, counts by unit and by level, a picture, and every point that changed.

    Ask `no_year_before` first.
    """
    campaign, lines = master.campaign, master.papers.annual
    return sheet(
        master,
        f"{campaign.year}{NAME}",
        f"{campaign.system}{campaign.words.point}{NAME}（{campaign.year}年）",
        (
            Paragraph(f"{_then(master)}与{_now(master)}比较", "centered"),
            Paragraph(_in_words(master, lines), "flush"),
            Heading(2, "一、各单位变动"),
            _by_unit(master, lines),
            Heading(2, "二、两年等级比较"),
            _by_level(master, lines),
            _picture(master, lines),
            *_points(master, lines),
            *(Paragraph(text, "note") for text in _notes(master)),
        ),
        landscape=True,
        facts=edition(master),
    )


def no_year_before(master: Master) -> tuple[Finding, ...]:
    """Why there is nothing to compare with: no points were taken over from a year before."""
    return () if master.papers.annual else (Finding("no-year-before"),)


def _now(master: Master) -> str:
    return f"{master.campaign.year}年"


def _then(master: Master) -> str:
    return f"{master.campaign.year - 1}年"


def _in_words(master: Master, lines: Sequence[AnnualLine]) -> str:
    fates = Counter(one.what for one in lines)
    before = len(lines) - fates["added"]
    after = len(lines) - fates["dropped"]
    moved = sum(bool(one.came_from) for one in lines)
    counts = [*((_FATES[what], fates[what]) for what in _FATES), ("随机构变动转移", moved)]
    told = counted_in_words(counts, "个")
    point = master.campaign.words.point
    return f"上年{point}{before}个，今年{after}个：{told}。"


def _by_unit(master: Master, lines: Sequence[AnnualLine]) -> Table:
    """A line a unit; what came and what went makes this year of the last."""
    found: Counter[tuple[str, str]] = Counter()
    for one in lines:
        found[one.unit, _FATES[one.what]] += 1
        found[one.unit_before, "上年"] += one.what != "added"
        found[one.unit, "今年"] += one.what != "dropped"
        if one.came_from:
            found[one.unit, "转入"] += 1
            found[one.came_from, "转出"] += 1
    there = {unit for unit, _ in found}
    order = dict.fromkeys(unit.code for unit in master.roster.units if unit.code in there)
    units = [*order, *sorted(there - order.keys())]
    sums = tuple(sum(found[unit, title] for unit in units) for title in _BY_UNIT)
    counts = [(unit_name(master, u), tuple(found[u, t] for t in _BY_UNIT)) for u in units]
    return Table(
        (
            Column(master.campaign.words.unit, 60),
            *(Column(title, _NUMBER, "center") for title in _BY_UNIT),
        ),
        tuple(
            (Cell(name), *(Cell(str(number)) for number in numbers))
            for name, numbers in (*counts, ("合计", sums))
        ),
        landscape=True,
    )


def _levels(master: Master, lines: Sequence[AnnualLine]) -> list[tuple[Level | None, int, int]]:
    """How many points of each level there were and are; without a level only where there are."""
    before = Counter(one.before for one in lines if one.what != "added")
    after = Counter(one.after for one in lines if one.what != "dropped")
    known: tuple[Level | None, ...] = levels_of(master)
    open_too = (None,) if before[None] or after[None] else ()
    return [(level, before[level], after[level]) for level in (*known, *open_too)]


def _by_level(master: Master, lines: Sequence[AnnualLine]) -> Table:
    counts = _levels(master, lines)
    total = sum(was for _, was, _ in counts), sum(now for _, _, now in counts)
    rows = [(level_name(master, level), was, now) for level, was, now in counts]
    return Table(
        tuple(
            Column(title, 45, "center") for title in ("等级", _then(master), _now(master), "增减")
        ),
        tuple(
            (
                Cell(name),
                Cell(str(was)),
                Cell(str(now)),
                Cell(f"{now - was:+d}" if now != was else "0"),
            )
            for name, was, now in (*rows, ("合计", *total))
        ),
        landscape=True,
    )


def _picture(master: Master, lines: Sequence[AnnualLine]) -> Chart:
    """Both years as two bars of their levels."""
    counts = _levels(master, lines)
    caption = f"{_then(master)}与{_now(master)}{master.campaign.words.point}（按等级）"
    said = "；".join(f"{level_name(master, one)}{was}个、{now}个" for one, was, now in counts)
    return Chart(
        "bars",
        ("上年", "今年"),
        tuple(Series(level_name(master, one), (was, now), one) for one, was, now in counts),
        caption,
        f"{caption}：上年和今年{said}。",
    )


def _points(master: Master, lines: Sequence[AnnualLine]) -> Iterator[Block]:
    """Every point that is not as it was, by what became of it."""
    chosen = [one for one in lines if one.what != "unchanged" or one.came_from]
    yield Heading(2, f"{numeral(3)}、有变动的{master.campaign.words.point}（{len(chosen)}个）")
    if not chosen:
        yield Paragraph("没有变动。", "flush")
        return
    order = {unit.code: at for at, unit in enumerate(master.roster.units)}
    fates = list(_FATES)
    chosen.sort(key=lambda o: (order.get(o.unit, len(order)), fates.index(o.what), o.point_id))
    rows = (_row(master, number, one) for number, one in enumerate(chosen, start=1))
    yield Table(_POINTS, tuple(rows), merge=(1,), landscape=True)


def _row(master: Master, number: int, one: AnnualLine) -> tuple[Cell, ...]:
    there, still = one.what != "added", one.what != "dropped"
    fate = "转入" if one.what == "unchanged" else _FATES[one.what]
    place = [unit_name(master, one.unit), post_name(master, one.post) if one.post else ""]
    return (
        Cell(str(number)),
        Cell("\n".join(filter(None, place))),
        Cell(one.point_id),
        Cell(one.name),
        Cell(fate),
        Cell(level_name(master, one.before) if there else "—", one.before),
        Cell(level_name(master, one.after) if still else "—", one.after),
        Cell("；".join(_remarks(master, one))),
    )


def _remarks(master: Master, one: AnnualLine) -> Iterator[str]:
    if one.came_from:
        yield f"由{unit_name(master, one.came_from)}转入"
    if one.titles:
        yield f"改了{'、'.join(title.replace(chr(10), '') for title in one.titles)}"


def _notes(master: Master) -> Iterator[str]:
    yield f"说明：数据截至{chinese_date(master.day)}；只比较今年已经报来的单位。"
    yield (
        "上年等级照上年最后定的，没有记下的按上年的内容和当时的规则确定；"
        "各单位今年数等于上年数加新增、转入，减撤销、转出。"
    )
