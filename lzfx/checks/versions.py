"""What a newer return says otherwise than the one before it, cell by cell, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from lzfx.checks.discreet import discreet
from lzfx.forms.characters import fold
from lzfx.forms.kinds import shown
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.cell import Cell
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Row, Submission, Value

NOT_AN_ANSWER = ("filler", "filler_phone", "filed_on")
"""Fields that tell who sent it and when: another day alone makes no other return."""

LOOKED_AT: tuple[FindingCode, ...] = (
    "level-lowered",
    "point-gone",
    "point-given-up",
    "level-raised",
    "conduct-changed",
    "name-changed",
)
"""Changes of risk points that a person must look at, the gravest first."""

_EMPTY = "（空）"
_GIVEN_UP = "drop"
NO_NUMBERS: Mapping[int, str] = {}

_Key = Callable[[Row], tuple[str, ...]]


def differences(form: FormSpec, earlier: Submission, later: Submission) -> tuple[Finding, ...]:
    """ADVICE at the cells of `later` for every value that is another than in `earlier`.

    Rows belong together that carry one id, else that share the table's key, else that share their
    longest text. Who sent it and when does not count. Nothing when both say the same. Of risk
    points the changes in `LOOKED_AT` have codes of their own.
    """
    found: list[Finding] = []
    for spec in form.header:
        before, now = earlier.header.get(spec.name), later.header.get(spec.name)
        if before != now and spec.name not in NOT_AN_ANSWER:
            found.append(_changed(later.header_place(spec.name), spec, before, now))
    for table in form.tables:
        found.extend(_of_table(table, earlier, later))
    return tuple(discreet(form, found))


def _of_table(table: TableSpec, earlier: Submission, later: Submission) -> Iterator[Finding]:
    old, new = earlier.tables.get(table.name, ()), later.tables.get(table.name, ())
    pairs = paired(table, old, new)
    place = later.places.get(table.name)
    sheet = place.sheet if place else table.sheet
    points = table.about == About.RISK_POINT
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
                told = _changed(where, spec, was, now)
                code = _CODES.get(spec.name, _plainly)(was, now) if points else told.code
                yield replace(told, code=code, params={**told.params, "name": named(table, row)})
    kept = {row.number for row in pairs.values()}
    for row in old:
        if row.number not in kept:
            params = {"name": named(table, row)}
            gone: FindingCode = "point-gone" if points else "row-gone"
            yield Finding(gone, Where(later.file, sheet), params, Severity.ADVICE)


def _plainly(_was: Value, _now: Value) -> FindingCode:
    return "changed-since"


def _of_level(was: Value, now: Value) -> FindingCode:
    """Whether the level was lowered or raised; the gravest is 1."""
    before, after = str(was or ""), str(now or "")
    if not (before.isdigit() and after.isdigit()):
        return "changed-since"
    return "level-lowered" if int(after) > int(before) else "level-raised"


_CODES: Mapping[str, Callable[[Value, Value], FindingCode]] = {
    "declared_level": _of_level,
    "conduct": lambda _was, _now: "conduct-changed",
    "name": lambda _was, _now: "name-changed",
    "change": lambda _was, now: "point-given-up" if now == _GIVEN_UP else "changed-since",
}
"""The code of a change of a risk point, by the field that changed."""


def cell_of(one: Submission, table: TableSpec, number: int, field: str) -> Where:
    """The cell of a field in a row of a return, in whichever file that row stands."""
    origin, row = one.origin(table.name, number)
    place = origin.places.get(table.name)
    column = place.columns.get(field, 1) if place else 1
    return Where(origin.file, place.sheet if place else table.sheet, Cell(row, column))


def paired(
    table: TableSpec,
    old: Sequence[Row],
    new: Sequence[Row],
    *,
    surely: bool = False,
    numbers: Mapping[int, str] = NO_NUMBERS,
) -> Mapping[int, Row]:
    """The earlier row of each later row that has one, by the number of the later row.

    Only `surely` the same ones are those of one id, one key, or a key of which the last field was
    reworded and the text was not. `numbers` are ids that earlier rows were given later, by their
    number; a row that carries one means that row.
    """
    pairs: dict[int, Row] = {}
    by_id = {numbers[row.number]: row for row in old if row.number in numbers}
    for row in new if by_id else ():
        given = by_id.pop(_id_in(table, row), None)
        if given is not None:
            pairs[row.number] = given
    taken = {row.number for row in pairs.values()}
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


def _id_in(table: TableSpec, row: Row) -> str:
    """The id that a row carries, as it is written in the record."""
    ids = (spec.name for spec in table.fields if spec.kind == "code" and spec.locked)
    return str(row.values.get(next(ids, "")) or "")


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
