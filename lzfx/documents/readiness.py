"""What is missing before anything may be published: every gap of the master table, at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lzfx.content.conditions import seen_said
from lzfx.model.calendar import Publicity
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Master
from lzfx.model.risk import Graded


def publishable(master: Master) -> tuple[Finding, ...]:
    """Everything that forbids printing; empty when the master table may be published."""
    return (*_of_roster(master), *(found for one in master.graded for found in _of(master, one)))


def nothing_to_publish(master: Master) -> tuple[Finding, ...]:
    """Why there is nothing to print: no point was declared yet."""
    return () if master.graded else (Finding("nothing-to-publish"),)


def holidays_unknown(publicity: Publicity, first: date) -> tuple[Finding, ...]:
    """Each year of a period of working days of which the holidays are not known."""
    return tuple(
        Finding("publicity-holidays-unknown", params={"year": year, "on": first})
        for year in publicity.unknown_years(first)
    )


def _of_roster(master: Master) -> Iterator[Finding]:
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
        looked = one.because[0].looked if one.because else ()
        facts = seen_said(looked, master.labels) or "没有一条规则符合"
        params = {**_told(one), "facts": facts}
        where = _place(one, looked[0].fact if looked else "")
        yield Finding("point-without-level", where, params, Severity.ERROR)
    if not values.get("measures"):
        yield _gap("point-without-measure", one, "measures")
    if not values.get("responsible"):
        yield _gap("point-without-responsible", one, "responsible")
    if one.level is not None and not one.monitor:
        yield _gap("point-without-monitor", one, "post")


def _gap(code: FindingCode, one: Graded, field: str) -> Finding:
    return Finding(code, _place(one, field), _told(one), Severity.ERROR)


def _place(one: Graded, field: str) -> Where:
    source = one.point.sources.get(field)
    return Where(source.file, source.sheet, source.cell) if source else Where()


def _told(one: Graded) -> dict[str, object]:
    return {
        "point": one.point.point_id,
        "name": one.point.values.get("name") or "",
        "unit": one.point.unit,
    }
