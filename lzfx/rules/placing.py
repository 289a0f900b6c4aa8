"""The points of the returns put where recorded moves lead, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lzfx.forms.characters import fold
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.risk import RiskPoint
from lzfx.rules.moves import Moved, Moves

Declared = tuple[RiskPoint, bool]
"""A point as it was declared, and whether its unit gives it up."""


@dataclass(frozen=True, slots=True)
class PlacedPoints:
    """The points where they belong, those that were moved out, and what there is to say of them."""

    whole: list[Declared]
    abolished: tuple[RiskPoint, ...] = ()
    findings: tuple[Finding, ...] = ()


def place_points(whole: Sequence[Declared], moves: Moves) -> PlacedPoints:
    """Every point once, at the place its moves lead to; its content and number stay as they are.

    A point that its new unit has returned is the one of that return: that of the unit that gave it
    away is left out, with a question where it came in after the move.
    """
    if not moves:
        return PlacedPoints(list(whole))
    told = [(one, gone, moves.of(one.point_id, one.unit, one.post)) for one, gone in whole]
    # Whoever has it now has fewer moves ahead than whoever gave it away.
    ahead: dict[str, int] = {}
    for point, _, moved in told:
        ahead[point.point_id] = min(len(moved.by), ahead.get(point.point_id, len(moved.by)))
    placed: list[Declared] = []
    abolished: list[RiskPoint] = []
    findings: list[Finding] = []
    for point, gone, moved in told:
        if len(moved.by) > ahead[point.point_id]:
            findings += _told_again(point, moved)
        elif not moved.by:
            placed.append((point, gone))
        elif moved.given_up:
            abolished.append(point)
        else:
            placed.append((_at(point, moved), gone))
    came = frozenset(point.point_id for point, _, moved in told if moved.by)
    findings += _alike((point for point, gone in placed if not gone), came)
    return PlacedPoints(placed, tuple(abolished), tuple(findings))


def _at(point: RiskPoint, moved: Moved) -> RiskPoint:
    """The point at its new place; what was decided on its content stays decided."""
    unit, post = moved.place.unit, moved.place.post
    values = (
        {**point.values, "post": post or UNIT_SCOPE} if "post" in point.values else point.values
    )
    return replace(point, unit=unit, post=post, values=values)


def _told_again(point: RiskPoint, moved: Moved) -> Iterator[Finding]:
    """A unit that tells a point once more after it has given it away."""
    if point.received_at[:10] > moved.by[-1].on:
        params = {"value": point.point_id, "to": moved.place.code, "at": moved.by[-1].on}
        yield Finding("point-moved-already", _where(point), params, Severity.QUERY)


def _alike(points: Iterable[RiskPoint], came: frozenset[str]) -> Iterator[Finding]:
    """Points of one place with the same power and name, at least one of which came by a move."""
    seen: dict[tuple[str, ...], RiskPoint] = {}
    for point in points:
        name = fold(str(point.values.get("name") or ""))
        key = (point.unit, fold(str(point.values.get("power") or "")), name)
        other = seen.setdefault(key, point)
        if other is not point and name and came & {point.point_id, other.point_id}:
            params = {"value": point.point_id, "other": other.point_id, "name": name}
            yield Finding("points-moved-alike", _where(point), params, Severity.QUERY)


def _where(point: RiskPoint) -> Where:
    source = point.sources.get("name") or next(iter(point.sources.values()), None)
    return Where(source.file, source.sheet, source.cell) if source else Where("")
