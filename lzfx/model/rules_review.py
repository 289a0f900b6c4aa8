"""制度梳理: the rules a unit works by, and what is to become of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReviewedRule:
    """One rule looked through; `conclusion` and `progress` are codes, `unit` a code of the roster.

    A rule that is lacking has no day and no number; it names the risk points it is wanted for.
    """

    name: str
    unit: str = ""
    doc_number: str = ""
    made_on: date | None = None
    powers: tuple[str, ...] = ()
    analysis: str = ""
    conclusion: str = ""
    problem: str = ""
    action: str = ""
    responsible: str = ""
    due: date | None = None
    progress: str = ""
    risk_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesReview:
    """The whole review of a year."""

    year: int
    rules: tuple[ReviewedRule, ...] = ()
