"""Document -> PDF/A-2b by typst; the text goes in as data and is never read as markup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lzfx.content.blocks import Document, day, strings
from lzfx.content.parts import is_long
from lzfx.errors import LzfxError
from lzfx.render.fonts import FontChoice, find_fonts, substituted
from lzfx.render.pdf.long_lists import typeset_long
from lzfx.render.pdf.tree import typst_input
from lzfx.render.pdf.typesetting import NoGlyph, Typeset, Typesetter
from lzfx.render.standard import load_standard

_NEAR = 60


class MissingGlyph(LzfxError):  # noqa: N818 - named after what the clerk is told
    """No font at hand shows `text`; `near` is the printed string it stands in."""

    def __init__(self, text: str, near: str) -> None:
        super().__init__("missing-glyph", {"text": text, "near": near})
        self.text = text
        self.near = near


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, the standard's fonts it had to replace, its pages, and each heading's page number."""

    data: bytes
    substituted: tuple[str, ...]
    pages: int
    heading_pages: tuple[int, ...]


def render_pdf(document: Document, templates: Path, fonts: FontChoice = "auto") -> Rendered:
    """The document as PDF/A-2b; same document, templates and fonts -> same bytes.

    A list of very many rows is set in parts by child processes, so that memory stays small; it has
    a bookmark for each unit, but no structure tags. `templates` is the folder `documents` of the
    form templates. MissingGlyph when no font shows a character, FontsMissing when there is no
    Chinese font at all, LzfxError for a card taller than its place, for a letterhead that leaves
    no room for text on the first page (7.3.3), and when a child process dies, DefinitionError with
    file and line for what typst cannot read in a template.
    """
    found = find_fonts(fonts)
    standard = load_standard(templates)
    replaced = substituted(standard, found.families())
    try:
        if is_long(document, standard["long"]["rows"]):
            made = typeset_long(document, templates, fonts, standard)
        else:
            tree = typst_input(document, standard)
            made = Typesetter(templates, found, tree, day(document)).typeset()
    except NoGlyph as error:
        near = next((string for string in strings(document) if error.text in string), error.text)
        raise MissingGlyph(error.text, near[:_NEAR]) from error
    _refuse_what_does_not_fit(made)
    return Rendered(made.data, replaced, made.pages, made.headings)


def _refuse_what_does_not_fit(made: Typeset) -> None:
    for card in made.cards:
        raise LzfxError("card-too-long", card)
    for title in made.heads:
        raise LzfxError("letterhead-too-long", {"title": title})
