"""What is missing before anything may be published: every gap of the master table, at its cell."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Master
from lzfx.model.risk import Graded


def publishable(master: Master) -> tuple[Finding, ...]:
    """Everything that forbids printing; empty when the master table may be published."""
    return (*_of_roster(master), *(found for one in master.graded for found in _of(master, one)))


def _of_roster(master: Master) -> Iterator[Finding]:
    if not master.graded:
        yield Finding("nothing-to-publish")
    for unit in master.roster.units:
        if not unit.in_use:
            continue
        params = {"unit": unit.name, "code": unit.code}
        if unit.head not in master.roster.people:
            yield Finding("unit-without-head", params=params)
        if master.kinds.led(unit.kind) and unit.leader not in master.roster.people:
            yield Finding("unit-without-leader", params=params)


def _of(master: Master, one: Graded) -> Iterator[Finding]:
    values = one.point.values
    if master.roster.unit(one.point.unit) is None:
        yield _gap("point-of-unknown-unit", one, "post")
    if one.level is None:
        yield _gap("point-without-level", one, "conduct")
    if not values.get("measures"):
        yield _gap("point-without-measure", one, "measures")
    if not values.get("responsible"):
        yield _gap("point-without-responsible", one, "responsible")
    if one.level is not None and not one.monitor:
        yield _gap("point-without-monitor", one, "post")


def _gap(code: str, one: Graded, field: str) -> Finding:
    source = one.point.sources.get(field)
    where = Where(source.file, source.sheet, source.cell) if source else Where()
    params = {
        "point": one.point.point_id,
        "name": one.point.values.get("name") or "",
        "unit": one.point.unit,
    }
    return Finding(code, where, params, Severity.ERROR)
