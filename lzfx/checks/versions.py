"""What a newer return says otherwise than the one before it, cell by cell, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from lzfx.forms.characters import fold
from lzfx.forms.kinds import shown
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Row, Submission, Value

NOT_AN_ANSWER = ("filler", "filler_phone", "filed_on")
"""Fields that tell who sent it and when: another day alone makes no other return."""

_EMPTY = "（空）"
_Key = Callable[[Row], tuple[str, ...]]


def differences(form: FormSpec, earlier: Submission, later: Submission) -> tuple[Finding, ...]:
    """ADVICE at the cells of `later` for every value that is another than in `earlier`.

    Rows belong together that carry one id, else that share the table's key, else that share their
    longest text. Who sent it and when does not count. Nothing when both say the same.
    """
    found: list[Finding] = []
    for spec in form.header:
        before, now = earlier.header.get(spec.name), later.header.get(spec.name)
        if before != now and spec.name not in NOT_AN_ANSWER:
            found.append(_changed(later.header_place(spec.name), spec, before, now))
    for table in form.tables:
        found.extend(_of_table(table, earlier, later))
    return tuple(found)


def _of_table(table: TableSpec, earlier: Submission, later: Submission) -> Iterator[Finding]:
    old, new = earlier.tables.get(table.name, ()), later.tables.get(table.name, ())
    pairs = paired(table, old, new)
    place = later.places.get(table.name)
    sheet = place.sheet if place else table.sheet
    for row in new:
        before = pairs.get(row.number)
        if before is None:
            where = cell_of(later, table, row.number, table.key[0] if table.key else "")
            yield Finding("row-new", where, {"name": named(table, row)}, Severity.ADVICE)
            continue
        for spec in table.fields:
            was, now = before.values.get(spec.name), row.values.get(spec.name)
            if was != now:
                where = cell_of(later, table, row.number, spec.name)
                yield _changed(where, spec, was, now)
    kept = {row.number for row in pairs.values()}
    for row in old:
        if row.number not in kept:
            params = {"name": named(table, row)}
            yield Finding("row-gone", Where(later.file, sheet), params, Severity.ADVICE)


def cell_of(one: Submission, table: TableSpec, number: int, field: str) -> Where:
    """The cell of a field in a row of a return, in whichever file that row stands."""
    origin, row = one.origin(table.name, number)
    place = origin.places.get(table.name)
    column = place.columns.get(field, 1) if place else 1
    return Where(origin.file, place.sheet if place else table.sheet, Cell(row, column))


def paired(
    table: TableSpec, old: Sequence[Row], new: Sequence[Row], *, surely: bool = False
) -> Mapping[int, Row]:
    """The earlier row of each later row that has one, by the number of the later row.

    Only `surely` the same ones are those of one id, one key, or a key of which the last field was
    reworded and the text was not.
    """
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for key in _sure_keys(table) if surely else _keys(table):
        free: dict[tuple[str, ...], list[Row]] = {}
        for row in old:
            if row.number not in taken and all(key(row)):
                free.setdefault(key(row), []).append(row)
        for row in new:
            rows = free.get(key(row), []) if row.number not in pairs else []
            if rows:
                pairs[row.number] = rows.pop(0)
                taken.add(pairs[row.number].number)
    return pairs


def _keys(table: TableSpec) -> Iterator[_Key]:
    """What rows are known by, surest first."""
    ids = [spec.name for spec in table.fields if spec.kind == "code" and spec.locked]
    yield lambda row: (_folded(row, ids[0]) if ids else "",)
    if table.key:
        yield lambda row: tuple(_folded(row, name) for name in table.key)
    texts = [spec.name for spec in table.fields if spec.kind == "text" and spec.required]
    for name in texts:
        yield lambda row, name=name: (_folded(row, name),)  # type: ignore[misc]
    if table.key:
        yield lambda row: tuple(_folded(row, name) for name in table.key[:2])


def _sure_keys(table: TableSpec) -> Iterator[_Key]:
    """The first two, and then the key with the main text in place of its last field."""
    keys = _keys(table)
    texts = [spec.name for spec in table.fields if spec.kind == "text" and spec.required]
    yield from islice(keys, 2 if table.key else 1)
    if table.key and texts and not table.fixed:
        names = (*table.key[:-1], texts[0])
        yield lambda row: tuple(_folded(row, name) for name in names)


def _folded(row: Row, name: str) -> str:
    return fold(str(row.values.get(name) or ""))


def named(table: TableSpec, row: Row) -> str:
    """What a row is called: by the last field of its key."""
    return str(row.values.get(table.key[-1]) or "") if table.key else str(row.number)


def _changed(where: Where, spec: FieldSpec, before: Value, now: Value) -> Finding:
    params = {
        "title": spec.title,
        "expected": shown(before, spec.choices) or _EMPTY,
        "value": shown(now, spec.choices) or _EMPTY,
    }
    return Finding("changed-since", where, params, Severity.ADVICE)
