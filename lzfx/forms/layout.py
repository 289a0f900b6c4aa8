"""Where everything stands in an issued workbook: sheets, names, rows and columns.

Writers and tests share these; readers share the names only, and find the rest by its heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lzfx.forms.places import a1
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.cell import Cell, SheetCell

INSTRUCTION_SHEET = "填报说明"
EXAMPLE_SHEET = "填写示例"
SIGN_OFF_SHEET = "签字页"
FAULT_SHEET = "需更正清单"
UNREAD_SHEET = "没有读到的内容"
LISTS_SHEET = "_lists"
STAMP_SHEET = "_lzfx"

OWN_SHEETS = (
    INSTRUCTION_SHEET,
    EXAMPLE_SHEET,
    SIGN_OFF_SHEET,
    FAULT_SHEET,
    UNREAD_SHEET,
    LISTS_SHEET,
    STAMP_SHEET,
)
"""Sheets that hold no answers."""

STAMP_PROPERTY = "lzfx"
"""Name of the custom document property that carries the token."""

STAMP_NAME = "lzfx_token"
"""Defined name (a text constant) that carries the token."""

ROW_NUMBER_TITLE = "序号"
"""Heading of the counting column at the left of every table; it is no field."""

EXAMPLE_MARK = "例："
"""Stands before every heading of the example sheet, so that it is never found as a table."""

CODE_LABEL = "表单编码"
"""Label before the visible short code, printed on every sheet a unit may copy or print."""

COMMENT_MARK = "【核对意见】"
"""The beginning of every comment in a marked copy; a sender's own comments do not have it."""

REQUIRED_MARK = "＊"  # noqa: RUF001 - as Chinese forms print it
"""Stands before the heading of a column, or the label of a cell, that must be filled in."""

LAST_ROW = 5000
"""The last row of a table that drop-downs, prompts and rulings reach."""

TITLE_ROW = 1
STATUS_ROW = 2
"""The counter of missing answers at the left, the short code at the right."""

COUNTED_NONE = "必填栏目已无空缺"
COUNTED_SOME = ("还有 ", " 处必填未填")
COUNTED_BLANK = "还没有填写"
COUNT_BROKEN = "表中有错误值（如 #REF!），请先改正"
"""What the counter shows: nothing missing, before and after a number, no row begun, or no count."""

NUMBER_WIDTH = 5.0
HEADER_WIDTHS = (18.0, 45.0, 18.0, 45.0)
"""Columns of a sheet that holds single cells alone: two labels, each with its value."""

_PAIRS = 4
_LABEL_SPACE = 3.0


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet that is filled in: that of a table, or the only one of a form without tables.

    Writers and readers go through a form sheet by sheet in this order.
    """

    name: str
    widths: tuple[float, ...]
    table: TableSpec | None = None

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The columns of its table, if it has one."""
        return self.table.fields if self.table else ()


@dataclass(frozen=True, slots=True)
class Span:
    """Columns of one row, both ends included, counted from 1."""

    row: int
    first: int
    last: int

    @property
    def cell(self) -> str:
        """The address of its first cell."""
        return a1(self.row, self.first)

    @property
    def area(self) -> str:
        """Its address, such as C3:F3."""
        return f"{self.cell}:{a1(self.row, self.last)}"


@dataclass(frozen=True, slots=True)
class HeaderSpot:
    """Where a header field's label and value stand; each may span columns."""

    label: Span
    value: Span


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Where a table stands on its sheet; `widths` begin with the counting column."""

    heading_row: int
    columns: Mapping[str, int]
    widths: tuple[float, ...]

    @property
    def first_row(self) -> int:
        """The first row of answers."""
        return self.heading_row + 1

    @property
    def last_column(self) -> int:
        """The column of the last field."""
        return len(self.widths)

    def cell(self, row: int, field: str) -> str:
        """The address of a field in a row of answers counted from 0."""
        return a1(self.first_row + row, self.columns[field])


def must_be_filled(spec: FieldSpec) -> bool:
    """Whether the unit has to fill it in: required, not locked, without a default."""
    return spec.required and not spec.default and not spec.locked


def marked_title(spec: FieldSpec) -> str:
    """The field's heading as it is printed, with the mark of a required one."""
    return f"{REQUIRED_MARK}{spec.title}" if must_be_filled(spec) else spec.title


def widths_of(table: TableSpec) -> tuple[float, ...]:
    """Column widths of a table's sheet, the counting column first."""
    return (NUMBER_WIDTH, *(spec.width for spec in table.fields))


def answer_sheets(form: FormSpec) -> tuple[AnswerSheet, ...]:
    """The sheets of a form that are filled in, in order: one a table, or one without any."""
    tables = tuple(AnswerSheet(table.sheet, widths_of(table), table) for table in form.tables)
    return tables or (AnswerSheet(form.sheet, HEADER_WIDTHS),)


def header_sheet(form: FormSpec) -> AnswerSheet:
    """The sheet that carries the header fields and the counter: the form's first."""
    return answer_sheets(form)[0]


def header_place(form: FormSpec) -> str:
    """Where the header fields stand, in words."""
    sheet = header_sheet(form)
    return f"“{sheet.name}”页上方的表头" if sheet.table else f"“{sheet.name}”页"


def table_layout(form: FormSpec, table: TableSpec) -> TableLayout:
    """Where the table stands; the form's first table has the header fields above it."""
    return sheet_layout(form, AnswerSheet(table.sheet, widths_of(table), table))


def sheet_layout(form: FormSpec, sheet: AnswerSheet) -> TableLayout:
    """Where things stand on a sheet; without a table, `heading_row` is below the header fields."""
    rows = {spot.value.row for spot in header_spots(form).values()}
    above = STATUS_ROW + (len(rows) if sheet == header_sheet(form) else 0)
    columns = {spec.name: number for number, spec in enumerate(sheet.fields, start=2)}
    return TableLayout(above + 1, columns, sheet.widths)


def answer_cell(form: FormSpec, table: str, row: int | None, field: str) -> SheetCell | None:
    """The cell of an answer: of a header field without a table, else of a row counted from 0.

    Without a field it is the row's number at the left; None where there is no such cell.
    """
    if not table:
        spot = header_spots(form).get(field)
        at = Cell(spot.value.row, spot.value.first) if spot else None
        return SheetCell(header_sheet(form).name, at) if at else None
    if row is None:
        return None
    spec = form.table(table)
    placed = table_layout(form, spec)
    return SheetCell(spec.sheet, Cell(placed.first_row + row, placed.columns.get(field, 1)))


def column_groups(widths: tuple[float, ...], parts: int, least: int) -> tuple[tuple[int, int], ...]:
    """Split columns into `parts` neighbouring groups of about equal width, `least` columns each.

    Gives (first, last) of each group, counted from 1; fewer groups when columns are few.
    """
    parts = max(1, min(parts, len(widths) // least))
    ends = list(accumulate(widths))
    groups = []
    first = 1
    for number in range(1, parts + 1):
        after = (parts - number) * least
        wanted = ends[-1] * number / parts
        possible = range(first + least - 1, len(widths) - after + 1)
        last = (
            len(widths)
            if number == parts
            else min(possible, key=lambda column: abs(ends[column - 1] - wanted))
        )
        groups.append((first, last))
        first = last + 1
    return tuple(groups)


def header_spots(form: FormSpec) -> Mapping[str, HeaderSpot]:
    """Where every header field stands: a grid of labels and values as wide as its sheet."""
    sheet = header_sheet(form)
    widths = sheet.widths
    groups = column_groups(widths, _PAIRS, 2)
    rows = _grid_rows(form.header, len(groups), len(groups) // 2 if sheet.table else 0)
    edges = [
        _label_end(widths, group, [spec for row in rows for spec, at in row if at == number])
        for number, group in enumerate(groups)
    ]
    spots: dict[str, HeaderSpot] = {}
    for row, placed in enumerate(rows, start=STATUS_ROW + 1):
        for number, (spec, group) in enumerate(placed):
            until = placed[number + 1][1] - 1 if number + 1 < len(placed) else len(groups) - 1
            label = Span(row, groups[group][0], edges[group])
            spots[spec.name] = HeaderSpot(label, Span(row, edges[group] + 1, groups[until][1]))
    return spots


def _label_end(
    widths: tuple[float, ...], group: tuple[int, int], fields: Sequence[FieldSpec]
) -> int:
    """The last column of a group's labels: about as wide as the longest, one left for the value."""
    first, last = group
    need = max((2.0 * len(marked_title(spec)) for spec in fields), default=0) + _LABEL_SPACE
    return min(range(first, last), key=lambda column: abs(sum(widths[first - 1 : column]) - need))


def _grid_rows(
    header: tuple[FieldSpec, ...], groups: int, latest: int
) -> tuple[tuple[tuple[FieldSpec, int], ...], ...]:
    """Header fields in rows, each with the number of the column group it begins in.

    A long text takes the rest of a row if it begins in group `latest` or before; else a whole row.
    """
    rows: list[list[tuple[FieldSpec, int]]] = []
    used = groups
    for spec in header:
        long = spec.kind == "text"
        if used == groups or (long and used > latest):
            rows.append([])
            used = 0
        rows[-1].append((spec, used))
        used = groups if long else used + 1
    return tuple(tuple(row) for row in rows)
