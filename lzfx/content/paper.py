"""Blocks for what is filled in by hand: boxes to write into, lines to cut at, sheets of cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a grid; it is as wide as the `span` columns it covers.

    A `label` is printed centred in the fonts of a head; `lines` is the room it keeps to write in,
    in lines of its text; `level` (1, 2, 3) tints it, the text says it in words.
    """

    text: str
    span: int = 1
    label: bool = False
    lines: float = 1.0
    level: int | None = None
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A form on paper: rows of boxes; the spans of each row add up to the number of `widths`.

    `widths` are shares of the type area. A row stays whole unless it is taller than a page.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]
    caption: str = ""
    landscape: bool = False
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line over the whole width with a word in it: where a stub or receipt is torn off."""

    text: str
    kind: str = "cut_line"


@dataclass(frozen=True, slots=True)
class Card:
    """A card of one post: what it is, whose, what it says, who signs. All fields are printed."""

    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards in the order they are printed, `across` x `down` on a page with marks to cut at.

    None is an empty place. Every place is of the same size; a card taller than its place is an
    error of the builder, never cut.
    """

    cards: tuple[Card | None, ...]
    across: int = 1
    down: int = 2
    kind: str = "cards"
