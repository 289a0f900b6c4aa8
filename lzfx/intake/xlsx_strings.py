"""Texts of an xlsx package: the shared table, rich runs joined, escapes decoded.

Tables as Excel, WPS and LibreOffice write them are taken apart by patterns, ten times faster;
whatever does not fit the pattern to the last item goes through the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lzfx.intake.bounded import Limits, Refused, XmlHandlers, local, parse_xml, utf8

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SEAM = re.compile(rb'</t></r><r><t(?: xml:space="preserve")?>')
_ITEM = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']*)["']""")
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]{1,4000}|#[0-9]{1,4000}|lt|gt|amp|quot|apos);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decoded(text: str) -> str:
    """The text with `_xHHHH_` escapes turned into the characters they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def read_strings(part: str, data: bytes, limits: Limits) -> list[str | None]:
    """The shared strings in order; one longer than a cell may hold is None."""
    data = utf8(data)
    quick = _quick(part, data, limits)
    if quick is not None:
        return quick
    table: list[str | None] = []
    characters = 0

    def take(_: Mapping[str, str], text: str) -> None:
        nonlocal characters
        characters += len(text)
        if len(table) >= limits.strings or characters > limits.string_characters:
            raise Refused("too-many-strings", {"limit": limits.strings})
        table.append(text if len(text) <= limits.text_length else None)

    ItemTexts("si", "t", take).read(part, data, limits)
    return table


def _quick(part: str, data: bytes, limits: Limits) -> list[str | None] | None:
    """The table taken apart by patterns; None when an item is not as usual."""
    encoding = _ENCODING.match(data)
    if b"<!" in data or (encoding and encoding[1].lower() != b"utf-8"):
        return None
    if b"<r>" in data:
        data = _SEAM.sub(b"", _without_fonts(data))
        data = data.replace(b"<si><r><t", b"<si><t").replace(b"</t></r></si>", b"</t></si>")
    parse_xml(part, data, None, limits=limits)
    text = data.decode()
    found = _ITEM.findall(text)
    if len(found) != text.count("<si") or "\r" in text:
        return None
    if len(found) > limits.strings or len(text) > limits.string_characters:
        raise Refused("too-many-strings", {"limit": limits.strings})
    if "&" in text:
        found = [_REFERENCE.sub(_character, item) if "&" in item else item for item in found]
    if "_x" in text:
        found = [decoded(item) for item in found]
    longest = limits.text_length
    if len(text) > longest and max(map(len, found), default=0) > longest:
        return [item if len(item) <= longest else None for item in found]
    return list(found)


def _without_fonts(data: bytes) -> bytes:
    """The table without what its rich runs look like."""
    head, *pieces = data.split(b"<rPr>")
    return head + b"".join([piece.partition(b"</rPr>")[2] for piece in pieces])


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if not name.startswith("#"):
        return _NAMED[name]
    return chr(int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:]))


class ItemTexts:
    """Handlers that call `take` with each item's attributes and its texts joined."""

    def __init__(
        self, item: str, words: str, take: Callable[[Mapping[str, str], str], None]
    ) -> None:
        self._item = item
        self._words = words
        self._take = take
        self._given: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._wanted = False
        self._phonetic = 0

    def read(self, part: str, data: bytes, limits: Limits) -> None:
        """Parse the part; phonetic guides are no text."""
        parse_xml(part, data, XmlHandlers(self._start, self._end, self._text), limits=limits)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = local(tag)
        if name == self._words:
            self._wanted = not self._phonetic
        elif name == self._item:
            self._given, self._pieces = given, []
        elif name == "rPh":
            self._phonetic += 1

    def _text(self, piece: str) -> None:
        if self._wanted:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == self._words:
            self._wanted = False
        elif name == self._item:
            self._take(self._given, decoded("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic -= 1
