"""Risk points as the master table holds them, and what grading says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lzfx.model.cell import Cell
from lzfx.model.codes import ReasonCode
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
class Wanted:
    """What a rule wants of one fact, or saw in it: codes, or the bound of a number or a count."""

    fact: str
    how: How
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """One step of a reason: the rule, its clause and day of entry, and the facts it saw.

    `looked` are the same facts as they are said: what of each made the rule hold.
    """

    rule: str
    clause: str
    since: date
    facts: Mapping[str, object] = field(default_factory=dict)
    looked: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of why a point has its level; `params` are texts ready to print."""

    code: ReasonCode
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graded:
    """What the rules say of a point; everything here is computed, nothing is ever typed.

    `level` is None when no rule gives one (G3: no conduct). `monitor` is a person's name or a body.
    """

    point: RiskPoint
    declared: Level | None
    level: Level | None
    color: Color | None
    monitor_role: MonitorRole | None
    monitor: str
    because: tuple[Because, ...]

    @property
    def differs(self) -> bool:
        """Whether the declared level is another than the computed one."""
        return self.declared is not None and self.declared != self.level


@dataclass(frozen=True, slots=True)
class RollUp:
    """Level of a post or unit: by the rules about those, else the most severe of its points.

    None prints as a dash (G6, G7).
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
    """What one level means under the rules of a day: every rule that gives it, in their order.

    A rule is the conditions that must all hold. The criterion without a level tells when none can
    be given.
    """

    level: Level | None
    ways: tuple[tuple[Wanted, ...], ...]
    color: Color | None
    monitor_role: MonitorRole | None
    clause: str

    @property
    def plain(self) -> Wanted | None:
        """The codes of one fact that give the level, where nothing else matters; else None."""
        if len(self.ways) != 1 or len(self.ways[0]) != 1:
            return None
        only = self.ways[0][0]
        return only if only.how == "any_of" else None


def plain_fact(criteria: Iterable[Criterion]) -> str:
    """The one fact that alone gives every level by its codes, or nothing."""
    plain = [one.plain for one in criteria if one.ways]
    facts = {one.fact if one else "" for one in plain}
    return facts.pop() if len(facts) == 1 else ""
