"""Texts on a sheet of an OpenDocument spreadsheet that stand in no cell."""

from __future__ import annotations

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.ods.cells import TABLE, TEXT, CellParagraph
from lzfx.intake.ods.styles import Given
from lzfx.intake.serials import count_of
from lzfx.model.book import Drawn

DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))


class DrawnText:
    """Takes the events of one shape, or of a table within a cell, until `is_open` is no more.

    Paragraphs are lines; in a table the paragraphs of a row are one line.
    """

    def __init__(self, row: int, column: int, limits: Limits) -> None:
        self._at = (row, column)
        self._limit = limits.text_length
        self._depth = 0
        self._lines: list[list[str]] = []
        self._in_row = 0
        self._paragraphs: list[CellParagraph] = []

    @property
    def is_open(self) -> bool:
        """Whether its own element has not ended yet."""
        return self._depth > 0

    def start(self, tag: str, given: Given) -> None:
        """An element begins, its own the first."""
        self._depth += 1
        if tag in _PARAGRAPHS:
            self._paragraphs.append(CellParagraph())
        elif tag == TABLE + "table-row":
            self._lines.append([])
            self._in_row += 1
        elif self._paragraphs:
            self._inside(tag, given)

    def _inside(self, tag: str, given: Given) -> None:
        paragraph = self._paragraphs[-1]
        if tag == TEXT + "s":
            count = count_of(given.get(TEXT + "c", "1")) or 1
            if count > self._limit:
                raise Refused("text-too-long", {"limit": self._limit})
            paragraph.add_spaces(count)
        elif tag == TEXT + "tab":
            paragraph.add_tab()
        elif tag == TEXT + "line-break":
            paragraph.add_line_break()

    def text(self, piece: str) -> None:
        """Text between tags."""
        if self._paragraphs:
            self._paragraphs[-1].add(piece)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if tag in _PARAGRAPHS and self._paragraphs:
            text = self._paragraphs.pop().text()
            if self._in_row and self._lines:
                self._lines[-1].append(text)
            else:
                self._lines.append([text])
        elif tag == TABLE + "table-row":
            self._in_row -= 1

    @property
    def drawn(self) -> Drawn | None:
        """What was written; None when that is nothing."""
        lines = (" ".join(filter(None, line)) for line in self._lines)
        text = "\n".join(line for line in lines if line).strip()
        return Drawn(*self._at, text) if text else None
