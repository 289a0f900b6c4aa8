"""Powers, flows and rules of the returns that count, held against each other and the points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lzfx.checks.versions import cell_of
from lzfx.forms.characters import as_code
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where
from lzfx.model.flow import DrawnFlow
from lzfx.model.power import Power
from lzfx.model.risk import Graded
from lzfx.model.rules_review import ReviewedRule
from lzfx.model.submission import Submission
from lzfx.rules.powers import PlacedPower, UnitReturned, missing_links
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session


@dataclass(slots=True)
class _Unit:
    """What the returns of one unit hold so far."""

    powers: list[PlacedPower] | None = None
    drawn: set[str] | None = None
    rules: list[ReviewedRule] | None = None
    powers_sheet: Where = field(default_factory=Where)
    rules_sheet: Where = field(default_factory=Where)


def links_missing(session: Session, graded: Sequence[Graded]) -> tuple[Finding, ...]:
    """Advice on powers, flows, rules and points that do not meet; nothing before any came in."""
    units: dict[str, _Unit] = {}
    for about in (About.POWER, About.FLOW, About.RULE):
        for unit, form, table, one in _returns(session, about):
            _take(units.setdefault(unit, _Unit()), (form, table), about, one)
    return missing_links(
        [
            UnitReturned(code, one.powers, one.drawn, one.rules, one.powers_sheet, one.rules_sheet)
            for code, one in units.items()
        ],
        graded,
    )


def rules_returned(session: Session) -> Iterator[tuple[str, ReviewedRule]]:
    """Every rule of the returns that count, with the code of the unit that returned it."""
    for unit, form, _, one in _returns(session, About.RULE):
        yield from ((unit, rule) for rule in records_of(form, one.tables, ReviewedRule))


def _returns(
    session: Session, about: About
) -> Iterator[tuple[str, FormSpec, TableSpec, Submission]]:
    """The returns of units that are about that, each with the code of its unit."""
    for form, table, one in returns_about(session, about):
        unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        if unit is not None:
            yield unit.code, form, table, one


def _take(unit: _Unit, of: tuple[FormSpec, TableSpec], about: About, one: Submission) -> None:
    """Add what a return of that form says in its table about that."""
    form, table = of
    place = one.places.get(table.name)
    sheet = Where(one.file, place.sheet if place else table.sheet)
    if about is About.FLOW:
        codes = {as_code(flow.code) for flow in records_of(form, one.tables, DrawnFlow)}
        unit.drawn = (unit.drawn or set()) | codes
    elif about is About.RULE:
        unit.rules = [*(unit.rules or ()), *records_of(form, one.tables, ReviewedRule)]
        unit.rules_sheet = sheet
    else:
        rows = one.tables.get(table.name, ())
        unit.powers = [
            *(unit.powers or ()),
            *(
                PlacedPower(
                    power,
                    cell_of(one, table, row.number, "code"),
                    cell_of(one, table, row.number, "risk_points"),
                )
                for power, row in zip(records_of(form, one.tables, Power), rows, strict=True)
            ),
        ]
        unit.powers_sheet = sheet
