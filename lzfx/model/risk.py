"""Risk points as the master table holds them, and what grading says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lzfx.model.cell import Cell
from lzfx.model.codes import ReasonCode
from lzfx.model.decision import Decision, Judged
from lzfx.model.revision import JudgedRevision
from lzfx.model.submission import Value

Level = int
"""A level in order of gravity, 1 the gravest; an office has 2 to 5 of them (list `levels`)."""

Color = str
"""A code of the list `colors`."""

MonitorRole = str
"""A code of the list `monitor_roles`."""

FEWEST_LEVELS, MOST_LEVELS = 2, 5


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: the file as it was called, its hash, sheet and cell."""

    file: str
    sha256: str
    sheet: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A risk point: stable id, subject, typed fields of the declaration, source of every value.

    `post` is a post code, or empty when the point belongs to the unit itself. `fingerprint` is the
    SHA-256 of the fields a reviewer judges; it changes when any of them changes.
    """

    point_id: str
    unit: str
    post: str
    values: Mapping[str, Value]
    sources: Mapping[str, Source] = field(default_factory=dict)
    received_at: str = ""
    fingerprint: str = ""


How = Literal[
    "any_of", "all_of", "none_of", "equals", "empty", "filled", "at_least", "at_most"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactTest:
    """A test of one fact, or what it found: codes, or the bound of a number or a count."""

    fact: str
    how: How
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonStep:
    """One step of a reason: the rule, its clause and day of entry, and the facts it saw.

    `looked` are the parts of the same facts that made the rule hold, as they are said in words.
    """

    rule: str
    clause: str
    since: date
    facts: Mapping[str, object] = field(default_factory=dict)
    looked: tuple[FactTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of why a point has its level; `params` are texts ready to print."""

    code: ReasonCode
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graded:
    """What the rules and the deciders say about a point; all of it is computed.

    `level` is the one that counts: that of the last decision that holds, else that of the rules,
    None when neither gives one (G3: no conduct). `monitor` is a person's name or a body.
    `decided` is that decision, `decisions` are all about the point in their order, `revisions` all
    revisions of it; `ruled` is the level by the rules where there is any of either.
    """

    point: RiskPoint
    declared: Level | None
    level: Level | None
    color: Color | None
    monitor_role: MonitorRole | None
    monitor: str
    because: tuple[ReasonStep, ...]
    ruled: Level | None = None
    decided: Decision | None = None
    decisions: tuple[Judged, ...] = ()
    revisions: tuple[JudgedRevision, ...] = ()

    @property
    def by_rule(self) -> Level | None:
        """The level that the rules give, whatever was decided."""
        return self.ruled if self.decisions or self.revisions else self.level

    @property
    def differs(self) -> bool:
        """Whether the declared level is another than the one that counts."""
        return self.declared is not None and self.declared != self.level


@dataclass(frozen=True, slots=True)
class RollUp:
    """Level of a post or unit: by rules of its own, else the gravest of its points (G6, G7).

    None is printed as a dash.
    """

    code: str
    level: Level | None
    points: int


@dataclass(frozen=True, slots=True)
class PointId:
    """An id once given, with the folded wording by which its point is recognised again.

    A point whose wording changes gets a further record of the same id; ids are never reused.
    """

    point_id: str
    unit: str
    post: str
    power: str
    name: str
    manifestation: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What one level means under the rules of a day: every rule that gives it, in order.

    Each of the `ways` is a set of tests that must all hold. The criterion without a level says when
    no level can be given.
    """

    level: Level | None
    ways: tuple[tuple[FactTest, ...], ...]
    color: Color | None
    monitor_role: MonitorRole | None
    clause: str

    @property
    def plain(self) -> FactTest | None:
        """The test of one fact by codes, where that alone gives the level; else None."""
        if len(self.ways) != 1 or len(self.ways[0]) != 1:
            return None
        only = self.ways[0][0]
        return only if only.how == "any_of" else None


def plain_fact(criteria: Iterable[Criterion]) -> str:
    """The name of the fact whose codes alone give every level; empty when there is none."""
    plain = [one.plain for one in criteria if one.ways]
    facts = {one.fact if one else "" for one in plain}
    return facts.pop() if len(facts) == 1 else ""
