"""Which blocks of a document stand on upright pages and which on landscape ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from lzfx.content.blocks import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    only,
)
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Cards, CutLine, Grid

_TAKEN_ALONG = 300
"""Characters of text between a heading and its landscape table that move to the table's page."""


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring blocks on pages of one orientation.

    A cover is a section of its own, and so are `sheets`: cards, on pages with margins of their own.
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    cover: bool = False
    sheets: bool = False


def sections(document: Document) -> tuple[Section, ...]:
    """The document's blocks in order, cut where the orientation changes.

    What is landscape (a table, a grid, a figure) takes along the headings or the annex head and
    the short text right before it and the notes right after it, so that no upright page holds a
    heading alone.
    """
    kinds = _kinds(document)
    found = []
    for kind, pairs in groupby(zip(kinds, document.blocks, strict=True), lambda pair: pair[0]):
        blocks = _trimmed([block for _, block in pairs])
        if kind in {"cover", "sheets"}:
            cover = kind == "cover"
            found += [Section((block,), cover=cover, sheets=not cover) for block in blocks]
        elif blocks:
            found.append(Section(blocks, landscape=kind == "landscape"))
    return tuple(found)


def stays(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Of each block of a section, whether it must stand on the page of the next one.

    A heading and the short text under it stay with their table, grid or drawing, and notes with
    each other, so that no page ends with what announces a table and none begins with the last of
    several notes.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        match block:
            case Table() | Grid() | Figure() | Chart():
                found.update(range(_start(blocks, at), at))
            case Paragraph():
                if block.role == "note" and only(blocks[max(at - 1, 0) : at], Paragraph):
                    found.add(at - 1)
            case Heading() | Cover() | Contents() | PageBreak() | CutLine() | Cards():
                pass
            case Letterhead() | AnnexNames() | SignOff() | Annex() | Imprint():
                pass
            case _:
                assert_never(block)
    return tuple(at in found for at in range(len(blocks)))


def _kinds(document: Document) -> list[str]:
    usual = "landscape" if document.landscape else "upright"
    alone = [_kind_alone(block, usual) for block in document.blocks]
    kinds = list(alone)
    for at, kind in enumerate(alone):
        if kind == "landscape" != usual:
            for near in range(_start(document.blocks, at), _end(document.blocks, at)):
                kinds[near] = "landscape"
    for at, block in enumerate(document.blocks):
        if isinstance(block, PageBreak) and at:
            kinds[at] = usual if kinds[at - 1] in {"cover", "sheets"} else kinds[at - 1]
    return kinds


def _kind_alone(block: Block, usual: str) -> str:
    """The kind of page a block asks for, whatever stands beside it."""
    match block:
        case Cover():
            return "cover"
        case Cards():
            return "sheets"
        case Table() | Grid() | Figure():
            return "landscape" if block.landscape else usual
        case Heading() | Paragraph() | Contents() | PageBreak() | CutLine() | Chart():
            return usual
        case Letterhead() | AnnexNames() | SignOff() | Annex() | Imprint():
            return usual
        case _:
            assert_never(block)


def _start(blocks: Sequence[Block], table: int) -> int:
    """The first block that moves to the page of the table at `table`."""
    texts = _run_before(blocks, table, Paragraph)
    length = sum(len(text.text) for text in only(blocks[texts:table], Paragraph))
    headings = _run_before(blocks, texts, Heading)
    start = headings - len(only(blocks[max(headings - 1, 0) : headings], Annex))
    return table if length > _TAKEN_ALONG or start == texts else start


def _run_before(blocks: Sequence[Block], end: int, kind: type[Block]) -> int:
    """Where the run of blocks of one kind begins that ends before the block at `end`."""
    at = end
    while at and isinstance(blocks[at - 1], kind):
        at -= 1
    return at


def _end(blocks: Sequence[Block], table: int) -> int:
    """The block after the last note that stays below the table at `table`."""
    at = table + 1
    while at < len(blocks) and isinstance(note := blocks[at], Paragraph) and note.role == "note":
        at += 1
    return at


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without page breaks at the edges: a new section starts a new page anyway."""
    kept = [at for at, block in enumerate(blocks) if not isinstance(block, PageBreak)]
    return tuple(blocks[kept[0] : kept[-1] + 1]) if kept else ()
