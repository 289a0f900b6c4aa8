"""Old binary workbooks (.xls, .et), read by xlrd and turned into plain records."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.book import Book
from xlrd.formatting import XF, std_format_strings
from xlrd.sheet import Sheet

from lzfx.forms.places import a1
from lzfx.intake.bounded import LIMITS, Limits, Refused, too_many
from lzfx.intake.cells import Cells, Tally
from lzfx.intake.number_format.builtin import code_of
from lzfx.intake.number_format.show import shown_in
from lzfx.intake.serials import is_date_format, iso_day, whole_as_int
from lzfx.intake.unseen import BLACK, NO_SIZE, WHITE, Ink, formatted_away, unseen_on
from lzfx.intake.xls.compound_file import OleFile, workbook_stream
from lzfx.intake.xls.records import CellPlaces, cell_places, custom_properties
from lzfx.intake.xls.strings import strings_counted
from lzfx.model.book import CellKind, RawBook, RawSheet, Shown, Unseen
from lzfx.model.cell import Cell

_GLOBAL = -1
_SOLID, _TWIPS = 1, 20
_NO_WIDTH = NO_SIZE * 256 / 6
"""The same in 256ths of a character of a column, which is about six points wide."""
_NOTHING = CellPlaces(frozenset(), frozenset(), 0)
_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read_xls(data: bytes, limits: Limits = LIMITS) -> RawBook:
    """The workbook in `data`; Refused when xlrd cannot make sense of it."""
    try:
        return _read(data, limits)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # on damage xlrd raises errors of any type
        if "encrypted" in str(error).lower():
            raise Refused("password-protected") from error
        detail = f"{type(error).__name__}: {error}"[:200]
        raise Refused("workbook-damaged", {"part": "Workbook", "detail": detail}) from error


def _read(data: bytes, limits: Limits) -> RawBook:
    ole = OleFile(data)
    # xlrd would not end on a circular file, and gives up on a wrong count of strings
    stream = strings_counted(workbook_stream(ole) or b"")
    placed = cell_places(stream)
    tally = Tally(limits)
    for one in placed.values():
        tally.add_elements(one.extent)
    book = xlrd.open_workbook(
        file_contents=stream,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
    )
    too_many("too-many-sheets", book.nsheets, limits.sheets)
    if not book.nsheets:
        raise Refused("no-worksheet")
    looks = _Looks(book)
    sheets = []
    for at in range(book.nsheets):
        sheets.append(_sheet(book.sheet_by_index(at), looks, placed.get(at, _NOTHING), tally))
        book.unload_sheet(at)
    custom = custom_properties(ole.stream("\x05DocumentSummaryInformation"))
    return RawBook("xls", tuple(sheets), custom, _names(book))


class _Looks:
    """The format numbers of cells: which of them show a day or strike text through."""

    def __init__(self, book: Book) -> None:
        self.since_1904 = book.datemode == 1
        self._fonts = book.font_list
        self.dates: set[int] = set()
        self.struck: set[int] = set()
        self.unseen: dict[int, Unseen] = {}
        self.formats: dict[int, str] = {}
        self.codes: dict[int, str] = {}
        for at, xf in enumerate(book.xf_list):
            form = book.format_map.get(xf.format_key)
            code = form.format_str if form is not None else None
            if is_date_format(xf.format_key, code or None):
                self.dates.add(at)
            if self.is_struck_font(xf.font_index):
                self.struck.add(at)
            if (why := _unseen(book, xf)) is not None:
                self.unseen[at] = why
            told = code if code != std_format_strings.get(xf.format_key) else None
            if own := code_of(xf.format_key, told or None):
                self.codes[at] = own
            if any(formatted_away(code, kind) for kind in CellKind):
                self.formats[at] = code or ""

    def unseen_in(self, style: int, kind: CellKind) -> Unseen | None:
        """Why a value of that kind is not seen in cells of that format; None when it is."""
        hidden = formatted_away(self.formats.get(style), kind)
        return Unseen.FORMAT if hidden else self.unseen.get(style)

    def shown_in(
        self, style: int, kind: CellKind, value: str | float, stored: str | float
    ) -> Shown | None:
        """What a value shows in cells of that format, where that is another text."""
        code = self.codes.get(style)
        if code is None:
            return None
        number = None if isinstance(stored, str) else stored
        return shown_in(code, kind, value, number, since_1904=self.since_1904)

    def is_struck_font(self, index: int) -> bool:
        """Whether the font of that number strikes its text through."""
        return index < len(self._fonts) and bool(self._fonts[index].struck_out)

    def has_struck_run(self, runs: Sequence[tuple[int, int]], text: str) -> bool:
        """Whether a part of the text is struck: `runs` are (begin, font), in order."""
        ends = [*(begin for begin, _ in runs[1:]), len(text)][: len(runs)]
        return any(
            self.is_struck_font(font) and text[begin:end].strip()
            for (begin, font), end in zip(runs, ends, strict=True)
        )


def _unseen(book: Book, xf: XF) -> Unseen | None:
    """Why text of that format is not seen: the colour of its ground, or tiny letters."""
    if xf.font_index >= len(book.font_list):
        return None
    font, fill = book.font_list[xf.font_index], xf.background
    ink = Ink(book.colour_map.get(font.colour_index) or BLACK, font.height / _TWIPS)
    if fill is None:
        return unseen_on(ink, WHITE)
    solid = fill.fill_pattern == _SOLID
    ground = book.colour_map.get(fill.pattern_colour_index) if solid else None
    return unseen_on(ink, WHITE if not fill.fill_pattern else ground)


def _sheet(sheet: Sheet, looks: _Looks, placed: CellPlaces, tally: Tally) -> RawSheet:
    cells = Cells(sheet.name, tally.limits)
    for place in placed.doubled:
        cell = Cell((place >> 16) + 1, (place & 0xFFFF) + 1)
        raise Refused("cell-given-twice", sheet=sheet.name, cell=cell)
    for row in range(sheet.nrows):
        for column, ctype in enumerate(sheet.row_types(row)):
            if ctype in _EMPTY:
                continue
            style = sheet.cell_xf_index(row, column)
            kind, value = _value(ctype, sheet.cell_value(row, column), looks, style)
            if value != "":
                formula = (row << 16 | column) in placed.formulas
                runs = sheet.rich_text_runlist_map.get((row, column), ())
                struck = style in looks.struck or looks.has_struck_run(runs, str(value))
                shown = looks.shown_in(style, kind, value, sheet.cell_value(row, column))
                cells.put(row + 1, column + 1, kind, value, formula, struck, shown)
                if (why := looks.unseen_in(style, kind)) is not None:
                    cells.unseen[a1(row + 1, column + 1)] = why
    tally.add_values(len(cells))
    merges = sheet.merged_cells
    too_many("too-many-merges", len(merges), tally.limits.merges, sheet.name)
    return RawSheet(
        sheet.name,
        sheet.visibility == 0,
        cells.in_order(),
        tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in merges),
        frozenset(at + 1 for at, info in sheet.rowinfo_map.items() if _is_hidden_row(info)),
        _hidden_columns(sheet),
        _comments(sheet),
        cells.unseen,
        drawn=placed.drawn,
    )


def _value(
    ctype: int, value: str | float, looks: _Looks, style: int
) -> tuple[CellKind, str | float]:
    if ctype == xlrd.XL_CELL_TEXT:
        return CellKind.TEXT, str(value)
    if ctype == xlrd.XL_CELL_BOOLEAN:
        return CellKind.BOOL, int(bool(value))
    if ctype == xlrd.XL_CELL_ERROR:
        return CellKind.ERROR, error_text_from_code.get(int(value), "#ERROR!")
    number = float(value)
    if number - number != 0:
        return CellKind.TEXT, str(value)
    if style in looks.dates:
        day = iso_day(number, since_1904=looks.since_1904)
        if day is not None:
            return CellKind.DATE, day
    return CellKind.NUMBER, whole_as_int(number)


def _is_hidden_row(info: object) -> bool:
    height = getattr(info, "height", None)
    return bool(getattr(info, "hidden", 0)) or (height is not None and height <= NO_SIZE * _TWIPS)


def _hidden_columns(sheet: Sheet) -> frozenset[int]:
    return frozenset(
        at + 1 for at, info in sheet.colinfo_map.items() if info.hidden or info.width <= _NO_WIDTH
    )


def _comments(sheet: Sheet) -> Mapping[str, str]:
    notes = sheet.cell_note_map.items()
    return {a1(row + 1, column + 1): note.text for (row, column), note in notes}


def _names(book: Book) -> Mapping[str, str]:
    """Defined names of the whole workbook and what they stand for."""
    names: dict[str, str] = {}
    for name in book.name_obj_list:
        if name.scope == _GLOBAL and not name.builtin and not name.macro:
            text = getattr(name.result, "text", None)
            names.setdefault(name.name, text or "")
    return names
