"""What others proposed of a unit's points, what the unit answered, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.finding import Where
from lzfx.model.opinion import MissedPoint, OpinionRow, Said

MISSED = "missed"
"""What is proposed of a point that nobody declared, beside the codes of opinions."""


class Outcome(StrEnum):
    """What a unit may answer; the codes of the list `answer_outcomes`."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    DECLINED = "declined"


class Became(StrEnum):
    """What became of a proposal so far.

    KEPT says that the unit adopted it and the master table does not say so yet, because the point
    had changed; TO_ADD and TO_DROP wait for the unit's next declaration.
    """

    OPEN = "open"
    DECLINED = "declined"
    CHANGED = "changed"
    KEPT = "kept"
    TO_ADD = "to-add"
    ADDED = "added"
    TO_DROP = "to-drop"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something said of a point, or a missed point, that asks the `unit` for an answer.

    `code` names it for good; `mark` is another when what is proposed changes. `kind` is the code of
    the opinion, or `MISSED`.
    """

    said: Said
    unit: str
    kind: str
    code: str
    mark: str

    @property
    def point_id(self) -> str:
        """The point it is about; empty for a missed one."""
        return self.said.row.point_id if isinstance(self.said.row, OpinionRow) else ""

    @property
    def missed(self) -> MissedPoint | None:
        """The missed point that it is about, or None."""
        return self.said.row if isinstance(self.said.row, MissedPoint) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row in which a unit answers a proposal: the proposal as issued, and the unit's part.

    `name` to `declared_level` are what was declared when the row went out; those that begin with
    `new_` replace it, empty where it stays. `becomes` is the number of the unit's own point that
    says already what was missed.
    """

    proposal: str
    mark: str = ""
    point_id: str = ""
    name: str = ""
    manifestation: str = ""
    measures: str = ""
    declared_level: str = ""
    outcome: str = ""
    answer_reason: str = ""
    new_name: str = ""
    new_manifestation: str = ""
    new_measures: str = ""
    new_level: int | None = None
    becomes: str = ""

    @property
    def changes(self) -> Mapping[str, tuple[str, str, str]]:
        """By field of a point: the name of the cell, the text before, the text after."""
        level = str(self.new_level) if self.new_level else ""
        told = {
            "name": ("new_name", self.name, self.new_name),
            "manifestation": ("new_manifestation", self.manifestation, self.new_manifestation),
            "measures": ("new_measures", self.measures, self.new_measures),
            "declared_level": ("new_level", self.declared_level, level),
        }
        return {name: each for name, each in told.items() if each[2]}


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """An answer in a return that counts: whose, of which day and workbook, its cells by field."""

    answer: Answer
    unit: str
    issue: int = 0
    on: date | None = None
    places: Mapping[str, Where] = field(default_factory=dict)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A proposal, the answer that counts, and what became of it; `point_id` of an added point."""

    proposal: Proposal
    answer: TakenAnswer | None
    became: Became
    point_id: str = ""
