"""All checks of a pdf, from its fonts to its last page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lzfx.content.blocks import Contents, Document, only
from lzfx.content.letter import Imprint, Letterhead
from lzfx.content.paper import Cards
from lzfx.content.parts import is_long
from lzfx.inspection.content import Inspection, missing_texts, squeezed
from lzfx.inspection.pdf_facts import Pdf, read_pages, read_pdf
from lzfx.inspection.pdf_pages import PageSeen, at_page, contents_faults, numbers, pages_seen, paper
from lzfx.inspection.pdf_tables import tables
from lzfx.model.finding import Finding, Where

_DEPTH = 2
_ROWS_OF_A_PAGE = 25
"""The most rows on a landscape page, by estimate."""


def inspect_pdf(
    data: bytes, standard: Mapping[str, Any], file: str, document: Document | None
) -> Inspection:
    """The faults and page texts of a pdf; missing texts only where its document is known."""
    pdf = read_pdf(data)
    mark = document.mark if document is not None else None
    pages = pages_seen(read_pages(data), standard, mark)
    structured = pdf.tagged or _set_in_parts(document, pages, standard["long"]["rows"])
    found = [
        *_claims(pdf, file, structured=structured),
        *paper(pages, standard, file, _free(document, pages), mark or ""),
    ]
    found += numbers(pages, standard, file)
    depth = _DEPTH
    if document is not None:
        depth = next((one.depth for one in only(document.blocks, Contents)), _DEPTH)
    found += contents_faults(pdf, pages, depth, file)
    if document is not None:
        found += missing_texts(document, [laid.text for laid in pages], file)
        found += tables(document, pages, standard, file)
        found += _letter(document, pages, standard, file)
    return Inspection(tuple(found), tuple(laid.text for laid in pages))


def _free(document: Document | None, pages: Sequence[PageSeen]) -> frozenset[int]:
    """The pages whose text may leave the type area: sheets of cards, the first page of a 信函."""
    blocks = document.blocks if document else ()
    if only(blocks, Cards):
        return frozenset(laid.page.number for laid in pages)
    letter = any(head.style == "letter" for head in only(blocks, Letterhead))
    return frozenset({1} if letter else ())


def _set_in_parts(document: Document | None, pages: Sequence[PageSeen], most: int) -> bool:
    """Whether it is a list so long that it is set in parts, which have no structure.

    Without its document this is guessed from its pages.
    """
    if document is not None:
        return is_long(document, most)
    return len(pages) > most / _ROWS_OF_A_PAGE and all(laid.page.landscape for laid in pages)


def _claims(pdf: Pdf, file: str, *, structured: bool) -> Iterator[Finding]:
    """Faults of embedded fonts, language, title, structure and the archival format."""
    where = Where(file)
    for font, inside in pdf.fonts.items():
        if not inside:
            yield Finding("print-font-not-embedded", where, {"name": font})
    claims = {
        "语言": pdf.language.lower().startswith("zh"),
        "标题": bool(pdf.title),
        "结构": structured,
        "PDF/A": pdf.archival,
    }
    missing = tuple(name for name, holds in claims.items() if not holds)
    if missing:
        yield Finding("print-not-archival", where, {"value": missing})


def _letter(
    document: Document, pages: Sequence[PageSeen], standard: Mapping[str, Any], file: str
) -> Iterator[Finding]:
    """Faults of a letter: mark 35 mm below the type area's top (7.2.4), imprint at foot (7.4.1)."""
    head = next(iter(only(document.blocks, Letterhead)), None)
    if head is None or not pages:
        return
    if head.style == "document":
        mark = set(squeezed(head.mark))
        largest = max((glyph.size for glyph in pages[0].page.glyphs), default=0.0)
        tops = [
            glyph.top
            for glyph in pages[0].page.glyphs
            if glyph.text in mark and glyph.size > largest - 1
        ]
        wanted = standard["page"]["top"] + standard["letterhead"]["mark_below"]
        if not tops or abs(min(tops) - wanted) > standard["tolerance"]["mark"]:
            params = {"value": round(min(tops, default=0.0), 1), "expected": wanted}
            yield Finding("print-mark-misplaced", at_page(file, pages[0]), params)
    foot = next(iter(only(document.blocks, Imprint)), None)
    if foot is not None:
        yield from _imprint(foot, pages, standard, file)


def _imprint(
    foot: Imprint, pages: Sequence[PageSeen], standard: Mapping[str, Any], file: str
) -> Iterator[Finding]:
    last = pages[-1]
    printer = squeezed(foot.printer)
    bottom = standard["page"]["top"] + standard["page"]["text_height"]
    glyphs = [glyph for glyph in last.page.glyphs if glyph not in last.number_glyphs]
    lowest = max((glyph.bottom for glyph in glyphs), default=0.0)
    if printer not in last.text or not 0 <= bottom - lowest < standard["tolerance"]["imprint"]:
        yield Finding("print-imprint-misplaced", at_page(file, last), {"name": foot.printer})
