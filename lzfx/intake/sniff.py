"""What kind of file it is, by its bytes; its name does not matter."""

from __future__ import annotations

import re
from enum import StrEnum

from lzfx.intake.bounded import LIMITS, Refused
from lzfx.intake.xls.compound_file import MAGIC, OleFile
from lzfx.intake.zipped import directory

_HEAD = 8192
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_BIFF5 = re.compile(rb"\x09\x08..\x00\x05", re.DOTALL)
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
_ODF_HEAD = 200
_FIRST_NAME = 30
"""Where the name of a zip's first member begins; its content follows if it is not compressed."""
_SHEETS_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|meta|style|script)\b")
_OTHER_SHEETS = ("office:document", "uof:uof", "<uof")
_HEADER_LINE = re.compile(r"[a-z][a-z0-9-]*:", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    r"^(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version"
    r"|content-type|content-disposition|x-mailer|dkim-signature):",
    re.MULTILINE,
)
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0")
_TNEF = b"\x78\x9f\x3e\x22"
_RIGHTS = "DRMEncrypted".encode("utf-16-le")
_RIGHTS_OLD = "\tdrmcontent"
_MAIL_FIELDS = 2
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Container(StrEnum):
    """The kinds of file."""

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
    OFD = "ofd"
    XML_OTHER = "xml-other"
    PACKED = "packed"
    RIGHTS = "rights"
    OUTLOOK = "outlook"
    MAIL = "mail"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_STREAMS = {
    "encryptedpackage": Container.ENCRYPTED,
    "worddocument": Container.WORD,
    "powerpoint document": Container.SLIDES,
    "__properties_version1.0": Container.OUTLOOK,
}
"""Streams of compound files that are no workbooks, even with a workbook in them."""


def sniff(data: bytes) -> Container:
    """The kind of file `data` is; never raises: a damaged file has the kind it begins as."""
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
    names = {entry.name.replace(b"\\", b"/").lstrip(b"/").lower() for entry in entries}
    if b"xl/workbook.bin" in names:
        return Container.XLSB
    if b"ofd.xml" in names:
        return Container.OFD
    if b"[content_types].xml" in names:
        return _package_kind(names)
    told = b"mimetype" in names or b"meta-inf/manifest.xml" in names
    if (b"content.xml" in names and told) or data.startswith(_ODF, _FIRST_NAME):
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
    """The kind of an OpenDocument file, by its mimetype, which comes first and uncompressed."""
    head = data[:_ODF_HEAD]
    if b"opendocument.text" in head:
        return Container.WORD
    if b"opendocument.presentation" in head or b"opendocument.graphics" in head:
        return Container.SLIDES
    return Container.ODS


def _ole_kind(data: bytes) -> Container:
    try:
        ole = OleFile(data)
        names = ole.names
        if _RIGHTS_OLD in names or _RIGHTS in data:
            return Container.RIGHTS
        for name, kind in _STREAMS.items():
            if name in names:
                return kind
        if "workbook" in names:
            older = _BIFF5.match(ole.stream("Workbook")) is not None
            return Container.XLS_OLD if older else Container.XLS
    except Refused:
        return Container.XLS
    return Container.XLS_OLD if "book" in names else Container.UNKNOWN


def _binary_kind(data: bytes) -> Container | None:
    if b"%PDF-" in data[:1024]:
        return Container.PDF
    is_bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    if is_bitmap or data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:11] == b"ftyphei":
        return Container.PICTURE
    if data.startswith(_PACKED):
        return Container.PACKED
    if data.startswith(_TNEF):
        return Container.OUTLOOK
    if data.startswith(b"{\\rtf"):
        return Container.WORD
    return Container.XLS_OLD if data.startswith(_OLD_XLS) else None


def _text_kind(data: bytes) -> Container:
    """The kind of a text; a text in an unknown encoding is refused as text later."""
    raw = data[:_HEAD]
    text = _decoded(raw)
    if text is None or _CONTROLS.search(text):
        return Container.UNKNOWN if text or _CONTROL_BYTES.search(raw) else Container.TEXT
    head = text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith("<"):
        return _marked_kind(head)
    fields = head.replace("\r", "").partition("\n\n")[0]
    if fields.startswith("from "):  # the separator line of a mailbox file
        fields = fields.partition("\n")[2]
    if _HEADER_LINE.match(fields) and len(set(_MAIL_HEADER.findall(fields))) >= _MAIL_FIELDS:
        page = "multipart/related" in head and "text/html" in head and "\nto:" not in head
        return Container.MHTML if page and "\nreceived:" not in head else Container.MAIL
    return Container.TEXT


def _marked_kind(head: str) -> Container:
    if _SHEETS_2003 in head or 'progid="excel.sheet"' in head:
        return Container.XML_2003
    if any(name in head for name in _OTHER_SHEETS):
        return Container.XML_OTHER
    return Container.HTML if _HTML.search(head) else Container.UNKNOWN


def _decoded(head: bytes) -> str | None:
    """The beginning as text, in the encodings that offices use; the last character may be cut."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
