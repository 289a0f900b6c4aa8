"""风险点主表: every field of every point, what the rules say of it, where each value is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from lzfx.content.blocks import Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.documents.counts import in_order, in_words, tints_of
from lzfx.documents.labels import color_name, level_name, post_name, shown, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.forms.spec import FieldSpec, TableSpec
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.submission import Value

NAME = "风险点主表"
_OWN = ("point_id", "post")
_WIDTH = 0.9
_TEXT_WIDTH = 1.4
"""Hundredths of a page for each unit of a field's width on the form; long texts get more."""
_NARROW = 6.0
_REMEMBERED = 4096
_SHORT_HASH = 12
_MINUTES = len("2026-09-18T10:00")
_SUBJECT = (("风险点编号", 9.0), ("单位", 13.0), ("岗位", 13.0))
_COMPUTED = (("核定等级", 6.0), ("预警颜色", 6.0), ("监控责任人", 14.0), ("与申报等级", 7.0))
_REASONS = (("定级和监控的理由", 46.0), ("收到时间", 13.0))
_ORIGIN = (("来件", 36.0), ("来件指纹", 12.0), ("工作表", 9.0))


def master_table(master: Master, declared: TableSpec, reasons: Mapping[str, str]) -> Document:
    """The master table as a workbook for reading: points on one sheet, sources on the next.

    `declared` is the form's table of points; `reasons` gives a sentence by point.
    """
    fields = [spec for spec in declared.fields if spec.name not in _OWN]
    points = in_order(master)
    campaign = master.campaign
    return Document(
        name=NAME,
        title=f"{campaign.system}{NAME}",
        blocks=(
            Paragraph(f"{in_words(master, points)}；数据截至{chinese_date(master.day)}。", "flush"),
            Paragraph("本表由程序生成，供查看和筛选；在本表上改动不会回到台账。", "note"),
            _points(master, points, fields, reasons),
            Heading(
                2, "各栏内容在来件中的位置；来件原样存在“原件”文件夹，文件名的开头就是来件指纹。"
            ),
            _sources(points, declared.fields),
        ),
        author=campaign.issuer,
        date=master.day.isoformat(),
        landscape=True,
        facts=edition(master),
        tints=tints_of(master),
    )


def _points(
    master: Master,
    points: Sequence[Graded],
    fields: Sequence[FieldSpec],
    reasons: Mapping[str, str],
) -> Table:
    declared = tuple((spec.title, _width(spec)) for spec in fields)
    cells = [(spec.name, _cells(master, spec.name)) for spec in fields]
    rows = tuple(
        (
            Cell(one.point.point_id),
            Cell(unit_name(master, one.point.unit)),
            Cell(post_name(master, one.point.post)),
            Cell(level_name(master, one.level), one.level),
            Cell(color_name(master, one.color)),
            Cell(one.monitor),
            Cell("不一致" if one.differs else "一致"),
            *(made(one.point.values.get(name)) for name, made in cells),
            Cell(reasons.get(one.point.point_id, "")),
            Cell(one.point.received_at[:_MINUTES].replace("T", " ")),
        )
        for one in points
    )
    return _wide("主表", (*_SUBJECT, *_COMPUTED, *declared, *_REASONS), rows, len(_SUBJECT))


def _cells(master: Master, field: str) -> Callable[[Value], Cell]:
    """The function that makes the cells of a field's column; equal labels share one cell.

    A master table has millions of cells.
    """
    if field in master.labels:
        return lru_cache(_REMEMBERED)(lambda value: Cell(shown(master, field, value)))
    return lambda value: Cell(value if isinstance(value, str) else shown(master, field, value))


def _width(spec: FieldSpec) -> float:
    return max(_NARROW, spec.width * (_TEXT_WIDTH if spec.kind == "text" else _WIDTH))


def _sources(points: Sequence[Graded], fields: Sequence[FieldSpec]) -> Table:
    """For every value of every point: the cell of the return it was read from."""
    rows = []
    cell_of = lru_cache(_REMEMBERED)(Cell)
    for one in points:
        sources = one.point.sources
        first = next(iter(sources.values()), None)
        origin = (first.file, first.sha256[:_SHORT_HASH], first.sheet) if first else ("", "", "")
        cells = [
            source.cell.text if (source := sources.get(spec.name)) else "（原表没有）"
            for spec in fields
        ]
        rows.append((Cell(one.point.point_id), *map(cell_of, (*origin, *cells))))
    columns = tuple((spec.title, 8.0) for spec in fields)
    return _wide("来源单元格", (("编号", 9.0), *_ORIGIN, *columns), tuple(rows), 1)


def _wide(
    caption: str,
    columns: Sequence[tuple[str, float]],
    rows: tuple[tuple[Cell, ...], ...],
    frozen: int,
) -> Table:
    return Table(
        columns=tuple(Column(title, width) for title, width in columns),
        rows=rows,
        landscape=True,
        caption=caption,
        wide=True,
        frozen=frozen,
    )
