"""考核: indicators, who was given how many points, and how points become a rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing assessed; `full` are the points it brings at most, `method` is a code."""

    code: str
    name: str = ""
    content: str = ""
    full: Decimal = Decimal(0)
    method: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What one got for one indicator; None where a score is not given yet."""

    indicator: str
    self_score: Decimal | None = None
    group_score: Decimal | None = None
    leader_score: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One who was assessed; `kind` is a code; `extra` points are added, or taken when negative."""

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
    """Hundredths of the total that the own score, the group's and the leaders' bring."""

    self_score: int = 20
    group_score: int = 40
    leader_score: int = 40


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating is given from so many points on."""

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
    """What one got: by indicator, in all, the rating, the place among those of the same kind.

    Equal totals share a place, and the next place is skipped. A vetoed one has the last rating.
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
