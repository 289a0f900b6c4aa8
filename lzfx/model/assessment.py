"""考核: indicators, who was given how many points, and how points become a rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing assessed; `full` is the most points it can bring, `method` is a code.

    It is for subjects of these `kinds` (codes), for all where none is named. `source` names what
    counts its cases, empty where people judge; each case is worth `per_case` points.
    """

    code: str
    name: str = ""
    content: str = ""
    full: Decimal = Decimal(0)
    method: str = ""
    evidence: str = ""
    kinds: tuple[str, ...] = ()
    source: str = ""
    per_case: Decimal = Decimal(0)
    clause: str = ""

    def is_for(self, kind: str) -> bool:
        """Whether subjects of that kind are assessed by it."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one subject for one indicator; None where a score is not given yet.

    `computed` is the group's score as the record gave it, `basis` what it rests on, entry by entry.
    """

    indicator: str
    self_score: Decimal | None = None
    group_score: Decimal | None = None
    leader_score: Decimal | None = None
    reason: str = ""
    computed: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SelfScore:
    """What a subject gives itself for one indicator, why points are off, and what shows it."""

    indicator: str
    self_score: Decimal | None = None
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """A subject's objection to the group's score for one indicator."""

    indicator: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredObjection:
    """An objection with the office's answer.

    `outcome` is `upheld` (the score stands) or `changed`; `before` and `after` are both kept.
    """

    assessed_code: str
    indicator: str
    ground: str = ""
    outcome: str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A subject that was assessed; `kind` is a code, `extra` are points added (or taken off)."""

    code: str
    name: str = ""
    kind: str = ""
    scores: tuple[Score, ...] = ()
    extra: Decimal = Decimal(0)
    extra_reason: str = ""
    criticised: bool = False
    stated_total: Decimal | None = None
    stated_rating: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight, in percent, of a subject's own score, the group's and the leaders'."""

    self_score: int = 20
    group_score: int = 40
    leader_score: int = 40


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating, the points from which it is given, and the most of a kind that may have it.

    `quota` is a percentage of the subjects of a kind; `rounding` says what becomes of a fraction
    of a subject: `down`, `half_up` or `up`.
    """

    label: str
    least: Decimal
    quota: Decimal | None = None
    rounding: str = "down"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of a year; `ratings` from the best down, the last from 0 points.

    Equal totals are told apart by the scores at the indicators of `ties`, in their order.
    """

    year: int
    indicators: tuple[Indicator, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    weights: Weights = Weights()
    ratings: tuple[Rating, ...] = ()
    ties: tuple[str, ...] = ()
    objections: tuple[AnsweredObjection, ...] = ()
    doc_number: str = ""
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one subject: points by indicator and in all, rating, place within its kind.

    Who is still equal by the rule for ties shares a place, and the next place is skipped. Who is
    vetoed comes last and has the last rating. `tied` are codes of equals who together would have
    gone beyond a quota, so that none of them has the rating.
    """

    assessed: Assessed
    points: Mapping[str, Decimal]
    total: Decimal
    rating: str
    rank: int
    vetoed: bool = False
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredAssessment:
    """An assessment with everybody's computed result, in the order in which they are printed."""

    assessment: Assessment
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Criticism:
    """通报批评: only what an assessment or a check has on record, named in `basis`."""

    about: str
    doc_number: str = ""
    year: int = 0
    subjects: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    decided_on: date | None = None
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criticisms:
    """Letters of criticism to be printed one after the other."""

    criticisms: tuple[Criticism, ...] = ()
