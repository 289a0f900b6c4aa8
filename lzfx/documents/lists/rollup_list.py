"""What is made of the bundles of many senders: the long list, the statistics, the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.documents.count_table import count_table
from lzfx.documents.labels import NO_LEVEL
from lzfx.documents.sheet import NOTHING
from lzfx.model.bundle import Became, BundleChange, BundledPoint, BundleHead, Origin, Scheme

LIST, COUNTS, CHANGES = "汇总清单", "汇总统计表", "汇总变化表"
_SENDER = "报送单位"
_TEXTS = {"power": 16.0, "stage": 10.0, "name": 16.0, "manifestation": 26.0, "measures": 30.0,
          "responsible": 12.0}  # fmt: skip
"""The fields of a point that the list shows, where the scheme has them, and their widths."""

_CENTRED = frozenset({"stage", "responsible"})
_SAID = {
    Became.NEW: "新增",
    Became.WITHDRAWN: "撤销",
    Became.RAISED: "等级上调",
    Became.LOWERED: "等级下调",
    Became.CHANGED: "内容修改",
}
Place = tuple[str, str, int | None]
"""A sender, a kind of unit, a level."""


def long_list(scheme: Scheme, on: date, place: str) -> Document:
    """The list of all points, without its rows; `list_row` gives these."""
    texts = tuple(
        Column(scheme["fields"][name], width, "center" if name in _CENTRED else "left")
        for name, width in _shown(scheme).items()
    )
    columns = (
        *(Column("序号", 6, "center"), Column(_SENDER, 16, "center")),
        *(Column("单位", 12, "center"), Column("单位类别", 10, "center")),
        *(Column("岗位", 12, "center"), Column("编号", 12, "center"), *texts),
        *(Column("等级", 7, "center"), Column("颜色", 6, "center")),
        *(Column("监控责任人", 14, "center"), Column("版次", 8, "center")),
        *(Column("来源文件", 24), Column("页", 8, "center"), Column("格", 7, "center")),
        Column("报送校验码", 18, "center"),
    )
    table = Table(columns, (), wide=True, frozen=2)
    title = f"{_year(scheme)}年度风险点{LIST}"
    return Document(LIST, title, (table,), place, on.isoformat(), landscape=True)


def list_row(
    number: int, head: BundleHead, scheme: Scheme, point: BundledPoint
) -> tuple[Cell, ...]:
    """A point as a row of the long list."""
    where = source_of(point)
    facts = (
        *(str(number), head.manifest.sender, point.unit),
        *(scheme["unit_kinds"].get(point.kind, point.kind), point.post, point.point_id),
        *(point.texts.get(name, "") for name in _shown(scheme)),
    )
    cells = map(Cell, facts)
    name = level_said(scheme, point.level)
    after = (
        *(point.color, point.monitor, edition_said(head)),
        *(where.file, where.sheet, where.cells.get("name", "")),
        head.seal,
    )
    return (*cells, Cell(name, point.level), *map(Cell, after))


def source_of(point: BundledPoint) -> Origin:
    """The place that the point itself was read from; an empty one where it is not known."""
    named = (one for one in point.origins if "name" in one.cells)
    return next(named, next(iter(point.origins), Origin("", "", "")))


def edition_said(head: BundleHead) -> str:
    """`第1版`, or how a draft is marked."""
    told = head.manifest
    return f"第{told.edition}版" if told.edition else told.mark


def level_said(scheme: Scheme, level: int | None) -> str:
    """What the level is called."""
    return scheme["levels"].get(str(level), str(level)) if level else NO_LEVEL


def statistics(
    scheme: Scheme, counted: Counter[Place], told: Sequence[tuple[BundleHead, bool]], on: date,
    place: str,
) -> Document:  # fmt: skip
    """Senders by level, kinds of unit by level, both together, and which bundles are in it.

    `told` are the bundles that count, each with whether its code was checked.
    """
    levels = {**scheme["levels"], "": NO_LEVEL}
    if not any(level is None for _, _, level in counted):
        del levels[""]
    title = f"{_year(scheme)}年度风险点{COUNTS}"
    return Document(
        name=COUNTS,
        title=title,
        blocks=tuple(_statistics(scheme, levels, counted, told)),
        author=place,
        date=on.isoformat(),
        landscape=True,
    )


def changes_list(scheme: Scheme, changes: Sequence[BundleChange], on: date, place: str) -> Document:
    """What became of points from the bundle before to the one that counts."""
    columns = (
        *(Column(_SENDER, 16, "center"), Column("编号", 10, "center")),
        *(Column("单位", 12, "center"), Column("风险点", 20), Column("变化", 9, "center")),
        *(Column("栏目", 10, "center"), Column("原来", 26), Column("现在", 26)),
    )
    rows = tuple(
        tuple(map(Cell, (*_about(one), one.before or NOTHING, one.after or NOTHING)))
        for one in changes
    )
    table = Table(columns, rows, merge=(0,))
    title = f"{_year(scheme)}年度风险点{CHANGES}"
    return Document(CHANGES, title, (table,), place, on.isoformat(), landscape=True)


def _about(one: BundleChange) -> tuple[str, ...]:
    field = {"unit": "单位", "post": "岗位"}.get(one.field, one.field)
    return one.sender, one.point_id, one.unit, one.name, _SAID[one.change], field or NOTHING


def _statistics(
    scheme: Scheme,
    levels: Mapping[str, str],
    counted: Counter[Place],
    told: Sequence[tuple[BundleHead, bool]],
) -> Iterator[Block]:
    senders = {head.manifest.sender: head.manifest.sender for head, _ in told}
    kinds = {kind: scheme["unit_kinds"].get(kind, kind) for _, kind, _ in counted}
    kinds = {kind: kinds[kind] for kind in (*scheme["unit_kinds"], *kinds) if kind in kinds}
    every = tuple(counted.elements())
    drafts = sum(not head.manifest.edition for head, _ in told)
    unchecked = sum(not checked for _, checked in told)
    yield Paragraph(
        f"共{len(told)}个{_SENDER}，{len(every)}个风险点。其中未经批准的送审稿{drafts}份，"
        f"没有核对校验码的{unchecked}份。"
    )
    yield Heading(2, f"一、各{_SENDER}的等级")
    yield count_table(_SENDER, senders, levels, [(who, _code(level)) for who, _, level in every])
    yield Heading(2, "二、各类单位的等级")
    yield count_table("单位类别", kinds, levels, [(kind, _code(level)) for _, kind, level in every])
    yield Heading(2, f"三、各{_SENDER}各类单位的等级")
    yield _crossed(senders, kinds, levels, counted)
    yield Heading(2, "四、报送情况")
    yield _sources(told)


def _crossed(
    senders: Iterable[str],
    kinds: Mapping[str, str],
    levels: Mapping[str, str],
    counted: Counter[Place],
) -> Table:
    rows = []
    for sender in senders:
        for kind, called in kinds.items():
            found = [counted[sender, kind, int(code) if code else None] for code in levels]
            if any(found):
                texts = (sender, called, *map(str, found), str(sum(found)))
                rows.append(tuple(map(Cell, texts)))
    width = 44.0 / (len(levels) + 1)
    columns = (
        *(Column(_SENDER, 36, "center"), Column("单位类别", 20, "center")),
        *(Column(name, width, "center") for name in levels.values()),
        Column("合计", width, "center"),
    )
    return Table(columns, tuple(rows), merge=(0,))


def _sources(told: Sequence[tuple[BundleHead, bool]]) -> Table:
    columns = (
        *(Column(_SENDER, 30, "center"), Column("版次", 12, "center")),
        *(Column("批准印发", 14, "center"), Column("台账截至", 18, "center")),
        *(Column("单位数", 9, "center"), Column("风险点数", 9, "center")),
        *(Column("校验码", 26, "center"), Column("核对", 10, "center")),
    )
    rows = (
        (
            *(head.manifest.sender, edition_said(head), head.manifest.edition_day or NOTHING),
            *(head.manifest.as_of[:16].replace("T", " "), str(head.manifest.unit_count)),
            *(str(head.manifest.points), head.seal, "已核对" if checked else "未核对"),
        )
        for head, checked in told
    )
    return Table(columns, tuple(tuple(map(Cell, row)) for row in rows))


def _shown(scheme: Scheme) -> Mapping[str, float]:
    return {name: width for name, width in _TEXTS.items() if name in scheme["fields"]}


def _year(scheme: Scheme) -> str:
    return scheme["year"][""]


def _code(level: int | None) -> str:
    return str(level) if level else ""
