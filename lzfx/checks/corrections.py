"""A return that is only a part, laid over the earlier one of its subject: whole again.

Corrections replace the rows they name and leave all others as they were; a file that lacks whole
parts, as a csv does, gets these from the earlier return. What is made here is checked like any
return; its rows have numbers beyond every sheet, by which they are told from cells of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lzfx.checks.context import Understood
from lzfx.checks.versions import named, paired
from lzfx.forms.characters import tidy
from lzfx.forms.kinds import shown, shown_text
from lzfx.forms.spec import FieldSpec, TableSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.cell import column_of
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import (
    Onto,
    Origin,
    Place,
    RawRow,
    RawSubmission,
    RawTable,
    Row,
    Submission,
)

MARK, CORRECTED = "change", "corrected"
"""The field whose value says of a row that it replaces one of the earlier return."""

_KEPT, _EDITED = "keep", "edit"
_FIRST = 5_000_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Completed:
    """A partial return made whole: `raw` to be checked and poured, `said` of how it was made.

    `rows` tells for each row of a table, in order, the file it stands in and its number there.
    """

    raw: RawSubmission
    earlier: Submission
    by_rows: bool
    rows: Mapping[str, Sequence[_Spot]]
    said: tuple[Finding, ...]
    _origins: Mapping[str, Origin] = field(default_factory=dict)

    def settled(self, whole: Submission) -> Submission:
        """The checked whole as it is taken in: rows counted from 1, with the file of each."""
        tables = {
            name: tuple(replace(row, number=at) for at, row in enumerate(rows, start=1))
            for name, rows in whole.tables.items()
        }
        rows = {name: dict(enumerate(spots, start=1)) for name, spots in self.rows.items()}
        own = {table.name for table in self.raw.tables if table.header_row}
        places = {name: place for name, place in whole.places.items() if name in own}
        onto = Onto(self.earlier.sha256, self.by_rows, self._origins, rows)
        return replace(whole, tables=tables, places=places, onto=onto)

    def placed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings at the cells of the files; of rows carried over only what is an error.

        What else there was to say of those was said when they came in.
        """
        for one in findings:
            params = {
                name: self._spot(value)[1] if name == "row" and self._is_ours(value) else value
                for name, value in one.params.items()
            }
            at = _CELL.fullmatch(one.where.cell)
            if at is None or not self._is_ours(int(at[2])):
                yield replace(one, params=params)
                continue
            sha256, _ = self._spot(int(at[2]))
            if sha256 == self.raw.sha256 or one.severity is Severity.ERROR:
                yield replace(one, where=self._cell(at[1], int(at[2])), params=params)

    def _is_ours(self, number: object) -> bool:
        return isinstance(number, int) and number >= _FIRST

    def _spot(self, number: object) -> _Spot:
        at = int(str(number)) - _FIRST
        return [spot for spots in self.rows.values() for spot in spots][at]

    def _cell(self, column: str, number: int) -> Where:
        """The cell of a row in the file it stands in, which may have its columns elsewhere."""
        sha256, row = self._spot(number)
        table = next(t for t in self.raw.tables for each in t.rows if each.number == number)
        if sha256 == self.raw.sha256:
            return Where(self.raw.file, table.sheet, f"{column}{row}")
        origin = self._origins[sha256]
        fields = {at: name for name, at in table.columns.items()}
        place = origin.places.get(table.name, Place(table.sheet, {}))
        return Where(
            origin.file,
            place.sheet,
            f"{place.columns.get(fields.get(column_of(column), ''), 'A')}{row}",
        )


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier return; `raw` are its cells where it was sent back, so that its faults stay."""

    whole: Submission
    raw: RawSubmission | None = None


def laid_over(seen: Understood, before: Before, *, by_rows: bool) -> Completed:
    """The part that was `seen`, whole: the rest comes from the return `before`.

    With `by_rows` a row of the part replaces the earlier row of its id, key, or key and text, and
    one that has no such row is added; else the tables of the part count as they are, and only
    tables and single cells that it does not have are carried over. Blanks in locked cells, in
    single cells and in rows of a fixed table are no answers: the earlier ones stay.
    """
    raw, earlier = seen.raw, before.whole
    tables: list[RawTable] = []
    rows: dict[str, list[_Spot]] = {}
    said: list[Finding] = []
    shifted: dict[tuple[str, int], int] = {}
    first = _FIRST
    for spec in seen.form.tables:
        located = raw.table(spec.name)
        columns = {each.name: at for at, each in enumerate(spec.fields, start=2)}
        table = located or RawTable(spec.name, spec.sheet, 0, columns, ())
        carries = by_rows or located is None
        merged = list(_merged(seen, spec, table, before if carries else None))
        if by_rows and not spec.fixed:
            said.extend(_said(seen, spec, table, earlier, merged))
        rows[spec.name] = [each.spot(raw.sha256, earlier, spec.name) for each in merged]
        made = [each.row(seen, spec, table, first + at) for at, each in enumerate(merged)]
        for each, row in zip(merged, made, strict=True):
            if each.own is not None:
                shifted[table.sheet, each.own.number] = row.number
        tables.append(replace(table, rows=tuple(made)))
        first += len(made)
    header, places = _header(seen, before)
    findings = tuple(_shifted(one, shifted) for one in raw.findings if not _carried_over(one, seen))
    whole = replace(
        raw, header=header, header_places=places, tables=tuple(tables), findings=findings
    )
    return Completed(whole, earlier, by_rows, rows, tuple(said), _origins(earlier))


@dataclass(frozen=True, slots=True)
class _Laid:
    """One row of the whole: the sender's, the earlier one, or the first instead of the second."""

    own: RawRow | None
    old: Row | None
    typed: Mapping[str, RawCell] | None = None
    mark: str = ""

    def spot(self, sha256: str, earlier: Submission, table: str) -> _Spot:
        """The file it stands in, and its number there."""
        if self.own is not None or self.old is None:
            return (sha256, self.own.number if self.own else 0)
        origin, number = earlier.origin(table, self.old.number)
        return (origin.sha256, number)

    def row(self, seen: Understood, spec: TableSpec, table: RawTable, number: int) -> RawRow:
        """Its cells, as if all of them stood in one row of the sender's sheet."""
        cells: dict[str, RawCell] = {}
        for each in spec.fields:
            cell = self._cell(seen, spec, each)
            if cell is not None:
                column = table.columns.get(each.name, len(spec.fields) + 2)
                cells[each.name] = replace(cell, row=number, column=cell.column or column)
        return RawRow(number, cells)

    def _cell(self, seen: Understood, spec: TableSpec, each: FieldSpec) -> RawCell | None:
        own = self.own.cells.get(each.name) if self.own else None
        if self.own is not None and each.name == MARK and self.mark == CORRECTED:
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
        before = self.old.values.get(MARK) if self.old else None
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
    pairs = paired(spec, old, mine, surely=True)
    raw = {row.number: row for row in table.rows}
    marks = {row.number: str(row.values.get(MARK) or "") for row in mine}
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
    at = _CELL.fullmatch(one.where.cell)
    number = numbers.get((one.where.sheet, int(at[2]))) if at else None
    if at is None or number is None:
        return one
    return replace(one, where=replace(one.where, cell=f"{at[1]}{number}"))


def _is_blank(cell: RawCell | None) -> bool:
    return cell is None or (cell.kind is CellKind.TEXT and not tidy(shown_text(cell)))


def _carried(value: object, spec: FieldSpec, seen: Understood) -> RawCell | None:
    """An earlier value as its sender would have typed it; its column is not known yet."""
    if value is None or value == ():
        return None
    return RawCell(0, 0, CellKind.TEXT, shown(value, seen.choices(spec)))  # type: ignore[arg-type]
