"""Several PDF/A files of one document as one: pages in order, bookmarks, the claim to be PDF/A."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

_KEPT = ("/Lang", "/OutputIntents", "/ViewerPreferences")
"""Of the catalogue: language, colour profile of PDF/A, title bar and reading direction."""
_COUNT = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")
_IDENTIFIER = re.compile(rb"(<(xmpMM:\w+ID|stEvt:instanceID)>)[^<]*(</)")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; levels and pages count from 1."""

    level: int
    title: str
    page: int


def bound(files: Sequence[bytes], bookmarks: Sequence[Bookmark]) -> bytes:
    """One file; title, dates, language and XMP are those of the first. Same files -> same bytes."""
    writer = pypdf.PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    first = pypdf.PdfReader(io.BytesIO(files[0]))
    for file in files:
        writer.append(pypdf.PdfReader(io.BytesIO(file)), import_outline=False)
    digest = hashlib.md5(b"".join(hashlib.sha256(one).digest() for one in files)).digest()  # noqa: S324 - names the file
    _claim(writer, first, digest)
    _mark(writer, bookmarks)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _claim(writer: pypdf.PdfWriter, first: pypdf.PdfReader, digest: bytes) -> None:
    """Copy what the first file claims to be (its XMP), with this number of pages and identifier."""
    root, kept = writer.root_object, first.root_object
    said: Any = kept["/Metadata"].get_object()
    for name in _KEPT:
        if name in kept:
            root[NameObject(name)] = kept.raw_get(name).clone(writer)
    xmp = StreamObject()
    identifier = digest.hex().encode()
    data = _COUNT.sub(rb"\g<1>%d\2" % len(writer.pages), said.get_data())
    xmp.set_data(_IDENTIFIER.sub(rb"\g<1>%s\3" % identifier, data))
    xmp[NameObject("/Type")] = NameObject("/Metadata")
    xmp[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(xmp)  # noqa: SLF001 - there is no other way
    labels = DictionaryObject({NameObject("/S"): NameObject("/D")})
    numbers = ArrayObject([NumberObject(0), labels])
    root[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): numbers})
    writer.metadata = first.metadata
    writer._ID = ArrayObject([ByteStringObject(digest)] * 2)  # noqa: SLF001 - the public way rolls dice


def _mark(writer: pypdf.PdfWriter, bookmarks: Sequence[Bookmark]) -> None:
    above: list[tuple[int, IndirectObject]] = []
    pages = list(writer.pages)
    for mark in bookmarks:
        while above and above[-1][0] >= mark.level:
            above.pop()
        parent = above[-1][1] if above else None
        title = "".join(mark.title.split("\n"))
        page = pages[mark.page - 1]
        item = writer.add_outline_item(title=title, page_number=page, parent=parent)
        above.append((mark.level, item))
