"""The blocks of a document as WordprocessingML, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from lzfx.content.blocks import Block, Contents, Cover, Heading, PageBreak, Paragraph, Table
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.lines import line_count, text_width
from lzfx.content.paper import Cards, CutLine, Grid
from lzfx.render.docx import text as docx_text
from lzfx.render.docx.cards import cards
from lzfx.render.docx.drawing import Picture, drawing
from lzfx.render.docx.grid import grid
from lzfx.render.docx.letter import annex, annex_names, imprint, sign_off
from lzfx.render.docx.table import table
from lzfx.render.lengths import MM_PER_POINT, millimetres
from lzfx.render.sections import Section, stays

_FILLED = 0.95
"""Share of the line a cover title may fill: at the full width some offices wrap it."""

GAP = docx_text.paragraph("Gap", "")
"""Two tables without a paragraph between them would become one."""


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes the blocks of one document; `numbers` counts its headings as they come.

    `pages` are the page numbers of all headings, None while they are not known.
    """

    standard: Mapping[str, Any]
    headings: Sequence[Heading]
    pages: Sequence[int] | None
    pictures: Mapping[Figure | Chart, Picture]
    numbers: Iterator[int]

    def blocks(self, part: Section) -> str:
        """The blocks of a section, without its properties."""
        kept = stays(part.blocks)
        return "".join(
            self._block(block, part, at, stays_here=kept[at])
            for at, block in enumerate(part.blocks)
        )

    def _block(  # noqa: C901, PLR0912 - a case a kind
        self, block: Block, part: Section, at: int, *, stays_here: bool
    ) -> str:
        turned = part.landscape
        match block:
            case Heading():
                written = docx_text.heading(block, next(self.numbers))
            case Paragraph():
                written = docx_text.text_block(block, landscape=turned, stays=stays_here)
            case Table():
                written = table(block, self.standard, landscape=turned) + GAP
            case Grid():
                written = grid(block, self.standard, landscape=turned) + GAP
            case Cards():
                written = GAP + cards(block, self.standard, landscape=turned) + GAP
            case Figure() | Chart():
                written = self._drawing(block, part, at)
            case Contents():
                written = docx_text.contents(block, self.headings, self.pages)
            case Cover():
                width = millimetres(self.standard["page"]["text_width"])
                written = docx_text.cover(block, _cover_half_points(block, self.standard), width)
            case CutLine():
                written = docx_text.cut_line(block.text)
            case AnnexNames():
                written = annex_names(block, self.standard)
            case Annex():
                written = annex(block)
            case SignOff():
                written = sign_off(block, self.standard)
            case Imprint():
                written = imprint(block, self.standard) + GAP
            case PageBreak() | Letterhead():  # a head stands in the Word template, not in the text
                written = docx_text.page_break()
            case _:
                assert_never(block)
        return written

    def _drawing(self, block: Figure | Chart, part: Section, at: int) -> str:
        """The drawing, small enough for what announces it to stand on its page."""
        kept, above, start = stays(part.blocks), 0, at
        while start and kept[start - 1]:
            start -= 1
            words = _announcing(part.blocks[start])
            if words is not None:
                above += line_count(words, self.standard["body"]["characters"] - 2)
        return drawing(
            self.pictures[block],
            self.standard,
            landscape=part.landscape,
            caption=block.caption,
            above=float(above),
        )


def _announcing(block: Block) -> str | None:
    """What a heading, a text or the beginning of an annex says; None for any other block."""
    match block:
        case Heading() | Paragraph():
            return block.text
        case Annex():
            return block.title
        case _:
            return None


def _cover_half_points(block: Cover, standard: Mapping[str, Any]) -> int:
    """The size at which the longest title line fits the type area."""
    longest = max((text_width(line) for line in block.title), default=1.0)
    fitting = _FILLED * standard["page"]["text_width"] / longest / MM_PER_POINT
    return int(2 * min(standard["sizes"]["cover_title"], fitting))
