"""Texts of one worksheet that stand in no cell: text boxes, shapes, diagrams, titles of charts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from lzfx.intake.bounded import Limits, Refused, XmlHandlers, parse_xml
from lzfx.intake.serials import count_of
from lzfx.intake.xlsx.relations import Relation, relations
from lzfx.intake.zipped import BoundedZip
from lzfx.model.book import Drawn

_SHEET_SPACES = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing ",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing ",
)
_TEXT_SPACES = (
    "http://schemas.openxmlformats.org/drawingml/2006/main ",
    "http://purl.oclc.org/ooxml/drawingml/main ",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_PARTS = frozenset(("chart", "chartEx", "diagramData"))
"""Parts that a drawing points to and that hold texts of their own."""

_ANCHORS = frozenset(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_OLD_SHAPE = re.compile(rb"<v:(?:shape|rect|oval|roundrect|line)\b")
_OLD_BOX = re.compile(rb"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.DOTALL)
_OLD_PLACE = re.compile(rb"<x:Anchor>\s*(\d{1,6})\s*,[^,]*,\s*(\d{1,7})\s*,")
_OLD_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_OLD_BREAK = re.compile(r"<(?:br|/div|/p)\b[^>]*>")
_OLD_TAG = re.compile(r"<[^>]*>")


def read_drawings(package: BoundedZip, sheet_part: str, limits: Limits) -> tuple[Drawn, ...]:
    """The texts on a sheet that stand in no cell, in the order of its drawings; blank ones not."""
    found: list[Drawn] = []
    for relation in relations(package, sheet_part, limits).values():
        if relation.target not in package:
            continue
        if relation.kind == "drawing":
            found += _of_drawing(package, relation.target, limits)
        elif relation.kind == "vmlDrawing":
            found += _of_old_drawing(package.read(relation.target))
    if sum(len(one.text) for one in found) > limits.string_characters:
        raise Refused("too-many-strings", {"limit": limits.strings})
    return tuple(found)


def _of_drawing(package: BoundedZip, part: str, limits: Limits) -> Iterator[Drawn]:
    related = relations(package, part, limits)
    reader = _Anchors(related)
    reader.read(part, package.read(part), limits)
    yield from reader.found
    for key, relation in related.items():
        if relation.kind in _PARTS and relation.target in package:
            of_part = _Anchors({}, reader.places.get(key, (0, 0)))
            of_part.read(relation.target, package.read(relation.target), limits)
            yield from of_part.found


class _Anchors:
    """Handlers of one parse: the text of each anchored object, at the cell where it begins.

    Of two ways to draw the same, the first that has any text counts.
    """

    def __init__(
        self, related: Mapping[str, Relation], outermost: tuple[int, int] = (0, 0)
    ) -> None:
        self.found: list[Drawn] = []
        self.places: dict[str, tuple[int, int]] = {}
        self._related = related
        self._at = outermost
        self._number: list[str] = []
        self._is_counting = self._is_text = False
        self._from = False
        self._pieces: list[str] = []
        self._ways: list[int] = []
        self._passed = 0

    def read(self, part: str, data: bytes, limits: Limits) -> None:
        """Read the part; what stands outside of an anchor is kept, too."""
        parse_xml(part, data, XmlHandlers(self._start, self._end, self._text), limits=limits)
        self._finish()

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if self._passed:
            self._passed += 1
            return
        space, _, name = tag.rpartition(" ")
        if f"{space} " in _SHEET_SPACES:
            self._anchor_starts(name)
        elif f"{space} " in _TEXT_SPACES:
            self._is_text = name == "t"
            if name in {"br", "p"}:
                self._pieces.append("\n")
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            self._ways.append(self._written)
        elif tag == f"{_COMPATIBILITY}Fallback" and self._ways:
            self._passed = int(self._written > self._ways[-1])
        for value in given.values():
            if value in self._related:
                self.places.setdefault(value, self._at)

    def _anchor_starts(self, name: str) -> None:
        if name in _ANCHORS:
            self._finish()
            self._at = (0, 0)
        elif name == "from":
            self._from = True
        elif name in {"row", "col"} and self._from:
            self._number, self._is_counting = [], True

    def _end(self, tag: str) -> None:
        if self._passed:
            self._passed -= 1
            return
        space, _, name = tag.rpartition(" ")
        if f"{space} " in _SHEET_SPACES:
            self._anchor_ends(name)
        elif tag == f"{_COMPATIBILITY}AlternateContent" and self._ways:
            self._ways.pop()
        self._is_text = False

    def _anchor_ends(self, name: str) -> None:
        if name in _ANCHORS:
            self._finish()
        elif name == "from":
            self._from = False
        elif name in {"row", "col"} and self._is_counting:
            number = (count_of("".join(self._number).strip()) or 0) + 1
            row, column = self._at
            self._at = (number, column) if name == "row" else (row, number)
            self._is_counting = False

    def _text(self, piece: str) -> None:
        if self._is_counting:
            self._number.append(piece)
        elif self._is_text and not self._passed:
            self._pieces.append(piece)

    @property
    def _written(self) -> int:
        """How much the object says so far."""
        return len("".join(self._pieces).strip())

    def _finish(self) -> None:
        text = "".join(self._pieces).strip()
        if text:
            self.found.append(Drawn(*self._at, text))
        self._pieces = []


def _of_old_drawing(data: bytes) -> Iterator[Drawn]:
    """Shapes of an older drawing, which need not be sound XML; those of comments are left out."""
    for shape in _OLD_SHAPE.split(data)[1:]:
        box = _OLD_BOX.search(shape)
        if box is None or _OLD_NOTE.search(shape):
            continue
        lines = _OLD_BREAK.sub("\n", box[1].decode("utf-8", "replace"))
        text = html.unescape(_OLD_TAG.sub("", lines)).strip()
        place = _OLD_PLACE.search(shape)
        if text:
            column, row = (int(place[1]) + 1, int(place[2]) + 1) if place else (0, 0)
            yield Drawn(row, column, text)
