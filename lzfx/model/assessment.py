"""考核: indicators, who was given how many points, and how points become a rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing assessed; `full` is the most points it can bring, `method` is a code."""

    code: str
    name: str = ""
    content: str = ""
    full: Decimal = Decimal(0)
    method: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one subject for one indicator; None where a score is not given yet."""

    indicator: str
    self_score: Decimal | None = None
    group_score: Decimal | None = None
    leader_score: Decimal | None = None
    reason: str = ""


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


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight, in percent, of a subject's own score, the group's and the leaders'."""

    self_score: int = 20
    group_score: int = 40
    leader_score: int = 40


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating, and the number of points from which it is given."""

    label: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of a year; `ratings` from the best down, the last from 0 points."""

    year: int
    indicators: tuple[Indicator, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    weights: Weights = Weights()
    ratings: tuple[Rating, ...] = ()
    doc_number: str = ""
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one subject: points by indicator and in all, rating, place within its kind.

    Equal totals share a place, and the next place is skipped. Who is vetoed has the last rating.
    """

    assessed: Assessed
    points: Mapping[str, Decimal]
    total: Decimal
    rating: str
    rank: int
    vetoed: bool = False


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
