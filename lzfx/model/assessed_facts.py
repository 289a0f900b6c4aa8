"""What the record says of those who are assessed: returns, warnings, measures, checks, studies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lzfx.model.finding import Where


@dataclass(frozen=True, slots=True)
class Whom:
    """A subject of an assessment: a unit, or a person of it with the posts that he holds.

    `kind` is a code of the list `assessed_kinds`: a kind of unit, a rank, or `person`.
    """

    code: str
    name: str
    kind: str
    unit: str
    person: str = ""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """A file that came in on that day; `faults` counts those for which it was sent back."""

    on: date
    file: str
    faults: int = 0


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """A form that somebody had to return by the day `due`; `came` are its files in their order."""

    form: str
    unit: str
    due: date
    post: str = ""
    person: str = ""
    came: tuple[Came, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredPost:
    """A post in use, and whether its points or a zero report of it were taken in."""

    code: str
    name: str
    unit: str
    declared: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning by its printed number, to a unit, a post of it or a person, and how it went on.

    It is open until it was released, or raised to another that is open in its stead (`over_on`).
    `days_late` is how late its report was at most, or is.
    """

    name: str
    unit: str
    post: str = ""
    person: str = ""
    deadline: date | None = None
    reported_on: date | None = None
    over_on: date | None = None
    where: Where = field(default_factory=Where)
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a point that was not carried out as it should have been.

    `due` is the day that is past; None where the unit says that it is not done, or was asked and
    said nothing. `owners` are the codes of those whom the unit named to carry it out, none where
    it named nobody of the roster.
    """

    name: str
    unit: str
    post: str = ""
    due: date | None = None
    where: Where = field(default_factory=Where)
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A danger that a check found at a unit, the day to correct it by, and when it was closed."""

    name: str
    unit: str
    deadline: date | None = None
    closed_on: date | None = None
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Studied:
    """A meeting or study: who held it (no unit: the office), who was named there."""

    topic: str
    day: date
    unit: str
    attendees: tuple[str, ...] = ()
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment on a unit, and whether it has been dealt with."""

    name: str
    unit: str
    received_on: date | None = None
    settled: bool = False
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class AssessedFacts:
    """All that indicators are computed from, as it stands on the day `today`."""

    today: date
    returns: tuple[OwedReturn, ...] = ()
    posts: tuple[DeclaredPost, ...] = ()
    warnings: tuple[Warned, ...] = ()
    measures: tuple[Measured, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    studies: tuple[Studied, ...] = ()
    comments: tuple[Commented, ...] = ()
    people: frozenset[tuple[str, str]] = frozenset()
    """Who is in which unit, as pairs of the codes of a unit and a person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One case behind a number: what kind of case, which thing, when, and where it stands.

    `kind` is the name of the measure; `day` is the day it should have been done by, `on` the day it
    was done (None: not yet).
    """

    kind: str
    name: str
    day: date | None = None
    on: date | None = None
    where: Where = field(default_factory=Where)
    count: int = 0
