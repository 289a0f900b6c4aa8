"""动态纠错: a check of risk points at work, and what was put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lzfx.model.risk import Level


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """One risk point as a check found it; `measure_state`, `gravity` and `action` are codes.

    Without `danger` nothing was found, and nothing else is said. Of a point that was drawn and not
    checked, `why_not` says why.
    """

    risk_point: str
    risk: str = ""
    level: Level | None = None
    measure_state: str = ""
    danger: str = ""
    gravity: str = ""
    action: str = ""
    deadline: date | None = None
    rechecked_on: date | None = None
    recheck: str = ""
    closed_on: date | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionCheck:
    """One check of one unit; `kind` is a code, `unit` a code of the roster."""

    code: str
    kind: str = ""
    held_on: date | None = None
    checkers: tuple[str, ...] = ()
    unit: str = ""
    way: str = ""
    points: tuple[CheckedPoint, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """The checks of a year in their order."""

    year: int
    checks: tuple[CorrectionCheck, ...] = ()
