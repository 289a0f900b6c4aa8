"""How much of a return is looked at, and how much is said about it: both have an end.

A return that a person filled in stays far below these; one that was made to be costly, or a sheet
that was filled to its end by mistake, is answered in a few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawSubmission

LISTED = 300
"""So many findings of one kind are listed one by one; the others are counted."""

_TIMES_READY = 10
_AT_LEAST = 2_000
_CELLS = 3
"""So many places of those that are only counted are named."""


def most_rows(table: TableSpec) -> int:
    """The most rows that are looked at: a multiple of those a form is issued with."""
    return max(_AT_LEAST, _TIMES_READY * table.ready)


def size_findings(raw: RawSubmission, form: FormSpec) -> Iterator[Finding]:
    """One finding for each table with more rows than are looked at."""
    for table in form.tables:
        located = raw.table(table.name)
        limit = most_rows(table)
        if located is not None and len(located.rows) > limit:
            first = located.cell(located.rows[limit].number, min(located.columns.values()))
            params = {"table": table.sheet, "rows": len(located.rows), "limit": limit}
            yield Finding("rows-too-many", Where(raw.file, located.sheet, first), params)


def counted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in their order, of each kind the first `LISTED`; then how many more there are.

    What is only counted is as grave as what is listed: an error stays an error. The count stands
    behind the last one that is listed, at the same place.
    """
    kinds: dict[tuple[str, str], list[Finding]] = {}
    told = list(findings)
    for one in told:
        kinds.setdefault((one.code, one.severity), []).append(one)
    seen: dict[tuple[str, str], int] = {}
    for one in told:
        kind = (one.code, one.severity)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= LISTED:
            yield one
        if seen[kind] == LISTED and len(kinds[kind]) > LISTED:
            yield _more(one, kinds[kind][LISTED:])


def _more(last: Finding, rest: list[Finding]) -> Finding:
    places = (one.where for one in rest[:_CELLS])
    params = {
        "listed": LISTED,
        "count": len(rest),
        "cells": "、".join(
            f"{at.sheet} {at.cell.text}".strip() for at in places if isinstance(at.cell, Cell)
        ),
    }
    return Finding("more-of-kind", last.where, params, last.severity)
