"""The points drawn for the quarters, as the record has them and as an act tells them."""

from __future__ import annotations

from collections.abc import Sequence

from lzfx.model.action import Action, Fact, Verb
from lzfx.model.sampling import Sample

_BETWEEN = "、"
_TOLD = frozenset({Verb.DRAW, Verb.UNDRAW})


def sample_facts(campaign: str, one: Sample) -> dict[str, Fact]:
    """What the record says of the points that were drawn."""
    told: dict[str, Fact] = {"campaign": campaign, "quarter": one.quarter, "seed": one.seed}
    return {**told, "count": len(one.points), "points": _BETWEEN.join(one.points)}


def sample_of(one: Action) -> Sample:
    """The points that an act drew."""
    points = tuple(part for part in one.text("points").split(_BETWEEN) if part)
    return Sample(one.text("quarter"), one.text("seed"), points)


def standing_draws(done: Sequence[Action], campaign: str) -> tuple[Action, ...]:
    """The acts of that campaign that drew points and were not taken back, by quarter."""
    found: dict[str, Action] = {}
    for one in done:
        if one.verb in _TOLD and one.facts["campaign"] == campaign:
            found.pop(one.text("quarter"), None)
            if one.verb is Verb.DRAW:
                found[one.text("quarter")] = one
    return tuple(found[quarter] for quarter in sorted(found))


def standing_draw(done: Sequence[Action], campaign: str, quarter: str) -> Action | None:
    """The act that drew the points of that quarter; None where there is none, or no more."""
    told = (one for one in standing_draws(done, campaign) if one.text("quarter") == quarter)
    return next(told, None)
