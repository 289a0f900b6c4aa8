"""Named checks of 动态纠错: what was checked belongs together, in order, and others checked it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from lzfx.checks.context import Understood
from lzfx.checks.referred import Referred
from lzfx.forms.characters import as_code, fold
from lzfx.forms.records import listed
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import Row, Value

_CHECK, _POINT = About.CHECK, About.CHECKED_POINT
_PASSED = "passed"


def checks_of_own_points(seen: Understood) -> Iterator[Finding]:
    """Every point of a check is one of the unit that was checked; who has no unit yet has none."""
    units = seen.known.on(Referred).units
    checks = _checks(seen)
    for row in seen.rows_about(_POINT) if units else ():
        check = checks.get(_code(row.values.get("check_code")))
        unit = check.values.get("unit") if check else None
        owner = units.get(as_code(str(row.values.get("risk_point") or "")), unit)
        if unit is not None and owner != unit:
            told = {"unit": seen.known.roster.called(str(unit))}
            told["owner"] = seen.known.roster.called(str(owner))
            yield seen.say("check-point-of-other", _POINT, row, "risk_point", **told)


def checks_in_order(seen: Understood) -> Iterator[Finding]:
    """A check, its re-check and its closing follow each other, and only what passed is closed."""
    checks = _checks(seen)
    for row in seen.rows_about(_POINT):
        check = checks.get(_code(row.values.get("check_code")))
        held = check.values.get("held_on") if check else None
        again, closed = (row.values.get(name) for name in ("rechecked_on", "closed_on"))
        if _before(again, held):
            yield seen.say("check-recheck-early", _POINT, row, "rechecked_on", held=held)
        if closed is not None and _not_passed(seen, row):
            yield seen.say("check-closed-unpassed", _POINT, row, "closed_on")
        elif _before(closed, again):
            yield seen.say("check-closed-early", _POINT, row, "closed_on", again=again)


def checks_by_others(seen: Understood) -> Iterator[Finding]:
    """Nobody checks his own unit; a name that somebody elsewhere has, too, is not asked about."""
    units: dict[str, set[str]] = {}
    for person in seen.known.roster.people.values():
        units.setdefault(fold(person.name), set()).add(person.unit)
    for row in seen.rows_about(_CHECK):
        unit = row.values.get("unit")
        for name in listed(row.values.get("checkers")) if unit is not None else ():
            if units.get(fold(name)) == {unit}:
                called = seen.known.roster.called(str(unit))
                yield seen.say("check-of-oneself", _CHECK, row, "checkers", name=name, unit=called)


def drawn_points_checked(seen: Understood) -> Iterator[Finding]:
    """Every point that was drawn is in the record, be it with the reason why it was not checked."""
    table = seen.table_about(_POINT)
    there = {_pair(row.values) for row in seen.rows_about(_POINT)}
    drawn = [row for row in seen.known.issued.tables.get(table, ()) if row.get("risk_point")]
    missing = tuple(row["risk_point"] for row in drawn if _pair(row) not in there)
    if missing:
        located = seen.located_about(_POINT)
        where = Where(seen.raw.file, located.sheet if located else "")
        yield Finding("check-drawn-missing", where, {"points": missing, "count": len(missing)})


def _not_passed(seen: Understood, row: Row) -> bool:
    """Whether a re-check says anything else, or nothing; what was not understood is told apart."""
    told = row.values.get("recheck")
    return told != _PASSED and not (told is None and seen.quoted(_POINT, row, "recheck"))


def _checks(seen: Understood) -> Mapping[str, Row]:
    return {_code(row.values.get("code")): row for row in seen.rows_about(_CHECK)}


def _pair(row: Mapping[str, Value]) -> tuple[str, str]:
    return _code(row.get("check_code")), as_code(str(row.get("risk_point") or ""))


def _code(value: Value) -> str:
    return fold(str(value or ""))


def _before(one: Value, other: Value) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other
