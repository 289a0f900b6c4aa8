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


@dataclass(frozen=True, slots=True)
class RawCell:
    """One non-empty cell; `row` and `column` count from 1 as the sender sees them."""

    row: int
    column: int
    kind: CellKind
    value: str | float | int
    formula: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One worksheet: non-empty cells in reading order, merges as (top, left, bottom, right)."""

    name: str
    visible: bool
    cells: tuple[RawCell, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawBook:
    """Everything an intake reader found: sheets, custom properties, defined names."""

    container: str
    sheets: tuple[RawSheet, ...]
    custom: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
