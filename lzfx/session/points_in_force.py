"""The points that the next year starts from: those of the newest edition that was approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lzfx.forms.spec import UNIT_SCOPE
from lzfx.forms.table import stored_value
from lzfx.ledger.inherited import inherited
from lzfx.ledger.queries import actions
from lzfx.model.master import Master
from lzfx.model.risk import Level, RiskPoint
from lzfx.rules.editions import editions
from lzfx.rules.moves import Moves
from lzfx.session.editions import edition_master
from lzfx.session.master import GradedMaster, graded_master, prior_answers
from lzfx.session.moved import moves_now
from lzfx.session.opening import Session

_NOT_COMPARED = frozenset({"point_id", "change"})
"""A number that a first return has not yet, and the mark that is answered anew each year."""


@dataclass(frozen=True, slots=True)
class InForce:
    """Points where they belong now, and duties by unit or post code.

    `edition` is the number of their edition, 0 where none was approved: then they are what the
    table has today, and those of the year before of units that have not answered. `otherwise` are
    the numbers of points that the table has otherwise by now. `levels` are those that count, by
    number; `decided` the numbers of points that have one by a decision and another by the rules.
    """

    points: tuple[RiskPoint, ...]
    duties: Mapping[str, str]
    levels: Mapping[str, Level | None]
    edition: int = 0
    otherwise: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()


def in_force(session: Session) -> InForce:
    """The points of the newest edition with all its revisions, or of the table before the first.

    LzfxError where the content of the edition is lost.
    """
    table = graded_master(session)
    now = table.master
    made = editions(actions(session.ledger))
    last = made[-1] if made and made[-1].kept else None
    if last is None:
        points = (*(one.point for one in now.graded), *_still_last_years(session, table))
        return _in_force(session, now, points)
    told = edition_master(session, last)
    points = tuple(_placed((one.point for one in told.graded), moves_now(session.ledger)))
    old, new = (
        {one.point_id: _said(session, one) for one in known}
        for known in (points, (one.point for one in now.graded))
    )
    otherwise = tuple(sorted(one for one in old | new if old.get(one) != new.get(one)))
    return _in_force(session, told, points, last.number, otherwise)


def _in_force(
    session: Session,
    told: Master,
    points: tuple[RiskPoint, ...],
    edition: int = 0,
    otherwise: tuple[str, ...] = (),
) -> InForce:
    old, duties = inherited(session.ledger)
    known = {one.point.point_id: one for one in told.graded}
    came = [known[one.point_id] for one in points if one.point_id in known]
    ids = {one.point_id for one in points}
    levels = {one.point_id: one.level for one in old if one.point_id in ids}
    return InForce(
        points,
        {**({} if edition else duties), **told.unit_duties, **told.post_duties},
        levels | {one.point.point_id: one.level for one in came},
        edition,
        otherwise,
        tuple(one.point.point_id for one in came if one.level != one.by_rule),
    )


def _still_last_years(session: Session, table: GradedMaster) -> Iterable[RiskPoint]:
    """The points of the year before that no unit has said anything of, where nobody withdrew them.

    A unit that skips a year does not lose what it declared before.
    """
    there = {one.point.point_id for one in (*table.master.graded, *table.withdrawn)}
    known = prior_answers(session).points.values()
    return (one for points in known for one in points if one.point_id not in there)


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
