"""Scores of an assessment: within what an indicator can bring, explained, quotas kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from lzfx.campaign.scoring import VETO, results, seats
from lzfx.checks.context import Understood
from lzfx.forms.characters import as_code, fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.near import near
from lzfx.forms.records import whole_of
from lzfx.model.about import About
from lzfx.model.assessment import Assessment, Rating, Result
from lzfx.model.finding import Finding, Severity
from lzfx.model.subject import Owner
from lzfx.model.submission import Row

_GIVEN = ("self_score", "group_score", "leader_score")
_REASON = 200


def self_scores_within_full(seen: Understood) -> Iterator[Finding]:
    """Scores that a subject gives itself: from 0 to full, with a reason where points are off."""
    for row in seen.rows_about(About.SELF_SCORE):
        full, given = _number(row, "full"), _number(row, "self_score")
        if full is None or given is None:
            continue
        if not 0 <= given <= full:
            yield _beyond(seen, About.SELF_SCORE, row, "self_score", full)
        elif given < full and not row.values.get("reason"):
            yield _unexplained(seen, About.SELF_SCORE, row, "self_score")


def scores_within_full(seen: Understood) -> Iterator[Finding]:
    """Scores of known indicators, from 0 to full; the group says why where points are off."""
    known = {_code(row, "code"): row for row in seen.rows_about(About.INDICATOR)}
    for row in seen.rows_about(About.SCORE):
        indicator = known.get(_code(row, "indicator"))
        if indicator is None:
            if row.values.get("indicator") is not None:
                codes = MULTIPLE.join(known)
                yield seen.say("score-of-no-indicator", About.SCORE, row, "indicator", known=codes)
            continue
        full = _number(indicator, "full")
        for name in _GIVEN if full is not None else ():
            given = _number(row, name)
            if full is not None and given is not None and not 0 <= given <= full:
                yield _beyond(seen, About.SCORE, row, name, full)
        given = _number(row, "group_score")
        short = full is not None and given is not None and 0 <= given < full
        if short and not row.values.get("reason"):
            yield _unexplained(seen, About.SCORE, row, "group_score")


def computed_scores_explained(seen: Understood) -> Iterator[Finding]:
    """A group's score other than the one computed of the record needs a reason of its own."""
    for row in seen.rows_about(About.SCORE):
        computed, given = _number(row, "computed"), _number(row, "group_score")
        if computed is None or given is None or computed == given:
            continue
        listed = str(row.values.get("basis") or "").replace("\n", "；")[:_REASON]
        if fold(str(row.values.get("reason") or "")) == fold(listed):
            params = {"expected": _plain(computed)}
            yield seen.say("score-computed-otherwise", About.SCORE, row, "group_score", **params)


def vetoes_explained(seen: Understood) -> Iterator[Finding]:
    """Cases on record at a veto of which nothing is said: asked, since the program vetoes none."""
    vetoes = {
        _code(row, "code")
        for row in seen.rows_about(About.INDICATOR)
        if row.values.get("method") == VETO
    }
    for row in seen.rows_about(About.SCORE):
        on_record = _code(row, "indicator") in vetoes and row.values.get("basis")
        if on_record and not row.values.get("reason"):
            severity = Severity.QUERY
            basis = str(row.values["basis"])
            yield seen.say(
                "score-veto-unanswered", About.SCORE, row, "reason", severity, basis=basis
            )


def assessed_are_known(seen: Understood) -> Iterator[Finding]:
    """Everybody assessed is a unit or a person of the roster, and a unit is of the kind said."""
    everybody = seen.known.everybody
    labels = seen.labels_about(About.ASSESSED, "kind")
    for row in seen.rows_about(About.ASSESSED):
        code = _code(row, "code")
        if not code:
            continue
        if everybody.find(code, ("unit", "person")) is None:
            every = (one.code for owner in _OWNERS for one in everybody.owing(owner))
            alike = MULTIPLE.join(near(code, every))
            yield seen.say("assessed-unknown", About.ASSESSED, row, "code", near=alike)
            continue
        unit, kind = seen.known.roster.unit(code), str(row.values.get("kind") or "")
        if unit is not None and kind and kind != unit.kind:
            params = {"expected": labels.get(unit.kind, unit.kind)}
            yield seen.say("assessed-kind-differs", About.ASSESSED, row, "kind", **params)


def rating_quotas_kept(seen: Understood) -> Iterator[Finding]:
    """Ratings that were worked out by hand: known, within the quota, and the computed ones.

    Equals who together go beyond a quota are asked about: the rule for ties does not tell them
    apart.
    """
    rows = {_code(row, "code"): row for row in seen.rows_about(About.ASSESSED)}
    found = _results(seen)
    if found is None:
        return
    whole, of_all = found
    labels = {one.label: one for one in whole.ratings}
    taken: Counter[tuple[str, str]] = Counter()
    for one in of_all:
        row, stated = rows[one.assessed.code], one.assessed.stated_rating
        if one.tied:
            params = {"others": _others(one, of_all), "rating": _missed(whole, one)}
            yield seen.say("rating-tie-open", About.ASSESSED, row, "code", Severity.QUERY, **params)
        if not stated:
            continue
        if stated not in labels:
            params = {"known": MULTIPLE.join(labels)}
            yield seen.say("rating-unknown", About.ASSESSED, row, "stated_rating", **params)
            continue
        kind = one.assessed.kind
        taken[kind, stated] += 1
        limit = seats(labels[stated], sum(each.assessed.kind == kind for each in of_all))
        if limit is not None and taken[kind, stated] > limit:
            count = taken[kind, stated]
            yield seen.say(
                "rating-quota-broken",
                About.ASSESSED,
                row,
                "stated_rating",
                limit=limit,
                count=count,
            )
        elif stated != one.rating and not one.tied:
            params = {"expected": one.rating}
            yield seen.say("rating-differs", About.ASSESSED, row, "stated_rating", **params)


def objections_answered(seen: Understood) -> Iterator[Finding]:
    """Every objection has an answer, and the score beside it is the one that the answer says."""
    scores = {
        (_code(row, "assessed_code"), _code(row, "indicator")): row
        for row in seen.rows_about(About.SCORE)
    }
    for row in seen.rows_about(About.ANSWERED_OBJECTION):
        outcome = row.values.get("outcome")
        if outcome is None:
            yield seen.say("objection-unanswered", About.ANSWERED_OBJECTION, row, "outcome")
            continue
        score = scores.get((_code(row, "assessed_code"), _code(row, "indicator")))
        said = _number(row, "after" if outcome == "changed" else "before")
        now = _number(score, "group_score") if score else None
        if said is not None and now != said:
            title = "after" if outcome == "changed" else "before"
            params = {"now": "—" if now is None else _plain(now)}
            yield seen.say(
                "objection-score-differs", About.ANSWERED_OBJECTION, row, title, **params
            )


_OWNERS: tuple[Owner, ...] = ("unit", "person")


def _results(seen: Understood) -> tuple[Assessment, Sequence[Result]] | None:
    """The results by the return itself; None where a cell that they need was not understood."""
    for table in seen.form.tables:
        needed = [spec.name for spec in table.fields if spec.required]
        for row in seen.tables.get(table.name, ()):
            if any(row.values.get(name) is None for name in needed):
                return None
    if any(seen.header.get(spec.name) is None for spec in seen.form.header if spec.required):
        return None
    whole = whole_of(seen.form, [(seen, {})], Assessment, {"year": seen.known.campaign.year})
    return whole, results(whole)


def _others(one: Result, of_all: Sequence[Result]) -> str:
    names = {each.assessed.code: each.assessed.name for each in of_all}
    return MULTIPLE.join(names[code] for code in one.tied if code != one.assessed.code)


def _missed(whole: Assessment, one: Result) -> str:
    """The rating that the points would have brought."""
    reached: Iterator[Rating] = (each for each in whole.ratings if one.total >= each.least)
    return next((each.label for each in reached), "")


def _beyond(seen: Understood, about: About, row: Row, name: str, full: Decimal) -> Finding:
    return seen.say("score-beyond-full", about, row, name, limit=_plain(full))


def _unexplained(seen: Understood, about: About, row: Row, name: str) -> Finding:
    spec = seen.field_about(about, "reason")
    return seen.say("score-needs-reason", about, row, name, other=spec.title if spec else "")


def _code(row: Row, name: str) -> str:
    return as_code(str(row.values.get(name) or ""))


def _number(row: Row, name: str) -> Decimal | None:
    value = row.values.get(name)
    try:
        return Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
