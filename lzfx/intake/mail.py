"""Saved mails (.eml): their attachments as labelled bytes, one level deep, never written by name.

The parts are split here, within limits of count and depth. The standard library only parses the few
header fields that are needed, and only if they are short, because it is slow on long ones.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.names import shown_label

_BLANK_LINE = re.compile(rb"^\r?\n", re.MULTILINE)
_FIELD = re.compile(
    rb"^(content-(?:type|disposition|transfer-encoding|id)):"
    rb"([^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+)",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(rb"^from:([^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+)", re.IGNORECASE | re.MULTILINE)
_BREAK = re.compile(rb"\r?\n")
_LONGEST_HEAD = 262_144
_LONGEST_FIELD = 4096
_LONGEST_REST = 100
_LONGEST_FROM, _MOST_COMMENTS = 1000, 10
_PASSED_OVER = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
)
_MAIL = "message/rfc822"
_CHINESE = frozenset(("GB2312", "GBK", "GB_2312-80", "X-GBK", "CP936"))
_READINGS = ("utf-8", "gb18030", "latin-1")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One part that has no parts in it."""

    head: Message
    body: bytes


def attachments(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes | Refused]]:
    """Each attachment as (label, bytes or a refusal), in the mail's order.

    The letter itself, pictures in it and signatures are left out; a mail within is returned as it
    is. Labels may hold any characters and must never be used as paths.
    """
    if len(data) > limits.file_bytes:
        raise Refused("file-too-big", {"bytes": len(data), "limit": limits.file_bytes})
    leaves = tuple(_Splitter(limits).leaves(data))
    return (
        (_label(leaf.head, number), _content(leaf))
        for number, leaf in enumerate(filter(_is_attached, leaves), start=1)
    )


def letter_part(data: bytes, limits: Limits = LIMITS) -> tuple[bytes, str, bool]:
    """The letter of a mail itself: its bytes, its charset, whether it is HTML.

    Plain text goes before HTML; empty where there is neither. Refused for what is no mail to open.
    """
    found: dict[str, _Leaf] = {}
    for leaf in _Splitter(limits).leaves(data):
        if not _is_attached(leaf):
            found.setdefault(leaf.head.get_content_type(), leaf)
    for kind in ("text/plain", "text/html"):
        letter = found.get(kind)
        content = _content(letter) if letter else b""
        if letter and isinstance(content, bytes) and content.strip():
            charset = _plain(letter.head.get_param("charset")).upper()
            return content, "gb18030" if charset in _CHINESE else charset, kind == "text/html"
    return b"", "", False


def sender_of(data: bytes) -> str:
    """The address in a mail's own From field; empty unless there is exactly one.

    The name shown beside it is not looked at, even when it is written like an address.
    """
    blank = _BLANK_LINE.search(data, data.startswith(b"\n") or 2 * data.startswith(b"\r\n"))
    head = data[: min(blank.start() if blank else len(data), _LONGEST_HEAD)]
    found = [value for value in _FROM.findall(head) if len(value) <= _LONGEST_FIELD]
    if len(found) != 1:
        return ""
    line = re.sub(r"\r?\n[ \t]", " ", _read(found[0])).strip()
    if len(line) > _LONGEST_FROM or line.count("(") > _MOST_COMMENTS:
        return ""
    addresses = [address for _, address in getaddresses([line])]
    return addresses[0] if len(addresses) == 1 and "@" in addresses[0] else ""


class _Splitter:
    """Splits one mail into its parts and counts them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts = 0

    def leaves(self, raw: bytes, depth: int = 0) -> Iterator[_Leaf]:
        """The parts without parts of their own."""
        self._parts += 1
        if self._parts > self._limits.mail_parts or depth > self._limits.mail_depth:
            raise Refused("mail-not-opened", {"limit": self._limits.mail_parts})
        head, body = _parted(raw)
        boundary = _plain(head.get_param("boundary")) if _is_multipart(head) else ""
        if not boundary:
            yield _Leaf(head, body)
            return
        for part in self._between(body, boundary):
            yield from self.leaves(part, depth + 1)

    def _between(self, body: bytes, boundary: str) -> Iterator[bytes]:
        """The parts between boundary lines; the last boundary may be missing."""
        mark = b"--" + boundary.encode("latin-1", "replace")
        if body.count(mark) > self._limits.mail_parts:
            raise Refused("mail-not-opened", {"limit": self._limits.mail_parts})
        begin, at = -1, body.find(mark)
        while at >= 0:
            after = at + len(mark)
            rest = body[after : after + _LONGEST_REST].partition(b"\n")[0].strip(b" \t\r")
            if (at == 0 or body[at - 1 : at] == b"\n") and rest in (b"", b"--"):
                if begin >= 0:
                    yield body[begin:at]
                if rest:
                    return
                begin = after
            at = body.find(mark, after)
        if begin >= 0:
            yield body[begin:]


def _parted(raw: bytes) -> tuple[Message, bytes]:
    """The header fields that are needed, and all that follows the first empty line."""
    first = _BREAK.match(raw)
    raw = raw[first.end() :] if first else raw
    blank = _BLANK_LINE.search(raw)
    head, body = (raw[: blank.start()], raw[blank.end() :]) if blank else (raw, b"")
    message = Message()
    fields = _FIELD.findall(head[:_LONGEST_HEAD])
    if len(head) > _LONGEST_HEAD or any(len(value) > _LONGEST_FIELD for _, value in fields):
        raise Refused("mail-not-opened", {"limit": _LONGEST_FIELD})
    for name, value in fields:
        if name.decode() not in message:
            message[name.decode()] = re.sub(r"\r?\n[ \t]", " ", _read(value)).strip()
    return message, body


def _read(raw: bytes) -> str:
    for encoding in _READINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _is_multipart(head: Message) -> bool:
    return head.get_content_maintype() == "multipart"


def _is_attached(leaf: _Leaf) -> bool:
    """Whether a part is an attachment, not the letter, a picture in it or a signature."""
    head = leaf.head
    kind, place = head.get_content_type(), head.get_content_disposition()
    if kind in _PASSED_OVER or not leaf.body.strip():
        return False
    if place == "attachment":
        return True
    if head.get_content_maintype() == "image":
        return "Content-ID" not in head
    named = bool(_name(head))
    return named or not (
        kind.startswith("text/") or (kind.startswith("message/") and kind != _MAIL)
    )


def _label(head: Message, number: int) -> str:
    suffix = ".eml" if head.get_content_type() == _MAIL else ""
    return shown_label(_name(head)) or f"附件{number}{suffix}"


def _name(head: Message) -> str:
    """The file name, however it was encoded: RFC 2231, RFC 2047, or raw bytes."""
    given = head.get_param("filename", header="Content-Disposition") or head.get_param("name")
    if isinstance(given, tuple):
        charset, _, value = given
        return _in_charset(value.encode("latin-1", "replace"), charset)
    text = _plain(given)
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        piece if isinstance(piece, str) else _in_charset(piece, charset)
        for piece, charset in pieces
    )


def _in_charset(raw: bytes, charset: str | None) -> str:
    wanted = (charset or "utf-8").upper()
    try:
        return raw.decode("gb18030" if wanted in _CHINESE else wanted)
    except (LookupError, ValueError):
        return _read(raw)


def _plain(value: object) -> str:
    """A parameter as text; in the form of RFC 2231 it comes with charset and language."""
    if isinstance(value, tuple):
        return str(value[2])
    return value if isinstance(value, str) else ""


def _content(leaf: _Leaf) -> bytes | Refused:
    coding = str(leaf.head.get("Content-Transfer-Encoding", "")).strip().upper()
    try:
        if coding == "BASE64":
            return binascii.a2b_base64(leaf.body)
        if coding == "QUOTED-PRINTABLE":
            return binascii.a2b_qp(leaf.body)
    except binascii.Error as error:
        return Refused("attachment-damaged", {"detail": str(error)})
    return leaf.body
