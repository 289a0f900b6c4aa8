"""What a cell's style number says that matters: shown as a day, struck through."""

from __future__ import annotations

from dataclasses import dataclass, field

from lzfx.intake.bounded import Limits, XmlHandlers, local, parse_xml, utf8
from lzfx.intake.serials import count_of, is_date_format

_UNREAD = (b"fills", b"borders", b"cellStyleXfs", b"cellStyles", b"dxfs")
_OFF = frozenset(("0", "false", "off"))


@dataclass(slots=True)
class Styles:
    """Style numbers, as cells write them, that show days or strike their text through."""

    dates: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)


def read_styles(part: str, data: bytes, limits: Limits) -> Styles:
    """Both sets of style numbers from the styles part."""
    reader = _Reader()
    parse_xml(
        part, _without_looks(utf8(data)), XmlHandlers(reader.start, reader.end), limits=limits
    )
    return reader.styles()


def _without_looks(data: bytes) -> bytes:
    """The part without the sections nothing is taken from, which are most of it."""
    if b"<!" in data:
        return data
    for name in _UNREAD:
        begin = data.find(b"<" + name)
        end = data.find(b"</" + name + b">", begin)
        if 0 <= begin < end:
            data = data[:begin] + data[end + len(name) + 3 :]
    return data


class _Reader:
    """Gathers formats, fonts and cell formats in one pass."""

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
            self._fonts[-1] = attributes.get("val", "1") not in _OFF
        elif name == "xf" and self._section == "cellXfs":
            self._cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def end(self, tag: str) -> None:
        if local(tag) == self._section:
            self._section = ""

    def styles(self) -> Styles:
        found = Styles()
        struck = {str(at) for at, is_struck in enumerate(self._fonts) if is_struck}
        for at, (number, font) in enumerate(self._cells):
            if _shows_day(number, self._formats.get(number)):
                found.dates.add(str(at))
            if font in struck:
                found.struck.add(str(at))
        return found


def _shows_day(number: str, code: str | None) -> bool:
    return is_date_format(count_of(number) or 0, code)
