"""The cells of a sheet of answers, row by row, before they are written to a file.

Both writers (openpyxl for one workbook, spliced XML for many) write these rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from lzfx.content.lines import line_count
from lzfx.forms.layout import (
    CODE_LABEL,
    ROW_NUMBER_TITLE,
    STATUS_ROW,
    TITLE_ROW,
    AnswerSheet,
    HeaderSpot,
    TableLayout,
    answer_sheets,
    column_groups,
    header_spots,
    marked_title,
    sheet_layout,
)
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.counter import Counter
from lzfx.workbook.styles import (
    CODE,
    HEADING,
    LABEL,
    NOTE,
    NUMBER,
    TITLE,
    VALUE,
    Look,
    field_look,
)
from lzfx.workbook.text import clean

ROW_HEIGHT = 22.0
"""The height of an empty row in points, enough to write by hand on paper."""

_LINE = 16.0
_HEADING_CHARACTER = 2.1
"""The width of one Chinese character of a heading, in the unit of column widths."""
CHARACTER = 2.3
"""The same for an answer; a bit more than most programs need, so that no last line is cut."""
_TALLEST = 400.0
_TEXT_LINES, _TEXT_LINES_ALONE = 2, 6
"""Lines for a long text above a table, and the most on a sheet with only single cells."""
_STATUS_ZONES = 3
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell; the `value` of a formula is its result, as stored until it is calculated anew."""

    column: int
    look: Look
    value: str | int | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of cells; a `height` of 0 is the default; with `grows` it follows the text."""

    number: int
    cells: tuple[PlannedCell, ...]
    height: float = 0.0
    grows: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """A header field: its label's cells, its value's first cell and those beside it.

    `room` is for the value, in full-width characters; `lines` are the least its row must have.
    """

    field: str
    label: tuple[PlannedCell, ...]
    column: int
    look: Look
    beside: tuple[PlannedCell, ...]
    room: float
    lines: int


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet of answers of one form; what does not depend on the subject is computed once."""

    form: FormSpec
    on: AnswerSheet
    notes: FormNotes
    layout: TableLayout
    spots: Mapping[str, HeaderSpot]
    looks: tuple[Look, ...]
    counter: Counter
    boxes: Mapping[int, tuple[_Box, ...]]
    is_first: bool
    """Whether it carries the header fields and the counter."""

    @classmethod
    def all_of(cls, form: FormSpec, notes: FormNotes) -> tuple[PlannedSheet, ...]:
        """Plan every sheet of answers, in order."""
        return tuple(cls._of(form, sheet, notes) for sheet in answer_sheets(form))

    @classmethod
    def _of(cls, form: FormSpec, sheet: AnswerSheet, notes: FormNotes) -> PlannedSheet:
        fixed = sheet.table is not None and sheet.table.fixed
        locked = [fixed and spec.locked for spec in sheet.fields]
        looks = tuple(
            field_look(spec, locked=lock, filled=lock)
            for spec, lock in zip(sheet.fields, locked, strict=True)
        )
        layout = sheet_layout(form, sheet)
        spots = header_spots(form)
        is_first = sheet == answer_sheets(form)[0]
        boxes = _boxes(form, spots, sheet) if is_first else {}
        return cls(form, sheet, notes, layout, spots, looks, Counter.of(form), boxes, is_first)

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return self.on.name

    @property
    def is_fixed(self) -> bool:
        """Whether its rows are those that were issued."""
        return self.on.table is not None and self.on.table.fixed

    def zones(self) -> tuple[tuple[int, int], ...]:
        """Column groups of the status row: counter, note, code; two of them in a narrow table."""
        return column_groups(self.layout.widths, _STATUS_ZONES, 1)

    def lines(self, filling: Filling) -> Iterator[PlannedRow]:
        """Every row that holds a cell, in order."""
        yield self.title_line()
        yield self.status_line(filling)
        yield from self.header_lines(filling)
        if self.on.table is None:
            return
        yield self.heading_line()
        rows = self.rows(filling)
        for index, row in enumerate(rows):
            yield self.row_line(index, row)
        for index in range(len(rows), self.ready):
            yield self.empty_line(index)

    @property
    def ready(self) -> int:
        """The number of rows that are numbered, and so ruled, before they are filled in."""
        return 0 if self.is_fixed or self.on.table is None else self.on.table.ready

    def rows(self, filling: Filling) -> Sequence[_Row]:
        """The rows of its table, filled in or prefilled."""
        return filling.tables.get(self.on.table.name, ()) if self.on.table else ()

    def last_row(self, rows: int) -> int:
        """The last row with a cell, if `rows` rows of the table are filled in."""
        return self.layout.heading_row + (max(self.ready, rows) if self.on.table else -1)

    def title_line(self) -> PlannedRow:
        """The title across all columns."""
        heading = self.notes.heading
        text = heading if self.is_first else f"{heading}：{self.name}"
        return PlannedRow(TITLE_ROW, (PlannedCell(1, TITLE, clean(text)),), 36.0)

    def status_line(self, filling: Filling) -> PlannedRow:
        """The counter (first sheet only), the table's note, the short code."""
        zones = self.zones()
        note = self.on.table.note if self.on.table else ""
        cells = []
        if self.is_first:
            count, formula = self.counter.count(filling), self.counter.formula(filling)
            cells.append(PlannedCell(1, self.counter.look, count, formula))
        if len(zones) == _STATUS_ZONES or not self.is_first:
            cells.append(PlannedCell(zones[self.is_first][0], NOTE, clean(note)))
        if self.form.stamped:
            code = clean(f"{CODE_LABEL}：{filling.code}")
            cells.append(PlannedCell(zones[-1][0], CODE, code))
        return PlannedRow(STATUS_ROW, tuple(cells), 22.0)

    def header_lines(self, filling: Filling) -> Iterator[PlannedRow]:
        """The grid of header fields; only on the first sheet."""
        for number, boxes in self.boxes.items():
            cells: list[PlannedCell] = []
            lines = 1
            for box in boxes:
                text = clean(filling.header.get(box.field, ""))
                cells += (*box.label, PlannedCell(box.column, box.look, text or None), *box.beside)
                lines = max(lines, box.lines, _lines(text, box.room))
            yield PlannedRow(number, tuple(cells), _height(lines))

    def heading_line(self) -> PlannedRow:
        """The headings, required columns marked."""
        rooms = [width / _HEADING_CHARACTER for width in self.layout.widths]
        titles = [
            heading_text(title, room)
            for title, room in zip(
                (ROW_NUMBER_TITLE, *(marked_title(spec) for spec in self.on.fields)),
                rooms,
                strict=True,
            )
        ]
        lines = max(line_count(title, room) for title, room in zip(titles, rooms, strict=True))
        cells = tuple(
            PlannedCell(number, HEADING, title) for number, title in enumerate(titles, start=1)
        )
        return PlannedRow(self.layout.heading_row, cells, _height(lines))

    def empty_line(self, index: int) -> PlannedRow:
        """A row that is not filled in, with only its number.

        It has its own height: with the default height of the sheet a row would not grow with text.
        """
        cells = (PlannedCell(1, NUMBER, index + 1),)
        return PlannedRow(self.layout.first_row + index, cells, ROW_HEIGHT, grows=True)

    def row_line(self, index: int, row: _Row) -> PlannedRow:
        """A row with answers or prefilled values; rows of a fixed table have all cells."""
        cells = [PlannedCell(1, NUMBER, index + 1)]
        lines = 1
        for number, spec in enumerate(self.on.fields, start=2):
            text = clean(row.get(spec.name, ""))
            if text or self.is_fixed:
                cells.append(PlannedCell(number, self.looks[number - 2], text or None))
                lines = max(lines, _lines(text, self.layout.widths[number - 1] / CHARACTER))
        return PlannedRow(self.layout.first_row + index, tuple(cells), _height(lines), grows=True)

    def column_look(self, spec: FieldSpec) -> Look:
        """The look of a field's whole column, which empty cells share."""
        return field_look(spec, locked=self.is_fixed)


def _boxes(
    form: FormSpec, spots: Mapping[str, HeaderSpot], sheet: AnswerSheet
) -> Mapping[int, tuple[_Box, ...]]:
    """The header fields by the row they stand in."""
    rows: dict[int, tuple[_Box, ...]] = {}
    for spec in form.header:
        row = spots[spec.name].value.row
        rows[row] = (*rows.get(row, ()), _box(spec, spots[spec.name], sheet))
    return rows


def _box(spec: FieldSpec, spot: HeaderSpot, sheet: AnswerSheet) -> _Box:
    widths = sheet.widths
    look = VALUE if spec.locked else field_look(spec, locked=False, border=True, indent=1)
    room = sum(widths[spot.label.first - 1 : spot.label.last]) / _HEADING_CHARACTER
    label = heading_text(marked_title(spec), room)
    _, *beside = _merged(look, spot.value.first, spot.value.last, "")
    value_room = sum(widths[spot.value.first - 1 : spot.value.last]) / CHARACTER - 1
    return _Box(
        field=spec.name,
        label=tuple(_merged(LABEL, spot.label.first, spot.label.last, label)),
        column=spot.value.first,
        look=look,
        beside=tuple(beside),
        room=value_room,
        lines=max(_least_lines(spec, value_room, sheet), _lines(label, room)),
    )


def _least_lines(spec: FieldSpec, room: float, sheet: AnswerSheet) -> int:
    """Lines for writing, also by hand; on a sheet without a table enough for the longest answer."""
    if spec.kind != "text" or sheet.table:
        return _TEXT_LINES if spec.kind == "text" else 1
    return min(_TEXT_LINES_ALONE, max(_TEXT_LINES, ceil(spec.max_length / room)))


def _merged(look: Look, first: int, last: int, text: str) -> Iterator[PlannedCell]:
    """A merged cell and the empty ones beside it, which carry its border."""
    yield PlannedCell(first, look, text or None)
    for column in range(first + 1, last + 1):
        yield PlannedCell(column, look)


def heading_text(title: str, room: float) -> str:
    """A heading, broken before its bracket if it is longer than `room` characters."""
    before, bracket, rest = title.partition("（")
    broken = before and bracket and line_count(title, room) > 1
    return f"{before}\n{bracket}{rest}" if broken else title


def _lines(text: str, room: float) -> int:
    """`line_count`, with a short cut for texts that fit even if all characters are wide."""
    return 1 if len(text) <= room and "\n" not in text else line_count(text, room)


def _height(lines: int) -> float:
    return min(_TALLEST, max(ROW_HEIGHT, lines * _LINE + 6))
