"""A list of very many rows cut into parts that are set one by one and bound into one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring blocks of a document as a document; every part begins a page.

    `goes_on` are the columns in which the first row of its first table goes on with the merged
    cell of the part before. The `first` part has the title.
    """

    document: Document
    first: bool
    goes_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    table: Table
    goes_on: tuple[int, ...]
    begins: bool


def is_long(document: Document, most: int) -> bool:
    """Whether it is a landscape list, of texts and tables alone, of more than `most` rows."""
    rows = sum(len(table.rows) for table in only(document.blocks, Table))
    return document.landscape and rows > most and all(map(_in_lists, document.blocks))


def _in_lists(block: Block) -> bool:
    """Whether a list that is set in parts may hold such a block."""
    match block:
        case Heading() | Paragraph() | Table() | PageBreak():
            return True
        case Cover() | Contents() | Letterhead() | AnnexNames() | SignOff() | Annex() | Imprint():
            return False
        case Grid() | CutLine() | Cards() | Figure() | Chart():
            return False
        case _:
            assert_never(block)


def parts(document: Document, most: int) -> tuple[Part, ...]:
    """The document in parts of at most `most` rows, nothing left out, nothing twice.

    Tables are cut where the first merged column changes; inside a cell that is too long for a
    part, where the next merged column does; and where none does, between any two rows.
    """
    found: list[Part] = []
    held: list[Block] = []
    goes_on: tuple[int, ...] = ()

    def close(blocks: Sequence[Block]) -> None:
        part = replace(document, blocks=tuple(blocks))
        found.append(Part(part, first=not found, goes_on=goes_on))

    for block in document.blocks:
        if not isinstance(block, Table):
            held.append(block)
            continue
        for piece in _pieces(block, most):
            rows = sum(len(table.rows) for table in only(held, Table))
            if rows and (not piece.begins or rows + len(piece.table.rows) > most):
                end = _end_of_last_table(held) if piece.begins else len(held)
                close(held[:end])
                held = held[end:]
                goes_on = piece.goes_on
            held.append(piece.table)
    close(held)
    return tuple(found)


def _end_of_last_table(blocks: Sequence[Block]) -> int:
    """Where what belongs to the last table ends: before the heading of the next one."""
    last = max(at for at, block in enumerate(blocks) if isinstance(block, Table))
    headings = (at for at in range(last, len(blocks)) if isinstance(blocks[at], Heading))
    return next(headings, len(blocks))


def _pieces(table: Table, most: int) -> Iterator[_Piece]:
    starts = {column: {start for start, _ in table.runs(column)} for column in table.merge}
    cuts = [0, *_cuts(len(table.rows), [starts[column] for column in table.merge], most)]
    for start, end in zip(cuts, [*cuts[1:], len(table.rows)], strict=True):
        goes_on = tuple(column for column in table.merge if start and start not in starts[column])
        rows = table.rows[start:end]
        caption = "" if start else table.caption
        yield _Piece(replace(table, rows=rows, caption=caption), goes_on, begins=not start)


def _cuts(rows: int, borders: Sequence[set[int]], most: int) -> Iterator[int]:
    """The first row of every piece but the first; pieces are about equally long."""
    pieces = -(-rows // most)
    wanted = -(-rows // pieces) if pieces else 0
    at = 0
    while rows - at > most:
        near = range(at + wanted // 2 + 1, at + most + 1)
        choices = ([row for row in near if row in own] for own in borders)
        best = next((rows_here for rows_here in choices if rows_here), [at + wanted])
        at = min(best, key=lambda row: abs(row - at - wanted))
        yield at
