"""The blocks of a document as WordprocessingML, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lzfx.content.blocks import Block, Contents, Cover, Heading, Paragraph, Table
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, SignOff
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
class Flow:
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
        found = []
        for at, block in enumerate(part.blocks):
            if isinstance(block, Figure | Chart):
                found.append(self._drawing(part, at))
            else:
                found.append(self._block(block, part, stays_here=kept[at]))
        return "".join(found)

    def _block(self, block: Block, part: Section, *, stays_here: bool) -> str:
        turned = part.landscape
        if isinstance(block, Heading):
            return docx_text.heading(block, next(self.numbers))
        if isinstance(block, Paragraph):
            return docx_text.text_block(block, landscape=turned, stays=stays_here)
        if isinstance(block, Table):
            return table(block, self.standard, landscape=turned) + GAP
        if isinstance(block, Grid):
            return grid(block, self.standard, landscape=turned) + GAP
        if isinstance(block, Cards):
            return GAP + cards(block, self.standard, landscape=turned) + GAP
        return self._line(block)

    def _line(self, block: Block) -> str:
        if isinstance(block, Contents):
            written = docx_text.contents(block, self.headings, self.pages)
        elif isinstance(block, Cover):
            width = millimetres(self.standard["page"]["text_width"])
            written = docx_text.cover(block, _cover_half_points(block, self.standard), width)
        elif isinstance(block, CutLine):
            written = docx_text.cut_line(block.text)
        elif isinstance(block, AnnexNames):
            written = annex_names(block, self.standard)
        elif isinstance(block, Annex):
            written = annex(block)
        elif isinstance(block, SignOff):
            written = sign_off(block, self.standard)
        elif isinstance(block, Imprint):
            written = imprint(block, self.standard) + GAP
        else:
            written = docx_text.page_break()
        return written

    def _drawing(self, part: Section, at: int) -> str:
        block = part.blocks[at]
        assert isinstance(block, Figure | Chart)  # noqa: S101 - said to the type checker
        kept, above, start = stays(part.blocks), 0, at
        while start and kept[start - 1]:
            start -= 1
            announces = part.blocks[start]
            if isinstance(announces, Heading | Paragraph | Annex):
                words = announces.title if isinstance(announces, Annex) else announces.text
                above += line_count(words, self.standard["body"]["characters"] - 2)
        picture = self.pictures[block]
        return drawing(
            picture,
            self.standard,
            landscape=part.landscape,
            caption=block.caption,
            above=float(above),
        )


def _cover_half_points(block: Cover, standard: Mapping[str, Any]) -> int:
    """The size at which the longest title line fits the type area."""
    longest = max((text_width(line) for line in block.title), default=1.0)
    fitting = _FILLED * standard["page"]["text_width"] / longest / MM_PER_POINT
    return int(2 * min(standard["sizes"]["cover_title"], fitting))
