"""The handlers that turn an OpenDocument content.xml into sheets.

Only tables directly in the spreadsheet count. Texts of drawings, tracked changes and linked sources
are ignored, and comments are kept apart from the text of their cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lzfx.forms.places import a1
from lzfx.intake.bounded import Limits, Refused, too_many
from lzfx.intake.cells import Cells, Tally, within
from lzfx.intake.ods.cells import CALCEXT, OFFICE, TABLE, TEXT, CellParagraph, cell_value
from lzfx.intake.ods.styles import Given, StyleReader
from lzfx.intake.serials import count_of
from lzfx.model.book import CellKind, RawSheet

_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_PASSED_OVER = frozenset(
    (
        *(TABLE + name for name in ("tracked-changes", "dde-links", "shapes", "scenario")),
        *(TABLE + name for name in ("content-validations", "data-pilot-tables", "table-source")),
        *(OFFICE + name for name in ("forms", "scripts", "event-listeners")),
        *(TEXT + name for name in ("ruby-text", "note", "tracked-changes")),
        CALCEXT + "conditional-formats",
    )
)
_HIDDEN = frozenset(("collapse", "filter"))


@dataclass(slots=True)
class _Filled:
    """One filled cell element, waiting for its row to end."""

    column: int
    repeat: int
    kind: CellKind
    value: str | float
    formula: bool
    struck: bool


@dataclass(slots=True)
class _Sheet:
    """The table being read."""

    name: str
    visible: bool
    cells: Cells
    row: int = 1
    column: int = 1
    waiting: list[_Filled] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    column_styles: list[tuple[range, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)


class ContentReader:
    """Takes parse events; at the end `sheets` and `names` are those of the file.

    `styles` has read the common styles and also reads those of the content.
    """

    def __init__(self, limits: Limits, styles: StyleReader) -> None:
        self.sheets: list[RawSheet] = []
        self.names: dict[str, str] = {}
        self._limits = limits
        self._tally = Tally(limits)
        self._sheet: _Sheet | None = None
        self._passed = 0
        self._given: Given = {}
        self._row_given: Given = {}
        self._in_cell = self._in_note = False
        self._texts: list[str] = []
        self._note: list[str] = []
        self._paragraphs: list[CellParagraph] = []
        self._spans: list[bool] = []
        self._struck_part = False
        self._styles = styles
        self._starts = self._start_table()
        self._ends = self._end_table()

    def _start_table(self) -> Mapping[str, Callable[[Given], None]]:
        return {
            TABLE + "table": self._table_starts,
            TABLE + "table-column": self._column_starts,
            TABLE + "table-row": self._row_starts,
            TABLE + "table-cell": self._cell_starts,
            TABLE + "covered-table-cell": self._cell_starts,
            OFFICE + "annotation": self._note_starts,
            TEXT + "p": self._paragraph_starts,
            TEXT + "h": self._paragraph_starts,
            TEXT + "s": self._spaces,
            TEXT + "tab": self._tab,
            TEXT + "line-break": self._line_break,
            TEXT + "span": self._span_starts,
            **self._styles.starts(),
            TABLE + "named-range": self._named,
            TABLE + "named-expression": self._named,
        }

    def _end_table(self) -> Mapping[str, Callable[[], None]]:
        return {
            TABLE + "table": self._table_ends,
            TABLE + "table-row": self._row_ends,
            TABLE + "table-cell": self._cell_ends,
            TABLE + "covered-table-cell": self._cell_ends,
            OFFICE + "annotation": self._note_ends,
            TEXT + "p": self._paragraph_ends,
            TEXT + "h": self._paragraph_ends,
            TEXT + "span": self._span_ends,
        }

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        nested = tag == TABLE + "table" and self._sheet is not None
        if self._passed or tag in _PASSED_OVER or tag.startswith(_DRAW) or nested:
            self._passed += 1
            return
        handler = self._starts.get(tag)
        if handler is not None:
            handler(given)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._passed:
            self._passed -= 1
            return
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def text(self, piece: str) -> None:
        """Text between tags; it counts only in paragraphs."""
        if self._paragraphs and not self._passed:
            self._paragraphs[-1].add(piece)
            if any(self._spans) and not self._in_note and not piece.isspace():
                self._struck_part = True

    def _table_starts(self, given: Given) -> None:
        too_many("too-many-sheets", len(self.sheets) + 1, self._limits.sheets)
        name = given.get(TABLE + "name", "")
        visible = given.get(TABLE + "style-name", "") not in self._styles.hidden_tables
        self._sheet = _Sheet(name, visible, Cells(name, self._limits))

    def _table_ends(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        cells = sheet.cells.in_order()
        rows = max((cell.row for cell in cells), default=0)
        columns = max((cell.column for cell in cells), default=0)
        self.sheets.append(
            RawSheet(
                sheet.name,
                sheet.visible,
                cells,
                tuple(sheet.merges),
                within(sheet.hidden_rows, rows),
                within(sheet.hidden_columns, columns),
                sheet.comments,
            )
        )
        self._sheet = None

    def _column_starts(self, given: Given) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        span = range(sheet.column, sheet.column + _count(given, "number-columns-repeated"))
        if given.get(TABLE + "visibility") in _HIDDEN:
            sheet.hidden_columns.append(span)
        if given.get(TABLE + "default-cell-style-name") in self._styles.struck:
            sheet.column_styles.append((span, given[TABLE + "default-cell-style-name"]))
        sheet.column = span.stop

    def _row_starts(self, given: Given) -> None:
        if self._sheet is not None:
            self._row_given = given
            self._sheet.column = 1

    def _row_ends(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        given, self._row_given = self._row_given, {}
        span = range(sheet.row, sheet.row + _count(given, "number-rows-repeated"))
        if given.get(TABLE + "visibility") in _HIDDEN:
            sheet.hidden_rows.append(span)
        if sheet.waiting:
            self._expand(sheet, span)
        sheet.row = span.stop

    def _expand(self, sheet: _Sheet, rows: range) -> None:
        """Put the filled cells of the row, repeated as row and cells say."""
        self._tally.add_values(sum(cell.repeat for cell in sheet.waiting) * len(rows))
        for row in rows:
            for cell in sheet.waiting:
                for column in range(cell.column, cell.column + cell.repeat):
                    sheet.cells.put(row, column, cell.kind, cell.value, cell.formula, cell.struck)
        sheet.waiting = []

    def _cell_starts(self, given: Given) -> None:
        if self._sheet is not None:
            self._tally.add_elements(1)
            self._given, self._in_cell = given, True
            self._texts, self._note = [], []
            self._spans, self._struck_part = [], False

    def _cell_ends(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        given, self._in_cell = self._given, False
        repeat = _count(given, "number-columns-repeated")
        kind, value, formula = cell_value(given, "\n".join(self._texts))
        if value != "" or kind is CellKind.UNCACHED:
            struck = self._struck_part or self._is_struck(sheet, given)
            sheet.waiting.append(_Filled(sheet.column, repeat, kind, value, formula, struck))
        if self._note:
            sheet.comments[a1(sheet.row, sheet.column)] = "\n".join(self._note)
        self._merge(sheet, given)
        sheet.column += repeat

    def _is_struck(self, sheet: _Sheet, given: Given) -> bool:
        name = given.get(TABLE + "style-name")
        if name is not None:
            return name in self._styles.struck
        return any(sheet.column in span for span, _ in sheet.column_styles)

    def _merge(self, sheet: _Sheet, given: Given) -> None:
        down, across = _count(given, "number-rows-spanned"), _count(given, "number-columns-spanned")
        if down == across == 1:
            return
        too_many("too-many-merges", len(sheet.merges) + 1, self._limits.merges, sheet.name)
        bottom, right = sheet.row + down - 1, sheet.column + across - 1
        sheet.merges.append((sheet.row, sheet.column, bottom, right))

    def _note_starts(self, _: Given) -> None:
        self._in_note = True

    def _note_ends(self) -> None:
        self._in_note = False

    def _paragraph_starts(self, _: Given) -> None:
        if self._in_cell:
            self._paragraphs.append(CellParagraph())

    def _paragraph_ends(self) -> None:
        if self._paragraphs:
            (self._note if self._in_note else self._texts).append(self._paragraphs.pop().text())

    def _span_starts(self, given: Given) -> None:
        self._spans.append(given.get(TEXT + "style-name") in self._styles.struck)

    def _span_ends(self) -> None:
        if self._spans:
            self._spans.pop()

    def _spaces(self, given: Given) -> None:
        if self._paragraphs:
            number = count_of(given.get(TEXT + "c", "1")) or 1
            if number > self._limits.text_length:
                raise Refused("text-too-long", {"limit": self._limits.text_length})
            self._paragraphs[-1].add_spaces(number)

    def _tab(self, _: Given) -> None:
        if self._paragraphs:
            self._paragraphs[-1].add_tab()

    def _line_break(self, _: Given) -> None:
        if self._paragraphs:
            self._paragraphs[-1].add_line_break()

    def _named(self, given: Given) -> None:
        text = given.get(TABLE + "cell-range-address") or given.get(TABLE + "expression", "")
        name = given.get(TABLE + "name", "")
        if name:
            self.names.setdefault(name, text.removeprefix("of:").removeprefix("="))


def _count(given: Given, name: str) -> int:
    return count_of(given.get(TABLE + name, "1")) or 1
