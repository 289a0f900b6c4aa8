"""A form's table of all that was taken in: each row with whose it is and where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from lzfx.content.blocks import Cell, Column, Document, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.forms.layout import AnswerSheet, answer_sheets
from lzfx.forms.spec import FieldSpec, FormSpec

NAME = "明细表"
_SUBJECT = (("填报对象编号", 9.0), ("填报对象", 13.0))
_ISSUE = ("第几份", 6.0)
_ORIGIN = (("来件", 30.0), ("单元格", 18.0))
_NARROW, _WIDTH, _TEXT_WIDTH = 6.0, 0.9, 1.4
"""Hundredths of a page: the least, and for each unit of a field's width on the form."""


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that counts: whose, of which issue, its values as they are written, where it stands.

    `header` are the single cells of its return, `values` those of the row (none without a table).
    """

    subject: str
    called: str
    issue: int
    header: Mapping[str, str]
    values: Mapping[str, str]
    file: str
    cells: str


def form_table(
    form: FormSpec, rows: Mapping[str, Sequence[TakenRow]], author: str, day: date
) -> Document:
    """The document, one table for each sheet of answers; `rows` by the sheet's name.

    A table without rows has its headings all the same.
    """
    sheets = answer_sheets(form)
    count = "，".join(f"“{sheet.name}”{len(rows[sheet.name])}行" for sheet in sheets)
    return Document(
        name=f"{form.title}{NAME}",
        title=f"{form.title}{NAME}",
        blocks=(
            Paragraph(f"{count}；数据截至{chinese_date(day)}。", "flush"),
            Paragraph("本表由程序生成，供查看和筛选；在本表上改动不会回到台账。", "note"),
            *(_table(form, sheet, rows[sheet.name]) for sheet in sheets),
        ),
        author=author,
        date=day.isoformat(),
        landscape=True,
        facts={"数据截至": chinese_date(day)},
    )


def _table(form: FormSpec, sheet: AnswerSheet, rows: Sequence[TakenRow]) -> Table:
    many = form.returns == "many"
    own = {spec.title for spec in sheet.fields}
    columns = (
        *_SUBJECT,
        *([_ISSUE] if many else []),
        *_columns(form.header, own),
        *_columns(sheet.fields, frozenset()),
        *_ORIGIN,
    )
    return Table(
        columns=tuple(Column(title, width) for title, width in columns),
        rows=tuple(tuple(map(Cell, _texts(form, sheet, row, many=many))) for row in rows),
        landscape=True,
        caption=sheet.name,
        wide=True,
        frozen=len(_SUBJECT),
    )


def _columns(fields: Iterable[FieldSpec], taken: AbstractSet[str]) -> Iterator[tuple[str, float]]:
    """Titles and widths; a single cell that is called like a column of the table says so."""
    for spec in fields:
        title = f"{spec.title}（表头）" if spec.title in taken else spec.title
        share = _TEXT_WIDTH if spec.kind == "text" else _WIDTH
        yield title, max(_NARROW, spec.width * share)


def _texts(form: FormSpec, sheet: AnswerSheet, row: TakenRow, *, many: bool) -> Iterator[str]:
    yield from (row.subject, row.called)
    if many:
        yield str(row.issue)
    for fields, values in ((form.header, row.header), (sheet.fields, row.values)):
        yield from (values.get(spec.name, "") for spec in fields)
    yield from (row.file, row.cells)
