"""The content model: what a printed document is made of, whatever format it comes out in.

Pure data. Builders in `lzfx.documents` make a `Document`; renderers in `lzfx.render` (pdf,
docx, html) and `lzfx.workbook` (xlsx) only walk it. `plain` gives the tree as JSON-ready values.
A document that does not bring its title itself (`titled`) has it printed above its first block by
the renderer. The blocks of letters, of papers to fill in and of drawings are in modules of their
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal, TypeVar, assert_never

from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.palette import LEVEL_TINTS
from lzfx.content.paper import Card, Cards, CutLine, Grid

MODEL_VERSION = 3
"""Raised whenever a block gains, loses or changes a field."""

Align = Literal["left", "center"]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part (centred), 2 is 一、, 3 is （一）. The text is complete."""

    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `body` is indented by two characters, the other roles look as they are called.

    A `title` looks like the document's title, but no table of contents lists it.
    """

    text: str
    role: Literal["body", "flush", "centered", "note", "title"] = "body"
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` is a share of the type area, not a length."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `level` tints it in the level's colour, the text says it in words."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page.

    `merge` names the column indexes whose equal neighbours downwards are one cell on paper; a
    column merges only inside the merged cell of the one before it. A PDF cuts such cells at page
    breaks and marks them （续）, Word merges them on one page only, a workbook never.
    `landscape` puts it on landscape pages of its own. A `wide` table is for reading on a screen:
    the widths of its columns are hundredths of a page, as many pages as they add up to, and the
    first `frozen` of them stay in sight while the others are scrolled.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    merge: tuple[int, ...] = ()
    landscape: bool = False
    caption: str = ""
    wide: bool = False
    frozen: int = 0
    kind: str = "table"

    def runs(self, column: int) -> tuple[tuple[int, int], ...]:
        """The (first row, number of rows) that column shows as one cell each; they cover all rows.

        Every row is a run of its own in a column that does not merge.
        """
        if column not in self.merge:
            return tuple((row, 1) for row in range(len(self.rows)))
        compared = self.merge[: self.merge.index(column) + 1]
        starts = [
            row
            for row, cells in enumerate(self.rows)
            if row == 0 or any(cells[at] != self.rows[row - 1][at] for at in compared)
        ]
        return tuple((start, end - start) for start, end in pairwise((*starts, len(self.rows))))


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover page: title lines large and centred, facts below, issuer and date at the foot."""

    title: tuple[str, ...]
    facts: tuple[str, ...]
    issuer: str
    date: str
    kind: str = "cover"


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, with right page numbers, of headings up to `depth`."""

    title: str
    depth: int = 2
    kind: str = "contents"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page."""

    kind: str = "page_break"


LetterBlock = Letterhead | AnnexNames | SignOff | Annex | Imprint
PaperBlock = Grid | CutLine | Cards
DrawingBlock = Figure | Chart
TextBlock = Heading | Paragraph | Table | Cover | Contents | PageBreak
Block = TextBlock | LetterBlock | PaperBlock | DrawingBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: the name of its file, its title, its blocks in order, its edition.

    `landscape` documents (lists) are landscape throughout; others portrait with landscape tables.
    `date` is the date of the document, `2011-09-30` or `2011年9月30日`; `facts` are not printed,
    they go into the file's properties. `tints` are the shades of the levels, RRGGBB. A draft has a
    `mark` that stands at the head of every page and in the names of its files; what must not be
    taken for a document at all has it `across` the pages, too.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    author: str
    date: str
    landscape: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    tints: Mapping[int, str] = field(default_factory=lambda: LEVEL_TINTS)
    mark: str = ""
    across: bool = False


def plain(document: Document) -> dict[str, object]:
    """The document as JSON-ready values: the typst input, the debug file and the test oracle."""
    tree = asdict(document)
    del tree["tints"]  # how it looks, not what it says
    return {"version": MODEL_VERSION, **tree}


def day(document: Document) -> date:
    """The date of the document; ValueError when `date` names no day."""
    numbers = re.findall(r"\d+", document.date)
    if len(numbers) != 3:  # noqa: PLR2004 - year, month, day
        raise ValueError(f"no date of a document: {document.date!r}")
    year, month, of_month = map(int, numbers)
    return date(year, month, of_month)


def only(blocks: Iterable[object], kind: type[Kind]) -> tuple[Kind, ...]:
    """Those of the blocks that are of that kind, in order.

    Whoever treats every block, each kind in its own way, matches on all kinds instead and ends
    with `assert_never`, so that mypy names the place when there is a further kind.
    """
    return tuple(block for block in blocks if isinstance(block, kind))


def titled(document: Document) -> bool:
    """Whether the document brings its title itself: in a cover or a letterhead, or on its cards.

    One that begins with an annex has that annex's title.
    """
    return any(_brings_title(block, first=at == 0) for at, block in enumerate(document.blocks))


def _brings_title(block: Block, *, first: bool) -> bool:
    match block:
        case Cover() | Letterhead():
            return True
        case Cards() | Annex():
            return first
        case Heading() | Paragraph() | Table() | Contents() | PageBreak() | AnnexNames():
            return False
        case SignOff() | Imprint() | Grid() | CutLine() | Figure() | Chart():
            return False
        case _:
            assert_never(block)


def strings(document: Document, *, drawings: bool = True) -> Iterator[str]:
    """Every text the document prints, in order; merged and repeated cells as often as they are.

    Without `drawings` only their captions.
    """
    if not titled(document):
        yield document.title
    for block in document.blocks:
        yield from (text for text in _texts(block, drawings=drawings) if text)


def _texts(block: Block, *, drawings: bool) -> Iterator[str]:  # noqa: C901, PLR0912 - a case a kind
    match block:
        case Heading() | Paragraph() | CutLine():
            yield block.text
        case Contents() | Annex():
            yield block.title
        case Cover():
            yield from (*block.title, *block.facts, block.issuer, block.date)
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            yield from (cell.text for cells in block.rows for cell in cells)
        case Grid():
            yield block.caption
            yield from (box.text for boxes in block.rows for box in boxes)
        case Cards():
            for card in only(block.cards, Card):
                yield from _card_texts(card)
        case Figure():
            yield from (block.caption, *(block.says if drawings else ()))
        case Chart():
            yield from (block.caption, *(_chart_texts(block) if drawings else ()))
        case Letterhead():
            yield from (block.copy_number, block.secrecy, block.urgency, block.mark, block.number)
            yield from (block.signer, *block.title, block.recipients)
        case AnnexNames():
            yield from block.names
        case SignOff():
            yield from (block.issuer, block.date, block.note)
        case Imprint():
            yield from (block.copies_to, block.printer, block.printed_on)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _card_texts(card: Card) -> Iterator[str]:
    yield from (card.title, card.number)
    yield from (text for fact in card.facts for text in fact)
    yield from (*card.paragraphs, *card.foot)


def _chart_texts(chart: Chart) -> Iterator[str]:
    yield from (*chart.categories, *(series.name for series in chart.series))
