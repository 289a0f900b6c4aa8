"""The running text of a document somebody wrote, paragraph by paragraph: docx or plain text."""

from __future__ import annotations

from lzfx.intake.bounded import LIMITS, Limits, Refused, XmlHandlers, local, parse_xml
from lzfx.intake.csv_text import decoded
from lzfx.intake.zipped import open_zip

_ZIP = b"PK"
_PDF = b"%PDF"
_BODY = "word/document.xml"
_TAKEN_OUT = frozenset({"del", "moveFrom", "txbxContent", "instrText"})
"""What is in the file and not in the text: what was deleted, moved away, drawn, or computed."""

_BREAKS = frozenset({"br", "cr"})


def paragraphs(data: bytes, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Every paragraph in its order, empty ones too, so that its number is the one people count.

    Cells of tables are paragraphs of their own. Refused when it is neither a sound docx nor text.
    """
    if len(data) > limits.file_bytes:
        raise Refused("file-too-big", {"bytes": len(data), "limit": limits.file_bytes})
    if data.startswith(_ZIP):
        return _of_docx(data, limits)
    try:
        text = decoded(data)
    except Refused as refused:
        raise Refused("plan-not-text") from refused
    if data.startswith(_PDF) or "\0" in text:
        raise Refused("plan-not-text")
    return tuple(line.strip() for line in text.splitlines())


def _of_docx(data: bytes, limits: Limits) -> tuple[str, ...]:
    package = open_zip(data, limits)
    if _BODY not in package:
        raise Refused("plan-not-a-document")
    read = _Body()
    handlers = XmlHandlers(read.start, read.end, read.text)
    parse_xml(_BODY, package.read(_BODY), handlers, limits=limits)
    return tuple(read.found)


class _Body:
    """The paragraphs of a body; those that lie within another one stand before it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._open: list[list[str]] = []
        self._out = 0
        self._in_text = False

    def start(self, tag: str, _given: dict[str, str]) -> None:
        name = local(tag)
        if name in _TAKEN_OUT:
            self._out += 1
        elif name == "p":
            self._open.append([])
        elif name == "t":
            self._in_text = True
        elif name in _BREAKS:
            self._add("\n")
        elif name == "tab":
            self._add(" ")

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in _TAKEN_OUT:
            self._out -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            text = "".join(self._open.pop())
            if not self._out:
                self.found.append(text.strip())

    def text(self, text: str) -> None:
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._open and not self._out:
            self._open[-1].append(text)
