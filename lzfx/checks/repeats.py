"""Rows that say the same twice, and what a form shows as an example come back as an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.spec import FieldSpec
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding
from lzfx.model.submission import Row, Value

_EXAMPLE = "示例"
"""Every invented name in the examples of a form holds this word."""

_TWICE: Mapping[str, FindingCode] = {About.RISK_POINT: "duplicate-row"}
"""How a row that is there twice is told of, by what it is about; for all others in general."""


def duplicate_rows(seen: Understood) -> Iterator[Finding]:
    """Rows of one table that share its key."""
    for table in seen.form.tables:
        if not table.key:
            continue
        code: FindingCode = _TWICE.get(table.about, "row-twice")
        fields = MULTIPLE.join(table.field(name).title for name in table.key)
        first: dict[tuple[str, ...], Row] = {}
        for row in seen.tables.get(table.name, ()):
            key = tuple(fold(str(row.values.get(name) or "")) for name in table.key)
            if not all(key):
                continue
            earlier = first.setdefault(key, row)
            if earlier is not row:
                yield seen.say(
                    code, table.name, row, table.key[-1], row=earlier.number, fields=fields
                )


def examples_left(seen: Understood) -> Iterator[Finding]:
    """W02: what the form shows as an example, left in as an answer."""
    for spec in seen.form.header:
        if _is_example(spec, seen.header.get(spec.name)):
            params = {"title": spec.title, "value": spec.example}
            yield Finding("example-left", seen.raw.header_places[spec.name], params)
    for table in seen.form.tables:
        telling = [spec for spec in table.fields if _EXAMPLE in spec.example]
        for row in seen.tables.get(table.name, ()):
            for spec in telling:
                if _is_example(spec, row.values.get(spec.name)):
                    yield seen.say("example-left", table.name, row, spec.name)


def _is_example(spec: FieldSpec, value: Value) -> bool:
    return _EXAMPLE in spec.example and value == spec.example
