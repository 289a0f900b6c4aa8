"""When a move of points may be recorded, and when it may be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from lzfx.errors import LzfxError
from lzfx.model.action import Action
from lzfx.rules.moves import circle, move_of, moves_standing

_ARROW = "→"


def once_a_place(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once for each unit, post or place of a point, and never in a circle."""
    standing, move = moves_standing(before), move_of(one)
    if path := circle(standing, move):
        return LzfxError("move-circle", {"path": _ARROW.join(path)})
    for each in standing.every:
        if (each.what, each.at) == (move.what, move.at):
            told = {"value": one.about, "at": each.on, "by": each.by, "to": each.to.code}
            return LzfxError("move-done-already", told)
    return None


def while_moved(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While a move of it stands."""
    there = any(each.what == one.about for each in moves_standing(before).every)
    return None if there else LzfxError("move-not-done", {"value": one.about})
