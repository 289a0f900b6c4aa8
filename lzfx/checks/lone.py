"""Rows with one cell alone: written there by mistake, or begun and forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lzfx.checks.context import Understood, place_of
from lzfx.forms.as_shown import shown_text
from lzfx.forms.spec import TableSpec
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow

_EMPTY = ("required-empty", "required-here")
_SEVERAL = 3
"""So many empty cells are told in one line; of fewer each is."""


def told_once(seen: Understood, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with one in place of all that only say what is empty beside a lone cell.

    Every finding is looked at once, however many rows have a lone cell.
    """
    told = list(findings)
    empty: dict[Where, list[int]] = {}
    for at, one in enumerate(told):
        if one.code in _EMPTY:
            empty.setdefault(one.where, []).append(at)
    dropped: set[int] = set()
    instead: list[Finding] = []
    for table in seen.form.tables:
        located = seen.raw.table(table.name)
        for row in located.rows if located and not table.fixed else ():
            if len(row.cells) == 1:
                titles = _titles(seen, table, row, empty)
                if len(titles) >= _SEVERAL:
                    dropped |= titles.keys()
                    instead.append(_of_row(seen, table, row, tuple(titles.values())))
    return [one for at, one in enumerate(told) if at not in dropped] + instead


def _titles(
    seen: Understood,
    table: TableSpec,
    row: RawRow,
    empty: Mapping[Where, list[int]],
) -> Mapping[int, str]:
    """What is empty in the row: the title by the position of its finding, in that order."""
    titles: dict[int, str] = {}
    for spec in table.fields:
        place = place_of(seen.raw, table.name, row.number, spec.name)
        titles |= dict.fromkeys(empty.get(place, ()), spec.title)
    return dict(sorted(titles.items()))


def _of_row(seen: Understood, table: TableSpec, row: RawRow, titles: tuple[str, ...]) -> Finding:
    ((name, cell),) = row.cells.items()
    params = {
        "title": table.field(name).title,
        "value": shown_text(cell),
        "count": len(titles),
        "fields": titles,
    }
    return Finding("row-of-one-cell", place_of(seen.raw, table.name, row.number, name), params)
