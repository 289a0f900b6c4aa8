"""A return of a form as a reader finds it, made of texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.cell import Cell
from lzfx.model.finding import Where
from lzfx.model.submission import RawRow, RawSubmission, RawTable, Stamp

_HEADING = 12
"""The row of the headings in the workbooks made up here."""


def cell_of(form: FormSpec, table: str, row: int, field: str) -> str:
    """The address of a field in a row, counted from 0."""
    names = [spec.name for spec in form.table(table).fields]
    return a1(_HEADING + 1 + row, names.index(field) + 1)


def returned(
    form: FormSpec,
    header: Mapping[str, str],
    tables: Mapping[str, Iterable[Mapping[str, str]]],
    stamp: Stamp | None = None,
) -> RawSubmission:
    """A return as a reader finds it, made of texts; its columns are in the order of the form."""
    file = f"{form.title}.xlsx"
    sheet = form.tables[0].sheet
    places = {spec.name: (at, 2) for at, spec in zip(count(2), form.header, strict=False)}
    return RawSubmission(
        file=file,
        sha256="0" * 64,
        container="xlsx",
        stamp=stamp,
        header={
            name: RawCell(*places[name], CellKind.TEXT, text)
            for name, text in header.items()
            if text
        },
        header_places={name: Where(file, sheet, Cell(*place)) for name, place in places.items()},
        tables=tuple(_raw_table(form, name, rows) for name, rows in tables.items()),
    )


def _raw_table(form: FormSpec, name: str, rows: Iterable[Mapping[str, str]]) -> RawTable:
    columns = {spec.name: at for at, spec in enumerate(form.table(name).fields, start=1)}
    return RawTable(
        name,
        form.table(name).sheet,
        _HEADING,
        columns,
        tuple(
            RawRow(
                at,
                {
                    key: RawCell(at, columns[key], CellKind.TEXT, text)
                    for key, text in row.items()
                    if text
                },
            )
            for at, row in enumerate(rows, start=_HEADING + 1)
        ),
    )
