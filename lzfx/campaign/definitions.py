"""Faults of a set of forms that show only together, or that the roster or settings reveal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lzfx.campaign.prefill import HEADER_SOURCES, ROW_SOURCES
from lzfx.campaign.subjects import Subjects
from lzfx.forms.consistency import HEADER
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.office import Kinds

_LEVEL = "declared_level"
Files = Sequence[tuple[str, FormSpec]]
"""Forms with the names of the files they are defined in."""


def definition_faults(files: Files) -> Iterator[Finding]:
    """Every fault of a set of forms: unknown sources or abouts, shared names, rows without a key.

    Contradictions within one form were reported when it was parsed.
    """
    yield from _shared(files)
    points = declares_points(form for _, form in files)
    for file, form in files:
        where = Where(file)
        yield from _of_abouts(where, form)
        for spec in form.header:
            if spec.prefill and spec.prefill not in HEADER_SOURCES:
                yield _unknown_source(where, form, HEADER, spec, HEADER_SOURCES)
        for table in form.tables:
            yield from _of_table(where, form, table, points)


def declares_points(forms: Iterable[FormSpec]) -> FormSpec | None:
    """The form in which risk points are declared: the first with a table about them, or None."""
    return next((form for form in forms if form.table_about(About.RISK_POINT)), None)


def settings_faults(
    file: str, campaign: Campaign, forms: Mapping[str, FormSpec], kinds: Kinds
) -> Iterator[Finding]:
    """Settings about forms, kinds of unit and levels that do not exist."""
    for name in campaign.deadlines:
        if name not in forms:
            params = {"value": name, "forms": MULTIPLE.join(forms)}
            yield Finding("settings-unknown-form", Where(file), params)
    for kind in campaign.cross_check.kinds:
        if kind not in kinds.units:
            params = {"value": kind, "known": MULTIPLE.join(kinds.units)}
            yield Finding("settings-unknown-kind", Where(file), params)
    yield from _levels_unknown(file, campaign, forms)


def _levels_unknown(
    file: str, campaign: Campaign, forms: Mapping[str, FormSpec]
) -> Iterator[Finding]:
    """Levels that a frequency of checks is set for, and that no point can have."""
    form = declares_points(forms.values())
    table = form.table_about(About.RISK_POINT) if form else None
    fields = (spec for spec in table.fields if spec.name == _LEVEL) if table else iter(())
    known = [choice.code for spec in fields for choice in spec.choices]
    for level in campaign.checks.every_months if known else ():
        if level not in known:
            params = {"value": level, "known": MULTIPLE.join(known)}
            yield Finding("settings-unknown-level", Where(file), params)


def roster_lacks(files: Files, everybody: Subjects) -> Iterator[Finding]:
    """Forms owed by a kind of subject of which the roster has none."""
    for file, form in files:
        if form.stamped and not any(everybody.owing(owner, form.owed_by) for owner in form.owed_by):
            params = {"form": form.title, "value": form.owed_by[0]}
            yield Finding("definition-owed-by-nobody", Where(file), params)


def _shared(files: Files) -> Iterator[Finding]:
    """Names and titles that two forms share, and a second form that declares points."""
    for value, named in _doubled(files, lambda form: form.name):
        params = {"value": value, "files": MULTIPLE.join(named)}
        yield Finding("definition-form-twice", Where(named[-1]), params)
    for value, named in _doubled(files, lambda form: form.title):
        params = {"value": value, "files": MULTIPLE.join(named)}
        yield Finding("definition-title-twice", Where(named[-1]), params)
    declaring = [file for file, form in files if form.table_about(About.RISK_POINT)]
    if len(declaring) > 1:
        yield Finding(
            "definition-points-twice", Where(declaring[-1]), {"files": MULTIPLE.join(declaring)}
        )
    if not declaring:
        yield Finding("definition-no-points")
    if not any(form.table_about(About.UNIT) and not form.stamped for _, form in files):
        yield Finding("definition-no-roster")


def _doubled(files: Files, key: Callable[[FormSpec], str]) -> Iterator[tuple[str, list[str]]]:
    """Each name or title that several forms share, with the names of their files."""
    found: dict[str, list[str]] = {}
    for file, form in files:
        found.setdefault(key(form), []).append(file)
    return ((value, named) for value, named in found.items() if len(named) > 1)


def _of_abouts(where: Where, form: FormSpec) -> Iterator[Finding]:
    known = MULTIPLE.join(about.value for about in About if about.value)
    told = [(HEADER, form.about), *((table.sheet, table.about) for table in form.tables)]
    for table, about in told:
        params = {"form": form.title, "table": table, "value": about, "known": known}
        if about not in set(About):
            yield Finding("definition-unknown-about", where, params)
    for about, times in Counter(about for _, about in told if about).items():
        if times > 1:
            params = {"form": form.title, "value": about}
            yield Finding("definition-about-twice", where, params)
    if form.returns == "many" and form.table_about(About.RISK_POINT):
        yield Finding("definition-points-of-many", where, {"form": form.title})


def _of_table(
    where: Where, form: FormSpec, table: TableSpec, declaring: FormSpec | None
) -> Iterator[Finding]:
    params = {"form": form.title, "table": table.sheet}
    source = ROW_SOURCES.get(table.rows)
    if table.rows and source is None:
        told = {**params, "value": table.rows, "known": MULTIPLE.join(ROW_SOURCES)}
        yield Finding("definition-unknown-rows", where, told)
        return
    if source is not None and not table.key:
        yield Finding("definition-rows-without-key", where, params)
    points = declaring.table_about(About.RISK_POINT) if declaring else None
    for spec in table.fields:
        if not spec.prefill or (source and source.tells(spec.prefill, points)):
            continue
        if source is None:
            yield Finding("definition-prefill-without-rows", where, {**params, "field": spec.name})
        else:
            yield _unknown_source(where, form, table.sheet, spec, sorted(source.names))


def _unknown_source(
    where: Where, form: FormSpec, table: str, spec: FieldSpec, known: Iterable[str]
) -> Finding:
    params = {
        "form": form.title,
        "table": table,
        "field": spec.name,
        "value": spec.prefill,
        "known": MULTIPLE.join(known),
    }
    return Finding("definition-unknown-source", where, params)
