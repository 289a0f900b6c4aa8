"""Answers to a form, written in TOML by the names of its fields, as a raw return.

They then go the way of every return: `checks.check` types and judges them by the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow, RawSubmission, RawTable, Stamp

_HEADER = "header"


def raw_answers(
    file: str, form: FormSpec, given: Mapping[str, Any], stamp: Stamp | None
) -> RawSubmission:
    """The return that says what `given` says: `header` by field, and the rows of each table.

    A list in a text field stands for lines, elsewhere for several choices or names. A key that is
    no field or table is a finding. Rows count from 1, columns as in the definition.
    """
    header = given.get(_HEADER, {})
    unknown = [
        *_unknown("", given, {_HEADER, *(table.name for table in form.tables)}),
        *_unknown(_HEADER, header, {spec.name for spec in form.header}),
    ]
    tables = []
    for table in form.tables:
        rows = given.get(table.name, ())
        tables.append(_table(table, rows))
        names = {spec.name for spec in table.fields}
        for number, row in enumerate(rows, start=1):
            unknown += _unknown(f"{table.name} 第{number}项", row, names)
    where = Where(file)
    return RawSubmission(
        file=file,
        sha256="",
        container="toml",
        stamp=stamp,
        header=dict(_cells(1, form.header, header)),
        header_places={spec.name: where for spec in form.header},
        tables=tuple(tables),
        findings=tuple(
            Finding(
                "definition-unknown-key",
                where,
                {"place": place, "value": "", "near": near},
            )
            for place, near in unknown
        ),
    )


def _unknown(place: str, given: Mapping[str, Any], names: set[str]) -> Iterator[tuple[str, str]]:
    """The keys that are unknown, each with its place and the known one it is most like."""
    for key in given:
        if key not in names:
            near = next(iter(get_close_matches(key, sorted(names), 1, cutoff=0.0)), key)
            yield f"{place} → {key}".removeprefix(" → "), near


def _table(table: TableSpec, rows: Sequence[Mapping[str, Any]]) -> RawTable:
    columns = {spec.name: column for column, spec in enumerate(table.fields, start=1)}
    raw = tuple(
        RawRow(number, dict(_cells(number, table.fields, row)))
        for number, row in enumerate(rows, start=1)
    )
    return RawTable(table.name, table.sheet, 0, columns, raw)


def _cells(
    row: int, fields: Sequence[FieldSpec], given: Mapping[str, Any]
) -> Iterator[tuple[str, RawCell]]:
    for column, spec in enumerate(fields, start=1):
        if spec.name in given:
            value = given[spec.name]
            kind = CellKind.TEXT
            if isinstance(value, list):
                value = ("\n" if spec.kind == "text" else MULTIPLE).join(map(str, value))
            elif isinstance(value, date):
                kind, value = CellKind.DATE, value.isoformat()
            elif isinstance(value, int | float):
                kind = CellKind.BOOL if isinstance(value, bool) else CellKind.NUMBER
            yield spec.name, RawCell(row, column, kind, value)
