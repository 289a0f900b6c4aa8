"""What a table about risk points must have, and what it may leave out.

Required are the fields without which no list can be printed: `point_id` (a code that the office
gives), `post` (chosen from the roster's posts, or the unit itself), `name`, `declared_level` (a
choice of the list `levels`), `measures` and `responsible`. Optional are fields that only rules look
at (`conduct`, `power_size`, `source`, ..., and whatever else an office grades by), fields that only
some lists print (`power`, `stage`, `manifestation`, `note`), and the marks of change and reasons.
A check that looks at a field may only be listed by a form that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where
from lzfx.rules.office_lists import level_faults

REQUIRED: Mapping[str, frozenset[str]] = {
    "point_id": frozenset({"code"}),
    "post": frozenset({"choice"}),
    "name": frozenset({"line", "text"}),
    "declared_level": frozenset({"choice"}),
    "measures": frozenset({"line", "text"}),
    "responsible": frozenset({"line", "text"}),
}
"""The fields every such table has, and of which kind each may be."""

CHECKED: Mapping[str, tuple[str, ...]] = {
    "reason_when_level_differs": ("reason",),
    "reason_when_dropped": ("change",),
    "text_names_other_conduct": ("conduct", "manifestation"),
    "every_post_answers": ("change",),
}
"""The optional fields that a check of rows looks at."""

CHECKED_POSTS: Mapping[str, tuple[str, ...]] = {
    "zero_report_or_points": ("post_code", "zero_report", "zero_reason"),
    "every_post_answers": ("post_code", "post_name", "zero_report"),
}
"""The fields of the table about the duties of posts that a check looks at."""

OPTIONAL: Mapping[str, frozenset[str]] = {
    "change": frozenset({"choice"}),
    "stage": frozenset({"choice"}),
    "conduct": frozenset({"choice", "choices"}),
    "major_matters": frozenset({"choices"}),
}
"""Fields that some lists and checks know how to read, and of which kind each may be."""


def point_field_faults(where: Where, form: FormSpec) -> Iterator[Finding]:
    """Every fault of a form's table about risk points; nothing for a form that has none."""
    table = form.table_about(About.RISK_POINT)
    if table is None:
        return
    fields = {spec.name: spec for spec in table.fields}
    told = {"form": form.title, "table": table.sheet}
    for name, kinds in REQUIRED.items():
        spec = fields.get(name)
        if spec is None:
            yield Finding("definition-field-needed", where, {**told, "field": name})
        elif spec.kind not in kinds or (name == "post" and spec.roster != "posts"):
            yield _unfit(where, told, spec)
    for name, kinds in OPTIONAL.items():
        spec = fields.get(name)
        if spec is not None and spec.kind not in kinds:
            yield _unfit(where, told, spec)
    yield from _of_levels(where, fields)
    yield from _of_checks(where, form, table)


def _unfit(where: Where, told: Mapping[str, object], spec: FieldSpec) -> Finding:
    params = {**told, "field": spec.name, "kind": spec.kind}
    return Finding("definition-field-unfit", where, params)


def _of_levels(where: Where, fields: Mapping[str, FieldSpec]) -> Iterator[Finding]:
    spec = fields.get("declared_level")
    if spec is not None and spec.choices:
        codes = tuple(choice.code for choice in spec.choices)
        yield from level_faults(where, "declared_level", codes)


def _of_checks(where: Where, form: FormSpec, table: TableSpec) -> Iterator[Finding]:
    posts = form.table_about(About.POST_DUTY)
    names = {spec.name for spec in table.fields}
    of_posts = {spec.name for spec in posts.fields} if posts else set()
    for check in form.checks:
        lacking = [field for field in CHECKED.get(check, ()) if field not in names]
        lacking += [field for field in CHECKED_POSTS.get(check, ()) if field not in of_posts]
        for field in dict.fromkeys(lacking):
            params = {"form": form.title, "check": check, "field": field}
            yield Finding("definition-check-needs", where, params)
