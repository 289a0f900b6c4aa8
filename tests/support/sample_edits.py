"""What people do to the sheet itself once they have taken its protection off.

Like `sample_faults`, but on the workbook: columns, headings, cells that hold no plain text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet
from support.sample_content import Sample

from lzfx.forms.layout import header_spots, marked_title, table_layout
from lzfx.forms.places import a1
from lzfx.model.cell import letters
from lzfx.workbook.package import with_fixed_times

_OWN_WIDTH = 8.0
"""Width of a column that somebody put in."""


class Editor:
    """An issued workbook in the hands of a unit; columns are found by heading, as people do."""

    def __init__(self, sample: Sample, data: bytes) -> None:
        self.sample = sample
        self.workbook = load_workbook(io.BytesIO(data))
        self.table = sample.form.tables[0]
        self.heading_row = table_layout(sample.form, self.table).heading_row
        self.last_row = self._filled()

    @property
    def sheet(self) -> Worksheet:
        """The sheet of risk points."""
        found: Worksheet = self.workbook[self.table.sheet]
        return found

    def column(self, field: str) -> int:
        """The column of a field, counted from 1."""
        title = marked_title(self.sample.field(field))
        columns = range(1, self.sheet.max_column + 1)
        cells = (self.sheet.cell(self.heading_row, column) for column in columns)
        titles = [str(cell.value).replace("\n", "") for cell in cells]
        return titles.index(title) + 1

    def at(self, row: int, field: str) -> Any:  # noqa: ANN401 - openpyxl's cell
        """The cell of a field in a row counted from 1."""
        return self.sheet.cell(self.heading_row + row, self.column(field))

    def _filled(self) -> int:
        column = self.column("post")
        rows = range(self.heading_row + 1, self.sheet.max_row + 1)
        return max((row for row in rows if self.sheet.cell(row, column).value), default=0)

    def saved(self) -> bytes:
        """The workbook's bytes; equal edits give equal bytes."""
        out = io.BytesIO()
        self.workbook.save(out)
        return with_fixed_times(out.getvalue(), self.sample.made, {})


def put_error(book: Editor, row: int, field: str, error: str) -> None:
    """A formula that lost what it pointed at."""
    cell = book.at(row, field)
    cell.value, cell.data_type = error, "e"


def put_formula(book: Editor, row: int, field: str, formula: str) -> None:
    """A formula whose result was never saved."""
    book.at(row, field).value = formula


def put_date(book: Editor, field: str, day: date) -> None:
    """A real date in a single cell, as a spreadsheet program makes of what was typed."""
    cell = book.sheet[header_spots(book.sample.form)[field].value.cell]
    cell.value, cell.number_format = day, "yyyy-mm-dd"


def rename_column(book: Editor, field: str, to: str) -> None:
    """Another heading for a column."""
    book.sheet.cell(book.heading_row, book.column(field)).value = to


def delete_column(book: Editor, field: str) -> None:
    """A column gone, with everything to its right moved one to the left."""
    _move_columns(book.sheet, book.column(field), -1)


def insert_column(book: Editor, before: str, title: str, values: Sequence[str]) -> None:
    """A column of one's own; its values are repeated down the rows."""
    column = book.column(before)
    _move_columns(book.sheet, column, 1)
    book.sheet.cell(book.heading_row, column).value = title
    for at, row in enumerate(range(book.heading_row + 1, book.last_row + 1)):
        book.sheet.cell(row, column).value = values[at % len(values)]


def _move_columns(sheet: Worksheet, column: int, by: int) -> None:
    """Take a column out or put one in; merges, widths and drop-downs move with it."""
    areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in areas:
        sheet.unmerge_cells(area.coord)
    if by < 0:
        for area in areas:
            if area.min_col == column < area.max_col:
                left = sheet.cell(area.min_row, column)
                sheet.cell(area.min_row, column + 1).value = left.value
        sheet.delete_cols(column)
    else:
        sheet.insert_cols(column)
    for area in areas:
        sheet.merge_cells(_moved(area, column, by).coord)
    _move_widths(sheet, column, by)
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange([_moved(area, column, by) for area in rule.sqref.ranges])
    sheet.conditional_formatting = ConditionalFormattingList()


def _move_widths(sheet: Worksheet, column: int, by: int) -> None:
    widths = [sheet.column_dimensions[letters(at)].width for at in range(1, sheet.max_column + 2)]
    if by < 0:
        del widths[column - 1]
    else:
        widths.insert(column - 1, _OWN_WIDTH)
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[letters(at)].width = width


def _moved(area: CellRange, column: int, by: int) -> CellRange:
    """An area after a column came (by 1) or went (by -1) at `column`."""
    first = area.min_col + by if area.min_col >= column + (by < 0) else area.min_col
    last = max(first, area.max_col + by if area.max_col >= column else area.max_col)
    return CellRange(None, first, area.min_row, last, area.max_row)


def second_table(book: Editor, row: int) -> None:
    """The rows from `row` on as a table of their own under an empty row, with its own heading."""
    sheet, first = book.sheet, book.heading_row + row
    last = a1(book.last_row, sheet.max_column)
    sheet.move_range(f"B{first}:{last}", rows=2)
    heights = {number: sheet.row_dimensions[number].height for number in range(1, first + 100)}
    for number in range(first, book.last_row + 1):
        sheet.row_dimensions[number + 2].height = heights[number]
    sheet.row_dimensions[first].height = None
    sheet.row_dimensions[first + 1].height = heights[book.heading_row]
    for column in range(2, sheet.max_column + 1):
        heading = sheet.cell(book.heading_row, column)
        copied = sheet.cell(first + 1, column, heading.value)
        for look in ("font", "fill", "border", "alignment"):
            setattr(copied, look, copy(getattr(heading, look)))
    book.last_row += 2


def total_row(book: Editor, texts: Mapping[str, str]) -> None:
    """A line of totals under the last row, typed by hand."""
    book.last_row += 1
    for field, text in texts.items():
        book.sheet.cell(book.last_row, book.column(field)).value = text


def notes_below(book: Editor, lines: Sequence[str]) -> None:
    """Lines of text under the table."""
    for line in lines:
        book.last_row += 1
        book.sheet.cell(book.last_row, book.column("post")).value = line


def comment(book: Editor, row: int, field: str, text: str) -> None:
    """A note on a cell."""
    book.at(row, field).comment = Comment(text, "填报人")


def hide_row(book: Editor, row: int) -> None:
    """A row that is filled in and not to be seen."""
    book.sheet.row_dimensions[book.heading_row + row].hidden = True


def strike(book: Editor, row: int, field: str) -> None:
    """Text struck through instead of taken out."""
    book.at(row, field).font = Font(strike=True)


def merge_posts(book: Editor) -> None:
    """One merged cell for each run of rows with the same post."""
    sheet, column = book.sheet, book.column("post")
    start = book.heading_row + 1
    for row in range(start + 1, book.last_row + 2):
        if sheet.cell(row, column).value == sheet.cell(start, column).value:
            continue
        if row - start > 1:
            sheet.merge_cells(
                start_row=start, end_row=row - 1, start_column=column, end_column=column
            )
        start = row


def extra_sheet(book: Editor, title: str, rows: Sequence[Sequence[str]]) -> None:
    """A sheet of one's own in front of the hidden ones."""
    sheet = book.workbook.create_sheet(title, 3)
    for row in rows:
        sheet.append(list(row))


def copy_into_new(book: Editor, from_row: int) -> None:
    """The sheets with the answers copied into a new workbook, from that row on."""
    new = Workbook()
    new.remove(new.worksheets[0])
    for table in book.sample.form.tables:
        old, sheet = book.workbook[table.sheet], new.create_sheet(table.sheet)
        for row in old.iter_rows(min_row=from_row):
            for cell in row:
                if cell.value is not None and not str(cell.value).startswith("="):
                    sheet.cell(cell.row - from_row + 1, cell.column, cell.value)
        for area in old.merged_cells.ranges:
            if area.min_row >= from_row:
                moved = CellRange(area.coord)
                moved.shift(row_shift=1 - from_row)
                sheet.merge_cells(moved.coord)
    new.properties.created = book.sample.made
    book.workbook = new


Edit = Callable[..., None]

EDITS: Mapping[str, Edit] = {
    one.__name__: one
    for one in (
        put_error,
        put_formula,
        put_date,
        rename_column,
        delete_column,
        insert_column,
        second_table,
        total_row,
        notes_below,
        comment,
        hide_row,
        strike,
        merge_posts,
        extra_sheet,
        copy_into_new,
    )
}


def edited(sample: Sample, data: bytes, faults: Sequence[Mapping[str, Any]]) -> bytes:
    """The workbook after those of the faults that happen to the sheet; unchanged without any."""
    wanted = [fault for fault in faults if fault["do"] in EDITS]
    if not wanted:
        return data
    book = Editor(sample, data)
    for fault in wanted:
        given = {name: value for name, value in fault.items() if name != "do"}
        EDITS[fault["do"]](book, **given)
    return book.saved()
