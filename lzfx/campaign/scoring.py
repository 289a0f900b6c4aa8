"""Scores of an assessment: weighted, summed, rated and ranked; nothing computed is ever typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import groupby

from lzfx.model.assessment import (
    Assessed,
    Assessment,
    Indicator,
    Rating,
    Result,
    Score,
    Weights,
)

VETO = "veto"
"""The method of an indicator without points; a reason at its score means the last rating."""

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_ROUNDINGS: Mapping[str, str] = {
    "down": ROUND_FLOOR,
    "half_up": ROUND_HALF_UP,
    "up": ROUND_CEILING,
}


def weighted(score: Score, weights: Weights) -> Decimal:
    """The weighted sum of the three scores, to the hundredth, halves up; a missing one counts 0."""
    given = (
        (score.self_score, weights.self_score),
        (score.group_score, weights.group_score),
        (score.leader_score, weights.leader_score),
    )
    total = sum((one or Decimal(0)) * weight for one, weight in given)
    return (total / HUNDRED).quantize(_CENT, ROUND_HALF_UP)


def results(assessment: Assessment) -> tuple[Result, ...]:
    """Everybody's result, grouped by kind in order of appearance, the best first within a kind."""
    found = [_result(assessment, one) for one in assessment.assessed]
    kinds = dict.fromkeys(one.kind for one in assessment.assessed)
    return tuple(one for kind in kinds for one in _ranked(assessment, found, kind))


def rating_of(assessment: Assessment, total: Decimal) -> str:
    """The best rating whose points are reached; the last one when none is."""
    reached = (one.label for one in assessment.ratings if total >= one.least)
    return next(reached, assessment.ratings[-1].label if assessment.ratings else "")


def scored_indicators(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators that bring points, which are all but those of the method `veto`."""
    return tuple(one for one in indicators if one.method != VETO)


def seats(rating: Rating, subjects: int) -> int | None:
    """How many of so many subjects of a kind may have a rating; None where it has no quota."""
    if rating.quota is None:
        return None
    share = rating.quota * subjects / HUNDRED
    return int(share.to_integral_value(_ROUNDINGS[rating.rounding]))


def _result(assessment: Assessment, one: Assessed) -> Result:
    by_code = {score.indicator: score for score in one.scores}
    mine = [each for each in assessment.indicators if each.is_for(one.kind)]
    points = {
        indicator.code: weighted(by_code[indicator.code], assessment.weights)
        for indicator in scored_indicators(mine)
        if indicator.code in by_code
    }
    vetoes = {indicator.code for indicator in mine if indicator.method == VETO}
    vetoed = any(score.indicator in vetoes and score.reason for score in one.scores)
    total = sum(points.values(), Decimal(0)) + one.extra
    return Result(one, points, total, "", 0, vetoed)


def _ranked(assessment: Assessment, found: Iterable[Result], kind: str) -> tuple[Result, ...]:
    """The results of a kind in their order, placed and rated."""
    placed = [(_place(assessment, one), one) for one in found if one.assessed.kind == kind]
    placed.sort(key=lambda each: (each[0], each[1].assessed.code))
    keys = [key for key, _ in placed]
    of_kind = [replace(one, rank=keys.index(key) + 1) for key, one in placed]
    return _rated(assessment, of_kind)


def _place(assessment: Assessment, one: Result) -> tuple[bool, tuple[Decimal, ...]]:
    """What decides on places: who is not vetoed first, then totals, then the rule for ties."""
    told_apart = (one.points.get(code, Decimal(0)) for code in assessment.ties)
    return one.vetoed, tuple(-points for points in (one.total, *told_apart))


def _rated(assessment: Assessment, of_kind: Sequence[Result]) -> tuple[Result, ...]:
    """Each with the best rating that it reaches and that has a seat left.

    Equals take their seats together or not at all; who finds none goes on to the next rating.
    """
    last = assessment.ratings[-1].label if assessment.ratings else ""
    done: list[Result] = []
    waiting = [one for one in of_kind if not one.vetoed]
    for rating in assessment.ratings:
        left = seats(rating, len(of_kind))
        reached = [one for one in waiting if one.total >= rating.least]
        kept: list[Result] = [one for one in waiting if one.total < rating.least]
        for _, equals in groupby(reached, key=lambda one: one.rank):
            together = list(equals)
            if left is None or len(together) <= left:
                left = None if left is None else left - len(together)
                done += (replace(one, rating=rating.label) for one in together)
                continue
            crowded = tuple(one.assessed.code for one in together) if left > 0 else ()
            kept += (replace(one, tied=one.tied or crowded) for one in together)
            left = 0
        waiting = sorted(kept, key=lambda one: one.rank)
    vetoed = (one for one in of_kind if one.vetoed)
    done += (replace(one, rating=last) for one in (*waiting, *vetoed))
    order = {one.assessed.code: at for at, one in enumerate(of_kind)}
    return tuple(sorted(done, key=lambda one: order[one.assessed.code]))
