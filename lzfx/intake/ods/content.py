"""The handlers that turn an OpenDocument content.xml into sheets.

Only tables directly in the spreadsheet count. Tracked changes and linked sources are ignored;
comments, texts of drawings and tables within cells are kept apart from the text of their cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lzfx.forms.places import a1
from lzfx.intake.bounded import Limits, Refused, too_many
from lzfx.intake.cells import Cells, Tally, within
from lzfx.intake.ods.cells import CALCEXT, OFFICE, TABLE, TEXT, CellParagraph, cell_value, shown_as
from lzfx.intake.ods.drawn import DRAW, DrawnText
from lzfx.intake.ods.styles import Given, StyleReader
from lzfx.intake.ods.table import FilledCell, OpenTable, count_in
from lzfx.intake.serials import count_of
from lzfx.model.book import CellKind, RawSheet, Unseen

_PASSED_OVER = frozenset(
    (
        *(TABLE + name for name in ("tracked-changes", "dde-links", "scenario")),
        *(TABLE + name for name in ("content-validations", "data-pilot-tables", "table-source")),
        *(OFFICE + name for name in ("forms", "scripts", "event-listeners")),
        *(TEXT + name for name in ("ruby-text", "note", "tracked-changes")),
        CALCEXT + "conditional-formats",
    )
)
_SHOWN = frozenset((CellKind.TEXT, CellKind.NUMBER, CellKind.DATE))


class ContentReader:
    """Takes parse events; at the end `sheets` and `names` are those of the file.

    `styles` has read the common styles and also reads those of the content.
    """

    def __init__(self, limits: Limits, styles: StyleReader) -> None:
        self.sheets: list[RawSheet] = []
        self.names: dict[str, str] = {}
        self._limits = limits
        self._tally = Tally(limits)
        self._sheet: OpenTable | None = None
        self._passed = 0
        self._drawn: DrawnText | None = None
        self._given: Given = {}
        self._row_given: Given = {}
        self._in_cell = self._in_note = False
        self._texts: list[str] = []
        self._note: list[str] = []
        self._paragraphs: list[CellParagraph] = []
        self._spans: list[str] = []
        self._span_styles: set[str] = set()
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
        if self._drawn is not None:
            self._drawn.start(tag, given)
            return
        if self._passed or tag in _PASSED_OVER:
            self._passed += 1
            return
        nested = tag == TABLE + "table" and self._sheet is not None
        if nested or tag.startswith(DRAW):
            self._drawn_starts(tag, given)
            return
        handler = self._starts.get(tag)
        if handler is not None:
            handler(given)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._drawn is not None:
            self._drawn_on(tag)
            return
        if self._passed:
            self._passed -= 1
            return
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def text(self, piece: str) -> None:
        """Text between tags; it counts only in paragraphs."""
        if self._drawn is not None:
            self._drawn.text(piece)
        elif self._paragraphs and not self._passed:
            self._paragraphs[-1].add(piece)
            if self._spans and not self._in_note and not piece.isspace():
                self._struck_part |= any(style in self._styles.struck for style in self._spans)
                self._span_styles.add(self._spans[-1])

    def _drawn_starts(self, tag: str, given: Given) -> None:
        sheet = self._sheet
        at = (sheet.row, sheet.column) if sheet is not None and self._in_cell else (0, 0)
        self._drawn = DrawnText(*at, self._limits)
        self._drawn.start(tag, given)

    def _drawn_on(self, tag: str) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        drawn.end(tag)
        if drawn.is_open:
            return
        self._drawn = None
        if self._sheet is not None and drawn.drawn is not None and not self._in_note:
            self._sheet.drawn.append(drawn.drawn)

    def _table_starts(self, given: Given) -> None:
        too_many("too-many-sheets", len(self.sheets) + 1, self._limits.sheets)
        name = given.get(TABLE + "name", "")
        visible = given.get(TABLE + "style-name", "") not in self._styles.hidden_tables
        self._sheet = OpenTable(name, visible, Cells(name, self._limits))

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
                sheet.cells.unseen,
                drawn=tuple(sheet.drawn),
            )
        )
        self._sheet = None

    def _column_starts(self, given: Given) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        span = range(sheet.column, sheet.column + count_in(given, "number-columns-repeated"))
        if self._styles.hides(given):
            sheet.hidden_columns.append(span)
        if (style := given.get(TABLE + "default-cell-style-name", "")) in self._styles.odd:
            sheet.column_styles.append((span, style))
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
        span = range(sheet.row, sheet.row + count_in(given, "number-rows-repeated"))
        if self._styles.hides(given):
            sheet.hidden_rows.append(span)
        if sheet.waiting:
            self._expand(sheet, span)
        sheet.row = span.stop

    def _expand(self, sheet: OpenTable, rows: range) -> None:
        """Put the filled cells of the row, repeated as row and cells say."""
        self._tally.add_values(sum(cell.repeat for cell in sheet.waiting) * len(rows))
        for row in rows:
            for cell in sheet.waiting:
                for column in range(cell.column, cell.column + cell.repeat):
                    sheet.cells.put(row, column, *cell.facts)
                    if cell.unseen is not None:
                        sheet.cells.unseen[a1(row, column)] = cell.unseen
        sheet.waiting = []

    def _cell_starts(self, given: Given) -> None:
        if self._sheet is not None:
            self._tally.add_elements(1)
            self._given, self._in_cell = given, True
            self._texts, self._note = [], []
            self._spans, self._struck_part, self._span_styles = [], False, set()

    def _cell_ends(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        given, self._in_cell = self._given, False
        repeat = count_in(given, "number-columns-repeated")
        text = "\n".join(self._texts)
        kind, value, formula = cell_value(given, text)
        if value != "" or kind is CellKind.UNCACHED:
            struck = self._struck_part or sheet.style_of(given) in self._styles.struck
            why = self._unseen(sheet, given, kind)
            sheet.waiting.append(
                FilledCell(
                    sheet.column,
                    repeat,
                    kind,
                    value,
                    formula,
                    struck,
                    shown_as(kind, value, text),
                    why,
                )
            )
        if self._note:
            sheet.comments[a1(sheet.row, sheet.column)] = "\n".join(self._note)
        sheet.merge(given, self._limits.merges)
        sheet.column += repeat

    def _unseen(self, sheet: OpenTable, given: Given, kind: CellKind) -> Unseen | None:
        """Why the text of the cell is not seen; what is shown as an empty text is not, either."""
        if kind in _SHOWN and self._texts and not any(self._texts):
            return Unseen.FORMAT
        return self._styles.unseen(sheet.style_of(given), self._span_styles)

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
        self._spans.append(given.get(TEXT + "style-name", ""))

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
