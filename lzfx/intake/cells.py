"""The cells of a sheet as a reader finds them: in any order, but each place only once."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import lt
from typing import Any, NoReturn

from lzfx.intake.bounded import Limits, Refused
from lzfx.model.book import CellKind, RawCell, Shown, Unseen
from lzfx.model.cell import Cell, column_of

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_WIDTH = 1 << 15

ERROR_TEXT = re.compile(
    r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?|Err:\d{3}|#ERR\w*!?"
)
"""The text of a failed formula, where a file holds only the text."""


class Tally:
    """Counts over a whole workbook, refusing what goes above the caps."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = 0
        self.values = 0

    def add_elements(self, count: int) -> None:
        """Count cell elements, filled or not."""
        self.elements += count
        if self.elements > self.limits.cell_elements:
            raise Refused("too-many-cells", {"limit": self.limits.cell_elements})

    def add_values(self, count: int) -> None:
        """Count cells that hold something."""
        self.values += count
        if self.values > self.limits.values:
            raise Refused("too-many-cells", {"limit": self.limits.values})


class Cells:
    """The non-empty cells of one sheet; by address, those not seen and second texts."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self._sheet = sheet
        self._rows = limits.rows
        self._columns = limits.columns
        self._text_length = limits.text_length
        self._begun: tuple[list[int], list[RawCell]] = ([], [])
        self._put: dict[int, RawCell] | None = None
        self._last = 0
        self._sorted = True
        self.unseen: dict[str, Unseen] = {}
        self.beside: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._found)

    @property
    def _found(self) -> dict[int, RawCell]:
        """All cells by place; made on demand, as many sheets are complete after one `put_all`."""
        if self._put is None:
            self._put = dict(zip(*self._begun, strict=True))
        return self._put

    def put(  # noqa: PLR0913, PLR0917 - one cell has seven facts, by position because it is the hot call
        self,
        row: int,
        column: int,
        kind: CellKind,
        value: str | float,
        formula: bool = False,  # noqa: FBT001, FBT002
        struck: bool = False,  # noqa: FBT001, FBT002
        shown: Shown | None = None,
    ) -> None:
        """Keep a cell; refuses one outside the grid, too long, or given twice differently."""
        if not (0 < row <= self._rows and 0 < column <= self._columns):
            raise Refused("out-of-grid", sheet=self._sheet, cell=Cell(row, column))
        if isinstance(value, str) and len(value) > self._text_length:
            self.too_long(row, column)
        key = row * _WIDTH + column
        if shown is not None:
            shown = self.seen(row, column, shown)
        cell = RawCell(row, column, kind, value, formula, struck, shown)
        if key > self._last:
            self._last = key
        else:
            self._sorted = False
            if self._found.get(key, cell) != cell:
                raise Refused("cell-given-twice", sheet=self._sheet, cell=Cell(row, column))
        self._found[key] = cell

    def put_all(  # noqa: PLR0913, PLR0917 - as many facts, by position
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        kinds: Sequence[CellKind],
        values: Sequence[str | float],
        struck: Sequence[bool],
        shown: Sequence[Shown | None],
    ) -> None:
        """Keep many cells without formulas; all at once where they are in order and in bounds."""
        keys = [row * _WIDTH + column for row, column in zip(rows, columns, strict=True)]
        if not keys:
            return
        in_order = not self._last and all(map(lt, keys, keys[1:]))
        in_grid = rows[0] > 0 and rows[-1] <= self._rows and max(columns) <= self._columns
        if in_order and in_grid and "" not in values:
            plain = repeat(False)  # noqa: FBT003 - none is a formula
            facts = (rows, columns, kinds, values, plain, struck, shown)
            self._begun = keys, cells_of(len(keys), facts)
            self._last = keys[-1]
            return
        for row, column, kind, value, through, seen in zip(
            rows, columns, kinds, values, struck, shown, strict=True
        ):
            if value != "":
                self.put(row, column, kind, value, False, through, seen)  # noqa: FBT003

    def seen(self, row: int, column: int, shown: Shown) -> Shown | None:
        """What a cell shows; a value that its number format shows as nothing is noted as unseen."""
        if shown.text:
            return shown
        self.unseen.setdefault(Cell(row, column).text, Unseen.FORMAT)
        return None

    def too_long(self, row: int, column: int) -> NoReturn:
        """Refuse a text no cell can hold."""
        raise Refused(
            "text-too-long", {"limit": self._text_length}, sheet=self._sheet, cell=Cell(row, column)
        )

    def in_order(self) -> tuple[RawCell, ...]:
        """All cells, row by row."""
        if self._put is None:
            return tuple(self._begun[1])
        if self._sorted:
            return tuple(self._found.values())
        return tuple(map(self._found.__getitem__, sorted(self._found)))


def cells_of(count: int, facts: Iterable[Iterable[object]]) -> list[RawCell]:
    """`count` cells from columns of their fields; three times as fast as `map(RawCell, ...)`.

    A frozen record sets its fields by one call each; here one call sets a field of all cells.
    """
    cells = list(map(object.__new__, repeat(RawCell, count)))
    for name, values in zip(RawCell.__slots__, facts, strict=True):
        deque(map(getattr(RawCell, name).__set__, cells, values), maxlen=0)
    return cells


def facts_of(cells: Sequence[RawCell]) -> list[list[Any]]:
    """The fields of the cells as columns, in the order of the record."""
    return [list(map(getattr(RawCell, name).__get__, cells)) for name in RawCell.__slots__]


def place(reference: str) -> tuple[int, int]:
    """Row and column of `C17`; (0, 0) for anything that is no reference."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    return int(match[2]), column_of(match[1].upper())


def area(reference: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of `A1:B2`, whichever corners were written; None for no area."""
    first, _, second = reference.replace("$", "").partition(":")
    (row1, column1), (row2, column2) = place(first), place(second or first)
    if not row1 or not row2:
        return None
    return min(row1, row2), min(column1, column2), max(row1, row2), max(column1, column2)


def within(spans: Sequence[range], last: int) -> frozenset[int]:
    """The numbers in the spans up to `last`, the last row or column that is filled."""
    found: list[int] = []
    reached = 0
    for span in sorted(spans, key=lambda span: span.start):
        found += range(max(span.start, reached), min(span.stop, last + 1))
        reached = max(reached, span.stop)
    return frozenset(found)
