"""Style numbers of cells that matter for reading: shown as a day, struck through.

Parts without anything struck through, as nearly all are, are read by patterns after a parser has
found them sound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lzfx.intake.bounded import Limits, XmlHandlers, local, parse_xml, utf8
from lzfx.intake.remembered import remembered
from lzfx.intake.serials import count_of, is_date_format
from lzfx.intake.xlsx.strings import is_on, is_plain, written

_FORMAT = re.compile(rb"<numFmt( [^<>]*)>")
_CELL_FORMAT = re.compile(rb'<xf [^<>]*?(?<= )numFmtId="([0-9]{1,9})"')
_NUMBER = re.compile(rb'(?<= )numFmtId="([0-9]{1,9})"')
_CODE = re.compile(rb'(?<= )formatCode="([^"]*)"')


@dataclass(slots=True)
class Styles:
    """Style numbers, as cells write them, that show days or strike their text through."""

    dates: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)


@remembered
def read_styles(part: str, data: bytes, limits: Limits) -> Styles:
    """Both sets of style numbers from the styles part."""
    data = utf8(data)
    if is_plain(data) and b"strike" not in data and b"'" not in data:
        parse_xml(part, data, None, limits=limits)
        quick = _quick(part, data)
        if quick is not None:
            return quick
    reader = _Reader()
    parse_xml(part, data, XmlHandlers(reader.start, reader.end), limits=limits)
    return reader.styles()


def _quick(part: str, data: bytes) -> Styles | None:
    """The styles of a sound part without struck text; None when it is not in the usual form."""
    if data.count(b"</cellXfs>") != 1 or b":xf " in data:
        return None
    formats: dict[str, str] = {}
    for given in _FORMAT.findall(_section(data, b"numFmts")):
        number, code = _NUMBER.search(given), _CODE.search(given)
        if number is None or code is None:
            return None
        (shown,) = written(part, (code[1],), len(data))
        formats[number[1].decode()] = shown or ""
    section = _section(data, b"cellXfs")
    numbers = _CELL_FORMAT.findall(section)
    if len(numbers) != section.count(b"<xf"):
        return None
    days = {number for number in set(numbers) if _shows_day(number.decode(), formats)}
    return Styles({str(at) for at, number in enumerate(numbers) if number in days})


def _section(data: bytes, name: bytes) -> bytes:
    begin = data.find(b"<" + name)
    return data[begin : data.find(b"</" + name + b">", begin)] if begin >= 0 else b""


class _Reader:
    """Collects number formats, fonts and cell formats in one pass."""

    def __init__(self) -> None:
        self._section = ""
        self._formats: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._cells: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name in ("numFmts", "fonts", "cellXfs", "dxfs"):
            self._section = name
        elif name == "numFmt" and self._section == "numFmts":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and self._section == "fonts":
            self._fonts.append(False)
        elif name == "strike" and self._section == "fonts" and self._fonts:
            self._fonts[-1] = is_on(attributes)
        elif name == "xf" and self._section == "cellXfs":
            self._cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def end(self, tag: str) -> None:
        if local(tag) == self._section:
            self._section = ""

    def styles(self) -> Styles:
        found = Styles()
        struck = {str(at) for at, is_struck in enumerate(self._fonts) if is_struck}
        for at, (number, font) in enumerate(self._cells):
            if _shows_day(number, self._formats):
                found.dates.add(str(at))
            if font in struck:
                found.struck.add(str(at))
        return found


def _shows_day(number: str, formats: Mapping[str, str]) -> bool:
    return is_date_format(count_of(number) or 0, formats.get(number))
