"""Any foreign file -> a workbook record, or a refusal that names what the file is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.csv_text import read_text
from lzfx.intake.ods.workbook import read_ods
from lzfx.intake.sniff import Container, sniff
from lzfx.intake.xlsx.workbook import read_xlsx
from lzfx.intake.zipped import open_zip
from lzfx.model.book import RawBook
from lzfx.model.codes import FindingCode

_REFUSALS: Mapping[Container, FindingCode] = {
    Container.ZIP: "not-a-workbook-zip",
    Container.XLSB: "xlsb-unsupported",
    Container.XLS_OLD: "xls-too-old",
    Container.ENCRYPTED: "password-protected",
    Container.WORD: "not-a-workbook-word",
    Container.SLIDES: "not-a-workbook-slides",
    Container.HTML: "not-a-workbook-html",
    Container.MHTML: "not-a-workbook-html",
    Container.XML_2003: "not-a-workbook-xml-2003",
    Container.PDF: "not-a-workbook-pdf",
    Container.PICTURE: "not-a-workbook-picture",
    Container.OFD: "not-a-workbook-ofd",
    Container.XML_OTHER: "not-a-workbook-xml-other",
    Container.PACKED: "not-a-workbook-rar",
    Container.OUTLOOK: "not-a-workbook-outlook",
    Container.MAIL: "not-a-workbook-mail",
    Container.CIPHER: "office-encrypted",
    Container.SHORTCUT: "not-a-workbook-shortcut",
    Container.EMPTY: "file-empty",
    Container.UNKNOWN: "not-a-workbook",
}


def read_book(data: bytes, limits: Limits = LIMITS) -> RawBook:
    """The workbook in `data`, whatever the file is called; Refused for everything else."""
    if len(data) > limits.file_bytes:
        raise Refused("file-too-big", {"bytes": len(data), "limit": limits.file_bytes})
    kind = sniff(data)
    if kind is Container.ZIP:
        open_zip(data, limits)  # so that a cut-off workbook is not taken for an archive
    if kind is Container.RIGHTS:
        raise Refused("rights-protected")
    if kind in _REFUSALS:
        raise Refused(_REFUSALS[kind])
    book = _read(kind, data, limits)
    names = Counter(sheet.name for sheet in book.sheets)
    doubled = next((name for name, count in names.items() if count > 1), None)
    if doubled is not None:
        raise Refused("sheet-name-twice", {"sheet": doubled}, sheet=doubled)
    return book


def _read(kind: Container, data: bytes, limits: Limits) -> RawBook:
    if kind is Container.XLSX:
        return read_xlsx(data, limits)
    if kind is Container.ODS:
        return read_ods(data, limits)
    if kind is Container.TEXT:
        return read_text(data, limits)
    from lzfx.intake.xls.workbook import read_xls  # noqa: PLC0415 - few returns need that library

    return read_xls(data, limits)
