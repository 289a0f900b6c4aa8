"""Document -> Word file, written part by part in the order the format asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from lzfx.documents.blocks import Block, Contents, Cover, Document, Heading, Paragraph, Table
from lzfx.documents.lines import text_width
from lzfx.render import docx_text
from lzfx.render.docx_package import package
from lzfx.render.docx_pages import SPACES, headers_and_footers, section_properties
from lzfx.render.docx_styles import XML, font_table, settings, styles
from lzfx.render.docx_table import table
from lzfx.render.lengths import MM_PER_POINT, millimetres
from lzfx.render.sections import Section, sections, stays
from lzfx.render.standard import load_standard

_FILLED = 0.95
"""Share of the line a cover title may fill: at the full width some offices wrap it."""


def render_docx(
    document: Document, templates: Path, heading_pages: Sequence[int] | None = None
) -> bytes:
    """The document as a Word file; same input -> same bytes.

    `heading_pages` are the page numbers of all headings in order, as the PDF has them; without
    them Word is asked to fill in the contents on opening. `templates` as for the PDF.
    """
    standard = load_standard(templates)
    has_contents = any(isinstance(block, Contents) for block in document.blocks)
    parts = {
        "document": _document(document, standard, heading_pages),
        "styles": styles(standard),
        "settings": settings(update_fields=has_contents and heading_pages is None),
        "fontTable": font_table(standard),
        **headers_and_footers(standard),
    }
    return package(document, parts)


def _document(document: Document, standard: Mapping[str, Any], pages: Sequence[int] | None) -> str:
    parts = sections(document) or (Section((), landscape=document.landscape),)
    numbers = count()
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    first = next((at for at, part in enumerate(parts) if not part.cover), None)
    covered = any(part.cover for part in parts)
    body = [] if covered else [docx_text.paragraph("Title", docx_text.run(document.title))]
    for at, part in enumerate(parts):
        for block, stays_here in zip(part.blocks, stays(part.blocks), strict=True):
            if isinstance(block, Contents):
                body.append(docx_text.contents(block, headings, pages))
            elif isinstance(block, Paragraph):
                turned = part.landscape
                body.append(docx_text.text_block(block, landscape=turned, stays=stays_here))
            else:
                body.append(_block(block, part, standard, numbers))
        properties = section_properties(part, standard, first_numbered=at == first)
        last = part is parts[-1]
        body.append(properties if last else docx_text.paragraph("Gap", "", properties))
    return f"{XML}<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>"


def _block(block: Block, part: Section, standard: Mapping[str, Any], numbers: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return docx_text.heading(block, next(numbers))
    if isinstance(block, Cover):
        width = millimetres(standard["page"]["text_width"])
        return docx_text.cover(block, _cover_half_points(block, standard), width)
    if isinstance(block, Table):
        # Two tables without a paragraph between them would become one.
        return table(block, standard, landscape=part.landscape) + docx_text.paragraph("Gap", "")
    return docx_text.page_break()


def _cover_half_points(block: Cover, standard: Mapping[str, Any]) -> int:
    """The size at which the longest title line fits the type area."""
    longest = max((text_width(line) for line in block.title), default=1.0)
    fitting = _FILLED * standard["page"]["text_width"] / longest / MM_PER_POINT
    return int(2 * min(standard["sizes"]["cover_title"], fitting))
