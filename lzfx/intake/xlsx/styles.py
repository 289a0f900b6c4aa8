"""Style numbers of cells that matter for reading: shown as a day, struck through, not seen.

Parts without anything struck through or hidden, as nearly all are, are read by patterns after a
parser has found them sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lzfx.intake.bounded import Limits, parse_xml, utf8
from lzfx.intake.number_format.builtin import code_of
from lzfx.intake.remembered import remembered
from lzfx.intake.serials import count_of, is_date_format, read_number
from lzfx.intake.unseen import (
    BLACK,
    WHITE,
    Colour,
    Ink,
    alike,
    colour_of,
    formatted_away,
    unseen_on,
)
from lzfx.intake.xlsx.elements import parse_own
from lzfx.intake.xlsx.strings import decoded, is_on, is_plain, written
from lzfx.model.book import CellKind, Unseen

_FORMAT = re.compile(rb"<numFmt( [^<>]*)>")
_CELL_FORMAT = re.compile(rb'<xf [^<>]*?(?<= )numFmtId="([0-9]{1,9})"')
_NUMBER = re.compile(rb'(?<= )numFmtId="([0-9]{1,9})"')
_INK = re.compile(rb"<color( [^<>]*)/>")
_GROUND = re.compile(rb"<fgColor( [^<>]*)/>")
_SIZE = re.compile(rb'<sz val="([0-9.]{1,9})"/>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_CODE = re.compile(rb'(?<= )formatCode="([^"]*)"')


@dataclass(slots=True)
class Styles:
    """Style numbers, as cells write them, that show days or strike their text through.

    `unseen` are those whose text is not seen, `formats` the number formats of those that show
    nothing of some values, `grounds` the colours of those that are not white, `codes` the number
    formats of those that do not show values as they are.
    """

    dates: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    unseen: dict[str, Unseen] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    grounds: dict[str, Colour | None] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def unseen_in(self, style: str, kind: CellKind, inks: Iterable[Ink] = ()) -> Unseen | None:
        """Why a value of that kind, or a part of it in an ink of its own, is not seen."""
        if (why := self.unseen.get(style)) is not None and not inks:
            return why
        if formatted_away(self.formats.get(style), kind):
            return Unseen.FORMAT
        ground = self.grounds.get(style, WHITE)
        return next((why for ink in inks if (why := unseen_on(ink, ground))), None)


@remembered
def read_styles(part: str, data: bytes, limits: Limits) -> Styles:
    """What matters of the styles part."""
    data = utf8(data)
    if is_plain(data) and b"strike" not in data and b"'" not in data:
        quick = None if _may_hide(data) else _quick(part, data)
        if quick is not None:
            parse_xml(part, data, None, limits=limits)
            return quick
    reader = _Reader()
    parse_own(part, data, reader.start, reader.end, limits=limits)
    return reader.styles()


def _quick(part: str, data: bytes) -> Styles | None:
    """The styles of a sound part without struck text; None when it is not in the usual form."""
    if data.count(b"</cellXfs>") != 1 or b":xf " in data or b"AlternateContent" in data:
        return None
    formats: dict[str, str] = {}
    for given in _FORMAT.findall(_section(data, b"numFmts")):
        number, code = _NUMBER.search(given), _CODE.search(given)
        if number is None or code is None:
            return None
        (shown,) = written(part, (code[1],), len(data))
        formats[number[1].decode()] = shown or ""
        if any(formatted_away(shown, kind) for kind in CellKind):
            return None
    section = _section(data, b"cellXfs")
    numbers = _CELL_FORMAT.findall(section)
    if len(numbers) != section.count(b"<xf"):
        return None
    days = {number for number in set(numbers) if _shows_day(number.decode(), formats)}
    codes = {number: _code(number.decode(), formats) for number in set(numbers)}
    return Styles(
        {str(at) for at, number in enumerate(numbers) if number in days},
        codes={str(at): codes[number] for at, number in enumerate(numbers) if codes[number]},
    )


def _may_hide(data: bytes) -> bool:
    """Whether some font may be in the colour of some fill, or too small to read."""
    fonts, fills = _section(data, b"fonts"), _section(data, b"fills")
    sizes = (read_number(size.decode()) or 0 for size in set(_SIZE.findall(fonts)))
    if any(unseen_on(Ink(size=float(size)), None) for size in sizes):
        return True
    inks = {BLACK, *(_colour(given) for given in set(_INK.findall(fonts)))}
    grounds = {WHITE, *(_colour(given) for given in set(_GROUND.findall(fills)))}
    return any(alike(ink, ground) for ink in inks for ground in grounds)


def _colour(given: bytes) -> Colour | None:
    return colour_of(dict(_ATTRIBUTE.findall(given.decode())), BLACK)


def _section(data: bytes, name: bytes) -> bytes:
    begin = data.find(b"<" + name)
    return data[begin : data.find(b"</" + name + b">", begin)] if begin >= 0 else b""


class _Reader:
    """Collects number formats, fonts, fills and cell formats in one pass."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._fonts: list[tuple[bool, Ink]] = []
        self._grounds: list[Colour | None] = []
        self._solid = False
        self._in_fonts = self._in_fills = False
        self._cells: list[tuple[str, str, str]] = []

    def start(self, name: str, parent: str, given: dict[str, str]) -> None:
        if parent == "styleSheet":
            self._in_fonts, self._in_fills = name == "fonts", name == "fills"
        elif (name, parent) == ("numFmt", "numFmts"):
            code = decoded(given.get("formatCode", ""))
            self._formats[given.get("numFmtId", "")] = code
        elif (name, parent) == ("xf", "cellXfs"):
            ids = (given.get(key, "0") for key in ("numFmtId", "fontId", "fillId"))
            number, font, fill = ids
            self._cells.append((number, font, fill))
        elif self._in_fonts:
            self._of_font(name, parent, given)
        elif self._in_fills:
            self._of_fill(name, parent, given)

    def _of_font(self, name: str, parent: str, given: Mapping[str, str]) -> None:
        if (name, parent) == ("font", "fonts"):
            self._fonts.append((False, Ink()))
        if parent != "font" or not self._fonts:
            return
        struck, ink = self._fonts[-1]
        if name == "strike":
            struck = is_on(given)
        elif name == "color":
            ink = replace(ink, colour=colour_of(given, BLACK))
        elif name == "sz":
            ink = replace(ink, size=float(read_number(given.get("val", "")) or 0))
        self._fonts[-1] = struck, ink

    def _of_fill(self, name: str, parent: str, given: Mapping[str, str]) -> None:
        if (name, parent) == ("fill", "fills"):
            self._grounds.append(None)
        elif (name, parent) == ("patternFill", "fill") and self._grounds:
            pattern = given.get("patternType", "none")
            self._solid = pattern == "solid"
            self._grounds[-1] = WHITE if pattern == "none" else None
        elif (name, parent) == ("fgColor", "patternFill") and self._solid and self._grounds:
            self._grounds[-1] = colour_of(given, BLACK)

    def end(self, _: str) -> None:
        return

    def styles(self) -> Styles:
        found = Styles()
        fonts = {str(at): font for at, font in enumerate(self._fonts)}
        grounds = {str(at): ground for at, ground in enumerate(self._grounds)}
        for number, (shown_as, font, fill) in enumerate(self._cells):
            at = str(number)
            if _shows_day(shown_as, self._formats):
                found.dates.add(at)
            is_struck, ink = fonts.get(font, (False, Ink()))
            if is_struck:
                found.struck.add(at)
            ground = grounds.get(fill, WHITE)
            if ground != WHITE:
                found.grounds[at] = ground
            if (why := unseen_on(ink, ground)) is not None:
                found.unseen[at] = why
            code = self._formats.get(shown_as, "")
            if any(formatted_away(code, kind) for kind in CellKind):
                found.formats[at] = code
            if code := _code(shown_as, self._formats):
                found.codes[at] = code
        return found


def _code(number: str, formats: Mapping[str, str]) -> str:
    return code_of(count_of(number) or 0, formats.get(number))


def _shows_day(number: str, formats: Mapping[str, str]) -> bool:
    return is_date_format(count_of(number) or 0, formats.get(number))
