"""A return that is only a part, laid over the earlier one of its subject: whole again.

Corrections replace the rows they name and leave all others as they were; a file that lacks whole
parts, as a csv does, gets these from the earlier return. What is made here is checked like any
return; its rows are numbered through all its tables, and each tells the file it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from lzfx.checks.context import Understood
from lzfx.checks.versions import named, paired
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import tidy
from lzfx.forms.kinds import shown
from lzfx.forms.spec import CORRECTED, FieldSpec, TableSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.cell import Cell, WholeCell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import (
    CompletedFrom,
    Origin,
    Place,
    RawRow,
    RawSubmission,
    RawTable,
    Row,
    Stands,
    Submission,
)

_KEPT, _EDITED = "keep", "edit"


@dataclass(frozen=True, slots=True)
class Completed:
    """A partial return made whole: `raw` to be checked and refilled, `said` of how it was made."""

    raw: RawSubmission
    earlier: Submission
    by_rows: bool
    said: tuple[Finding, ...]
    _origins: Mapping[str, Origin] = field(default_factory=dict)

    def settled(self, whole: Submission) -> Submission:
        """The checked whole as it is taken in: rows counted from 1, with the file of each."""
        tables = {
            name: tuple(replace(row, number=at) for at, row in enumerate(rows, start=1))
            for name, rows in whole.tables.items()
        }
        rows: dict[str, dict[int, Stands]] = {table.name: {} for table in self.raw.tables}
        for table, stands in self._rows().values():
            rows[table.name][len(rows[table.name]) + 1] = stands
        own = {table.name for table in self.raw.tables if table.header_row}
        places = {name: place for name, place in whole.places.items() if name in own}
        onto = CompletedFrom(self.earlier.sha256, self.by_rows, self._origins, rows)
        return replace(whole, tables=tables, places=places, onto=onto)

    def placed(self, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
        """Each finding at the cells of the files, and as it is in the whole.

        Of rows carried over only what is an error: what else there was to say of those was said
        when they came in.
        """
        rows = self._rows()
        for one in findings:
            cell = one.where.cell
            if not isinstance(cell, WholeCell):
                yield one, one
                continue
            table, stands = rows[cell.row]
            if stands.sha256 == self.raw.sha256 or one.severity is Severity.ERROR:
                where = self._where(table, stands, cell.column)
                other = one.params.get("row")
                told = (
                    {"row": rows[other][1].row} if isinstance(other, int) and other in rows else {}
                )
                yield replace(one, where=where, params={**one.params, **told}), one

    def _rows(self) -> Mapping[int, tuple[RawTable, Stands]]:
        """Of each row of the whole the table, and where it stands."""
        return {
            row.number: (table, row.stands)
            for table in self.raw.tables
            for row in table.rows
            if row.stands
        }

    def _where(self, table: RawTable, stands: Stands, column: int) -> Where:
        """A cell of the whole in the file its row stands in; its column may be another there."""
        if stands.sha256 == self.raw.sha256:
            return Where(self.raw.file, table.sheet, Cell(stands.row, column))
        origin = self._origins[stands.sha256]
        place = origin.places.get(table.name, Place(table.sheet, {}))
        name = next((name for name, at in table.columns.items() if at == column), "")
        cell = Cell(stands.row, place.columns.get(name, 1))
        return Where(origin.file, place.sheet, cell)


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier return; `raw` are its cells where it was sent back, so that its faults stay.

    `numbers` are ids that its rows were given later, by the number of the row.
    """

    whole: Submission
    raw: RawSubmission | None = None
    numbers: Mapping[int, str] = field(default_factory=dict)


def laid_over(seen: Understood, before: Before, *, by_rows: bool) -> Completed:
    """The part that was `seen`, whole: the rest comes from the return `before`.

    With `by_rows` a row of the part replaces the earlier row of its id, key, or key and text, and
    one that has no such row is added; else the tables of the part count as they are, and only
    tables and single cells that it does not have are carried over. Blanks in locked cells, in
    single cells and in rows of a fixed table are no answers: the earlier ones stay.
    """
    raw, earlier = seen.raw, before.whole
    tables: list[RawTable] = []
    said: list[Finding] = []
    shifted: dict[tuple[str, int], int] = {}
    numbers = count(1)
    for spec in seen.form.tables:
        located = raw.table(spec.name)
        columns = {each.name: at for at, each in enumerate(spec.fields, start=2)}
        table = located or RawTable(spec.name, spec.sheet, 0, columns, ())
        carries = by_rows or located is None
        merged = list(_merged(seen, spec, table, before if carries else None))
        if by_rows and not spec.fixed:
            said.extend(_said(seen, spec, table, earlier, merged))
        made = [each.row(seen, spec, table, next(numbers), earlier) for each in merged]
        for each, row in zip(merged, made, strict=True):
            if each.own is not None:
                shifted[table.sheet, each.own.number] = row.number
        tables.append(replace(table, rows=tuple(made)))
    header, places = _header(seen, before)
    findings = tuple(_shifted(one, shifted) for one in raw.findings if not _carried_over(one, seen))
    whole = replace(
        raw, header=header, header_places=places, tables=tuple(tables), findings=findings
    )
    return Completed(whole, earlier, by_rows, tuple(said), _origins(earlier))


@dataclass(frozen=True, slots=True)
class _Laid:
    """One row of the whole: the sender's, the earlier one, or the first instead of the second."""

    own: RawRow | None
    old: Row | None
    typed: Mapping[str, RawCell] | None = None
    mark: str = ""

    def stands(self, sha256: str, earlier: Submission, table: str) -> Stands:
        """The file it stands in, and its number there."""
        if self.own is not None or self.old is None:
            return Stands(sha256, self.own.number if self.own else 0)
        origin, number = earlier.origin(table, self.old.number)
        return Stands(origin.sha256, number)

    def row(
        self, seen: Understood, spec: TableSpec, table: RawTable, number: int, earlier: Submission
    ) -> RawRow:
        """Its cells, as if all of them stood in one row of the sender's sheet."""
        cells: dict[str, RawCell] = {}
        for each in spec.fields:
            cell = self._cell(seen, spec, each)
            if cell is not None:
                column = table.columns.get(each.name, len(spec.fields) + 2)
                cells[each.name] = replace(cell, row=number, column=cell.column or column)
        return RawRow(number, cells, self.stands(seen.raw.sha256, earlier, spec.name))

    def _cell(self, seen: Understood, spec: TableSpec, each: FieldSpec) -> RawCell | None:
        own = self.own.cells.get(each.name) if self.own else None
        if self.own is not None and each.name == spec.mark and self.mark == CORRECTED:
            return self._instead_of_the_mark(seen, spec, each)
        stays = self.own is None or spec.fixed or each.locked
        if not stays or self.old is None or not _is_blank(own):
            return own
        if self.typed is None:
            return _carried(self.old.values.get(each.name), each, seen)
        typed = self.typed.get(each.name)
        return replace(typed, column=0) if typed else None

    def _instead_of_the_mark(
        self, seen: Understood, table: TableSpec, each: FieldSpec
    ) -> RawCell | None:
        """“Corrected” is about the two files; what the whole says is the answer about last year."""
        before = self.old.values.get(each.name) if self.old else None
        numbered = self.old is not None and any(
            self.old.values.get(spec.name)
            for spec in table.fields
            if spec.locked and spec.kind == "code"
        )
        if before == _KEPT or (numbered and before in {None, CORRECTED}):
            before = _EDITED
        return _carried(None if before == CORRECTED else before, each, seen)


def _merged(
    seen: Understood, spec: TableSpec, table: RawTable, before: Before | None
) -> Iterator[_Laid]:
    """The rows of the whole: the earlier ones in their order, replaced or not, then the new."""
    mine = seen.tables.get(spec.name, ())
    old = before.whole.tables.get(spec.name, ()) if before else ()
    sent_back = before.raw.table(spec.name) if before and before.raw else None
    typed = {row.number: row.cells for row in sent_back.rows} if sent_back else {}
    pairs = paired(spec, old, mine, surely=True, numbers=before.numbers if before else {})
    raw = {row.number: row for row in table.rows}
    marks = {row.number: str(row.values.get(spec.mark) or "") for row in mine}
    replaced = {each.number: number for number, each in pairs.items()}
    for each in old:
        number = replaced.get(each.number)
        if number is None:
            yield _Laid(None, each, typed.get(each.number))
        else:
            yield _Laid(raw[number], each, typed.get(each.number), marks[number])
    for row in mine:
        if row.number not in pairs:
            yield _Laid(raw[row.number], None, mark=marks[row.number])


def _said(
    seen: Understood, spec: TableSpec, table: RawTable, earlier: Submission, merged: list[_Laid]
) -> Iterator[Finding]:
    """How the part was laid over the earlier return, and which rows it took for new ones."""
    new = [each for each in merged if each.old is None and each.own is not None]
    corrected = sum(each.own is not None and each.old is not None for each in merged)
    params = {
        "other": earlier.file,
        "corrected": corrected,
        "new": len(new),
        "kept": len(merged) - corrected - len(new),
    }
    yield Finding(
        "corrections-laid-over", Where(seen.raw.file, table.sheet), params, Severity.ADVICE
    )
    mine = {row.number: row for row in seen.tables.get(spec.name, ())}
    for each in new:
        if each.own is not None and each.mark != "new":
            row = mine[each.own.number]
            where = seen.cell(spec.name, row, spec.key[-1] if spec.key else spec.fields[0].name)
            says = {"name": named(spec, row), "other": earlier.file}
            yield Finding("correction-of-nothing", where, says, Severity.QUERY)


def _header(seen: Understood, before: Before) -> tuple[Mapping[str, RawCell], Mapping[str, Where]]:
    """Single cells and their places; a carried one has no cell in this file."""
    header, places = dict(seen.raw.header), dict(seen.raw.header_places)
    for spec in seen.form.header:
        if _is_blank(header.get(spec.name)):
            known = seen.known.issued.header.get(spec.name) if spec.locked else None
            cell = _carried(known or before.whole.header.get(spec.name), spec, seen)
            if before.raw is not None and not known:
                cell = before.raw.header.get(spec.name)
            if cell is not None:
                header[spec.name] = cell
        places.setdefault(spec.name, Where(seen.raw.file))
    return header, places


def _origins(earlier: Submission) -> Mapping[str, Origin]:
    """The earlier file, and those it was itself completed from."""
    before = earlier.onto.origins if earlier.onto else {}
    return {**before, earlier.sha256: Origin(earlier.file, earlier.sha256, earlier.places)}


def _carried_over(one: Finding, seen: Understood) -> bool:
    """Whether a table's being missing needs no mention, because it was carried over."""
    missing = {spec.sheet for spec in seen.form.tables if seen.raw.table(spec.name) is None}
    return one.code == "table-missing" and one.params.get("table") in missing


def _shifted(one: Finding, numbers: Mapping[tuple[str, int], int]) -> Finding:
    """A finding of the sender's row, at the number it has in the whole."""
    cell = one.where.cell
    number = numbers.get((one.where.sheet, cell.row)) if cell else None
    if cell is None or number is None:
        return one
    return replace(one, where=replace(one.where, cell=WholeCell(number, cell.column)))


def _is_blank(cell: RawCell | None) -> bool:
    return cell is None or (cell.kind is CellKind.TEXT and not tidy(shown_text(cell)))


def _carried(value: object, spec: FieldSpec, seen: Understood) -> RawCell | None:
    """An earlier value as its sender would have typed it; its column is not known yet."""
    if value is None or value == ():
        return None
    return RawCell(0, 0, CellKind.TEXT, shown(value, seen.choices(spec)))  # type: ignore[arg-type]
