"""Texts of an xlsx package: the shared table, rich runs joined, escapes decoded.

Tables as Excel, WPS and LibreOffice write them are read by patterns, ten times faster than by a
parser; a table with any item that no pattern matches is read by the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lzfx.intake.bounded import Limits, Refused, XmlHandlers, parse_xml, utf8
from lzfx.intake.serials import read_number
from lzfx.intake.unseen import BLACK, Ink, colour_of
from lzfx.intake.xlsx.elements import parse_own

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SEAM = re.compile(rb'</t></r><r><t(?: xml:space="preserve")?>')
_ITEM = re.compile(
    rb'<si><t(?: xml:space="preserve")?+>([^<]*+)</t>'
    rb'(?:<phoneticPr(?: [A-Za-z]++="[A-Za-z0-9]*+")*+/>)?+</si>'
)
_LEFT = re.compile(rb"<(?:[^<>/:\s]++:)?(?:si|sst)[\s/>]")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"'<>]*)["']""")
_CONTROLS = bytes((*range(9), *range(11, 32)))
_NO_CHARACTERS = ("\ufffe", "\uffff")
_SEPARATOR = "\0"
_FEW = 1000
_OFF = frozenset(("0", "false", "off"))
_COLOUR = re.compile(rb"<color ([^<>]*)/>")
_SIZE = re.compile(rb'<sz val="([0-9]{1,3})(?:\.[0-9]{1,4})?"/>')
_SMALL = 4
_DARK = frozenset((b'theme="1"', b'auto="1"', b'indexed="8"', b'indexed="64"', b'rgb="FF000000"'))
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decoded(text: str) -> str:
    """The text with `_xHHHH_` escapes turned into the characters they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


@dataclass(frozen=True, slots=True)
class Strings:
    """The shared texts in order (None for one too long for a cell), and which are struck.

    `inks` are those of parts of a text that have a colour or size of their own.
    """

    texts: Sequence[str | None] = ()
    struck: frozenset[int] = frozenset()
    inks: Mapping[int, tuple[Ink, ...]] = field(default_factory=dict)


def is_plain(data: bytes) -> bool:
    """Whether patterns can read the part like a parser: UTF-8, no comments, no instructions."""
    encoding = _ENCODING.match(data)
    if encoding is not None and encoding[1].lower() != b"utf-8":
        return False
    head = 2 if data.startswith(b"<?xml") else 0
    return not _begins_tag(data, b"!", 0) and not _begins_tag(data, b"?", head)


def _begins_tag(data: bytes, byte: bytes, begin: int) -> bool:
    """Whether `<` and that byte occur; the byte alone is rare and found far faster."""
    at = data.find(byte, begin)
    for _ in range(_FEW):
        if at < 0 or data[at - 1 : at] == b"<":
            return at >= 0
        at = data.find(byte, at + 1)
    return data.find(b"<" + byte, begin) >= 0


def written(part: str, raw: Sequence[bytes], longest: int) -> Sequence[str | None]:
    """Raw XML texts as text, escapes decoded; None for one longer than `longest`.

    Refused when one is no sound XML.
    """
    joined = b"<".join(raw)
    try:
        text = joined.decode()
    except UnicodeDecodeError as error:
        raise Refused("xml-damaged", {"part": part, "detail": str(error)}) from error
    odd = b"&" in joined or b"]]>" in joined or any(byte in text for byte in _NO_CHARACTERS)
    if odd or len(joined.translate(None, _CONTROLS)) != len(joined):
        text = _parsed(part, joined)
    found = text.split("<") if _SEPARATOR not in text else text.split(_SEPARATOR)[1:]
    if "_x" in text:
        found = [decoded(item) for item in found]
    if len(text) <= longest:
        return found
    return [item if len(item) <= longest else None for item in found]


def _parsed(part: str, joined: bytes) -> str:
    """The texts with references resolved, separated by a character that no XML text can hold."""
    pieces: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "b":
            pieces.append(_SEPARATOR)

    handlers = XmlHandlers(start, _nothing, pieces.append, counts_depth=True)
    parse_xml(part, b"<a><b/>" + joined.replace(b"<", b"<b/>") + b"</a>", handlers)
    return "".join(pieces)


def _nothing(_: str) -> None:
    return


def read_strings(part: str, data: bytes, limits: Limits) -> Strings:
    """The shared strings in order; one longer than a cell may hold is None."""
    data = utf8(data)
    if b"strike" not in data and not _has_odd_inks(data):
        quick = _quick(part, data, limits)
        if quick is not None:
            return Strings(quick)
    table: list[str | None] = []
    struck: set[int] = set()
    inks: dict[int, tuple[Ink, ...]] = {}
    characters = 0

    def take(_: Mapping[str, str], text: str, is_struck: bool) -> None:  # noqa: FBT001
        nonlocal characters
        if items.inks:
            inks[len(table)] = tuple(items.inks)
        characters += len(text)
        if len(table) >= limits.strings or characters > limits.string_characters:
            raise Refused("too-many-strings", {"limit": limits.strings})
        if is_struck:
            struck.add(len(table))
        table.append(text if len(text) <= limits.text_length else None)

    items = ItemTexts("si", "t", take)
    items.read(part, data, limits)
    return Strings(table, frozenset(struck), inks)


def _has_odd_inks(data: bytes) -> bool:
    """Whether any part of a text may be written in a colour or size of its own that matters."""
    if b"<rPr" not in data:
        return False
    colours, sizes = set(_COLOUR.findall(data)), set(_SIZE.findall(data))
    return bool(colours - _DARK) or any(float(size) <= _SMALL for size in sizes)


def _quick(part: str, data: bytes, limits: Limits) -> list[str | None] | None:
    """The table read by patterns; None when an item is not in the usual form."""
    if not is_plain(data):
        return None
    if b"<r>" in data:
        data = _SEAM.sub(b"", _without_fonts(data))
        data = data.replace(b"<si><r><t", b"<si><t").replace(b"</t></r></si>", b"</t></si>")
    pieces = _ITEM.split(data)
    around, raw = b"".join(pieces[::2]), pieces[1::2]
    if not raw or _LEFT.search(around, around.find(b"<sst") + 1) or b"</sst>" not in pieces[-1]:
        return None  # some item did not match, or there is more than one table
    if b"extLst" in around or b"AlternateContent" in around:
        return None  # an item may lie in there
    if len(raw) > limits.strings or len(data) > limits.string_characters:
        raise Refused("too-many-strings", {"limit": limits.strings})
    parse_xml(part, around, None, limits=limits)
    return list(written(part, raw, limits.text_length))


def _without_fonts(data: bytes) -> bytes:
    """The table without the fonts of its rich runs."""
    head, *pieces = data.split(b"<rPr>")
    return head + b"".join([piece.partition(b"</rPr>")[2] for piece in pieces])


class ItemTexts:
    """Handlers that call `take` with each item's attributes, its texts, and if any is struck."""

    def __init__(
        self, item: str, words: str, take: Callable[[Mapping[str, str], str, bool], None]
    ) -> None:
        self._item = item
        self._words = words
        self._take = take
        self._given: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._wanted = False
        self._phonetic = 0
        self._in_struck_run = self._struck = False
        self._ink: Ink | None = None
        self.inks: list[Ink] = []

    def read(self, part: str, data: bytes, limits: Limits) -> None:
        """Parse the part; phonetic guides are left out."""
        parse_own(part, data, self._start, self._end, self._text, limits=limits)

    def _start(self, name: str, _: str, given: dict[str, str]) -> None:
        if name == self._words:
            self._wanted = not self._phonetic
        elif name == self._item:
            self._given, self._pieces = given, []
            self._in_struck_run = self._struck = False
            self._ink, self.inks = None, []
        elif name == "rPh":
            self._phonetic += 1
        elif name == "r":
            self._in_struck_run = False
            self._ink = None
        elif name == "strike":
            self._in_struck_run = is_on(given)
        elif name == "color":
            self._ink = replace(self._ink or Ink(), colour=colour_of(given, BLACK))
        elif name == "sz":
            self._ink = replace(
                self._ink or Ink(), size=float(read_number(given.get("val", "")) or 0)
            )

    def _text(self, piece: str) -> None:
        if self._wanted:
            self._pieces.append(piece)
            if not piece.isspace():
                self._struck = self._struck or self._in_struck_run
                if self._ink is not None and self._ink not in self.inks:
                    self.inks.append(self._ink)

    def _end(self, name: str) -> None:
        if name == self._words:
            self._wanted = False
        elif name == self._item:
            self._take(self._given, decoded("".join(self._pieces)), self._struck)
        elif name == "rPh":
            self._phonetic -= 1


def is_on(given: Mapping[str, str]) -> bool:
    """Whether a boolean element such as `<strike/>` is on."""
    return given.get("val", "1") not in _OFF
