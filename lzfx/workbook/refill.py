"""Answers of a return laid over a fresh issue.

A marked copy is a fresh form of ours and no patched copy of the sender's own file: it can be made
of any kind of file, it brings back locks, drop-downs, identity and the issued order, and it sends
no macros, links or broken layout back to the unit that is asked to mend them. What a fresh form
cannot hold is never dropped and never guessed: see `Refilled.unknown` and `Refilled.placed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lzfx.checks.copied import copied_text, is_known
from lzfx.forms.characters import fold
from lzfx.forms.kinds import answer_text
from lzfx.forms.spec import Choice, FieldSpec, FormSpec, TableSpec
from lzfx.model.book import RawCell
from lzfx.model.filling import Filling
from lzfx.model.submission import RawRow, RawSubmission, RawTable

RowMap = Mapping[str, Mapping[int, int]]
"""By table: the sender's row number -> the refilled row, counted from 0."""

Choices = Callable[[FieldSpec], tuple[Choice, ...]]

At = tuple[str, int | None, str]
"""An answer of the copy: table (empty for a single cell), row counted from 0, field."""


def own_choices(spec: FieldSpec) -> tuple[Choice, ...]:
    """The choices that a field has by its definition alone."""
    return spec.choices


@dataclass(frozen=True, slots=True)
class Refilled:
    """A copy of a return: what it says, and what became of each cell of the return.

    `unknown` are its answers that stay empty because nobody knows what was written there. `placed`
    are the cells of the return, by sheet, row and column, that the copy has as they were or that
    its list quotes; whatever else the return holds has no place in the form. `restored` are cells
    in whose place the copy has what was issued. `struck` are answers that were struck through.
    """

    filling: Filling
    rows: RowMap = field(default_factory=dict)
    unknown: frozenset[At] = frozenset()
    placed: frozenset[tuple[str, int, int]] = frozenset()
    restored: frozenset[tuple[str, int, int]] = frozenset()
    struck: frozenset[At] = frozenset()

    def text(self, at: At) -> str:
        """What the copy says there."""
        table, row, name = at
        if not table:
            return self.filling.header.get(name, "")
        return self.filling.tables[table][row or 0].get(name, "")


def refill(
    form: FormSpec, base: Filling, raw: RawSubmission, choices: Choices = own_choices
) -> Refilled:
    """The fresh issue `base` with the sender's answers as typed; locked values stay the office's.

    A table that grows takes all rows of the return in their order, but none of which nothing is
    known; a fixed one keeps its issued rows and takes the open fields of the first row with the
    same key. A table the return does not have stays as issued.
    """
    made = _Refill(raw, choices)
    header = {}
    for spec in form.header:
        cell = raw.header.get(spec.name)
        issued = base.header.get(spec.name, "") if spec.locked else None
        header[spec.name] = made.take(
            ("", None, spec.name), spec, cell, (raw.header_sheet, cell.row if cell else 0), issued
        )
    tables: dict[str, tuple[Mapping[str, str], ...]] = dict(base.tables)
    for table in form.tables:
        located = raw.table(table.name)
        if located is None:
            continue
        if table.fixed:
            tables[table.name] = made.fixed(table, base, located)
        else:
            tables[table.name] = made.growing(table, located)
    return Refilled(
        replace(base, header=header, tables=tables),
        made.rows,
        frozenset(made.unknown),
        frozenset(made.placed),
        frozenset(made.restored),
        frozenset(made.struck),
    )


class _Refill:
    """What was taken over so far."""

    def __init__(self, raw: RawSubmission, choices: Choices) -> None:
        self._raw = raw
        self._choices = choices
        self.rows: dict[str, Mapping[int, int]] = {}
        self.unknown: set[At] = set()
        self.placed: set[tuple[str, int, int]] = set()
        self.restored: set[tuple[str, int, int]] = set()
        self.struck: set[At] = set()

    def take(
        self,
        at: At,
        spec: FieldSpec,
        cell: RawCell | None,
        source: tuple[str, int],
        issued: str | None = None,
    ) -> str:
        """The text for an answer; `source` is the sheet and row of its cell in the return.

        Where something was `issued` that stays, and the cell counts as placed if it says the same.
        """
        if cell is None:
            return issued or ""
        text = copied_text(cell, spec, self._choices(spec))
        here = (source[0], source[1], cell.column)
        if issued is not None:
            as_issued = fold(issued) == fold(answer_text(cell, spec))
            (self.placed if as_issued else self.restored).add(here)
            return issued
        self.placed.add(here)
        if text is None:
            self.unknown.add(at)
            return ""
        if cell.struck:
            self.struck.add(at)
        return text

    def growing(self, table: TableSpec, located: RawTable) -> tuple[Mapping[str, str], ...]:
        """All rows of which anything is known, in their order."""
        known = [row for row in located.rows if any(map(is_known, row.cells.values()))]
        self.rows[table.name] = {row.number: at for at, row in enumerate(known)}
        return tuple(
            {
                name: self.take(
                    (table.name, at, name), table.field(name), cell, self._at(located, row)
                )
                for name, cell in row.cells.items()
            }
            for at, row in enumerate(known)
        )

    def fixed(
        self, table: TableSpec, base: Filling, located: RawTable
    ) -> tuple[Mapping[str, str], ...]:
        """The issued rows with the open fields of the sender's rows of the same key."""
        issued = base.tables.get(table.name, ())
        places: dict[str, int] = {}
        for number, row in enumerate(issued):
            places.setdefault(_key(table, row), number)
        rows: dict[int, int] = {}
        refilled = [dict(row) for row in issued]
        for raw_row in located.rows:
            texts = {
                name: answer_text(cell, table.field(name)) for name, cell in raw_row.cells.items()
            }
            # Of two rows with one key the second has no place: it must not overwrite the first.
            place = places.pop(_key(table, texts), None)
            if place is None:
                continue
            rows[raw_row.number] = place
            for spec in table.fields:
                locked = issued[place].get(spec.name, "") if spec.locked else None
                cell = raw_row.cells.get(spec.name)
                at = (table.name, place, spec.name)
                text = self.take(at, spec, cell, self._at(located, raw_row), locked)
                refilled[place][spec.name] = text
        self.rows[table.name] = rows
        return tuple(refilled)

    def _at(self, table: RawTable, row: RawRow) -> tuple[str, int]:
        """Where a row stands in this file; nowhere for one that was carried over from another."""
        if row.stands is None:
            return table.sheet, row.number
        return table.sheet, row.stands.row if row.stands.sha256 == self._raw.sha256 else 0


def _key(table: TableSpec, row: Mapping[str, str]) -> str:
    return "\n".join(fold(row.get(name, "")).upper() for name in table.key)
