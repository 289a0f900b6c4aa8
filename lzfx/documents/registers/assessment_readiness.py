"""What is missing or wrong in an assessment: scores lacking, too high, or not adding up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from lzfx.documents.required import lacking, miscounted, no_entries, number_gaps
from lzfx.model.assessment import Assessed, Assessment, Indicator, Result, Score, Weights
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "考核评分表"
VETO = "veto"
_HUNDRED = 100
_SCORES = (
    ("self_score", "自评分"),
    ("group_score", "考核组分"),
    ("leader_score", "领导评价分"),
)


def assessment_gaps(
    _: Master, assessment: Assessment, results: Sequence[Result]
) -> tuple[Finding, ...]:
    """Everything that forbids printing scores; `results` are the computed ones."""
    return (
        *_of_rules(assessment),
        *(fault for one in assessment.assessed for fault in _of_one(assessment, one)),
        *(fault for one in results for fault in _of_total(one)),
    )


def assessment_letter_gaps(
    master: Master, assessment: Assessment, results: Sequence[Result]
) -> tuple[Finding, ...]:
    """Everything that forbids printing the letter: what forbids the sheets, and its number."""
    found = assessment_gaps(master, assessment, results)
    return (*found, *number_gaps("考核通报", assessment.doc_number))


def _of_rules(assessment: Assessment) -> Iterator[Finding]:
    """Indicators, weights and ratings: what everybody is measured by."""
    yield from no_entries(NAME, assessment.assessed)
    for full in _full_scores(assessment):
        if full != _HUNDRED:
            yield Finding("assessment-not-hundred", params={"title": "分值", "value": full})
    weights = assessment.weights
    whole = weights.self_score + weights.group_score + weights.leader_score
    if whole != _HUNDRED:
        yield Finding("assessment-not-hundred", params={"title": "权重", "value": whole})
    least = [one.least for one in assessment.ratings]
    if not least or least != sorted(set(least), reverse=True) or least[-1] != 0:
        yield Finding("assessment-ratings-broken")


def _full_scores(assessment: Assessment) -> tuple[Decimal, ...]:
    """The full scores by which people are assessed, each once: they may differ by kind."""
    kinds = dict.fromkeys(one.kind for one in assessment.assessed) or {"": None}
    sums = (
        sum((one.full for one in assessment.indicators if one.is_for(kind)), Decimal(0))
        for kind in kinds
    )
    return tuple(dict.fromkeys(sums))


def _of_one(assessment: Assessment, one: Assessed) -> Iterator[Finding]:
    known = {each.code: each for each in assessment.indicators if each.is_for(one.kind)}
    given = {score.indicator: score for score in one.scores}
    for code in given.keys() - known.keys():
        yield Finding("score-of-unknown-indicator", params={"item": one.name, "value": code})
    yield from _of_scores(one, known, given, _needed(assessment.weights))


def _needed(weights: Weights) -> frozenset[str]:
    """The scores that count for anything: without one of no weight nothing is missing."""
    return frozenset(name for name, _ in _SCORES if getattr(weights, name))


def _of_scores(
    one: Assessed,
    known: Mapping[str, Indicator],
    given: Mapping[str, Score],
    needed: Collection[str],
) -> Iterator[Finding]:
    for indicator in known.values():
        if indicator.method == VETO:
            continue
        item = f"{one.name}“{indicator.name}”"
        score = given.get(indicator.code, Score(indicator.code))
        for field, title in _SCORES:
            points = getattr(score, field)
            if points is None:
                # An indicator of no points has no score that could be missing.
                if field in needed and indicator.full:
                    yield lacking(NAME, item, title)
            elif not 0 <= points <= indicator.full:
                params = {"item": item, "title": title, "value": points, "limit": indicator.full}
                yield Finding("score-out-of-range", params=params)
        given_points = score.group_score
        if given_points is not None and given_points < indicator.full and not score.reason:
            yield lacking(NAME, item, "扣分理由")


def _of_total(one: Result) -> Iterator[Finding]:
    title = f"{one.assessed.name}得分"
    yield from miscounted(NAME, title, one.assessed.stated_total, one.total)
