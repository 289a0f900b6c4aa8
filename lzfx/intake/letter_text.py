"""What a letter says: the text of a mail, of a text file, of a Word document; no more than a part.

Pictures, attachments and formats are left out, and so are the lines in which a mail quotes another.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.mail import letter_part
from lzfx.intake.sniff import Container
from lzfx.intake.zipped import open_zip

_MOST = 200_000
"""The most characters of a letter that are looked at."""

_DOCUMENT = "word/document.xml"
_RUN = re.compile(r"<w:t(?:\s[^<>]{0,200})?>([^<]*)</w:t>|<(/w:p|w:br|w:tab|/w:tc)\b")
_TAG = re.compile(r"<(/?)([A-Za-z0-9]{1,12})[^<>]{0,2000}>")
_BREAKS = frozenset({"p", "br", "div", "tr", "li", "td"})
_QUOTED = re.compile(r"^\s*(?:>|》)")
_BEFORE = re.compile(r"^[\s\-—_]*(?:原始邮件|Original Message|转发邮件|回复的邮件)", re.IGNORECASE)
_READINGS = ("utf-8-sig", "gb18030")


def letter_text(data: bytes, kind: Container, limits: Limits = LIMITS) -> str:
    """The text of a letter, line by line; empty for what is no letter or cannot be read."""
    read = _READERS.get(kind)
    try:
        text = read(data, limits) if read else ""
    except Refused:
        return ""
    return "\n".join(_own_lines(text[:_MOST]))


def _own_lines(text: str) -> list[str]:
    """The lines that the writer wrote himself: not those of the letter he answers."""
    lines = []
    for line in text.splitlines():
        if _BEFORE.match(line):
            break
        if not _QUOTED.match(line):
            lines.append(line)
    return lines


def _of_mail(data: bytes, limits: Limits) -> str:
    raw, charset, is_html = letter_part(data, limits)
    text = _decoded(raw, charset)
    return _plain(text) if is_html else text


def _of_text(data: bytes, _limits: Limits) -> str:
    return _decoded(data, "")


def _of_word(data: bytes, limits: Limits) -> str:
    """The runs of a document, a line for each paragraph; read as text, never as XML."""
    package = open_zip(data, limits)
    if _DOCUMENT not in package:
        return ""
    body = package.read(_DOCUMENT).decode("utf-8", "replace")
    told = (
        html.unescape(found[1]) if found[1] is not None else "\n" for found in _RUN.finditer(body)
    )
    return "".join(told)


def _decoded(raw: bytes, charset: str) -> str:
    for encoding in (charset, *_READINGS) if charset else _READINGS:
        try:
            return raw.decode(encoding)
        except (LookupError, ValueError):
            continue
    return ""


def _plain(text: str) -> str:
    """The text of HTML, with a line for each block."""
    lines = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKS else "", text)
    return html.unescape(lines)


_READERS: Mapping[Container, Callable[[bytes, Limits], str]] = {
    Container.MAIL: _of_mail,
    Container.TEXT: _of_text,
    Container.WORD: _of_word,
}
