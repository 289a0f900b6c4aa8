"""One worksheet part of an xlsx package: read by patterns where they match, else by a parser."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from lzfx.forms.places import a1
from lzfx.intake.bounded import Refused, XmlHandlers, parse_xml, too_many, utf8
from lzfx.intake.cells import Cells, area, place, within
from lzfx.intake.serials import count_of, read_number
from lzfx.intake.unseen import NO_SIZE
from lzfx.intake.xlsx.cells import Filled, SheetContext, contradiction, put_filled, put_plain
from lzfx.intake.xlsx.elements import EXTENSIONS, OwnElements
from lzfx.intake.xlsx.fast_path import FastCells, read_by_patterns
from lzfx.intake.xlsx.strings import is_on
from lzfx.model.book import RawCell, RawSheet

_TRUE = frozenset(("1", "true", "on"))
_CHARACTER = 6.0
"""The width of a character of a column, in points, roughly."""
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TELLING = frozenset(("row", "mergeCell", "col", EXTENSIONS))
_OURS_OR_MORE = frozenset(
    ("worksheet", "sheetData", "row", "c", "mergeCell", "col", EXTENSIONS, "AlternateContent")
)
_NOTHING = FastCells(((),) * 6, (), b"")


class _ReadExactly(Exception):  # noqa: N818 - a reason to read again, not a fault
    """The part must be read again by the parser alone: cells lack addresses, or have a prefix."""


def read_sheet(
    part: str, data: bytes, context: SheetContext, comments: Mapping[str, str]
) -> RawSheet:
    """The worksheet in `data`."""
    data = utf8(data)
    taken = read_by_patterns(part, data, context.name, context.tally)
    if taken is not None:
        reader = _Reader(part, context, exact=False)
        with suppress(_ReadExactly):
            if taken.rest:
                reader.parse(taken.rest)
            return reader.sheet(taken, comments)
    reader = _Reader(part, context, exact=True)
    reader.parse(data)
    return reader.sheet(_NOTHING, comments)


class _Reader:
    """Handlers of one parse: filled cells are only noted, and interpreted afterwards."""

    def __init__(self, part: str, context: SheetContext, *, exact: bool) -> None:
        self._part = part
        self._context = context
        self._exact = exact
        self._filled: list[Filled] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[range] = []
        self._elements = 0
        self._row = 0
        self._column = 0

    def sheet(self, taken: FastCells, comments: Mapping[str, str]) -> RawSheet:
        """The sheet, of the cells found by patterns and those parsed."""
        context = self._context
        merges = (*taken.merges, *self._merges)
        too_many("too-many-merges", len(merges), context.tally.limits.merges, context.name)
        cells = Cells(context.name, context.tally.limits)
        put_plain(self._part, context, cells, taken.plain)
        put_filled(self._part, context, cells, self._filled)
        found = cells.in_order()
        return RawSheet(
            context.name,
            context.visible,
            found,
            merges,
            frozenset(self._hidden_rows),
            self._hidden_among(found),
            comments,
            cells.unseen,
            cells.beside,
        )

    def _hidden_among(self, cells: tuple[RawCell, ...]) -> frozenset[int]:
        if not self._hidden_columns:
            return frozenset()
        return within(self._hidden_columns, max((cell.column for cell in cells), default=0))

    def parse(self, data: bytes) -> None:
        """Read the part; every filled cell is noted."""
        tally = self._context.tally
        handlers = self._handlers()
        if self._exact:
            handlers = self._in_namespace(handlers)
        parse_xml(self._part, data, handlers, limits=tally.limits, namespaces=self._exact)
        tally.add_elements(self._elements)
        tally.add_values(len(self._filled))

    def _in_namespace(self, handlers: XmlHandlers) -> XmlHandlers:
        """The handlers, called with bare names for the elements of worksheets only.

        Extensions, alternatives that need them, and elements of other namespaces are passed over.
        """
        start, end, text = handlers.start, handlers.end, handlers.text
        own = OwnElements(_NAMESPACES)
        deepest = self._context.tally.limits.xml_depth

        def starts(tag: str, given: dict[str, str]) -> None:
            if own.depth >= deepest:
                self._too_deep()
            is_root = not own.depth
            name = own.begun(tag)
            if is_root and name != "worksheet":
                found = tag.rpartition(" ")[2][:40]
                raise contradiction(self._part, self._context, f"root {found}")
            if name is not None:
                start(name, given)

        def ends(tag: str) -> None:
            name = own.ended(tag)
            if name is not None:
                end(name)

        def says(piece: str) -> None:
            if text is not None and not own.is_passing:
                text(piece)

        return replace(handlers, start=starts, end=ends, text=says)

    def _handlers(self) -> XmlHandlers:  # noqa: C901, PLR0915 - one state, for speed
        attributes: dict[str, str] = {}
        value: str | None = None
        inline: str | None = None
        taking = ""
        in_cell = formula = struck = False
        phonetic = depth = 0
        note = self._filled.append
        deepest = self._context.tally.limits.xml_depth

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal attributes, value, inline, taking, in_cell, formula, struck, depth
            if tag == "v" and in_cell and not taking and value is None:
                taking, value = tag, ""
            elif tag == "c" and not in_cell:
                in_cell, formula, struck = True, False, False
                value, inline, attributes = None, None, given
                self._cell_starts(given)
            else:
                if depth >= deepest:
                    self._too_deep()
                depth += 1
                if in_cell:
                    inside(tag, given)
                elif tag in _TELLING or ":" in tag:
                    self._structure(tag, given)

        def inside(tag: str, given: dict[str, str]) -> None:
            nonlocal inline, taking, formula, struck, phonetic
            if tag == "f":
                formula = True
            elif tag == "t" and not phonetic and not taking:
                taking, inline = tag, inline or ""
            elif tag == "rPh":
                phonetic += 1
            elif tag == "strike":
                struck = struck or is_on(given)
            elif tag in ("c", "v", "t") and not phonetic:
                raise contradiction(self._part, self._context, f"{tag} within {tag}")
            elif not self._exact and (":" in tag or tag == EXTENSIONS):
                raise _ReadExactly

        def data(piece: str) -> None:
            nonlocal value, inline
            if taking == "v":
                value = (value or "") + piece
            elif taking:
                inline = (inline or "") + piece

        def end(tag: str) -> None:
            nonlocal in_cell, taking, phonetic, depth
            if tag == "v" and in_cell and taking == "v":
                taking = ""
            elif tag == "c":
                in_cell = False
                if value is not None or inline is not None or formula:
                    note((attributes, value, inline, formula, struck))
            else:
                depth -= 1
                if tag == "t":
                    taking = "" if taking == "t" else taking
                elif tag == "rPh" and in_cell:
                    phonetic -= 1

        return XmlHandlers(start, end, data, counts_depth=True)

    def _too_deep(self) -> NoReturn:
        limit = self._context.tally.limits.xml_depth
        raise Refused("xml-too-deep", {"part": self._part, "limit": limit})

    def _cell_starts(self, given: dict[str, str]) -> None:
        """Count the cell; a cell without address follows the one before it."""
        self._elements += 1
        if "xmlns" in given and not self._exact:
            raise _ReadExactly
        if "r" in given:
            if self._exact:
                self._row, self._column = place(given["r"])
            return
        if not self._exact:
            raise _ReadExactly
        self._column += 1
        given["r"] = a1(self._row, self._column)

    def _structure(self, tag: str, given: dict[str, str]) -> None:
        """Rows, columns and merges; all other elements are ignored."""
        if tag == "row":
            self._row_starts(given)
        elif tag == "mergeCell":
            self._merge(given.get("ref", ""))
        elif tag == "col":
            self._columns(given)
        elif not self._exact and tag.rpartition(":")[2] in _OURS_OR_MORE:
            raise _ReadExactly

    def _row_starts(self, given: dict[str, str]) -> None:
        self._row = count_of(given.get("r", "")) or self._row + 1
        self._column = 0
        if "hidden" not in given and "ht" not in given:
            return
        if given.get("hidden") in _TRUE or _is_flat(given.get("ht", "")):
            self._hidden_rows.add(self._row)

    def _columns(self, given: dict[str, str]) -> None:
        if given.get("hidden") not in _TRUE and not _is_flat(given.get("width", ""), _CHARACTER):
            return
        first, last = count_of(given.get("min", "")), count_of(given.get("max", ""))
        if first and last:
            self._hidden_columns.append(range(first, last + 1))
        widest = self._context.tally.limits.columns
        if len(self._hidden_columns) > widest:
            raise contradiction(self._part, self._context, f"more than {widest} columns")

    def _merge(self, reference: str) -> None:
        merge = area(reference)
        if merge is None:
            raise contradiction(self._part, self._context, f"merge {reference[:40]}")
        self._merges.append(merge)
        limit = self._context.tally.limits.merges
        too_many("too-many-merges", len(self._merges), limit, self._context.name)


def _is_flat(size: str, points: float = 1.0) -> bool:
    """Whether a size, in units of so many points, is too small for anything in it to be seen."""
    number = read_number(size) if size else None
    return number is not None and float(number) * points <= NO_SIZE
