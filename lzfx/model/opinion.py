"""互相找、领导提、组织审、集体定: what others say of a point, and what its owner answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.finding import Where


class Opinion(StrEnum):
    """What may be said of a point; the codes of the list `point_opinions` (domain 1.8 to 1.10)."""

    AGREE = "agree"
    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    DROP = "drop"
    LEVEL = "level"


class Hand(StrEnum):
    """Who said it, in the order of the work; points themselves are found by the unit (自己查)."""

    PEER = "peer"
    LEADER = "leader"
    MEETING = "meeting"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One row of a return that says something of a point; empty `opinion` for nothing said.

    `mark` says what lay before whoever said it, empty where the point was not merged yet. Votes are
    those of a meeting.
    """

    point_id: str
    mark: str = ""
    opinion: str = ""
    name: str = ""
    problem: str = ""
    proposed_level: int | None = None
    proposed_text: str = ""
    reason: str = ""
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True)
class MissedPoint:
    """A point that nobody declared and somebody else found; `unit` is the code of its unit."""

    unit: str
    name: str
    post: str = ""
    manifestation: str = ""
    proposed_level: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion on a point or a missed point: whose it is, of which day, in which cell.

    `subject` is the code of whoever filled in the form, `by` what he is called; `paper` is the
    meeting, if any; `issue` is the number of the workbook where each is a return of its own.
    """

    row: OpinionRow | MissedPoint
    hand: Hand
    subject: str
    by: str
    form: str
    on: date | None = None
    paper: str = ""
    where: Where = field(default_factory=Where)
    sha256: str = ""
    issue: int = 0

    @property
    def place(self) -> tuple[str, str, str]:
        """The cell it stands in, in which file: what tells it from all others."""
        return self.sha256, self.where.sheet, self.where.address
