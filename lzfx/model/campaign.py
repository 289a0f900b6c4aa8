"""The campaign's settings: what `lzfx.toml` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from lzfx.model.calendar import Publicity
from lzfx.model.office import Words

LEADING_GROUP: Final = "leading_group"
REVIEW_GROUP: Final = "review_group"
COMMISSION_MEETING: Final = "commission_meeting"
DIRECTORS_MEETING: Final = "directors_meeting"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the campaign, both days included."""

    name: str
    start: date
    end: date


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
    `deadlines` are those of forms that have their own, by name of the form.
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
