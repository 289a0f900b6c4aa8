"""What kind of file it is, by its bytes; its name does not matter."""

from __future__ import annotations

import math
import re
from collections import Counter
from enum import StrEnum

from lzfx.intake.bounded import LIMITS, Refused, utf8
from lzfx.intake.xls.compound_file import MAGIC, OleFile, workbook_stream
from lzfx.intake.xlsx.relations import main_part
from lzfx.intake.zipped import directory, open_zip, part_name

_HEAD = 8192
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_BIFF5 = re.compile(rb"\x09\x08..\x00\x05", re.DOTALL)
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
_ODF_HEAD = 200
_FIRST_NAME = 30
"""Where the name of a zip's first member begins; its content follows if it is not compressed."""
_CONTENT_TYPES = "[content_types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s/>]")
"""The first element of a part; what stands before it begins with a question or call sign."""
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
_SAFENET = b"E-SafeNet"
"""The sign of 亿赛通 in the head of the files that it encrypts."""
_CIPHERS = (b"%TSD-Header-###%",)
"""How files begin that other office software encrypts, where that is known."""
_SHORTCUT = b"\x4c\0\0\0\x01\x14\x02\0"
_SAMPLE, _LEAST, _SHORT_OF_CHANCE = 65_536, 2048, 0.03
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
    CIPHER = "cipher"
    SHORTCUT = "shortcut"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_MAIN_PARTS = {
    "xl/workbook.bin": Container.XLSB,
    "xl/workbook.xml": Container.XLSX,
    "word/document.xml": Container.WORD,
    "ppt/presentation.xml": Container.SLIDES,
}
"""Where the main part of a package usually lies."""

_ROOTS = {
    b"workbook": Container.XLSX,
    b"document": Container.WORD,
    b"presentation": Container.SLIDES,
}
"""What the main part of a package begins with."""

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
    if data[12:21] == _SAFENET or data.startswith(_CIPHERS):
        return Container.CIPHER
    if data.startswith(_SHORTCUT):
        return Container.SHORTCUT
    kind = _binary_kind(data) or _text_kind(data)
    return Container.CIPHER if kind is Container.UNKNOWN and _is_random(data) else kind


def _is_random(data: bytes) -> bool:
    """Whether the file looks like chance, as ciphertext does; a readable head may come before."""
    body = data[len(data) // 4 :][:_SAMPLE]
    if len(body) < _LEAST:
        return False
    counts = Counter(body)
    entropy = -sum(one / len(body) * math.log2(one / len(body)) for one in counts.values())
    by_chance = 8 - 255 / (2 * len(body) * math.log(2))
    return entropy > by_chance - _SHORT_OF_CHANCE


def _zip_kind(data: bytes) -> Container:
    try:
        entries, _ = directory(data, LIMITS.members, LIMITS.name_length)
    except Refused:
        return Container.ZIP
    names = {part_name(entry.name.decode("latin-1")) for entry in entries}
    if "ofd.xml" in names:
        return Container.OFD
    told = "mimetype" in names or "meta-inf/manifest.xml" in names
    if ("content.xml" in names and told) or data.startswith(_ODF, _FIRST_NAME):
        return _odf_kind(data)
    return _package_kind(data, names)


def _package_kind(data: bytes, names: set[str]) -> Container:
    """What a package of Office holds, by its main part, wherever that lies; else an archive.

    Some programs leave the list of content types out: the relations tell the main part as well.
    """
    for name, kind in _MAIN_PARTS.items():
        if name in names:
            return kind
    if _ROOT_RELATIONS in names and (found := _kind_of_main_part(data)) is not None:
        return found
    if _CONTENT_TYPES not in names:
        return Container.ZIP
    is_workbook = any(name.startswith("xl/") for name in names)
    return Container.XLSX if is_workbook else Container.UNKNOWN


def _kind_of_main_part(data: bytes) -> Container | None:
    """The kind by the root element of the part that the package's relations name."""
    try:
        package = open_zip(data)
        part = main_part(package, LIMITS)
        head = utf8(package.read(part))[:_HEAD] if part else b""
    except Refused:
        return None
    if part.endswith(".bin"):
        return Container.XLSB
    root = _ROOT.search(head)
    return _ROOTS.get(root.group(1)) if root else None


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
        stream = workbook_stream(ole)
    except Refused:
        return Container.XLS
    if stream is None:
        return Container.UNKNOWN
    return Container.XLS_OLD if _BIFF5.match(stream) else Container.XLS


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
