"""Contradictions within a form's definition, though each key of it is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.forms.characters import fold, heading_key
from lzfx.forms.layout import OWN_SHEETS
from lzfx.forms.spec import Choice, FieldSpec, FormSpec, TableSpec
from lzfx.model.finding import Finding, Where

HEADER = "表头"
"""What the single cells above a form's first table are called together."""

_LEDGER_COLUMNS = frozenset({"submission", "row_number"})
_LEDGER_HEADER = "header"
_LEAST_COLUMNS = 2
_CHOSEN = frozenset({"choice", "choices"})


@dataclass(frozen=True, slots=True)
class _Part:
    """The header fields or one table of a form: the part a fault is in."""

    where: Where
    form: str
    table: str
    fields: tuple[FieldSpec, ...]

    def told(self, **more: object) -> dict[str, object]:
        """What the sentence of a fault needs: form, table, and the rest."""
        return {"form": self.form, "table": self.table, **more}


def inconsistencies(
    where: Where, form: FormSpec, unlisted: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Every fault that shows only when parts of a definition are compared.

    The choices of fields in `unlisted` could not be found; that was reported before.
    """
    yield from _of_form(where, form)
    header = _Part(where, form.title, HEADER, form.header)
    yield from _of_fields(header, unlisted)
    for table in form.tables:
        part = _Part(where, form.title, table.sheet, table.fields)
        yield from _of_parts(part, form, table)
        yield from _of_table(part, table)
        yield from _of_fields(part, unlisted)


def _of_form(where: Where, form: FormSpec) -> Iterator[Finding]:
    if not form.header and not form.tables:
        yield Finding("definition-form-empty", where, {"form": form.title})
    for version in form.accepts:
        if version >= form.version:
            params = {"form": form.title, "value": version, "version": form.version}
            yield Finding("definition-accepts-not-older", where, params)
    for check in _doubled(form.checks):
        params = {"form": form.title, "check": check}
        yield Finding("definition-check-twice", where, params)
    yield from _of_names(where, form)


def _of_names(where: Where, form: FormSpec) -> Iterator[Finding]:
    """Names that two tables or two sheets share."""
    ours = {sheet.casefold() for sheet in OWN_SHEETS}
    if not form.tables and form.sheet.casefold() in ours:
        params = {"form": form.title, "table": form.sheet, "name": form.name}
        yield Finding("definition-sheet-taken", where, params)
    names: set[str] = set()
    sheets: dict[str, str] = {}
    for table in form.tables:
        params = {"form": form.title, "table": table.sheet, "name": table.name}
        sheet = table.sheet.casefold()
        if table.name in names:
            yield Finding("definition-table-twice", where, params)
        if table.name == _LEDGER_HEADER and form.header:
            yield Finding("definition-table-name-taken", where, params)
        if sheet in sheets:
            yield Finding("definition-sheet-twice", where, {**params, "other": sheets[sheet]})
        if sheet in ours:
            yield Finding("definition-sheet-taken", where, params)
        names.add(table.name)
        sheets.setdefault(sheet, table.name)


def _of_table(part: _Part, table: TableSpec) -> Iterator[Finding]:
    names = {spec.name for spec in table.fields}
    for name in table.key:
        if name not in names:
            yield Finding("definition-key-unknown", part.where, part.told(field=name))
    if table.by not in names | {""}:
        yield Finding("definition-by-unknown", part.where, part.told(field=table.by))
    if table.fixed and not table.key:
        yield Finding("definition-fixed-without-key", part.where, part.told(name=table.name))
    if len(table.fields) < _LEAST_COLUMNS:
        params = part.told(field=table.fields[0].name)
        yield Finding("definition-one-column", part.where, params)


def _of_parts(part: _Part, form: FormSpec, table: TableSpec) -> Iterator[Finding]:
    """Whether a table that is part of another can name its rows: an earlier one, with one key."""
    if not table.of and not table.by:
        return
    earlier = form.tables[: form.tables.index(table)]
    whole = next((one for one in earlier if one.name == table.of), None)
    required = {spec.name for spec in whole.fields if spec.required} if whole else set()
    if whole is None or len(whole.key) != 1 or not required.issuperset(whole.key) or not table.by:
        yield Finding("definition-of-unknown", part.where, part.told(value=table.of))


def _of_fields(part: _Part, unlisted: frozenset[str]) -> Iterator[Finding]:
    for name in _doubled(tuple(spec.name for spec in part.fields)):
        yield Finding("definition-field-twice", part.where, part.told(field=name))
    yield from _same_headings(part)
    for spec in part.fields:
        params = part.told(field=spec.name)
        if spec.name in _LEDGER_COLUMNS:
            yield Finding("definition-field-name-taken", part.where, params)
        if spec.required and spec.locked and not (spec.prefill or spec.default):
            yield Finding("definition-nobody-fills", part.where, params)
        if spec.min_length > spec.max_length:
            params = {**params, "length": spec.min_length, "limit": spec.max_length}
            yield Finding("definition-lengths-crossed", part.where, params)
        yield from _of_needs(part, spec)
        yield from _of_choices(part, spec, listed=spec.name not in unlisted)


def _same_headings(part: _Part) -> Iterator[Finding]:
    """Headings that two fields of one part share: a column could then not be told apart."""
    seen: dict[str, str] = {}
    for spec in part.fields:
        for title in (spec.title, *spec.aliases):
            other = seen.setdefault(heading_key(title), spec.name)
            if other != spec.name:
                params = part.told(title=title, field=spec.name, other=other)
                yield Finding("definition-same-heading", part.where, params)


def _of_choices(part: _Part, spec: FieldSpec, *, listed: bool) -> Iterator[Finding]:
    """Whether a field has choices exactly where its kind takes some, and can tell them apart."""
    params = part.told(field=spec.name)
    given = bool(spec.choices or spec.roster)
    if spec.kind in _CHOSEN and listed and not given:
        yield Finding("definition-no-choices", part.where, params)
    if spec.kind not in _CHOSEN and given:
        yield Finding("definition-choices-unused", part.where, {**params, "kind": spec.kind})
    if spec.choices and spec.roster:
        yield Finding("definition-choices-several", part.where, params)
    for name in _shared_names(spec.choices):
        yield Finding("definition-same-choice", part.where, {**params, "value": name})
    known = bool(spec.choices) or spec.kind not in _CHOSEN
    codes = {choice.code for choice in spec.choices}
    if spec.default and known and not spec.roster and spec.default not in codes:
        params = {**params, "value": spec.default}
        yield Finding("definition-default-unknown", part.where, params)


def _of_needs(part: _Part, spec: FieldSpec) -> Iterator[Finding]:
    """Faults of `needed_when`: it must name another field of the part, and answers that can be."""
    others = {one.name: one for one in part.fields if one.name != spec.name}
    for name, codes in spec.needed_when.items():
        other = others.get(name)
        known = {choice.code for choice in other.choices} if other else set()
        for value in (name,) if other is None else (code for code in codes if code not in known):
            params = part.told(field=spec.name, value=value)
            yield Finding("definition-needed-unknown", part.where, params)


def _shared_names(choices: tuple[Choice, ...]) -> Iterator[str]:
    """Codes, labels and aliases that two choices share, compared as answers are."""
    owner: dict[str, int] = {}
    told: set[str] = set()
    for number, choice in enumerate(choices):
        for name in (choice.code, choice.label, *choice.aliases):
            key = fold(name).upper()
            if owner.setdefault(key, number) != number and key not in told:
                told.add(key)
                yield name


def _doubled(names: tuple[str, ...]) -> Iterator[str]:
    return (name for name, times in Counter(names).items() if times > 1)
