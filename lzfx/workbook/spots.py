"""Findings at the cells of a marked copy: a fresh form counts other rows than the file came with.

What goes to a unit cites the copy it gets, so every finding is given its spot there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from lzfx.checks.copied import seen_text
from lzfx.checks.discreet import KEPT_BACK
from lzfx.forms.characters import fold
from lzfx.forms.layout import UNREAD_SHEET, answer_cell
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.forms.unread_list import line_of
from lzfx.model.cell import Cell, WholeCell
from lzfx.model.filling import Filling, Remark
from lzfx.model.finding import Finding, Spot, Where
from lzfx.model.said import said_as
from lzfx.model.submission import RawRow, RawSubmission, RawTable
from lzfx.workbook.refill import RowMap
from lzfx.workbook.text import shortened

Sentences = Callable[[Finding], tuple[str, str]]
"""What a finding says, and what to do about it."""

_NAMED = 24
"""Signs of a row's own words that are quoted at most."""


def spotted(
    form: FormSpec,
    refilled: Filling,
    raw: RawSubmission,
    findings: Iterable[Finding],
    rows: RowMap,
) -> tuple[Finding, ...]:
    """The findings of `raw`, each with its spot on the copy that `refilled` and `rows` are of."""
    lookup = _Lookup(form, raw, rows)
    return tuple(replace(one, spot=_spot(lookup, refilled, one)) for one in findings)


def remarks_of(
    form: FormSpec,
    raw: RawSubmission,
    findings: Iterable[Finding],
    sentences: Sentences,
    rows: RowMap,
) -> tuple[Remark, ...]:
    """The findings as remarks on the refilled copy, each with what the sender wrote there."""
    lookup = _Lookup(form, raw, rows)
    remarks = []
    for finding in findings:
        says, do = sentences(finding)
        if finding.spot and finding.spot.sheet == UNREAD_SHEET:
            line = line_of(finding.spot.cell)
            told = said_as(finding).value
            remarks.append(Remark(told, says, do, found=finding.spot.found, on_unread=line))
            continue
        table, row, field = lookup.find(finding)
        name = finding.spot.name if finding.spot else ""
        found = lookup.found(finding)
        if row is None and finding.spot and finding.spot.row:
            row = finding.spot.row - 1
        remarks.append(Remark(said_as(finding).value, says, do, table, row, field, found, name))
    return tuple(remarks)


def hidden_in_copy(
    form: FormSpec, raw: RawSubmission, findings: Iterable[Finding], rows: RowMap
) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, str]]]:
    """The rows and the columns of a copy that were hidden in the return."""
    lookup = _Lookup(form, raw, rows)
    hidden_rows: set[tuple[str, int]] = set()
    hidden_columns: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.code not in {"hidden-row", "hidden-column"}:
            continue
        table, row, field = lookup.find(finding)
        if table and finding.code == "hidden-row" and row is not None:
            hidden_rows.add((table, row))
        elif table and finding.code == "hidden-column" and field:
            hidden_columns.add((table, field))
    return frozenset(hidden_rows), frozenset(hidden_columns)


def _spot(lookup: _Lookup, refilled: Filling, finding: Finding) -> Spot:
    form = lookup.form
    table, row, field = lookup.find(finding)
    if row is None and table:
        row = _issued_row(form.table(table), refilled, str(finding.params.get("row_key", "")))
    at = answer_cell(form, table, row, field)
    sheet = form.table(table).sheet if table else at.sheet if at else ""
    specs = form.table(table).fields if table else form.header
    return Spot(
        sheet=sheet,
        cell=at.cell if at else None,
        row=row + 1 if row is not None else 0,
        name=_name(form.table(table), refilled, row) if row is not None else "",
        title=next((spec.title for spec in specs if spec.name == field), ""),
        found=lookup.found(finding),
        params=dict(_rows_meant(lookup, refilled, table, finding)),
    )


def _issued_row(table: TableSpec, refilled: Filling, key: str) -> int | None:
    """The row that a finding is about by its key, where the sender's file has no such row."""
    rows = refilled.tables.get(table.name, ()) if key else ()
    return next((at for at, row in enumerate(rows) if fold(row.get(table.key[0], "")) == key), None)


def _rows_meant(
    lookup: _Lookup, refilled: Filling, table: str, finding: Finding
) -> Iterator[tuple[str, object]]:
    """Another row that the sentence names: its number on the copy, and its own words."""
    other = finding.params.get("row")
    at = lookup.rows.get(table, {}).get(other) if isinstance(other, int) else None
    if at is not None:
        yield "row", at + 1
        yield "row_name", _name(lookup.form.table(table), refilled, at)


def _name(table: TableSpec, refilled: Filling, row: int) -> str:
    """A row's own words: its name, else the first text in it; cut where it is long."""
    rows = refilled.tables.get(table.name, ())
    texts = rows[row] if row < len(rows) else {}
    words = (" ".join(texts.get(spec.name, "").split()) for spec in _naming(table))
    return shortened(next((text for text in words if text), ""), _NAMED)


def _naming(table: TableSpec) -> Iterator[FieldSpec]:
    """The fields that tell a row from others, the one that reads best first."""
    fields = {spec.name: spec for spec in table.fields}
    keys = [fields[name] for name in reversed(table.key) if name in fields]
    yield from (spec for spec in keys if spec.kind != "code" and not spec.private)
    lines = (spec for spec in table.fields if spec.kind in {"line", "text"})
    yield from (spec for spec in lines if not spec.private)
    yield from keys


class _Lookup:
    """From the sender's cells back to tables, rows and fields."""

    def __init__(self, form: FormSpec, raw: RawSubmission, rows: RowMap) -> None:
        self.form = form
        self.rows = rows
        self._raw = raw
        self._header = {
            (each.sheet, each.cell): name for name, each in raw.header_places.items() if each.cell
        }
        self._by_number: dict[str, Mapping[int, RawRow]] = {}

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
        """What the sender wrote: the cell as he sees it, else what the finding quotes.

        A private answer is not repeated.
        """
        table, _, field = self.find(finding)
        specs = self.form.table(table).fields if table else self.form.header
        if any(spec.private for spec in specs if spec.name == field):
            return KEPT_BACK
        header = self._header_field(finding.where)
        if header and header in self._raw.header:
            return seen_text(self._raw.header[header])
        row = self._row_at(finding.where)
        for cell in row.cells.values() if row else ():
            if finding.where.cell and cell.column == finding.where.cell.column:
                return seen_text(cell)
        return str(finding.params.get("value", "") or "")

    def _header_field(self, where: Where) -> str:
        return self._header.get((where.sheet, where.cell), "") if where.cell else ""

    def _is_heading(self, table: RawTable, where: Where) -> bool:
        return isinstance(where.cell, Cell) and where.cell.row <= table.header_row

    def _row_at(self, where: Where) -> RawRow | None:
        """The row of that cell; None where no row of a table has it."""
        table, cell = self._table_at(where), where.cell
        if table is None or cell is None:
            return None
        row = self._rows_of(table).get(cell.row)
        same = row is not None and table.cell(row.number, cell.column) == cell
        return row if same else None

    def _rows_of(self, table: RawTable) -> Mapping[int, RawRow]:
        """The rows of a table by number."""
        if table.name not in self._by_number:
            self._by_number[table.name] = {row.number: row for row in table.rows}
        return self._by_number[table.name]

    def _table_at(self, where: Where) -> RawTable | None:
        """The table of that cell of the whole, else the one on its sheet.

        That is the table whose heading is the nearest above the cell, else the sheet's first.
        """
        row = where.cell.row if where.cell else 0
        if isinstance(where.cell, WholeCell):
            return next((table for table in self._raw.tables if row in self._rows_of(table)), None)
        here = [table for table in self._raw.tables if table.sheet == where.sheet]
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
