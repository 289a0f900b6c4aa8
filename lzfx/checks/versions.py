"""What a newer return says otherwise than the one before it, cell by cell, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lzfx.forms.characters import fold
from lzfx.forms.kinds import shown
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
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
            sheet, _, cell = later.header_cells.get(spec.name, "").rpartition("!")
            found.append(_changed(Where(later.file, sheet, cell), spec, before, now))
    for table in form.tables:
        found.extend(_of_table(table, earlier, later))
    return tuple(found)


def _of_table(table: TableSpec, earlier: Submission, later: Submission) -> Iterator[Finding]:
    old, new = earlier.tables.get(table.name, ()), later.tables.get(table.name, ())
    pairs = paired(table, old, new)
    place = later.places.get(table.name)
    sheet = place.sheet if place else table.sheet
    columns: Mapping[str, str] = place.columns if place else {}
    for row in new:
        before = pairs.get(row.number)
        if before is None:
            where = Where(later.file, sheet, f"{columns.get(table.key[0], 'A')}{row.number}")
            yield Finding("row-new", where, {"name": _named(table, row)}, Severity.ADVICE)
            continue
        for spec in table.fields:
            was, now = before.values.get(spec.name), row.values.get(spec.name)
            if was != now:
                where = Where(later.file, sheet, f"{columns.get(spec.name, '')}{row.number}")
                yield _changed(where, spec, was, now)
    kept = {row.number for row in pairs.values()}
    for row in old:
        if row.number not in kept:
            params = {"name": _named(table, row)}
            yield Finding("row-gone", Where(later.file, sheet), params, Severity.ADVICE)


def paired(table: TableSpec, old: Sequence[Row], new: Sequence[Row]) -> Mapping[int, Row]:
    """The earlier row of each later row that has one, by the number of the later row."""
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for key in _keys(table):
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
    if ids:
        yield lambda row: (_folded(row, ids[0]),)
    if table.key:
        yield lambda row: tuple(_folded(row, name) for name in table.key)
    texts = [spec.name for spec in table.fields if spec.kind == "text" and spec.required]
    for name in texts:
        yield lambda row, name=name: (_folded(row, name),)  # type: ignore[misc]
    if table.key:
        yield lambda row: tuple(_folded(row, name) for name in table.key[:2])


def _folded(row: Row, name: str) -> str:
    return fold(str(row.values.get(name) or ""))


def _named(table: TableSpec, row: Row) -> str:
    """What a row is called: the last field of its key."""
    return str(row.values.get(table.key[-1]) or "") if table.key else str(row.number)


def _changed(where: Where, spec: FieldSpec, before: Value, now: Value) -> Finding:
    params = {
        "title": spec.title,
        "expected": shown(before, spec.choices) or _EMPTY,
        "value": shown(now, spec.choices) or _EMPTY,
    }
    return Finding("changed-since", where, params, Severity.ADVICE)
