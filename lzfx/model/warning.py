"""预警: a monitor's written reminder, and what its receiver reports back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.risk import Color, Level


@dataclass(frozen=True, slots=True)
class WarningNotice:
    """One warning; `year`, `color` and `number` together are its number.

    `unit` is a code of the roster; `level` is that of the risk point. The warning has the colour of
    that level unless it was raised, then `raised_because` says why. `signer_role` is a monitor's.
    `follows` is the number, as printed, of the warning that this one raises; `trigger` is the code
    of the record that suggested it.
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
    follows: str = ""
    trigger: str = ""


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


class StepKind(StrEnum):
    """What the office registers after a warning was issued."""

    DELIVERED = "delivered"
    RECHECKED = "rechecked"
    RELEASED = "released"


class Recheck(StrEnum):
    """What a recheck may say (list `rechecks`)."""

    PASSED = "passed"
    AGAIN = "again"
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class WarningStep:
    """One thing that happened to a warning (its number as printed) after it was issued.

    `step` is a `StepKind`; `by` received or rechecked; `result` is a `Recheck`, `deadline` the new
    one where something is to be mended again.
    """

    warning: str
    step: str
    on: date
    by: str = ""
    result: str = ""
    deadline: date | None = None
    note: str = ""


class WarningState(StrEnum):
    """Where a warning stands (list `warning_states`)."""

    ISSUED = "issued"
    DELIVERED = "delivered"
    MENDING = "mending"
    ANSWERED = "answered"
    PASSED = "passed"
    AGAIN = "again"
    TO_RAISE = "to_raise"
    RAISED = "raised"
    HANDED_OVER = "handed_over"
    RELEASED = "released"


WAITING = frozenset(
    {WarningState.ISSUED, WarningState.DELIVERED, WarningState.MENDING, WarningState.AGAIN}
)
"""States in which the warned unit still has to report."""

OVER = frozenset({WarningState.RAISED, WarningState.HANDED_OVER, WarningState.RELEASED})
"""States that nothing follows, or only what another register holds."""


class Happening(StrEnum):
    """What moves a warning from one state to the next; the order is that of one day."""

    ISSUE = "issue"
    DELIVER = "deliver"
    A_DAY = "a_day"
    FEEDBACK = "feedback"
    APPROVE = "approve"
    AGAIN = "again"
    FAIL = "fail"
    HAND_OVER = "hand_over"
    RELEASE = "release"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class IssuedWarning:
    """A warning with its number as printed."""

    number: str
    notice: WarningNotice


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that cannot have happened in the state in which it came; it changes nothing.

    `state` is None before the day of issue. `cause` is the record that says it happened.
    """

    happening: Happening
    on: date
    state: WarningState | None
    cause: WarningStep | Feedback | WarningNotice


@dataclass(frozen=True, slots=True)
class WarningStanding:
    """A warning as it stands on a day; all of it is computed.

    `deadline` is the one that counts now, `days_late` how long it is over while the unit still has
    to report, `answered_late` how late the last report was, `reported_on` the day it is of;
    `most_late` is how late a report ever was, or was missing until the next step. `raised_to` is
    the number of the warning that follows. With `escalates` the rule asks for the next colour:
    `next_color`, empty where there is none graver and accountability is next. `received_by` signed
    for it.
    """

    number: str
    notice: WarningNotice
    state: WarningState
    since: date | None = None
    deadline: date | None = None
    days_late: int = 0
    answered_late: int = 0
    most_late: int = 0
    reported_on: date | None = None
    received_by: str = ""
    reported_by: tuple[str, ...] = ()
    raised_to: str = ""
    escalates: bool = False
    next_color: Color = ""
    strays: tuple[Stray, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class WarningRegister:
    """Every warning of a year with where it stands, in the order of issue."""

    year: int
    standings: tuple[WarningStanding, ...] = field(default=())
