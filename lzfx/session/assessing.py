"""The year's assessment as it stands: who is assessed, what the record computes, what forms say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from lzfx.campaign.prefill_sources import AssessingRows, Text
from lzfx.documents.registers.assessment_basis import basis_said
from lzfx.documents.registers.assessment_sheets import plain_number
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.assessed_facts import AssessedFacts, Entry, Whom
from lzfx.model.assessment import Indicator, Objection, Rating, ScoredAssessment, SelfScore
from lzfx.model.office import HEAD, STAFF
from lzfx.model.roster import Person
from lzfx.rules.assessing import PERSON, Scheme
from lzfx.rules.score_sources import VETO, cases_of, points_for
from lzfx.session.assessed_facts import assessed_facts
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session
from lzfx.session.records import recorded

_ABOUTS = (About.SELF_SCORE, About.OBJECTION, About.SCORE, About.INDICATOR)
_R = TypeVar("_R")
_REASON = 200
"""The most characters of a reason."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What the record says of a subject at one indicator: the points (None: a veto) and why."""

    indicator: Indicator
    points: Decimal | None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessing:
    """The assessment as it stands: by which scheme, who, and what is computed of each by code."""

    scheme: Scheme
    whom: tuple[Whom, ...] = ()
    computed: Mapping[str, Mapping[str, Computed]] = field(default_factory=dict)


def assessing_now(session: Session, scheme: Scheme | None = None) -> Assessing:
    """By the rules of today, or by another scheme."""
    scheme = session.assessing.on(session.now.date()) if scheme is None else scheme
    whom = tuple(_whom(session, scheme))
    facts = assessed_facts(session)
    return Assessing(scheme, whom, {one.code: _computed(scheme, facts, one) for one in whom})


def assessment_now(session: Session) -> ScoredAssessment | None:
    """The assessment of the return that counts, with its results; None while there is none."""
    found = recorded(session, ScoredAssessment).record
    return found if isinstance(found, ScoredAssessment) else None


def assessing_rows(session: Session, form: FormSpec) -> AssessingRows:
    """What a form of the assessment is issued with; nothing for any other form."""
    if not any(form.table_about(about) for about in _ABOUTS):
        return AssessingRows()
    now = assessing_now(session)
    weights = now.scheme.weights
    header = {
        "weight_self": str(weights.self_score),
        "weight_group": str(weights.group_score),
        "weight_leader": str(weights.leader_score),
        "ties": "、".join(now.scheme.ties),
    }
    labels = session.labels
    kinds = labels.get("assessed_kinds", {})
    rows: dict[str, Sequence[Text]] = {
        "assessed_by": [_indicator(session, one) for one in now.scheme.indicators],
        "assessed": [
            {"code": one.code, "name": one.name, "kind": kinds.get(one.kind, one.kind)}
            for one in now.whom
        ],
        "scored": [*_scored(session, now)],
        "ratings": [_rating(one) for one in now.scheme.ratings],
        "objections": [*_objections(session, now)],
    }
    own = {
        ("person" if one.person else "unit", one.code): [
            _own(session, each) for each in now.computed[one.code].values()
        ]
        for one in now.whom
    }
    return AssessingRows(header, rows, own)


def _whom(session: Session, scheme: Scheme) -> Iterator[Whom]:
    """Units in use of the kinds that the scheme names, then people of the ranks that it names."""
    kinds = frozenset(scheme.kinds)
    in_use = [one for one in session.roster.units if one.in_use]
    for unit in in_use:
        if unit.kind in kinds and session.kinds.led(unit.kind):
            yield Whom(unit.code, unit.name, unit.kind, unit.code)
    units = {one.code for one in in_use}
    for person in session.roster.people.values():
        kind = _kind_of(session, person, kinds)
        if kind and person.unit in units:
            posts = (one.code for one in session.roster.posts if one.holder == person.code)
            yield Whom(person.code, person.name, kind, person.unit, person.code, tuple(posts))


def _kind_of(session: Session, person: Person, kinds: frozenset[str]) -> str:
    """As what a person is assessed: by his rank where the scheme names it, else as anybody."""
    if person.rank in kinds:
        return person.rank
    assessed = session.kinds.rank(person.rank) in {HEAD, STAFF}
    return PERSON if assessed and PERSON in kinds else ""


def _computed(scheme: Scheme, facts: AssessedFacts, whom: Whom) -> Mapping[str, Computed]:
    found: dict[str, Computed] = {}
    for one in scheme.of(whom.kind):
        entries = cases_of(one, facts, whom) if one.source else ()
        judged = one.method == VETO or not one.source
        found[one.code] = Computed(one, None if judged else points_for(one, len(entries)), entries)
    return found


def _indicator(session: Session, one: Indicator) -> Text:
    labels = session.labels
    kinds = labels.get("assessed_kinds", {})
    return {
        "code": one.code,
        "name": one.name,
        "content": one.content,
        "full": plain_number(one.full),
        "method": labels["score_methods"].get(one.method, one.method),
        "evidence": one.evidence,
        "kinds": "、".join(kinds.get(kind, kind) for kind in one.kinds),
        "source": labels["score_sources"].get(one.source, ""),
        "per_case": plain_number(one.per_case) if one.source else "",
        "clause": one.clause,
    }


def _rating(one: Rating) -> Text:
    quota = {"quota": plain_number(one.quota), "rounding": _ROUNDED[one.rounding]}
    return {"label": one.label, "least": plain_number(one.least), **(quota if one.quota else {})}


_ROUNDED = {"down": "舍去", "half_up": "四舍五入", "up": "进一"}


def _scored(session: Session, now: Assessing) -> Iterator[Text]:
    """A row for each subject and indicator, with what the subject gave itself and what is known."""
    given = {
        (subject, one.indicator): one
        for subject, one in _returned(session, About.SELF_SCORE, SelfScore)
    }
    for whom in now.whom:
        for one in now.computed[whom.code].values():
            own = given.get((whom.code, one.indicator.code))
            known = {} if one.points is None else {"computed": plain_number(one.points)}
            row = {
                "assessed_code": whom.code,
                "assessed_name": whom.name,
                "indicator": one.indicator.code,
                "indicator_name": one.indicator.name,
                "full": plain_number(one.indicator.full),
                **known,
                **({"group_score": known["computed"]} if known else {}),
            }
            if own is not None and own.self_score is not None:
                row["self_score"] = plain_number(own.self_score)
            if one.entries:
                row["basis"] = basis_said(one.entries)
                if one.indicator.method != VETO:
                    row["reason"] = row["basis"].replace("\n", "；")[:_REASON]
            yield row


def _own(session: Session, one: Computed) -> Text:
    indicator = one.indicator
    return {
        "indicator": indicator.code,
        "name": indicator.name,
        "content": indicator.content,
        "full": plain_number(indicator.full),
        "method": session.labels["score_methods"].get(indicator.method, indicator.method),
        "evidence_asked": indicator.evidence,
        **({} if one.points is None else {"computed": plain_number(one.points)}),
        **({"basis": basis_said(one.entries)} if one.entries else {}),
    }


def _objections(session: Session, now: Assessing) -> Iterator[Text]:
    """Every objection, with the score that it is about."""
    names = {one.code: one.name for one in now.whom}
    scored = assessment_now(session)
    given = {
        (one.code, score.indicator): score.group_score
        for one in (scored.assessment.assessed if scored else ())
        for score in one.scores
    }
    known = {
        (one.assessed_code, one.indicator): one.before
        for one in (scored.assessment.objections if scored else ())
    }
    for subject, one in _returned(session, About.OBJECTION, Objection):
        key = (subject, one.indicator)
        before = known.get(key) if known.get(key) is not None else given.get(key)
        yield {
            "assessed_code": subject,
            "assessed_name": names.get(subject, subject),
            "indicator": one.indicator,
            "ground": one.ground,
            **({} if before is None else {"before": plain_number(before)}),
        }


def _returned(session: Session, about: About, kind: type[_R]) -> Iterator[tuple[str, _R]]:
    """The rows about that of the returns that count, each with the code of its subject."""
    for form, _, one in returns_about(session, about):
        yield from ((one.stamp.subject, each) for each in records_of(form, one.tables, kind))
