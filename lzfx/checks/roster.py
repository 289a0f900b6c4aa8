"""The roster's own checks, and the roster made of a submission that passed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.forms.records import Tables, records_of
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.office import CHIEF, LEADER, LED, meaning_of
from lzfx.model.roster import GroupSeat, Person, Post, Roster, Unit
from lzfx.model.submission import Row, Value

_REFERENCES = (
    (About.UNIT, "head", About.PERSON),
    (About.UNIT, "leader", About.PERSON),
    (About.UNIT, "contact", About.PERSON),
    (About.POST, "unit", About.UNIT),
    (About.POST, "holder", About.PERSON),
    (About.PERSON, "unit", About.UNIT),
    (About.SEAT, "person", About.PERSON),
)
_MAY_LEAD = (CHIEF, LEADER)


def roster_refers(seen: Understood) -> Iterator[Finding]:
    """Every code that is used exists, and what must be there for its kind is there."""
    codes = {
        about: {row.values.get("code") for row in seen.rows_about(about)}
        for about in (About.UNIT, About.POST, About.PERSON)
    }
    for about, name, target in _REFERENCES:
        located = seen.located_about(target)
        if located is None or "code" not in located.columns:
            continue  # said once, not for every code
        for row in seen.rows_about(about):
            if row.values.get(name) and row.values[name] not in codes[target]:
                sheet = seen.form.table(located.name).sheet
                yield seen.say("roster-unknown-code", about, row, name, target=sheet)
    ranks = {
        row.values.get("code"): row.values.get("rank") for row in seen.rows_about(About.PERSON)
    }
    led = _meaning(seen, About.UNIT, "kind", (LED,))
    leaders = _meaning(seen, About.PERSON, "rank", _MAY_LEAD)
    for row in seen.rows_about(About.UNIT):
        leader = row.values.get("leader")
        kind = row.values.get("kind")
        if kind in led and not leader:
            unit = _text(row.values, "name")
            kind_said = led[str(kind)]
            yield seen.say("roster-no-leader", About.UNIT, row, "leader", unit=unit, kind=kind_said)
        if leader in ranks and ranks[leader] not in leaders:
            said = tuple(leaders.values())
            yield seen.say("roster-not-a-leader", About.UNIT, row, "leader", ranks=said)
    for row in seen.rows_about(About.POST):
        if row.values.get("status") == "active" and not row.values.get("holder"):
            yield seen.say("roster-post-no-holder", About.POST, row, "holder", Severity.ADVICE)
    yield from _same_names(seen)


def _meaning(
    seen: Understood, about: About, name: str, meanings: tuple[str, ...]
) -> dict[str, str]:
    """The codes of a field that have one of those meanings, with their labels."""
    spec = seen.field_about(about, name)
    return {
        choice.code: choice.label
        for choice in (spec.choices if spec else ())
        if meaning_of(choice.code, choice.acts_as) in meanings
    }


def _same_names(seen: Understood) -> Iterator[Finding]:
    """Unit names and aliases that collide, and posts of one unit with one name."""
    owners: dict[str, Row] = {}
    for row in seen.rows_about(About.UNIT):
        for name in (_text(row.values, "name"), *_aliases(row)):
            owner = owners.setdefault(fold(name), row)
            if name and owner is not row:
                other = _text(owner.values, "name")
                yield seen.say("roster-name-taken", About.UNIT, row, "name", name=name, other=other)
    posts = Counter(
        (row.values.get("unit"), fold(_text(row.values, "name")))
        for row in seen.rows_about(About.POST)
    )
    for row in seen.rows_about(About.POST):
        name = fold(_text(row.values, "name"))
        if name and posts[row.values.get("unit"), name] > 1:
            yield seen.say("roster-post-name-taken", About.POST, row, "name")


def roster_groups_complete(seen: Understood) -> Iterator[Finding]:
    """Each leading group that has seats has exactly one leader."""
    rows = seen.rows_about(About.SEAT)
    located = seen.located_about(About.SEAT)
    where = Where(seen.raw.file, located.sheet if located else "")
    labels = seen.labels_about(About.SEAT, "group")
    for group in sorted({str(row.values.get("group")) for row in rows if row.values.get("group")}):
        leaders = [
            r for r in rows if (r.values.get("group"), r.values.get("role")) == (group, "leader")
        ]
        if len(leaders) != 1:
            params = {"group": labels.get(group, group), "count": len(leaders)}
            yield Finding("roster-group-leader", where, params)


def _text(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)


def _aliases(row: Row) -> tuple[str, ...]:
    parts = _text(row.values, "aliases").replace("，", "、").replace(",", "、").split("、")
    return tuple(part.strip() for part in parts if part.strip())


def roster_of(form: FormSpec, tables: Tables) -> Roster:
    """The roster in the order of its sheets; `tables` come from a submission without errors."""
    return Roster(
        units=records_of(form, tables, Unit),
        posts=records_of(form, tables, Post),
        people={one.code: one for one in records_of(form, tables, Person)},
        seats=records_of(form, tables, GroupSeat),
    )
