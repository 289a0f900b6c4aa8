"""A form as tables of the ledger: their columns, their SQL, how a value is stored and restored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lzfx.forms.kinds import KINDS
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import Value

Stored = str | int | None


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The table that holds one table of a form, or its single cells (`part` is then empty)."""

    name: str
    part: str
    fields: tuple[FieldSpec, ...]

    @property
    def columns(self) -> Mapping[str, str]:
        """SQL type by column, without the keys `submission` and `row_number`."""
        return {spec.name: KINDS[spec.kind].sql for spec in self.fields}

    @property
    def create(self) -> str:
        """The statement that makes it; names come from definitions whose names are checked."""
        keys = ["submission INTEGER NOT NULL REFERENCES submission(id)"]
        keys += ["row_number INTEGER NOT NULL"] if self.part else []
        primary = "submission, row_number" if self.part else "submission"
        columns = [f'"{name}" {sql}' for name, sql in self.columns.items()]
        body = ", ".join((*keys, *columns, f"PRIMARY KEY ({primary})"))
        return f'CREATE TABLE "{self.name}" ({body}) STRICT'


def ledger_tables(form: FormSpec) -> tuple[LedgerTable, ...]:
    """The tables of a form, that of its single cells first if it has any."""
    header = (LedgerTable(f"{form.name}__header", "", form.header),) if form.header else ()
    rows = (
        LedgerTable(f"{form.name}__{table.name}", table.name, table.fields) for table in form.tables
    )
    return (*header, *rows)


def stored_value(value: Value) -> Stored:
    """A typed value as the ledger keeps it: days as ISO text, several codes as a JSON list."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return value


def restored_value(spec: FieldSpec, value: Stored) -> Value:
    """The typed value of a stored one."""
    if value is None:
        return None
    if spec.kind == "choices":
        return tuple(json.loads(str(value)))
    if spec.kind == "date":
        return date.fromisoformat(str(value))
    return value


def evolution_faults(file: str, old: FormSpec, new: FormSpec) -> Iterator[Finding]:
    """Why `new` cannot follow `old` in the same tables; nothing when it can.

    Fields, choices and tables may be added. None may go or be renamed, and no field may change its
    kind, because returns taken in under `old` must stay readable. The version must rise when a
    field is added, because earlier returns do not have it.
    """
    where = Where(file)
    later = {table.name: _by_name(table) for table in ledger_tables(new)}
    earlier = {table.name: _by_name(table) for table in ledger_tables(old)}
    for table, fields in earlier.items():
        for name, spec in fields.items():
            now = later.get(table, {}).get(name)
            params = {"field": spec.title, "version": old.version}
            if now is None:
                yield Finding("definition-field-gone", where, params)
            elif now.kind != spec.kind:
                yield Finding("definition-kind-changed", where, params)
            elif gone := _labels_gone(spec, now):
                yield Finding("definition-choice-gone", where, {**params, "value": gone})
    added = "、".join(
        spec.title
        for table, fields in later.items()
        for name, spec in fields.items()
        if name not in earlier.get(table, {})
    )
    if added and new.version <= old.version:
        params = {"field": added, "version": new.version}
        yield Finding("definition-version-not-raised", where, params)


def _labels_gone(old: FieldSpec, new: FieldSpec) -> str:
    """Labels of the choices that are gone, whose stored codes nothing would explain any more."""
    kept = {choice.code for choice in new.choices}
    return "、".join(choice.label for choice in old.choices if choice.code not in kept)


def _by_name(table: LedgerTable) -> Mapping[str, FieldSpec]:
    return {spec.name: spec for spec in table.fields}
