"""A foreign workbook as it was read: sparse typed cells with addresses, nothing judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CellKind(StrEnum):
    """What the file says a cell holds.

    DATE values are ISO texts (`2026-09-15` or `2026-09-15T08:30:00`); BOOL values are 0 or 1;
    ERROR values are the error text (`#REF!`); an UNCACHED cell is a formula whose result the
    file does not hold.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCACHED = "uncached"


class Unseen(StrEnum):
    """Why a person does not see what a cell holds: its colour, its size, its number format."""

    COLOUR = "colour"
    SIZE = "size"
    FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows of a value; not `sure` where programs do not show the same of it."""

    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class RawCell:
    """One non-empty cell; `row` and `column` count from 1 as the sender sees them.

    `value` is what the file stores; `shown` is what the sender sees, where that is another text.
    """

    row: int
    column: int
    kind: CellKind
    value: str | float | int
    formula: bool = False
    struck: bool = False
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text that lies on a sheet and stands in no cell: of a text box, a shape, a table in a cell.

    `row` and `column` are those of the cell it begins at, or 0 where the file does not say.
    """

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One worksheet: non-empty cells in reading order, merges as (top, left, bottom, right).

    By address: comments; `unseen` says why a cell is not seen; `beside` is the other text of a
    cell that holds two different ones. `drawn` are the texts that stand in no cell.
    """

    name: str
    visible: bool
    cells: tuple[RawCell, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)
    unseen: Mapping[str, Unseen] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    drawn: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class RawBook:
    """Everything an intake reader found: sheets, custom properties, defined names."""

    container: str
    sheets: tuple[RawSheet, ...]
    custom: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
