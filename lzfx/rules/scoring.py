"""Scores of an assessment: weighted, summed, rated and ranked; nothing computed is ever typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from lzfx.model.assessment import Assessed, Assessment, Indicator, Result, Score, Weights

VETO = "veto"
"""The method of an indicator without points; a reason at its score means the last rating."""

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


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
    return tuple(one for kind in kinds for one in _ranked(found, kind))


def rating_of(assessment: Assessment, total: Decimal) -> str:
    """The best rating whose points are reached; the last one when none is."""
    reached = (one.label for one in assessment.ratings if total >= one.least)
    return next(reached, assessment.ratings[-1].label if assessment.ratings else "")


def scored_indicators(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators that bring points, which are all but those of the method `veto`."""
    return tuple(one for one in indicators if one.method != VETO)


def _result(assessment: Assessment, one: Assessed) -> Result:
    by_code = {score.indicator: score for score in one.scores}
    points = {
        indicator.code: weighted(by_code[indicator.code], assessment.weights)
        for indicator in scored_indicators(assessment.indicators)
        if indicator.code in by_code
    }
    vetoes = {indicator.code for indicator in assessment.indicators if indicator.method == VETO}
    vetoed = any(score.indicator in vetoes and score.reason for score in one.scores)
    total = sum(points.values(), Decimal(0)) + one.extra
    last = assessment.ratings[-1].label if assessment.ratings else ""
    rating = last if vetoed else rating_of(assessment, total)
    return Result(one, points, total, rating, 0, vetoed)


def _ranked(found: Iterable[Result], kind: str) -> tuple[Result, ...]:
    of_kind = sorted((one for one in found if one.assessed.kind == kind), key=_order)
    totals = [(one.vetoed, -one.total) for one in of_kind]
    return tuple(
        replace(one, rank=totals.index(key) + 1) for one, key in zip(of_kind, totals, strict=True)
    )


def _order(one: Result) -> tuple[bool, Decimal, str]:
    return (one.vetoed, -one.total, one.assessed.code)
