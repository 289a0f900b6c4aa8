"""防范措施 after the edition: who carries each out, how often, by what it shows, how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.office import meaning_of


class Often(StrEnum):
    """How often a measure is carried out, as the program knows it."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    STANDING = "standing"
    ONCE = "once"


class Stands(StrEnum):
    """How a measure stands: as its unit says, or that its unit has not said anything of it yet."""

    DONE = "done"
    GOING_ON = "going_on"
    NOT_STARTED = "not_started"
    NOT_DONE = "not_done"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the form: one measure of a point, who answers for it, and how it stands.

    `often`, `system` and `state` are codes of the office's lists. `due` is the day of a measure
    that is carried out once, `done_on` the last day on which it was.
    """

    code: str
    point_id: str
    measure: str
    owner: str = ""
    often: str = ""
    due: date | None = None
    indicator: str = ""
    system: str = ""
    state: str = ""
    done_on: date | None = None
    evidence: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """What a unit said of a measure, for which quarter, and on which day that came in."""

    row: Measure
    quarter: str
    received_on: date


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """A measure of a point in force: its code is the id of the point and its number in it."""

    code: str
    point_id: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the codes of the office's own lists of frequencies and states stand for."""

    often: Mapping[str, str] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)

    def is_often(self, code: str, often: Often) -> bool:
        """Whether a code means that frequency."""
        return meaning_of(code, self.often.get(code, "")) == often

    def stands(self, code: str) -> Stands:
        """What a code of a state means; one that says nothing known is a measure going on."""
        meant = meaning_of(code, self.state.get(code, ""))
        return Stands(meant) if meant in set(Stands) else Stands.GOING_ON


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """How a measure of a point in force stands on a day.

    `said` is the last report, None while there is none; `due` is the day by which it is to be
    carried out next, None where no day follows; `overdue` says that this day is past.
    """

    known: KnownMeasure
    stands: Stands
    said: MeasureReport | None = None
    due: date | None = None
    overdue: bool = False
