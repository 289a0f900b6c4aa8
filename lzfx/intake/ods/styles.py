"""OpenDocument styles that matter for reading: text struck through, hidden tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lzfx.intake.ods.cells import STYLE, TABLE

_THROUGH = (STYLE + "text-line-through-style", STYLE + "text-line-through-type")

Given = Mapping[str, str]


class StyleReader:
    """Takes the start events of styles: first of the common ones, then of those of the content."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.hidden_tables: set[str] = set()
        self._style = ""

    def starts(self) -> Mapping[str, Callable[[Given], None]]:
        """The handlers by element; each takes the attributes."""
        return {
            STYLE + "style": self._style_starts,
            STYLE + "text-properties": self._text_properties,
            STYLE + "table-properties": self._table_properties,
        }

    def _style_starts(self, given: Given) -> None:
        self._style = given.get(STYLE + "name", "")
        if given.get(STYLE + "parent-style-name") in self.struck:
            self.struck.add(self._style)

    def _text_properties(self, given: Given) -> None:
        through = [given[name] for name in _THROUGH if name in given]
        if any(kind != "none" for kind in through):
            self.struck.add(self._style)
        elif through:
            self.struck.discard(self._style)

    def _table_properties(self, given: Given) -> None:
        if given.get(TABLE + "display") == "false":
            self.hidden_tables.add(self._style)
