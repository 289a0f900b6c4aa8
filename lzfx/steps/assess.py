"""`lzfx assess`: results, ranks and grades of the year; what lies behind a score; what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lzfx.campaign.scoring import HUNDRED, rating_of, results
from lzfx.documents.registers.assessment_basis import entry_said
from lzfx.documents.registers.assessment_sheets import plain_number
from lzfx.errors import DefinitionError, LzfxError
from lzfx.files.definitions import parse_toml, text_of
from lzfx.files.reading import read_bytes
from lzfx.forms.near import near
from lzfx.messages import ALIKE
from lzfx.model.assessment import Assessment, Result, Weights
from lzfx.rules.assessing import Scheme, parse_assessment
from lzfx.session.assessing import Assessing, Computed, assessing_now, assessment_now
from lzfx.session.naming import subject_named
from lzfx.session.opening import Session

_WEIGHTS = ("self_score", "group_score", "leader_score")
"""What `--what-if` may weigh besides indicators."""


@dataclass(frozen=True, slots=True)
class ResultSaid:
    """A subject's result in words; `held_back` is the rating that its points reach."""

    code: str
    name: str
    kind: str
    total: str
    rating: str
    rank: int
    vetoed: bool
    held_back: str = ""
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedSaid:
    """A subject whose total, rank or grade would be another."""

    code: str
    name: str
    kind: str
    total: tuple[str, str]
    rank: tuple[int, int]
    rating: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ScoreSaid:
    """What the record says at one indicator, entry by entry; without `points` people judge."""

    indicator: str
    name: str
    full: str
    points: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A subject with what the record says of it at each indicator."""

    code: str
    name: str
    scores: tuple[ScoreSaid, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """The results by the return that counts, or what the record computes while there is none."""

    results: tuple[ResultSaid, ...] = ()
    computed: tuple[ScoreTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreTotal:
    """How many of how many computed points a subject has so far."""

    code: str
    name: str
    kind: str
    points: str
    full: str
    entries: int


def assess(session: Session) -> Assessed:
    """Everybody's result, rank and grade; before the scores are in, what is computed so far."""
    scored = assessment_now(session)
    if scored is not None:
        return Assessed(results=_said(session, scored.assessment, scored.results))
    now = assessing_now(session)
    return Assessed(computed=tuple(_totals(session, now)))


def behind(session: Session, whom: str) -> Behind:
    """What the record has of a subject; LzfxError for somebody who is not assessed."""
    now = assessing_now(session)
    codes = {one.code for one in now.whom}
    code = whom.strip().upper()
    if code not in codes:
        code = subject_named(session, whom, ("unit", "person")).code
    if code not in codes:
        raise LzfxError("assess-not-assessed", {"value": whom, ALIKE: near(whom, codes)})
    name = next(one.name for one in now.whom if one.code == code)
    return Behind(code, name, tuple(_score(one) for one in now.computed[code].values()))


def what_if(
    session: Session, changes: Sequence[str] = (), rules: Path | None = None
) -> tuple[MovedSaid, ...]:
    """Who would have another total, rank or grade by other weights; nothing is changed.

    `changes` are like `K1=20` or `self_score=30`; `rules` is another file of rules. LzfxError where
    there are no scores yet, and for a change of nothing, or one that does not add up to 100.
    """
    scored = assessment_now(session)
    if scored is None:
        raise LzfxError("assess-no-scores")
    before = scored.assessment
    after = _by_rules(session, before, rules) if rules else before
    after = _changed(after, changes)
    _adds_up(after)
    now = {one.assessed.code: one for one in results(after)}
    return tuple(
        MovedSaid(
            one.assessed.code,
            one.assessed.name,
            _kind(session, one.assessed.kind),
            (plain_number(one.total), plain_number(other.total)),
            (one.rank, other.rank),
            (one.rating, other.rating),
        )
        for one in scored.results
        for other in (now[one.assessed.code],)
        if (one.rank, one.rating) != (other.rank, other.rating)
    )


def _changed(whole: Assessment, changes: Sequence[str]) -> Assessment:
    weights = {name: getattr(whole.weights, name) for name in _WEIGHTS}
    full: dict[str, Decimal] = {}
    known = {one.code for one in whole.indicators if one.full}
    for change in changes:
        name, _, text = change.partition("=")
        name = name.strip()
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            number = Decimal(-1)
        if not 0 <= number <= HUNDRED:
            raise LzfxError("assess-no-number", {"value": change})
        if name in weights:
            weights[name] = int(number)
        elif name.upper() in known:
            full[name.upper()] = number
        else:
            every = (*known, *_WEIGHTS)
            params = {"value": name, "known": tuple(sorted(every)), ALIKE: near(name, every)}
            raise LzfxError("assess-unknown-weight", params)
    return replace(_weighed(whole, full), weights=Weights(**weights))


def _weighed(whole: Assessment, full: Mapping[str, Decimal]) -> Assessment:
    """With other full scores; every score keeps its share of the full one."""
    was = {one.code: one.full for one in whole.indicators}

    def scaled(code: str, points: Decimal | None) -> Decimal | None:
        if points is None or code not in full or not was[code]:
            return points
        return points * full[code] / was[code]

    return replace(
        whole,
        indicators=tuple(
            replace(one, full=full.get(one.code, one.full)) for one in whole.indicators
        ),
        assessed=tuple(
            replace(
                one,
                scores=tuple(
                    replace(
                        score,
                        self_score=scaled(score.indicator, score.self_score),
                        group_score=scaled(score.indicator, score.group_score),
                        leader_score=scaled(score.indicator, score.leader_score),
                    )
                    for score in one.scores
                ),
            )
            for one in whole.assessed
        ),
    )


def _by_rules(session: Session, whole: Assessment, path: Path) -> Assessment:
    """By the scheme of another file; DefinitionError with its faults.

    LzfxError where it has other indicators than those that were scored.
    """
    raw = parse_toml(path.name, text_of(path.name, read_bytes(path)))
    rules, faults = parse_assessment(raw, path.name, session.kinds)
    if faults:
        raise DefinitionError(faults)
    scheme = rules.on(session.now.date())
    scored = {one.code for one in whole.indicators}
    other = {one.code for one in scheme.indicators} ^ scored
    if other:
        raise LzfxError("assess-other-indicators", {"value": tuple(sorted(other))})
    return _by_scheme(whole, scheme)


def _by_scheme(whole: Assessment, scheme: Scheme) -> Assessment:
    weighed = _weighed(whole, {one.code: one.full for one in scheme.indicators})
    return replace(
        weighed,
        indicators=scheme.indicators,
        weights=scheme.weights,
        ratings=scheme.ratings,
        ties=scheme.ties,
    )


def _adds_up(whole: Assessment) -> None:
    """LzfxError where weights, or the full scores of a kind, are not 100 in all."""
    weights = sum(getattr(whole.weights, name) for name in _WEIGHTS)
    if weights != HUNDRED:
        raise LzfxError("assess-not-hundred", {"title": "、".join(_WEIGHTS), "value": weights})
    for kind in dict.fromkeys(one.kind for one in whole.assessed):
        mine = [one for one in whole.indicators if one.is_for(kind)]
        full = sum((one.full for one in mine), Decimal(0))
        if full != HUNDRED:
            title = "、".join(one.code for one in mine if one.full)
            raise LzfxError("assess-not-hundred", {"title": title, "value": plain_number(full)})


def _said(session: Session, whole: Assessment, found: Sequence[Result]) -> tuple[ResultSaid, ...]:
    names = {one.assessed.code: one.assessed.name for one in found}
    return tuple(
        ResultSaid(
            one.assessed.code,
            one.assessed.name,
            _kind(session, one.assessed.kind),
            plain_number(one.total),
            one.rating,
            one.rank,
            one.vetoed,
            "" if one.vetoed or reached == one.rating else reached,
            tuple(names[code] for code in one.tied if code != one.assessed.code),
        )
        for one in found
        for reached in (rating_of(whole, one.total),)
    )


def _totals(session: Session, now: Assessing) -> list[ScoreTotal]:
    found = []
    for one in now.whom:
        mine = [each for each in now.computed[one.code].values() if each.points is not None]
        points = sum((each.points for each in mine if each.points is not None), Decimal(0))
        full = sum((each.indicator.full for each in mine), Decimal(0))
        entries = sum(len(each.entries) for each in mine)
        found.append(
            ScoreTotal(
                one.code,
                one.name,
                _kind(session, one.kind),
                plain_number(points),
                plain_number(full),
                entries,
            )
        )
    return found


def _score(one: Computed) -> ScoreSaid:
    return ScoreSaid(
        one.indicator.code,
        one.indicator.name,
        plain_number(one.indicator.full),
        "" if one.points is None else plain_number(one.points),
        tuple(map(entry_said, one.entries)),
    )


def _kind(session: Session, kind: str) -> str:
    return session.labels.get("assessed_kinds", {}).get(kind, kind)
