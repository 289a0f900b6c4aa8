"""The values of a return as rows of the tables that its form has in the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from lzfx.forms.spec import FormSpec
from lzfx.forms.table import LedgerTable, Stored, ledger_tables, stored_value
from lzfx.model.submission import Submission


def put_values(
    connection: sqlite3.Connection, form: FormSpec, one: Submission, number: int | None
) -> None:
    """Store all values of a return under its number, in the tables made for its form."""
    for table in ledger_tables(form):
        names = [spec.name for spec in table.fields]
        keys = ("submission", "row_number") if table.part else ("submission",)
        columns = ", ".join([*keys, *(f'"{name}"' for name in names)])
        marks = ", ".join("?" * (len(keys) + len(names)))
        connection.executemany(
            f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', _rows(table, one, number)
        )


def _rows(table: LedgerTable, one: Submission, number: int | None) -> Iterator[tuple[Stored, ...]]:
    if not table.part:
        yield (number, *(stored_value(one.header.get(spec.name)) for spec in table.fields))
    for row in one.tables.get(table.part, ()):
        values = (stored_value(row.values.get(spec.name)) for spec in table.fields)
        yield (number, row.number, *values)
