"""预警: a monitor's written reminder, and what its receiver reports back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lzfx.model.risk import Color, Level


@dataclass(frozen=True, slots=True)
class WarningNotice:
    """One warning; `year`, `color` and `number` together are its number.

    `unit` is a code of the roster; `level` is that of the risk point. The warning has the colour of
    that level unless it was raised, then `raised_because` says why. `signer_role` is a monitor's.
    """

    year: int
    color: Color
    number: int
    unit: str = ""
    post: str = ""
    person: str = ""
    risk_point: str = ""
    risk: str = ""
    level: Level | None = None
    raised_because: str = ""
    source: str = ""
    early_sign: str = ""
    demands: tuple[str, ...] = ()
    handling: str = ""
    issuer: str = ""
    signer: str = ""
    signer_role: str = ""
    issued_on: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class WarningNotices:
    """Warnings to be printed one after the other."""

    notices: tuple[WarningNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came back on a warning (`warning` is its number as printed); `recheck` is a code."""

    warning: str
    unit: str = ""
    post: str = ""
    problem: str = ""
    deadline: date | None = None
    causes: str = ""
    measures: tuple[str, ...] = ()
    done: str = ""
    rules_made: str = ""
    evidence: tuple[str, ...] = ()
    reported_on: date | None = None
    filled_by: str = ""
    head: str = ""
    rechecked_by: str = ""
    rechecked_on: date | None = None
    recheck: str = ""
    recheck_note: str = ""
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Feedbacks:
    """Reports to be printed one after the other."""

    feedbacks: tuple[Feedback, ...] = ()
