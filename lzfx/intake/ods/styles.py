"""OpenDocument styles that matter for reading: text struck or unseen, hidden tables, flat rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from lzfx.intake.ods.cells import FO, STYLE, TABLE
from lzfx.intake.serials import read_number
from lzfx.intake.unseen import BLACK, NO_SIZE, WHITE, Colour, Ink, hex_colour, unseen_on
from lzfx.model.book import Unseen

_THROUGH = (STYLE + "text-line-through-style", STYLE + "text-line-through-type")

_HIDDEN = frozenset(("collapse", "filter"))
_POINTS: Mapping[str, float] = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0}
"""Points of a unit of length; of any other unit nothing is known."""

Given = Mapping[str, str]


class StyleReader:
    """Takes the start events of styles: first of the common ones, then of those of the content."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.hidden_tables: set[str] = set()
        self._flat: set[str] = set()
        self._inks: dict[str, Ink] = {}
        self._grounds: dict[str, Colour | None] = {}
        self._style = ""

    def starts(self) -> Mapping[str, Callable[[Given], None]]:
        """The handlers by element; each takes the attributes."""
        return {
            STYLE + "style": self._style_starts,
            STYLE + "text-properties": self._text_properties,
            STYLE + "table-properties": self._table_properties,
            STYLE + "table-cell-properties": self._cell_properties,
            STYLE + "table-row-properties": self._row_properties,
            STYLE + "table-column-properties": self._column_properties,
        }

    def _style_starts(self, given: Given) -> None:
        self._style = given.get(STYLE + "name", "")
        parent = given.get(STYLE + "parent-style-name", "")
        if parent in self.struck:
            self.struck.add(self._style)
        if parent in self._inks:
            self._inks[self._style] = self._inks[parent]
        if parent in self._grounds:
            self._grounds[self._style] = self._grounds[parent]

    def _text_properties(self, given: Given) -> None:
        through = [given[name] for name in _THROUGH if name in given]
        if any(kind != "none" for kind in through):
            self.struck.add(self._style)
        elif through:
            self.struck.discard(self._style)

        ink = self._inks.get(self._style, Ink())
        if given.get(STYLE + "use-window-font-color") == "true":
            ink = replace(ink, colour=BLACK)
        elif FO + "color" in given:
            ink = replace(ink, colour=hex_colour(given[FO + "color"]))
        size = given.get(FO + "font-size", "")
        if size.endswith("pt"):
            ink = replace(ink, size=float(read_number(size.removesuffix("pt")) or 0))
        if ink != Ink():
            self._inks[self._style] = ink

    def _cell_properties(self, given: Given) -> None:
        ground = given.get(FO + "background-color")
        if ground is not None:
            clear = ground == "transparent"
            self._grounds[self._style] = WHITE if clear else hex_colour(ground)

    def _row_properties(self, given: Given) -> None:
        if given.get(STYLE + "use-optimal-row-height") != "true":
            self._flattens(given.get(STYLE + "row-height", ""))

    def _column_properties(self, given: Given) -> None:
        if given.get(STYLE + "use-optimal-column-width") != "true":
            self._flattens(given.get(STYLE + "column-width", ""))

    def _flattens(self, length: str) -> None:
        """Note a row or column that is too small for anything in it to be seen."""
        points = _POINTS.get(length[-2:])
        number = read_number(length[:-2]) if points else None
        if points and number is not None and float(number) * points <= NO_SIZE:
            self._flat.add(self._style)

    def hides(self, given: Given) -> bool:
        """Whether a row or column with those attributes is hidden, or too small to be seen."""
        flat = given.get(TABLE + "style-name", "") in self._flat
        return flat or given.get(TABLE + "visibility") in _HIDDEN

    @property
    def odd(self) -> Collection[str]:
        """The styles of which anything is known that matters for a cell's text."""
        return self.struck | self._inks.keys() | self._grounds.keys()

    def unseen(self, style: str, parts: Iterable[str] = ()) -> Unseen | None:
        """Why text in cells of that style, or in parts with a style of their own, is not seen."""
        ground = self._grounds.get(style, WHITE)
        own = self._inks.get(style, Ink())
        inks = [self._inks.get(part, own) for part in parts] or [own]
        return next((why for ink in inks if (why := unseen_on(ink, ground))), None)

    def _table_properties(self, given: Given) -> None:
        if given.get(TABLE + "display") == "false":
            self.hidden_tables.add(self._style)
