"""The rows of a document's table as XML, put into the sheet after openpyxl has saved it.

A master table has a million cells, and openpyxl makes several objects for each. Here a cell is a
text with the number of its style; what many cells have in common is computed once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content import blocks
from lzfx.content.lines import line_count
from lzfx.content.palette import LEVEL_TINTS
from lzfx.model.cell import letters
from lzfx.workbook.text import clean, looks_like_formula, xml_text

LINE = 15.0
ROOM = 4.0
TALLEST = 400.0
"""In points; a row cannot be higher than 409, so a higher one becomes several merged rows."""
NUMBER = re.compile(r"0|[1-9]\d{0,8}")
TEXT = Font(name="宋体", size=10.5)
CENTERED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_THIN = Side(style="thin", color="000000")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SIDES = Border(left=_THIN, right=_THIN)
_FOOT = Border(left=_THIN, right=_THIN, bottom=_THIN)
_REMEMBERED = 10_000
_AREA = re.compile(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)(\d+)')
_END = b"</sheetData>"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to be put into a saved sheet; `after` is the number of the row after them."""

    after: int
    xml: bytes

    def into(self, sheet: bytes) -> bytes:
        """The XML of the sheet with these rows between those above and below."""
        if not self.xml:
            return sheet
        at = sheet.find(b'<row r="%d"' % self.after)
        at = sheet.index(_END) if at < 0 else at
        return down_to(sheet[:at], self.after - 1) + self.xml + sheet[at:]


def down_to(sheet: bytes, last: int) -> bytes:
    """The XML of a sheet whose area reaches down to that row at least."""
    return _AREA.sub(lambda found: found[1] + b"%d" % max(int(found[2]), last), sheet, count=1)


def rows_of(
    sheet: Worksheet,
    first: int,
    table: blocks.Table,
    widths: Sequence[float],
    tints: Mapping[int, str] = LEVEL_TINTS,
) -> Rows:
    """The table's rows from row `first` on; registers the styles and merges that they need.

    Whole numbers of up to nine digits are numbers; everything else is text.
    """
    writer = RowWriter(sheet, table, widths, tints)
    made: list[str] = []
    row = first
    for cells in table.rows:
        height = writer.height(cells)
        parts = parts_of(height)
        made.append(writer.row(row, cells, height / parts))
        if parts > 1:
            made.extend(writer.rest(row, parts, height / parts))
        row += parts
    sheet.merged_cells.ranges.update(CellRange(area) for area in writer.merged)
    return Rows(row, "".join(made).encode())


def parts_of(height: float) -> int:
    """How many rows are needed for a height in points."""
    return max(1, ceil(height / TALLEST))


def room(width: float) -> float:
    """The characters in a line of a column; rather fewer than fit in most programs."""
    return (width - 1) / 2.1


class _Styles(dict[tuple[int | None, bool], int]):
    """Style numbers of one alignment, by level and whether the text is quoted; made on demand."""

    def __init__(self, sheet: Worksheet, alignment: Alignment, tints: Mapping[int, str]) -> None:
        super().__init__()
        self._sheet, self._alignment, self._tints = sheet, alignment, tints

    def __missing__(self, look: tuple[int | None, bool]) -> int:
        level, quoted = look
        cell = Cell(self._sheet, row=1, column=1)
        cell.font, cell.alignment, cell.border = TEXT, self._alignment, BORDER
        if tint := self._tints.get(level or 0):
            cell.fill = PatternFill("solid", fgColor=tint)
        cell.quotePrefix = quoted
        self[look] = cell.style_id
        return cell.style_id


class RowWriter:
    """Writes the rows of one table; `merged` are the cell areas of rows that had to be split."""

    def __init__(
        self,
        sheet: Worksheet,
        table: blocks.Table,
        widths: Sequence[float],
        tints: Mapping[int, str],
    ) -> None:
        self._rooms = [room(width) for width in widths]
        left = _Styles(sheet, _TOP if table.wide else LEFT, tints)
        centred = _Styles(sheet, CENTERED, tints)
        self._columns = [
            (
                letters(at + 1),
                centred if each.align == "center" or at in table.merge else left,
            )
            for at, each in enumerate(table.columns)
        ]
        self._sides, self._foot = _bordered(sheet, _SIDES), _bordered(sheet, _FOOT)
        self.merged: list[str] = []
        self._looks = (left, centred)

    def register(self, levels: Iterable[int | None]) -> None:
        """Register every style that cells of those levels may need, before any row is written."""
        for styles in self._looks:
            for level in levels:
                _ = styles[level, False], styles[level, True]

    def height(self, cells: Sequence[blocks.Cell]) -> float:
        """The height that a row needs, in points."""
        lines = 1
        for cell, width in zip(cells, self._rooms, strict=True):
            if len(cell.text) > width or "\n" in cell.text:
                lines = max(lines, _lines(cell.text, width))
        return lines * LINE + ROOM

    def row(self, number: int, cells: Sequence[blocks.Cell], height: float) -> str:
        """One row with all its texts."""
        out = [_row_start(number, height)]
        for cell, (letter, styles) in zip(cells, self._columns, strict=True):
            quoted, rest = _content(cell.text)
            out.append(f'<c r="{letter}{number}" s="{styles[cell.level, quoted]}"{rest}')
        out.append("</row>")
        return "".join(out)

    def rest(self, number: int, parts: int, height: float) -> Iterator[str]:
        """The further parts of a row that is too high; each column is merged downwards."""
        last = number + parts - 1
        self.merged += [f"{letter}{number}:{letter}{last}" for letter, _ in self._columns]
        for at in range(number + 1, last + 1):
            style = self._foot if at == last else self._sides
            cells = "".join(f'<c r="{letter}{at}" s="{style}"/>' for letter, _ in self._columns)
            yield f"{_row_start(at, height)}{cells}</row>"


def _bordered(sheet: Worksheet, border: Border) -> int:
    cell = Cell(sheet, row=1, column=1)
    cell.border = border
    return cell.style_id


def _row_start(number: int, height: float) -> str:
    return f'<row r="{number}" ht="{round(height, 1):g}" customHeight="1">'


@lru_cache(_REMEMBERED)
def _lines(text: str, width: float) -> int:
    """`line_count` with a cache, as many cells of a column are equal."""
    return line_count(text, width)


@lru_cache(_REMEMBERED)
def _content(text: str) -> tuple[bool, str]:
    """Whether a text must be quoted to stay text, and the XML of the cell after its style."""
    if NUMBER.fullmatch(text):
        return False, f"><v>{text}</v></c>"
    plain = clean(text)
    if not plain:
        return False, ' t="inlineStr"/>'
    keep = ' xml:space="preserve"' if plain != plain.strip() else ""
    spelt = f' t="inlineStr"><is><t{keep}>{xml_text(plain)}</t></is></c>'
    return looks_like_formula(plain), spelt
