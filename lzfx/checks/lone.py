"""Rows with one cell alone: written there by mistake, or begun and forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from lzfx.checks.context import Understood, place_of
from lzfx.forms.as_shown import shown_text
from lzfx.forms.spec import TableSpec
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow

_EMPTY = ("required-empty", "required-here")
_SEVERAL = 3
"""So many empty cells are told in one line; of fewer each is."""


def told_once(seen: Understood, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with one in place of all that only say what is empty beside a lone cell."""
    kept = list(findings)
    for table in seen.form.tables:
        located = seen.raw.table(table.name)
        for row in located.rows if located and not table.fixed else ():
            if len(row.cells) == 1:
                kept = _of_row(seen, table, row, kept)
    return kept


def _of_row(
    seen: Understood, table: TableSpec, row: RawRow, findings: list[Finding]
) -> list[Finding]:
    places: dict[Where, str] = {
        place_of(seen.raw, table.name, row.number, spec.name): spec.title for spec in table.fields
    }
    empty = [one for one in findings if one.code in _EMPTY and one.where in places]
    if len(empty) < _SEVERAL:
        return findings
    ((name, cell),) = row.cells.items()
    params = {
        "title": table.field(name).title,
        "value": shown_text(cell),
        "count": len(empty),
        "fields": tuple(places[one.where] for one in empty),
    }
    where = place_of(seen.raw, table.name, row.number, name)
    others = [one for one in findings if one not in empty]
    return [*others, Finding("row-of-one-cell", where, params)]
