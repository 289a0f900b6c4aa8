"""The moves of units, posts and points that stand, and the numbers as they belong now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.ledger.inherited import inherited
from lzfx.ledger.queries import actions, point_id_records
from lzfx.ledger.store import Ledger
from lzfx.ledger.went_out import actions_of
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.risk import PointId
from lzfx.rules.moves import NO_MOVES, Moves, formerly, moves_before, moves_standing, with_moves
from lzfx.session.opening import Session


def moves_now(ledger: Ledger) -> Moves:
    """What the record says of moves; where it has none, no more of it is read."""
    return moves_standing(actions(ledger)) if actions_of(ledger, Verb.MOVE) else NO_MOVES


def numbers_now(ledger: Ledger) -> Sequence[PointId]:
    """Every record of a number that was given, the newest of each telling whose it is now."""
    return with_moves(point_id_records(ledger), moves_now(ledger))


@dataclass(frozen=True, slots=True)
class TracedMove:
    """A recorded move that a point went along: where to, when, why, by which paper."""

    what: str
    to: str
    on: str
    by: str
    why: str
    paper: str


@dataclass(frozen=True, slots=True)
class WayOfPoint:
    """How a point came to its unit: the units before it, and the moves, also of earlier years."""

    units: tuple[str, ...] = ()
    moves: tuple[TracedMove, ...] = ()


def way_of(session: Session, point_id: str) -> WayOfPoint:
    """The way of a point, as the records of its number and the record of acts tell it."""
    known = [one for one in numbers_now(session.ledger) if one.point_id == point_id]
    came = any(one.point_id == point_id for one in inherited(session.ledger)[0])
    before = moves_before(actions(session.ledger)) if came else NO_MOVES
    moves = Moves((*before.every, *moves_now(session.ledger).every))
    chains = (moves.of(point_id, one.unit, one.post).by for one in known)
    called = session.everybody.called
    return WayOfPoint(
        tuple(map(called, formerly(known).get(point_id, ()))),
        tuple(
            TracedMove(
                what=called(one.what),
                to=called(one.to.code) if one.to.unit else word("move-out"),
                on=one.on,
                by=one.by,
                why=one.why,
                paper=one.paper,
            )
            for one in next(filter(None, chains), ())
        ),
    )
