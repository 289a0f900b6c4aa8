"""Document -> Word file, written part by part in the order the format asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from lzfx.content.blocks import Contents, Document, Heading, only, titled
from lzfx.render.docx import text as docx_text
from lzfx.render.docx.block_writer import BlockWriter
from lzfx.render.docx.draft_mark import with_mark
from lzfx.render.docx.drawing import pictures
from lzfx.render.docx.letter import letter_parts
from lzfx.render.docx.package import package
from lzfx.render.docx.pages import SPACES, headers_and_footers, section_properties
from lzfx.render.docx.styles import XML, font_table, settings, styles
from lzfx.render.docx.template import fill_letter
from lzfx.render.fonts import FontChoice
from lzfx.render.sections import Section, sections
from lzfx.render.standard import load_standard


def render_docx(
    document: Document,
    templates: Path,
    heading_pages: Sequence[int] | None = None,
    fonts: FontChoice = "auto",
) -> bytes:
    """The document as a Word file; same input -> same bytes.

    `heading_pages` are the page numbers of all headings in order, as the PDF has them; without
    them Word is asked to fill in the contents on opening. `templates` and `fonts` (those of the
    drawings) as for the PDF. A document that begins with a letterhead is written into the Word
    template of its style; TemplateFaults when that cannot be filled in.
    """
    standard = {**load_standard(templates), "tints": document.tints}
    headings = only(document.blocks, Heading)
    drawn = pictures(document.blocks, standard, fonts)
    writer = BlockWriter(standard, headings, heading_pages, drawn, count())
    letter = letter_parts(document)
    if letter is not None:
        filled = fill_letter(document, letter, writer, templates)
        return with_mark(filled, document.mark, standard, across=document.across)
    has_contents = bool(only(document.blocks, Contents))
    written = {
        "document": _document(document, writer),
        "styles": styles(standard),
        "settings": settings(update_fields=has_contents and heading_pages is None),
        "fontTable": font_table(standard),
        **headers_and_footers(standard),
    }
    data = package(document, written, drawn.values())
    return with_mark(data, document.mark, standard, across=document.across)


def _document(document: Document, writer: BlockWriter) -> str:
    found = sections(document) or (Section((), landscape=document.landscape),)
    first = next((at for at, part in enumerate(found) if not part.cover), None)
    body = [] if titled(document) else [docx_text.paragraph("Title", docx_text.run(document.title))]
    for at, part in enumerate(found):
        body.append(writer.blocks(part))
        properties = section_properties(part, writer.standard, first_numbered=at == first)
        last = part is found[-1]
        body.append(properties if last else docx_text.paragraph("Gap", "", properties))
    return f"{XML}<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>"
