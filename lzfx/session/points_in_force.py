"""The points that the next year starts from: those of the newest edition that was approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lzfx.forms.spec import UNIT_SCOPE
from lzfx.forms.table import stored_value
from lzfx.ledger.queries import actions
from lzfx.model.master import Master
from lzfx.model.risk import Level, RiskPoint
from lzfx.rules.editions import editions
from lzfx.rules.moves import Moves
from lzfx.session.editions import edition_master
from lzfx.session.master import graded_master
from lzfx.session.moved import moves_now
from lzfx.session.opening import Session

_NOT_COMPARED = frozenset({"point_id", "change"})
"""A number that a first return has not yet, and the mark that is answered anew each year."""


@dataclass(frozen=True, slots=True)
class InForce:
    """Points where they belong now, and duties by unit or post code.

    `levels` are those that count, decisions included, by number of the point. `edition` is the
    number of their edition, 0 where none was approved: then they are what the table has today.
    `otherwise` are the numbers of points that the table has otherwise by now.
    """

    points: tuple[RiskPoint, ...]
    duties: Mapping[str, str]
    levels: Mapping[str, Level | None]
    edition: int = 0
    otherwise: tuple[str, ...] = ()


def in_force(session: Session) -> InForce:
    """The points of the newest edition with all its revisions, or of the table before the first.

    LzfxError where the content of the edition is lost.
    """
    now = graded_master(session).master
    made = editions(actions(session.ledger))
    last = made[-1] if made and made[-1].kept else None
    if last is None:
        points = tuple(one.point for one in now.graded)
        return InForce(points, {**now.unit_duties, **now.post_duties}, _levels(now))
    told = edition_master(session, last)
    points = tuple(_placed((one.point for one in told.graded), moves_now(session.ledger)))
    old, new = (
        {one.point_id: _said(session, one) for one in known}
        for known in (points, (one.point for one in now.graded))
    )
    otherwise = tuple(sorted(one for one in old | new if old.get(one) != new.get(one)))
    duties = {**told.unit_duties, **told.post_duties}
    return InForce(points, duties, _levels(told), last.number, otherwise)


def _levels(master: Master) -> dict[str, Level | None]:
    return {one.point.point_id: one.level for one in master.graded}


def _said(session: Session, point: RiskPoint) -> tuple[object, ...]:
    """What is taken over of a point."""
    fields = session.points_table.fields
    told = (
        stored_value(point.values.get(spec.name))
        for spec in fields
        if spec.name not in _NOT_COMPARED
    )
    return point.unit, point.post, *told


def _placed(points: Iterable[RiskPoint], moves: Moves) -> Iterable[RiskPoint]:
    """The points where moves since the edition lead; what was moved out stays out."""
    for point in points:
        moved = moves.of(point.point_id, point.unit, point.post)
        if moved.given_up:
            continue
        if not moved.by:
            yield point
            continue
        values = {**point.values, "post": moved.place.post or UNIT_SCOPE}
        yield replace(point, unit=moved.place.unit, post=moved.place.post, values=values)
