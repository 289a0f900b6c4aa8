"""What the cells of one row ask of each other, and the rows of one table of those of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lzfx.checks.context import Understood
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold
from lzfx.forms.kinds import says_nothing
from lzfx.forms.needed import needed_because
from lzfx.forms.spec import FieldSpec, TableSpec
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import Row, Value


def needed_findings(seen: Understood) -> Iterator[Finding]:
    """Empty cells that another answer of the same row, or above the tables, makes necessary.

    A cell with something in it that was not understood has its own finding.
    """

    def above(name: str) -> str:
        cell = seen.raw.header.get(name)
        return shown_text(cell) if cell else ""

    nowhere = Where(seen.raw.file)
    for spec, params in _needed(seen.form.header, seen.header, above):
        yield Finding("required-here", seen.raw.header_places.get(spec.name, nowhere), params)
    for table in seen.form.tables:
        needy = any(spec.needed_when for spec in table.fields)
        for row in seen.tables.get(table.name, ()) if needy else ():

            def written(name: str, row: Row = row, table: str = table.name) -> str:
                return seen.quoted(table, row, name)

            for spec, params in _needed(table.fields, row.values, written):
                yield Finding("required-here", seen.cell(table.name, row, spec.name), params)


def _needed(
    fields: Sequence[FieldSpec], values: Mapping[str, Value], written: Callable[[str], str]
) -> Iterator[tuple[FieldSpec, dict[str, object]]]:
    """The fields that lack a needed answer, with what is to be said of each."""
    for spec in fields:
        cause = needed_because(spec, values)
        found = written(spec.name) if cause and values.get(spec.name) is None else "given"
        if not found or says_nothing(found):
            other = next(one.title for one in fields if one.name == cause)
            yield spec, {"title": spec.title, "other": other, "value": written(cause)}


def part_findings(seen: Understood) -> Iterator[Finding]:
    """Rows that are part of none, and rows of which there is no part, where there should be."""
    for table in seen.form.tables:
        if table.of and table.name in seen.tables and table.of in seen.tables:
            yield from _parts(seen, seen.form.table(table.of), table)


def _parts(seen: Understood, whole: TableSpec, part: TableSpec) -> Iterator[Finding]:
    key = whole.key[0]
    wholes = {fold(str(row.values.get(key))) for row in seen.tables[whole.name]}
    named = set()
    for row in seen.tables[part.name]:
        value = row.values.get(part.by)
        named.add(fold(str(value)))
        if value is not None and fold(str(value)) not in wholes:
            title = whole.field(key).title
            yield seen.say("part-of-none", part.name, row, part.by, table=whole.sheet, other=title)
    for row in seen.tables[whole.name]:
        value = row.values.get(key)
        if value is not None and fold(str(value)) not in named:
            yield seen.say("row-without-parts", whole.name, row, key, table=part.sheet)
