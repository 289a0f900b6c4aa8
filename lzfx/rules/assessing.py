"""`assessment.toml`: indicators, weights, ratings with quotas, and how ties are told apart.

Every entry has an id, the day from which it counts, and its clause. An entry that is given again
under its id with a later day replaces the earlier one from that day on; `until` is its last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import Field

from lzfx.campaign.scoring import HUNDRED
from lzfx.model.assessment import Indicator, Rating, Weights
from lzfx.model.finding import Finding, Where
from lzfx.model.office import Kinds
from lzfx.rules.definitions import StrictModel, validated
from lzfx.rules.score_sources import SOURCES, VETO

FILE = "assessment.toml"
MANUAL = "manual"
"""The source of an indicator that people judge."""
UNIT, PERSON = "unit", "person"
"""What `kinds` may name besides codes of the office: all units that are led; heads and staff."""


class _Dated(StrictModel):
    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=12)
    since: date = Field(alias="from", strict=True)
    until: date | None = Field(default=None, strict=True)
    clause: str = Field(min_length=1, max_length=60)


class _Indicator(_Dated):
    name: str = Field(min_length=1, max_length=20)
    content: str = Field(min_length=1, max_length=200)
    full: Decimal = Field(ge=0, le=100)
    kinds: tuple[str, ...] = Field(min_length=1)
    method: Literal["deduct", "earn", "veto"]
    source: str = MANUAL
    per_case: Decimal = Field(default=Decimal(0), ge=0, le=100)
    evidence: str = Field(default="", max_length=60)


class _Weights(_Dated):
    self_score: int = Field(ge=0, le=100, strict=True)
    group_score: int = Field(ge=0, le=100, strict=True)
    leader_score: int = Field(ge=0, le=100, strict=True)


class _Rating(_Dated):
    label: str = Field(min_length=1, max_length=10)
    least: Decimal = Field(ge=0, le=100)
    quota: Decimal | None = Field(default=None, gt=0, le=100)
    rounding: Literal["down", "half_up", "up"] = "down"


class _Ties(_Dated):
    by: tuple[str, ...] = Field(min_length=1)


class _File(StrictModel):
    indicator: tuple[_Indicator, ...] = Field(min_length=1)
    weights: tuple[_Weights, ...] = Field(min_length=1)
    rating: tuple[_Rating, ...] = Field(min_length=1)
    ties: tuple[_Ties, ...] = ()


_D = TypeVar("_D", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How is assessed on a day: what everybody is measured by, and what comes of the points."""

    indicators: tuple[Indicator, ...] = ()
    weights: Weights = field(default_factory=Weights)
    ratings: tuple[Rating, ...] = ()
    ties: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of subject that are assessed, in the order in which indicators name them."""
        return tuple(dict.fromkeys(kind for one in self.indicators for kind in one.kinds))

    def of(self, kind: str) -> tuple[Indicator, ...]:
        """The indicators for subjects of that kind."""
        return tuple(one for one in self.indicators if one.is_for(kind))


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """The rules of all days."""

    file: _File | None = None
    led: tuple[str, ...] = ()
    """The kinds of unit that `unit` stands for."""

    def on(self, day: date) -> Scheme:
        """What counts on that day; nothing where no rule counts yet."""
        if self.file is None:
            return Scheme()
        weights = _in_force(self.file.weights, day)[-1:]
        ties = _in_force(self.file.ties, day)[-1:]
        return Scheme(
            tuple(self._plain(one) for one in _in_force(self.file.indicator, day)),
            next(
                (Weights(w.self_score, w.group_score, w.leader_score) for w in weights), Weights()
            ),
            tuple(
                Rating(one.label, one.least, one.quota, one.rounding)
                for one in _in_force(self.file.rating, day)
            ),
            next((one.by for one in ties), ()),
        )

    def _plain(self, one: _Indicator) -> Indicator:
        source = "" if one.source == MANUAL else one.source
        named = (self.led if kind == UNIT and self.led else (kind,) for kind in one.kinds)
        kinds = tuple(dict.fromkeys(code for part in named for code in part))
        return Indicator(
            one.id, one.name, one.content, one.full, one.method, one.evidence, kinds, source,
            one.per_case, one.clause,
        )  # fmt: skip


def parse_assessment(
    raw: Mapping[str, Any], file: str = FILE, kinds: Kinds | None = None
) -> tuple[AssessmentRules, tuple[Finding, ...]]:
    """The rules, or none with every fault; `kinds` are those of the office, `file` is only quoted.

    Where no `kinds` are given, any may be named.
    """
    led = tuple(code for code in kinds.units if kinds.led(code)) if kinds else ()
    known = frozenset((*led, *kinds.ranks, UNIT, PERSON)) if kinds else frozenset[str]()
    findings: list[Finding] = []
    found = validated(_File, file, raw, findings)
    if found is None:
        return AssessmentRules(), tuple(findings)
    where = Where(file)
    for name in ("indicator", "weights", "rating", "ties"):
        findings += _doubled(where, name, getattr(found, name))
    findings += _of_indicators(where, found, known)
    rules = AssessmentRules(found, led)
    if not findings:
        for day in _days(found):
            findings += _of_day(where, rules.on(day), day)
    return (AssessmentRules() if findings else rules), tuple(findings)


def _in_force(rules: Sequence[_D], day: date) -> tuple[_D, ...]:
    """The entries that count on that day, each in its newest wording, in the order of the file."""
    begun = [one for one in rules if one.since <= day]
    newest = {one.id: max(other.since for other in begun if other.id == one.id) for one in begun}
    return tuple(
        one
        for one in begun
        if one.since == newest[one.id] and (one.until is None or day <= one.until)
    )


def _days(found: _File) -> tuple[date, ...]:
    """The days from which other rules count, the earliest of them only once all have begun."""
    every = (*found.indicator, *found.weights, *found.rating, *found.ties)
    first = max(min(one.since for one in table) for table in (found.weights, found.rating))
    first = max(first, min(one.since for one in found.indicator))
    starts = {one.since for one in every}
    ends = {one.until + timedelta(days=1) for one in every if one.until}
    return tuple(sorted({first} | {day for day in starts | ends if day > first}))


def _doubled(where: Where, name: str, rules: Sequence[_Dated]) -> Iterator[Finding]:
    """Entries that share id and day, so that it is not clear which of them counts."""
    seen: set[tuple[str, date]] = set()
    for at, one in enumerate(rules):
        if (one.id, one.since) in seen:
            params = {"place": f"{name} {one.id}", "value": one.since.isoformat()}
            yield Finding("rules-same-id", where, {**params, "keys": (name, at, "id")})
        seen.add((one.id, one.since))


def _of_indicators(where: Where, found: _File, kinds: frozenset[str]) -> Iterator[Finding]:
    """Kinds and sources that there are not, and scoring that says nothing."""
    codes = {one.id for one in found.indicator}
    for at, one in enumerate(found.indicator):
        for kind in one.kinds:
            if kinds and kind not in kinds:
                yield _bad(where, ("indicator", at, "kinds"), one.id, kind)
        if one.source != MANUAL and one.source not in SOURCES:
            yield _bad(where, ("indicator", at, "source"), one.id, one.source)
        veto = one.method == VETO
        if veto != (one.full == 0):
            yield _bad(where, ("indicator", at, "full"), one.id, one.full)
        if one.source != MANUAL and not veto and one.per_case == 0:
            yield _bad(where, ("indicator", at, "per_case"), one.id, one.per_case)
    for at, ties in enumerate(found.ties):
        for code in ties.by:
            if code not in codes:
                yield _bad(where, ("ties", at, "by"), ties.id, code)


def _bad(where: Where, at: tuple[str, int, str], named: str, value: object) -> Finding:
    table, _, key = at
    params = {"place": f"{table} {named} → {key}", "value": value, "keys": at}
    return Finding("definition-bad-value", where, params)


def _of_day(where: Where, scheme: Scheme, day: date) -> Iterator[Finding]:
    """Full scores and weights that are not 100 in all, ratings out of order, on that day."""
    on = {"day": day.isoformat()}
    for kind in scheme.kinds:
        full = sum((one.full for one in scheme.of(kind)), Decimal(0))
        if full != HUNDRED:
            params = {"place": "indicator → full", "kind": kind, "value": full, **on}
            yield Finding("rules-scores-not-hundred", where, params)
    weights = scheme.weights
    whole = weights.self_score + weights.group_score + weights.leader_score
    if whole != HUNDRED:
        params = {"place": "weights", "value": whole, **on}
        yield Finding("rules-weights-not-hundred", where, params)
    least = [one.least for one in scheme.ratings]
    sound = bool(least) and least == sorted(set(least), reverse=True) and least[-1] == 0
    if not sound or scheme.ratings[-1].quota is not None:
        yield Finding("rules-ratings-broken", where, {"place": "rating → least", **on})
