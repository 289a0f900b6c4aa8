"""The campaign's settings: what `lzfx.toml` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from lzfx.model.accountability import Bodies
from lzfx.model.burden import FillingTimes
from lzfx.model.calendar import Publicity
from lzfx.model.office import Words
from lzfx.model.pairing import CrossCheck
from lzfx.model.plan import Plan
from lzfx.model.sampling import CheckPlan

LEADING_GROUP: Final = "leading_group"
REVIEW_GROUP: Final = "review_group"
COMMISSION_MEETING: Final = "commission_meeting"
DIRECTORS_MEETING: Final = "directors_meeting"

HANDBOOK_NOTICE: Final = "handbook_notice"
"""The key of the number of the letter that issues the handbook: it is given after the approval."""

UNKNOWN_SENDERS_WAIT: Final = "wait"
UNKNOWN_SENDERS_ASK: Final = "ask"
"""What becomes of returns mailed by somebody unknown: they wait, or are taken in and told."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the campaign, both days included; `work` says what is done in it."""

    name: str
    start: date
    end: date
    work: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The group office that runs the campaign: where questions go, printed in forms and letters."""

    name: str
    contact: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign year; names are printed as given, roles are fixed (`bodies` maps them).

    `bodies` has the four roles above and any other body the office names in its definitions.
    `deadlines` are those of forms that have their own, by name of the form. A decision on a point
    counts for `decisions_valid_days` days after its own; with 0 it does not expire. A warning is to
    give its unit `warning_days` days at least.
    """

    code: str
    year: int
    name: str
    commission: str
    system: str
    bodies: Mapping[str, str]
    office: Office
    deadline: date
    stages: tuple[Stage, ...]
    large_sum: int
    documents: Mapping[str, str]
    issuer: str
    issued_on: date
    ruled_rows: int = 60
    publicity: Publicity = field(default_factory=Publicity)
    deadlines: Mapping[str, date] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    unknown_senders: str = UNKNOWN_SENDERS_WAIT
    decisions_valid_days: int = 0
    plan: Plan = field(default_factory=Plan)
    cross_check: CrossCheck = field(default_factory=CrossCheck)
    checks: CheckPlan = field(default_factory=CheckPlan)
    filling_times: FillingTimes = field(default_factory=FillingTimes)
    accountability: Bodies = field(default_factory=Bodies)
    warning_days: int = 20

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of all its stages."""
        return min(one.start for one in self.stages), max(one.end for one in self.stages)

    def deadline_of(self, form: str) -> date:
        """The last day on which a form is due."""
        return self.deadlines.get(form, self.deadline)

    def for_form(self, form: str) -> Campaign:
        """The same campaign with the deadline of that form."""
        return replace(self, deadline=self.deadline_of(form))

    @property
    def publicity_days(self) -> tuple[date, date]:
        """The first and the last day of the publicity."""
        first = self.publicity.start or self.stages[-1].start
        return first, self.publicity.last_day(first)
