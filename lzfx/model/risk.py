"""Risk points as the master table holds them, and what grading says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lzfx.model.submission import Value

Level = Literal[1, 2, 3]
Color = Literal["red", "orange", "blue"]
MonitorRole = Literal["review_group", "leader_in_charge", "section_head"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: the file as it was called, its hash, sheet and cell."""

    file: str
    sha256: str
    sheet: str
    cell: str


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


@dataclass(frozen=True, slots=True)
class Because:
    """One step of a reason: the rule, its clause and day of entry, and the facts it saw."""

    rule: str
    clause: str
    since: date
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graded:
    """What the rules say of a point; everything here is computed, nothing is ever typed.

    `level` is None when no conduct was given (rule G3). `monitor` is a person's name or a body.
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
    """Level of a post or unit: the most severe of its points; None prints as a dash (G6, G7)."""

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
    """What one level means under the rules of a day; `conducts` are codes of the form's list."""

    level: Level
    conducts: tuple[str, ...]
    color: Color | None
    monitor_role: MonitorRole | None
    clause: str
