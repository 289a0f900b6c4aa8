"""What is printed besides the master table: reviews, changes of level, returns still awaited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lzfx.model.answer import Followed
from lzfx.model.burden import Burden
from lzfx.model.decision import Decision, ReviewRound
from lzfx.model.measure import MeasureStanding
from lzfx.model.monitoring import MonitorSheet
from lzfx.model.opinion import Said
from lzfx.model.pairing import NO_PAIRING, Pairing
from lzfx.model.risk import Level
from lzfx.model.sampling import NO_COVERAGE, Coverage, Sample
from lzfx.model.study import Study
from lzfx.model.submission import Submission

Direction = Literal["raised", "lowered"]


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviews what a subject declared, before the review group decides on everything.

    `step` is the answer of a rule: the key of a body, or a role (`rules.reviewers`). `reviewer` is
    a body, or a person as `姓名（职务）`; empty when the roster names nobody. With `recused` it is
    somebody else than the plan names, because nobody reviews himself (G13). `code` is that of the
    reviewer as a subject who owes a form. `former` are the reviews by earlier rules,
    each with the day from which that rule counted no more, oldest first.
    """

    step: str
    reviewer: str
    recused: bool = False
    code: str = ""
    former: tuple[tuple[date, Review], ...] = ()

    def code_on(self, day: date | None) -> str:
        """Who reviewed it on that day: what was decided by the rules of its time stands."""
        earlier = (one.code for until, one in self.former if day is not None and day < until)
        return next(earlier, self.code)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A point whose level differs from the declared one or last year's, or that a decision changed.

    `because` is one sentence on why it has the level `after`; `reason` is that of whoever wanted
    it. `decided` is the decision that gave the level, where one did.
    """

    point_id: str
    unit: str
    post: str
    name: str
    before: Level
    after: Level
    since: Literal["declared", "year", "decided"]
    because: str = ""
    reason: str = ""
    decided: Decision | None = None

    @property
    def direction(self) -> Direction:
        """Whether the level rose or fell; level 1 is the gravest."""
        return "raised" if self.after < self.before else "lowered"


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """What became of the points of one unit since the year before."""

    unit: str
    added: int = 0
    dropped: int = 0
    raised: int = 0
    lowered: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class AnnualLine:
    """What became of one point since the year before.

    `what` is added, dropped, raised, lowered, changed or unchanged; `titles` are the fields whose
    text is another. `came_from` is the unit it was moved from, empty where it was not. A level is
    None in a year in which the point was not there, or had none.
    """

    point_id: str
    unit: str
    post: str
    name: str
    what: str
    before: Level | None = None
    after: Level | None = None
    titles: tuple[str, ...] = ()
    came_from: str = ""

    @property
    def unit_before(self) -> str:
        """The unit that had it the year before."""
        return self.came_from or self.unit


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A subject whose declaration is not in: late, not returned, or sent back with `faults`.

    `days_late` is negative before the deadline; `state` is as the screen says it.
    """

    subject: str
    name: str
    state: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    issued_on: date | None = None
    last_file: str = ""
    faults: int = 0
    days_late: int = 0
    form: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """A subject whose first file came after the deadline, and how many days."""

    subject: str
    name: str
    received_on: date
    days_late: int
    form: str = ""


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """What a unit has done of all it owes: a few signs a column; `behind` counts what it lacks."""

    unit: str
    name: str
    told: tuple[str, ...]
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Supervised:
    """Every unit in use, in roster order; the columns are forms, then rounds of decisions."""

    columns: tuple[str, ...] = ()
    rows: tuple[UnitStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class FormStanding:
    """Where one form of a unit stands: `state` as the screen says it, the day its return came.

    `name` is whose it is, where that is not the unit itself; `faults` are those of a return that
    was sent back. With `done` nothing is owed any more.
    """

    title: str
    name: str
    state: str
    deadline: date
    received_on: date | None = None
    faults: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What is different in a point between two editions, as it is printed.

    `what` is `added`, `dropped`, `raised`, `lowered`, or `changed` for the field of that `title`.
    """

    point_id: str
    unit: str
    post: str
    name: str
    what: str
    title: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Two editions by what they are called, all differences, and how many points are the same."""

    before: str
    after: str
    changes: tuple[EditionChange, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Papers:
    """What papers other than lists of points are made of.

    `returns` are the newest valid returns by code of their subject; `received` is the day of each
    by hash. `reviews` are by code of a post, or of a unit for what the unit itself declared; levels
    are by post code and unit code (G6, G7). `pairs` are the units that check each other; `said` is
    all that was said of the points of others, `followed` what became of what was proposed.
    `standings` are the forms of each unit, by its code; `burden` is only there for its own paper.
    `samples` are the points drawn to be checked, by quarter; `coverage` says how the checks of all
    stand; `annual` has every point of this year and the last of the units that have answered.
    `measures` say how each measure of these points stands; `monitoring` has who monitors them.
    """

    returns: Mapping[str, Submission] = field(default_factory=dict)
    received: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    post_levels: Mapping[str, Level | None] = field(default_factory=dict)
    unit_levels: Mapping[str, Level | None] = field(default_factory=dict)
    changes: tuple[LevelChange, ...] = ()
    years: tuple[YearOnYear, ...] = ()
    annual: tuple[AnnualLine, ...] = ()
    outstanding: tuple[Outstanding, ...] = ()
    late: tuple[Late, ...] = ()
    compared: EditionChanges | None = None
    codes: Mapping[str, Mapping[ReviewRound, str]] = field(default_factory=dict)
    studies: tuple[Study, ...] = ()
    pairs: Pairing = NO_PAIRING
    said: tuple[Said, ...] = ()
    followed: tuple[Followed, ...] = ()
    supervised: Supervised = field(default_factory=Supervised)
    standings: Mapping[str, tuple[FormStanding, ...]] = field(default_factory=dict)
    burden: Burden = field(default_factory=Burden)
    samples: tuple[Sample, ...] = ()
    coverage: Coverage = NO_COVERAGE
    measures: tuple[MeasureStanding, ...] = ()
    monitoring: tuple[MonitorSheet, ...] = ()
