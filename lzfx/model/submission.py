"""What came back: as read (`Raw...`), and as understood (`Row`, `Submission`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lzfx.model.book import RawCell
from lzfx.model.cell import Cell, SheetCell, WholeCell
from lzfx.model.finding import Finding, Where

Value = str | int | date | tuple[str, ...] | None
"""A typed value: text, whole number, day, codes of several choices, or nothing."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of an issued workbook: which form, for whom, of which campaign and issue."""

    form: str
    version: int
    subject: str
    campaign: str
    issue: int = 1


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a row of a whole that was made of two files stands: the file's hash, the row there."""

    sha256: str
    row: int


@dataclass(frozen=True, slots=True)
class RawRow:
    """One table row as read: its number on the sheet and its non-empty cells by field name.

    A row of a whole that was made of two files is numbered through all tables of the whole;
    `stands` then tells where it is to be found. None says that it stands where it was read.
    """

    number: int
    cells: Mapping[str, RawCell]
    stands: Stands | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A located table: where its heading is, and which column (from 1) holds which field."""

    name: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: tuple[RawRow, ...]

    @property
    def made(self) -> bool:
        """Whether its rows are those of a whole that was made of two files."""
        return bool(self.rows) and self.rows[0].stands is not None

    def cell(self, number: int, column: int) -> Cell | WholeCell:
        """The cell of that column in the row of that number."""
        return WholeCell(number, column) if self.made else Cell(number, column)


@dataclass(frozen=True, slots=True)
class RawSubmission:
    """A foreign workbook with its form's fields found in it; `findings` came up on the way.

    `header` holds the single cells by field name; `header_places` their cells, also when empty;
    `header_sheet` is the sheet they were sought on, empty when there is none.
    """

    file: str
    sha256: str
    container: str
    stamp: Stamp | None
    header: Mapping[str, RawCell]
    header_places: Mapping[str, Where]
    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...] = ()
    header_sheet: str = ""

    def table(self, name: str) -> RawTable | None:
        """Return the located table of that name, or None when the workbook has none."""
        return next((table for table in self.tables if table.name == name), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One understood row; `number` is still its row on the sender's sheet."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table lies in the sender's file: sheet, and columns (from 1) by field."""

    sheet: str
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that rows of a return stand in, and where its tables lie there."""

    file: str
    sha256: str
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class CompletedFrom:
    """The earlier return from which a partial one was completed.

    `by_rows` tells corrections, laid over it row by row, from a file that only lacks whole parts.
    `origins` are all earlier files that values were carried over from, by hash; `rows` gives for
    each row of a table where it stands.
    """

    sha256: str
    by_rows: bool
    origins: Mapping[str, Origin]
    rows: Mapping[str, Mapping[int, Stands]]


@dataclass(frozen=True, slots=True)
class Submission:
    """A return that passed: typed values, and the place of every one of them.

    One that was completed from an earlier return is whole; `onto` says what came from where.
    """

    stamp: Stamp
    file: str
    sha256: str
    header: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]
    places: Mapping[str, Place] = field(default_factory=dict)
    header_cells: Mapping[str, SheetCell] = field(default_factory=dict)
    onto: CompletedFrom | None = None

    def origin(self, table: str, number: int) -> tuple[Origin, int]:
        """The file in which a row stands, and its number on the sheet there."""
        own = Origin(self.file, self.sha256, self.places)
        if self.onto is None:
            return own, number
        stands = self.onto.rows[table][number]
        return self.onto.origins.get(stands.sha256, own), stands.row

    def header_place(self, name: str) -> Where:
        """The place of a single cell; only the file where its value has none in there."""
        at = self.header_cells.get(name)
        return Where(self.file, at.sheet, at.cell) if at else Where(self.file)
