"""Answers of a return laid over a fresh issue, and findings moved to the rows they get there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lzfx.forms.characters import fold
from lzfx.forms.kinds import shown_text
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.cell import Cell, WholeCell
from lzfx.model.filling import Filling, Remark
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow, RawSubmission, RawTable

RowMap = Mapping[str, Mapping[int, int]]
"""By table: the sender's row number -> the refilled row, counted from 0."""

Sentences = Callable[[Finding], tuple[str, str]]
"""What a finding says, and what to do about it."""


def refill(form: FormSpec, base: Filling, raw: RawSubmission) -> tuple[Filling, RowMap]:
    """The fresh issue `base` with the sender's answers as typed; locked values stay the office's.

    A table that grows takes all rows of the return in their order; a fixed one keeps its issued
    rows and takes the open fields of the rows with the same key. A table the return does not have
    stays as issued.
    """
    header = {
        spec.name: base.header.get(spec.name, "") if spec.locked else _header_text(raw, spec.name)
        for spec in form.header
    }
    tables: dict[str, tuple[Mapping[str, str], ...]] = dict(base.tables)
    rows: dict[str, Mapping[int, int]] = {}
    for table in form.tables:
        located = raw.table(table.name)
        if located is None:
            continue
        if table.fixed:
            tables[table.name], rows[table.name] = _fixed(table, base, located)
        else:
            tables[table.name] = tuple(_texts(row) for row in located.rows)
            rows[table.name] = {row.number: at for at, row in enumerate(located.rows)}
    return replace(base, header=header, tables=tables), rows


def _header_text(raw: RawSubmission, name: str) -> str:
    cell = raw.header.get(name)
    return shown_text(cell) if cell else ""


def _texts(row: RawRow) -> Mapping[str, str]:
    return {name: shown_text(cell) for name, cell in row.cells.items()}


def _fixed(
    table: TableSpec, base: Filling, located: RawTable
) -> tuple[tuple[Mapping[str, str], ...], Mapping[int, int]]:
    """The issued rows with the open fields of the sender's rows of the same key."""
    issued = base.tables.get(table.name, ())
    places: dict[str, int] = {}
    for at, row in enumerate(issued):
        places.setdefault(_key(table, row), at)
    rows: dict[int, int] = {}
    refilled = [dict(row) for row in issued]
    for raw_row in located.rows:
        texts = _texts(raw_row)
        place = places.get(_key(table, texts))
        if place is None:
            continue
        rows[raw_row.number] = place
        refilled[place].update(
            {spec.name: texts.get(spec.name, "") for spec in table.fields if not spec.locked}
        )
    return tuple(refilled), rows


def _key(table: TableSpec, row: Mapping[str, str]) -> str:
    return "\n".join(fold(row.get(name, "")).upper() for name in table.key)


def remarks_of(
    form: FormSpec,
    raw: RawSubmission,
    findings: Iterable[Finding],
    sentences: Sentences,
    rows: RowMap,
) -> tuple[Remark, ...]:
    """The findings as remarks on the refilled copy, each with what the sender wrote there."""
    spots = _Spots(form, raw, rows)
    remarks = []
    for finding in findings:
        says, do = sentences(finding)
        table, row, field = spots.find(finding)
        found = spots.found(finding)
        remarks.append(Remark(finding.severity.value, says, do, table, row, field, found))
    return tuple(remarks)


@dataclass(frozen=True, slots=True)
class _Spots:
    """From the sender's cells back to tables, rows and fields."""

    form: FormSpec
    raw: RawSubmission
    rows: RowMap

    def find(self, finding: Finding) -> tuple[str, int | None, str]:
        """Table, refilled row and field a finding is about; empty where it is about none."""
        where, cell = finding.where, finding.where.cell
        header = self._header_field(where)
        if header:
            return "", None, header
        table = self._table_at(where)
        if cell is None or table is None or self._is_heading(table, where):
            named = self._named(table, str(finding.params.get("title", "")))
            return named[0], None, named[1]
        fields = {column: name for name, column in table.columns.items()}
        raw = self._row_at(where)
        row = self.rows.get(table.name, {}).get(raw.number) if raw else None
        return table.name, row, fields.get(cell.column, "")

    def found(self, finding: Finding) -> str:
        """What the sender wrote: the cell as he sees it, else what the finding quotes."""
        header = self._header_field(finding.where)
        if header and header in self.raw.header:
            return shown_text(self.raw.header[header])
        row = self._row_at(finding.where)
        for cell in row.cells.values() if row else ():
            if finding.where.cell and cell.column == finding.where.cell.column:
                return shown_text(cell)
        return str(finding.params.get("value", "") or "")

    def _header_field(self, where: Where) -> str:
        if not where.cell:
            return ""
        places = ((each.sheet, each.cell) for each in self.raw.header_places.values())
        by_place = dict(zip(places, self.raw.header_places, strict=True))
        return by_place.get((where.sheet, where.cell), "")

    def _is_heading(self, table: RawTable, where: Where) -> bool:
        return isinstance(where.cell, Cell) and where.cell.row <= table.header_row

    def _row_at(self, where: Where) -> RawRow | None:
        """The row of that cell; None where no row of a table has it."""
        table, cell = self._table_at(where), where.cell
        for row in table.rows if table and cell else ():
            if table and cell and table.cell(row.number, cell.column) == cell:
                return row
        return None

    def _table_at(self, where: Where) -> RawTable | None:
        """The table of that cell of the whole, else the one on its sheet.

        That is the table whose heading is the nearest above the cell, else the sheet's first.
        """
        row = where.cell.row if where.cell else 0
        if isinstance(where.cell, WholeCell):
            return next(
                (table for table in self.raw.tables for each in table.rows if each.number == row),
                None,
            )
        here = [table for table in self.raw.tables if table.sheet == where.sheet]
        above = [table for table in here if table.header_row <= row]
        return max(above, key=lambda table: table.header_row) if above else next(iter(here), None)

    def _named(self, table: RawTable | None, title: str) -> tuple[str, str]:
        """The field of that title: of the table where one is known, else of the header."""
        header = next((spec.name for spec in self.form.header if spec.title == title), "")
        if table is None:
            return "", header
        fields = self.form.table(table.name).fields
        field = next((spec.name for spec in fields if spec.title == title), "")
        return ("", header) if header and not field else (table.name, field)
