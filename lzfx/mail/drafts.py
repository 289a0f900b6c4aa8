"""One letter as an `.eml` draft: opened by a double click, looked at, sent by hand."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from lzfx.errors import LzfxError
from lzfx.forms.characters import tidy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CRLF = "\r\n"
_FOLD = "\r\n "
_LINE = 74  # of the 76 octets RFC 2047 allows: a closing quote and a semicolon may follow
_WORD_FRAME = len("=?UTF-8?B??=")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}(?<! )")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_PATH_MARKS = str.maketrans("/\\", "__")
_MARK = "X-Lzfx-Letter"
_TEXT_TYPE = 'Content-Type: text/plain; charset="utf-8"'


class MailError(LzfxError):
    """A draft cannot be written from what was given."""


@dataclass(frozen=True, slots=True)
class Address:
    """Who a letter goes to or comes from; `email` may be empty, then the clerk fills it in."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    file_name: str
    data: bytes
    media_type: str = XLSX


def draft_bytes(  # noqa: PLR0913 what a letter is made of
    to: Address,
    subject: str,
    text: str,
    attachment: Attachment | None = None,
    sender: Address | None = None,
    *,
    mark: str = "",
) -> bytes:
    """The bytes of an `.eml` draft; the same input gives the same bytes.

    `mark`, of letters and digits, is written into its head, where `mark_of` finds it.

    It has no Date and no Message-ID but `X-Unsent: 1`, so that a mail program opens it for sending
    and not as a letter received. Line breaks and control characters in names and in the subject
    are removed. MailError when an e-mail address is not valid.
    """
    head = ["X-Unsent: 1", *([f"{_MARK}: {mark}"] if mark else ())]
    if sender is not None and sender.email:
        head.append(_address("From", sender))
    if to.email:
        head.append(_address("To", to))
    head += [_subject(subject), "MIME-Version: 1.0"]
    body = [_TEXT_TYPE, "Content-Transfer-Encoding: base64", "", _base64(_text_octets(text))]
    lines = head + (body if attachment is None else _with_attachment(body, attachment))
    return _CRLF.join(lines).encode("ascii")


def mark_of(data: bytes) -> str:
    """The mark of a draft; empty for any other bytes, or where a mail program has dropped it."""
    head = data.partition(b"\r\n\r\n")[0]
    found = re.search(rb"^%s: ([0-9a-f]{64})\r?$" % _MARK.encode(), head, re.MULTILINE)
    return found[1].decode() if found else ""


def _with_attachment(body: list[str], attachment: Attachment) -> list[str]:
    file_part = [
        *_named(attachment),
        "Content-Transfer-Encoding: base64",
        "",
        _base64(attachment.data),
    ]
    mark = hashlib.sha256(_CRLF.join([*body, *file_part]).encode("ascii")).hexdigest()[:32]
    # "_" is never in base64, so the boundary cannot occur inside a part.
    boundary = f"=_lzfx_{mark}"
    return [
        "Content-Type: multipart/mixed;",
        f' boundary="{boundary}"',
        "",
        f"--{boundary}",
        *body,
        f"--{boundary}",
        *file_part,
        f"--{boundary}--",
        "",
    ]


def _named(attachment: Attachment) -> list[str]:
    """Type and disposition of the file; its name is given in two ways when it is not ASCII.

    Programs that know RFC 2231 read `filename*`; older ones (QQ Mail, Foxmail, Outlook up to
    2007) read encoded words in `name`. There is no plain `filename`: some parsers, such as an old
    one of Python, would read it in place of `filename*`.
    """
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise MailError("mail-media-type-wrong", {"media_type": attachment.media_type})
    name = _one_line(attachment.file_name).translate(_PATH_MARKS) or "attachment"
    kind = f"Content-Type: {attachment.media_type};"
    disposition = "Content-Disposition: attachment;"
    if _PLAIN.fullmatch(name):
        return [kind, f' name="{name}"', disposition, f' filename="{name}"']
    old = f' name="{encoded_words(name, len(" name=") + 1)}"'
    return [kind, old, disposition, *_extended("filename", name)]


def _extended(parameter: str, value: str) -> list[str]:
    """A parameter in the form of RFC 2231, in numbered pieces when it is too long for one line."""
    room = _LINE - len(f" {parameter}*00*=UTF-8''")
    pieces = [""]
    for character in value:
        coded = quote(character, safe="")
        if len(pieces[-1]) + len(coded) > room:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        return [f" {parameter}*=UTF-8''{pieces[0]}"]
    pieces[0] = f"UTF-8''{pieces[0]}"
    last = len(pieces) - 1
    return [
        f" {parameter}*{number}*={piece}{';' if number < last else ''}"
        for number, piece in enumerate(pieces)
    ]


def encoded_words(text: str, used: int) -> str:
    """Text as folded RFC 2047 words of whole characters; `used` octets precede it on its line."""
    chunks = [b""]
    room = _octets_in_word(used)
    for character in text:
        octets = character.encode()
        if len(chunks[-1]) + len(octets) > room:
            chunks.append(b"")
            room = _octets_in_word(1)
        chunks[-1] += octets
    return _FOLD.join(f"=?UTF-8?B?{base64.b64encode(chunk).decode()}?=" for chunk in chunks)


def _octets_in_word(used: int) -> int:
    return (_LINE - used - _WORD_FRAME) // 4 * 3


def _subject(subject: str) -> str:
    text = _one_line(subject)
    if not text or _PLAIN.fullmatch(text):
        return f"Subject: {text}".rstrip()
    return f"Subject: {encoded_words(text, len('Subject: '))}"


def _address(header: str, address: Address) -> str:
    if not _EMAIL.fullmatch(address.email):
        raise MailError("mail-address-wrong", {"name": address.name, "address": address.email})
    name = _one_line(address.name)
    if not name:
        return f"{header}: {address.email}"
    if not (_PLAIN.fullmatch(name) and _PLAIN_PHRASE.fullmatch(name)):
        name = encoded_words(name, len(f"{header}: "))
    return f"{header}: {name}{_FOLD}<{address.email}>"


def _one_line(text: str) -> str:
    """Text that fits a header: one line, no control characters, no halves of surrogate pairs."""
    return " ".join(tidy(_encodable(text)).split())


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _text_octets(text: str) -> bytes:
    lines = tidy(_encodable(text)).split("\n")
    return "".join(f"{line}{_CRLF}" for line in lines).encode("utf-8")


def _base64(octets: bytes) -> str:
    return base64.encodebytes(octets).decode("ascii").replace("\n", _CRLF)
