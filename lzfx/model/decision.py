"""审核审定: what a reviewer or a meeting decided of a declaration or a risk point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lzfx.model.risk import Level


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `step` and `outcome` are codes (`review_steps`, `decision_outcomes`).

    `about` is the id of a risk point or the code of a subject. `before` and `after` are levels
    where the outcome changes one; a meeting has its name, day and number of minutes.
    """

    step: str
    about: str
    outcome: str
    before: Level | None = None
    after: Level | None = None
    reason: str = ""
    meeting: str = ""
    meeting_on: date | None = None
    minutes: str = ""
    decided_by: str = ""
    signed_on: date | None = None
    evidence: tuple[str, ...] = ()
