"""Which blocks of a document stand on upright pages and which on landscape ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lzfx.content.blocks import Block, Cover, Document, Heading, PageBreak, Paragraph, Table
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex
from lzfx.content.paper import Cards, Grid

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
        if isinstance(block, Table | Grid | Figure | Chart):
            found.update(range(_start(blocks, at), at))
        elif isinstance(block, Paragraph) and block.role == "note" and at:
            found.update({at - 1} if isinstance(blocks[at - 1], Paragraph) else ())
    return tuple(at in found for at in range(len(blocks)))


def _kinds(document: Document) -> list[str]:
    usual = "landscape" if document.landscape else "upright"
    kinds = [_kind_alone(block, usual) for block in document.blocks]
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table | Grid | Figure) and block.landscape:
            for near in range(_start(document.blocks, at), _end(document.blocks, at)):
                kinds[near] = "landscape"
    for at, block in enumerate(document.blocks):
        if isinstance(block, PageBreak) and at:
            kinds[at] = usual if kinds[at - 1] in {"cover", "sheets"} else kinds[at - 1]
    return kinds


def _kind_alone(block: Block, usual: str) -> str:
    if isinstance(block, Cover):
        return "cover"
    return "sheets" if isinstance(block, Cards) else usual


def _start(blocks: Sequence[Block], table: int) -> int:
    """The first block that moves to the page of the table at `table`."""
    at, length = table, 0
    while at and isinstance(block := blocks[at - 1], Paragraph):
        at, length = at - 1, length + len(block.text)
    if length > _TAKEN_ALONG or not (at and isinstance(blocks[at - 1], Heading | Annex)):
        return table
    while at and isinstance(blocks[at - 1], Heading):
        at -= 1
    return at - 1 if at and isinstance(blocks[at - 1], Annex) else at


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
