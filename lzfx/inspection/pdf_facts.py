"""A pdf as facts: its pages with every glyph and its place, its fonts, outline and metadata."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pypdf
import pypdfium2
from pypdf.generic import Destination, DictionaryObject
from pypdfium2 import raw

from lzfx.inspection.content import squeezed

MM = 25.4 / 72
_PART = b"pdfaid:part"
_NOTHING = 0xFFFD
_LONGEST = 20_000
_DEEPEST = 15
_LARGEST, _STRAIGHT = 100.0, 0.1
"""Points beyond which no letter of a paper's own is; how far from straight letters may lie."""


_AT_LINE_END = {0x2: "-", 0xFFFE: "-"}
"""The character that pdfium gives for a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible glyph and its ink: edges in millimetres from the left and the top of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its number in the file from 1, size in millimetres, its glyphs line by line.

    `written` is its squeezed text in the order of the file: cell after cell, while glyphs in lines
    mix neighbouring cells. `blind` counts glyphs that cannot be read: replacement characters and
    private ones.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    written: str
    blind: int = 0

    @property
    def landscape(self) -> bool:
        """Whether it lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Pdf:
    """A file without its pages; `outline` has level (from 1), title and page of each bookmark."""

    fonts: Mapping[str, bool]
    outline: tuple[tuple[int, str, int], ...]
    language: str
    title: str
    tagged: bool
    archival: bool


def read_pdf(data: bytes) -> Pdf:
    """The facts of a pdf; pypdf.errors.PyPdfError or pypdfium2.PdfiumError if it is none."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    root: Any = reader.trailer["/Root"]
    metadata = root.get("/Metadata")
    marked = root.get("/MarkInfo", {})
    title = reader.metadata.title if reader.metadata else ""
    return Pdf(
        fonts=_fonts(reader),
        outline=tuple(_outline(reader, reader.outline, 1)),
        language=str(root.get("/Lang", "")),
        title=title or "",
        tagged=bool(marked.get_object().get("/Marked", False)) if marked else False,
        archival=metadata is not None and _PART in metadata.get_object().get_data(),
    )


def read_pages(data: bytes) -> Iterator[PdfPage]:
    """The pages one by one, as the glyphs of a long list would take too much memory.

    pypdfium2.PdfiumError if it is no pdf.
    """
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        text = page.get_textpage()
        glyphs, blind = _glyphs(text, height)
        yield PdfPage(number, width * MM, height * MM, glyphs, _written(page, text), blind)
        text.close()
        page.close()
    document.close()


def _written(page: Any, text: Any) -> str:  # noqa: ANN401 - no stubs
    """The text of the page's text objects one after the other, without what stands across it."""
    pieces, turned = [], raw.FS_MATRIX()
    kept = ctypes.create_string_buffer(2 * _LONGEST)
    for piece in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=_DEEPEST):
        raw.FPDFPageObj_GetMatrix(piece.raw, turned)
        if _aslant(math.atan2(turned.b, turned.a)):
            continue
        target = ctypes.cast(kept, ctypes.POINTER(raw.FPDF_WCHAR))
        length = raw.FPDFTextObj_GetText(piece.raw, text.raw, target, _LONGEST)
        pieces.append(kept.raw[: max(length - 2, 0)].decode("utf-16-le", "replace"))
    return squeezed("".join(pieces).translate(_AT_LINE_END))


def _glyphs(text: Any, height: float) -> tuple[tuple[Glyph, ...], int]:  # noqa: ANN401 - no stubs
    """The visible glyphs, and how many of them cannot be read.

    The mark that stands across a page is none of them: it lies under the text.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found, blind = [], 0
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        glyph = _glyph(code)
        if code == _NOTHING or 0xE000 <= code < 0xF900:  # noqa: PLR2004 - the private use area
            blind += 1
        if not glyph or not raw.FPDFText_GetCharBox(text, at, left, right, bottom, top):
            continue
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        size = raw.FPDFText_GetFontSize(text, at)
        if size > _LARGEST and _aslant(raw.FPDFText_GetCharAngle(text, at)):
            continue
        from_top = (height - top.value) * MM, (height - bottom.value) * MM
        sides = left.value * MM, right.value * MM
        found.append(Glyph(glyph, sides[0], from_top[0], sides[1], from_top[1], size))
    return tuple(found), blind


def _aslant(angle: float) -> bool:
    """Whether letters that are turned by so many radians are neither upright nor on their side."""
    return abs(math.sin(2 * angle)) > _STRAIGHT


@cache
def _glyph(code: int) -> str:
    glyph = _AT_LINE_END.get(code) or (chr(code) if 0 < code < 0x110000 else "")  # noqa: PLR2004 - Unicode's end
    return squeezed(glyph)


def _fonts(reader: pypdf.PdfReader) -> Mapping[str, bool]:
    """Every font by name, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        resources: Any = page.get("/Resources", DictionaryObject()).get_object()
        fonts = resources.get("/Font", DictionaryObject()).get_object()
        for reference in fonts.values():
            font = reference.get_object()
            below = font.get("/DescendantFonts")
            holder = below[0].get_object() if below else font
            descriptor = holder.get("/FontDescriptor")
            inside = descriptor is not None and any(
                name in descriptor.get_object()
                for name in ("/FontFile", "/FontFile2", "/FontFile3")
            )
            name = str(font.get("/BaseFont", "?")).lstrip("/")
            found[name] = found.get(name, True) and inside
    return found


def _outline(reader: pypdf.PdfReader, items: Any, level: int) -> Iterator[tuple[int, str, int]]:  # noqa: ANN401 - a list of lists
    for item in items:
        if isinstance(item, Destination):
            page = reader.get_destination_page_number(item)
            yield level, str(item.title), (page if page is not None else -1) + 1
        else:
            yield from _outline(reader, item, level + 1)
