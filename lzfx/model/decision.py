"""审核、审定: what a reviewer decided of a point, and whether it still counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lzfx.model.finding import Where


class Conclusion(StrEnum):
    """What may be decided of a point; the codes of the list `decision_outcomes` (domain 1.11)."""

    AGREE = "agree"
    LEVEL = "level"
    EDIT = "edit"
    RETURN = "return"
    WITHDRAW = "withdraw"
    DEFER = "defer"


REVOKES = "revoke"
"""The outcome of a row that takes a decision back and is none itself."""


class ReviewRound(StrEnum):
    """Which of the two hands decided: 审核 by the reviewer of the point, 审定 by the group."""

    REVIEW = "review"
    FINAL = "final"


class Holds(StrEnum):
    """Whether a decision counts; if not, why not.

    REPLACED: the same body decided again later, or said the same twice. TWICE: it decided two
    things on one day, of which nobody can say which counts.
    """

    YES = "yes"
    CHANGED = "changed"
    GONE = "gone"
    NOT_THEIRS = "not-theirs"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    TWICE = "twice"


OF_NO_QUESTION = frozenset({Holds.YES, Holds.REVOKED, Holds.REPLACED})
"""Whether it counts is settled: nobody is asked about such a decision."""


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One row of a return that decides on points; `mark` says what lay before the reviewer.

    A return that was entered from a paper also says the round and the code of the reviewer, and
    the `place` (`sheet!cell`) in the paper. With the outcome `REVOKES`, `revokes` begins the hash
    of the return whose decision on that point is taken back.
    """

    point_id: str
    outcome: str
    mark: str
    name: str = ""
    decided_level: int | None = None
    reason: str = ""
    stage: str = ""
    reviewer: str = ""
    place: str = ""
    revokes: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its row, whose it is, of which day and paper, and in which cell it stands.

    `subject` is the code of the reviewer, or of the office for what the group decided. It counts
    until the day `until`, where the office has decisions expire.
    """

    row: DecidedRow
    stage: ReviewRound
    subject: str
    by: str
    on: date | None = None
    paper: str = ""
    where: Where = field(default_factory=Where)
    sha256: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision and whether it counts now; `was` is the level that lay before it.

    `undone` is the row that took it back.
    """

    decision: Decision
    holds: Holds
    was: int | None = None
    undone: Decision | None = None
