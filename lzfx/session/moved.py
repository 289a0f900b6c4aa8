"""The moves of units, posts and points that stand, and the numbers as they belong now."""

from __future__ import annotations

from collections.abc import Sequence

from lzfx.ledger.queries import actions, point_id_records
from lzfx.ledger.store import Ledger
from lzfx.ledger.went_out import actions_of
from lzfx.model.action import Verb
from lzfx.model.risk import PointId
from lzfx.rules.moves import NO_MOVES, Moves, moves_standing, with_moves


def moves_now(ledger: Ledger) -> Moves:
    """What the record says of moves; where it has none, no more of it is read."""
    return moves_standing(actions(ledger)) if actions_of(ledger, Verb.MOVE) else NO_MOVES


def numbers_now(ledger: Ledger) -> Sequence[PointId]:
    """Every record of a number that was given, the newest of each telling whose it is now."""
    return with_moves(point_id_records(ledger), moves_now(ledger))
