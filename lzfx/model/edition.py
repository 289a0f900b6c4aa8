"""What was decided about the content of an edition, and how far that makes it a final one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """An act that papers state; each is recorded by the verb of the same word.

    REVIEW is 审定, PUBLICITY 公示, CLOSING the end of a publicity whose comments are answered,
    APPROVAL 批准印发.
    """

    REVIEW = "review"
    PUBLICITY = "publicity"
    CLOSING = "closing"
    APPROVAL = "approve"

    @property
    def command(self) -> str:
        """The words after `lzfx` that record it, and with `--undo` take it back."""
        return "publicity --close" if self is Act.CLOSING else self.value


IMPLIED: Mapping[Act, tuple[Act, ...]] = {Act.APPROVAL: (Act.REVIEW,)}
"""What an act settles besides itself: who lets the levels be issued has decided on them."""


class Standing(StrEnum):
    """What an edition may call itself: a draft for review, one for comments, or final."""

    FOR_REVIEW = "for-review"
    FOR_COMMENT = "for-comment"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class ActDone:
    """An act as it is on record: who did it on which day, by which paper, on which content.

    `until` is the last day of a period, `recorded_at` when it was entered.
    """

    act: Act
    body: str
    on: date
    paper: str
    content: str
    until: date | None = None
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedEdition:
    """An edition that took effect: number from 1, its acts by the approval, the print it was.

    `printed` is the day of that print, `missing` are the units that were missing in it; `kept` is
    the hash of its whole content, empty for one approved before contents were kept.
    """

    number: int
    acts: Mapping[Act, ActDone]
    content: str
    kept: str = ""
    printed: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def approved(self) -> ActDone:
        """The act that made it take effect."""
        return self.acts[Act.APPROVAL]


@dataclass(frozen=True, slots=True)
class Edition:
    """The acts on record for the content that is printed, and whose returns are not in it.

    `number` is that of an edition that took effect, 0 for a draft. `content` is the digest of what
    is printed. `stale` are the newest acts on another content: what
    they were about has changed since. `missing` are names of units that owe a return and have sent
    none.
    """

    acts: Mapping[Act, ActDone] = field(default_factory=dict)
    stale: Mapping[Act, ActDone] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    content: str = ""
    number: int = 0

    def holds(self, act: Act) -> bool:
        """Whether the record has the act for this content, or one that settles it."""
        return act in self.acts or any(act in IMPLIED.get(done, ()) for done in self.acts)
