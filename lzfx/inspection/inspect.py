"""Any printed file -> its faults; its first bytes say what kind of file it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

import pypdf.errors
import pypdfium2

from lzfx.content.blocks import Document
from lzfx.inspection.content import Inspection
from lzfx.inspection.docx import inspect_docx
from lzfx.inspection.html import inspect_html
from lzfx.inspection.pdf import inspect_pdf
from lzfx.inspection.xlsx import inspect_xlsx
from lzfx.model.finding import Finding, Where

_LARGEST = 256 * 1024 * 1024
"""The most bytes of an unpacked package: ten times what 20,000 rows need."""
_BROKEN = (
    pypdf.errors.PyPdfError,
    pypdfium2.PdfiumError,
    zipfile.BadZipFile,
    ParseError,
    UnicodeDecodeError,
    KeyError,
    ValueError,
)


def inspect(
    data: bytes, standard: Mapping[str, Any], file: str, document: Document | None = None
) -> tuple[Finding, ...]:
    """All faults of a printed file; for a file of another kind one finding that says so.

    With the `document` it was made from, missing texts are faults too.
    """
    return read_and_inspect(data, standard, file, document).findings


def read_and_inspect(
    data: bytes, standard: Mapping[str, Any], file: str, document: Document | None = None
) -> Inspection:
    """All faults of a printed file; for a pdf also the text of its pages."""
    try:
        if data.startswith(b"%PDF"):
            return inspect_pdf(data, standard, file, document)
        if data.startswith(b"PK"):
            return Inspection(_package(data, standard, file, document))
        if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
            return Inspection(inspect_html(data, file, document))
    except _BROKEN as error:
        unreadable = Finding("print-unreadable", Where(file), {"value": type(error).__name__})
        return Inspection((unreadable,))
    return Inspection((Finding("not-a-print", Where(file)),))


def _package(
    data: bytes, standard: Mapping[str, Any], file: str, document: Document | None
) -> tuple[Finding, ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if sum(one.file_size for one in package.infolist()) > _LARGEST:
            return (Finding("not-a-print", Where(file)),)
    if "word/document.xml" in names:
        return inspect_docx(data, standard, file, document)
    if "xl/workbook.xml" in names:
        return inspect_xlsx(data, file, document)
    return (Finding("not-a-print", Where(file)),)
