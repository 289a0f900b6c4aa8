"""What a file is, by its bytes; its name is never asked."""

from __future__ import annotations

import re
from enum import StrEnum

from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.ole import MAGIC, OleFile
from lzfx.intake.zipped import directory

_HEAD = 8192
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_BIFF8 = b"\x00\x06"
_SHEETS_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|meta|style|script)\b")
_MAIL_HEADER = re.compile(r"^(?:received|return-path|from|to|subject|date|x-mailer):", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Container(StrEnum):
    """What a file turned out to be."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    ZIP = "zip"
    XLSB = "xlsb"
    XLS_OLD = "xls-old"
    ENCRYPTED = "encrypted"
    WORD = "word"
    SLIDES = "slides"
    HTML = "html"
    MHTML = "mhtml"
    XML_2003 = "xml-2003"
    PDF = "pdf"
    PICTURE = "picture"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    MAIL = "mail"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


def sniff(data: bytes) -> Container:
    """The kind of file `data` is; never raises, damaged ones count as what they began to be."""
    if not data.strip(b"\0 \t\r\n"):
        return Container.EMPTY
    if data.startswith(_ZIP_STARTS):
        return _zip_kind(data)
    if data.startswith(MAGIC):
        return _ole_kind(data)
    return _binary_kind(data) or _text_kind(data)


def _zip_kind(data: bytes) -> Container:
    try:
        entries, _ = directory(data, LIMITS.members, LIMITS.name_length)
    except Refused:
        return Container.ZIP
    names = {entry.name.replace(b"\\", b"/").lower() for entry in entries}
    if b"xl/workbook.bin" in names:
        return Container.XLSB
    if b"[content_types].xml" in names:
        return _package_kind(names)
    if b"content.xml" in names and (b"mimetype" in names or b"meta-inf/manifest.xml" in names):
        return _odf_kind(data)
    return Container.ZIP


def _package_kind(names: set[bytes]) -> Container:
    if any(name.startswith(b"xl/") for name in names):
        return Container.XLSX
    if b"word/document.xml" in names:
        return Container.WORD
    if b"ppt/presentation.xml" in names:
        return Container.SLIDES
    return Container.UNKNOWN


def _odf_kind(data: bytes) -> Container:
    """Text documents and slides say so in the mimetype, which lies first and unpacked."""
    head = data[:200]
    if b"opendocument.text" in head:
        return Container.WORD
    if b"opendocument.presentation" in head or b"opendocument.graphics" in head:
        return Container.SLIDES
    return Container.ODS


def _ole_kind(data: bytes) -> Container:
    try:
        ole = OleFile(data)
        names = ole.names
        if "EncryptedPackage" in names:
            return Container.ENCRYPTED
        if "WordDocument" in names:
            return Container.WORD
        if "PowerPoint Document" in names:
            return Container.SLIDES
        if "Workbook" in names:
            newer = ole.stream("Workbook")[4:6] == _BIFF8
            return Container.XLS if newer else Container.XLS_OLD
    except Refused:
        return Container.XLS
    return Container.XLS_OLD if "Book" in names else Container.UNKNOWN


def _binary_kind(data: bytes) -> Container | None:
    if b"%PDF-" in data[:1024]:
        return Container.PDF
    if data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:11] == b"ftyphei":
        return Container.PICTURE
    if data.startswith(b"Rar!\x1a\x07"):
        return Container.RAR
    if data.startswith(b"7z\xbc\xaf\x27\x1c"):
        return Container.SEVEN_ZIP
    if data.startswith(b"{\\rtf"):
        return Container.WORD
    return Container.XLS_OLD if data.startswith(_OLD_XLS) else None


def _text_kind(data: bytes) -> Container:
    text = _decoded(data[:_HEAD])
    if text is None or _CONTROLS.search(text):
        return Container.UNKNOWN
    head = text.lstrip("\ufeff \t\r\n").lower()
    if _SHEETS_2003 in head or 'progid="excel.sheet"' in head:
        return Container.XML_2003
    if head.startswith("mime-version:") or _MAIL_HEADER.match(head):
        page = "multipart/related" in head and "text/html" in head and "\nto:" not in head
        return Container.MHTML if page and "\nreceived:" not in head else Container.MAIL
    if head.startswith("<"):
        return Container.HTML if _HTML.search(head) else Container.UNKNOWN
    return Container.TEXT


def _decoded(head: bytes) -> str | None:
    """The beginning as text in the encodings offices use; a character may be cut at the end."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
