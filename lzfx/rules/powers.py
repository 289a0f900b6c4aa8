"""What is missing between powers, flows, rules and risk points, once a unit has returned them.

Everything here is only said: a unit may have good reason for each. What one unit returned is held
against what it returned itself; a form that it has not returned yet lacks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lzfx.campaign.uncovered import Answered
from lzfx.forms.characters import as_code
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.power import Power
from lzfx.model.risk import Graded
from lzfx.model.rules_review import ReviewedRule

_DROPPED = "drop"
_KEPT, _DONE = "keep", "done"
_FIRST = 5


@dataclass(frozen=True, slots=True)
class PlacedPower:
    """A power with the cells of its code and of the risk points it names."""

    power: Power
    code_at: Where
    points_at: Where


@dataclass(frozen=True, slots=True)
class UnitReturned:
    """What one unit returned: None for a form that it has not returned.

    `powers_sheet` and `rules_sheet` are the places where something about a whole return is said;
    `drawn` are the codes of the powers that have a flow.
    """

    unit: str
    powers: Sequence[PlacedPower] | None = None
    drawn: Collection[str] | None = None
    rules: Sequence[ReviewedRule] | None = None
    powers_sheet: Where = field(default_factory=Where)
    rules_sheet: Where = field(default_factory=Where)


def missing_links(
    returned: Sequence[UnitReturned], graded: Sequence[Graded]
) -> tuple[Finding, ...]:
    """Advice, unit by unit: at the power that lacks something, or at the sheet of a list."""
    by_unit: dict[str, list[Graded]] = {}
    for one in graded:
        by_unit.setdefault(one.point.unit, []).append(one)
    points = {one.point.point_id: one for one in graded}
    declared = [placed.power for each in returned for placed in each.powers or ()]
    rules = Answered.of([rule for each in returned for rule in each.rules or ()], declared)
    powers = _named(declared)
    return tuple(
        found
        for each in returned
        for found in _of_unit(each, by_unit.get(each.unit, ()), points, (powers, rules))
    )


def _of_unit(
    each: UnitReturned,
    own: Sequence[Graded],
    points: Mapping[str, Graded],
    every: tuple[_Named, Answered],
) -> Iterator[Finding]:
    powers, rules = every
    for placed in each.powers or ():
        if placed.power.change != _DROPPED:
            yield from _of_power(placed, each.drawn, points, has_points=bool(own))
    if each.powers is not None:
        left = [one for one in own if not powers.names(one)]
        yield from _left_out("power-points-unnamed", each.powers_sheet, left)
    if each.rules is not None:
        left = [one for one in own if not rules.answer(one)]
        yield from _left_out("rule-points-unnamed", each.rules_sheet, left)


def _of_power(
    placed: PlacedPower,
    drawn: Collection[str] | None,
    points: Mapping[str, Graded],
    *,
    has_points: bool,
) -> Iterator[Finding]:
    power = placed.power
    told = {"power": power.name or power.code, "code": power.code}
    if drawn is not None and not power.no_chart and as_code(power.code) not in drawn:
        yield Finding("power-without-flow", placed.code_at, told, Severity.ADVICE)
    if has_points and not power.risk_points:
        yield Finding("power-without-points", placed.points_at, told, Severity.ADVICE)
    for point in power.risk_points:
        if points and as_code(point) not in points:
            yield Finding(
                "power-point-gone", placed.points_at, {**told, "point": point}, Severity.ADVICE
            )


@dataclass(frozen=True, slots=True)
class _Named:
    """The points that powers name, and what powers are called: looked up once for all points."""

    points: frozenset[str]
    called: frozenset[str]

    def names(self, one: Graded) -> bool:
        """Whether a power names the point, or the point says it is of that power."""
        said = as_code(str(one.point.values.get("power") or ""))
        return one.point.point_id in self.points or said in self.called


def _named(powers: Sequence[Power]) -> _Named:
    called = (text for one in powers for text in (one.name, one.sub_item, one.code) if text)
    points = (point for one in powers for point in one.risk_points)
    return _Named(frozenset(map(as_code, points)), frozenset(map(as_code, called)))


def _left_out(code: FindingCode, where: Where, points: Sequence[Graded]) -> Iterator[Finding]:
    """One advice for all points that are left out: how many, and the first of them."""
    if points:
        first = [one.point.point_id for one in points[:_FIRST]]
        more = "等" if len(points) > _FIRST else ""
        told = {"count": len(points), "points": f"{'、'.join(first)}{more}"}
        yield Finding(code, where, told, Severity.ADVICE)


def overdue(rules: Sequence[ReviewedRule], day: date) -> tuple[ReviewedRule, ...]:
    """The rules that should be revised, repealed or made by now and are not said to be done."""
    return tuple(
        rule
        for rule in rules
        if rule.due is not None
        and rule.due < day
        and rule.conclusion != _KEPT
        and rule.progress != _DONE
    )
