"""Part seven of the handbook: counts by level of units, stages, major matters and monitors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.drawing import Chart, Series
from lzfx.content.wording import numeral
from lzfx.documents.count_table import count_table as _table
from lzfx.documents.counts import count, in_order, in_words, levels_of
from lzfx.documents.figures import CrossTable, cross_table, exploded
from lzfx.documents.labels import has_field, level_name, title_of, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.model.master import Master
from lzfx.model.risk import Graded

_NO_CHOICE = "（未填）"
_NO_MONITOR = "（未确定）"
_NONE = "none"
_STAGE, _MAJOR = "stage", "major_matters"


NAME = "廉政风险点统计图表"


def statistics_document(master: Master) -> Document:
    """The statistics of the handbook as a document of their own."""
    campaign = master.campaign
    return Document(
        name=f"{campaign.year}年度{NAME}",
        title=f"{campaign.system}{NAME}",
        blocks=tuple(statistics(master, in_order(master))),
        author=campaign.issuer,
        date=master.day.isoformat(),
        facts=edition(master),
    )


def statistics(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    """Tables of the points by level, each with its totals, two charts, and the whole in words."""
    yield Paragraph(f"全系统{in_words(master, points)}。")
    stage, major = title_of(master, _STAGE, "环节"), title_of(master, _MAJOR, "三重一大")
    sections = (
        ("", "按单位", _units(master, points)),
        (_STAGE, f"按{stage}", _stages(master, points)),
        (_MAJOR, f"按“{major}”事项", _matters(master, points)),
        ("", "按监控责任人", _monitors(master, points)),
    )
    printed = [one for one in sections if not one[0] or has_field(master, one[0])]
    for number, (_, title, blocks) in enumerate(printed, start=1):
        yield Heading(2, f"{numeral(number)}、{title}")
        yield from blocks


def _levels(master: Master, points: Sequence[Graded]) -> Mapping[str, str]:
    """The columns: the levels, and `未定级` only where there is such a point."""
    columns = {str(level): level_name(master, level) for level in levels_of(master)}
    return columns | ({"": level_name(master, None)} if count(master, points).without else {})


def _level(one: Graded) -> str:
    return str(one.level) if one.level else ""


def _units(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    having = dict.fromkeys(one.point.unit for one in points)
    ordered = [u.code for u in master.roster.units if u.in_use or u.code in having]
    codes = dict.fromkeys([*ordered, *having])
    rows = {code: unit_name(master, code) for code in codes}
    pairs = [(one.point.unit, _level(one)) for one in points]
    columns = _levels(master, points)
    yield _table("单位（科室）", rows, columns, pairs)
    if points:
        crossed = cross_table(pairs, tuple(rows), tuple(columns))
        yield _chart("bars", crossed, rows, columns, "各单位风险点（按等级）")


def _stages(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    pairs = [(str(one.point.values.get(_STAGE) or ""), _level(one)) for one in points]
    rows = _rows(master.labels.get(_STAGE, {}), [row for row, _ in pairs])
    columns = _levels(master, points)
    stage = title_of(master, _STAGE, "环节")
    yield _table(stage, rows, columns, pairs)
    if points:
        crossed = cross_table(pairs, tuple(rows), tuple(columns))
        yield _chart("heat", crossed, rows, columns, f"{stage}与等级")


def _matters(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    major = [one for one in points if _major(one)]
    title = title_of(master, _MAJOR, "三重一大")
    if not major:
        yield Paragraph(f"没有涉及“{title}”的风险点。")
        return
    pairs = exploded([(_major(one), _level(one)) for one in major])
    offered = {
        code: label for code, label in master.labels.get(_MAJOR, {}).items() if code != _NONE
    }
    rows = _rows(offered, [row for row, _ in pairs])
    counted = _table("事项", rows, _levels(master, major), pairs, total="合计（项次）")
    yield counted
    yield Paragraph(
        f"涉及“{title}”的{in_words(master, major)}；"
        f"一个风险点可以涉及几项，上表共{len(pairs)}项次。"
    )


def _chart(
    shape: Literal["bars", "heat"],
    crossed: CrossTable,
    categories: Mapping[str, str],
    columns: Mapping[str, str],
    caption: str,
) -> Chart:
    """The same counts as a drawing: a series for each level, a category for each row."""
    series = tuple(
        Series(name, tuple(counts[at] for counts in crossed.counts), int(code) if code else None)
        for at, (code, name) in enumerate(columns.items())
    )
    said = "；".join(
        f"{categories[row]}{total}个"
        for row, total in zip(crossed.rows, crossed.row_totals, strict=True)
    )
    return Chart(shape, tuple(categories.values()), series, caption, f"{caption}：{said}。")


def _major(one: Graded) -> tuple[str, ...]:
    value = one.point.values.get(_MAJOR)
    return tuple(code for code in value if code != _NONE) if isinstance(value, tuple) else ()


def _monitors(master: Master, points: Sequence[Graded]) -> Iterator[Block]:
    pairs = [(one.monitor or _NO_MONITOR, _level(one)) for one in points]
    rows = {name: name for name, _ in pairs}
    yield _table("监控责任人", rows, _levels(master, points), pairs)


def _rows(offered: Mapping[str, str], seen: Sequence[str]) -> Mapping[str, str]:
    """Every choice in order, and whatever else was seen, so that no point is left out."""
    others = {code: code or _NO_CHOICE for code in dict.fromkeys(seen) if code not in offered}
    return {**offered, **others}
