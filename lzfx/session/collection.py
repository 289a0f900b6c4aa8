"""What a run of `collect` was asked for, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, field

from lzfx.checks.partial import As
from lzfx.model.finding import Finding
from lzfx.model.ledger import WAITING, Delivery, Outcome
from lzfx.session.basis import BasisPart

SETTLED_OUTCOMES = (Outcome.ACCEPTED, Outcome.UNCHANGED)
"""Outcomes after which a file need never be judged again."""


@dataclass(slots=True)
class Collected:
    """What a run found: files new to it, and how many it knew already."""

    deliveries: list[Delivery] = field(default_factory=list)
    known: int = 0
    points: dict[str, int] = field(default_factory=dict)
    """Number of risk points by hash of the return taken in, for forms that declare some."""
    rows: dict[str, int] = field(default_factory=dict)
    """Number of rows of all tables by hash of the return taken in, for other forms."""
    because: dict[str, tuple[BasisPart, ...]] = field(default_factory=dict)
    """For files that are judged anew: what has changed of that by which they were judged."""
    resumed: int = 0
    """How many of the deliveries come from an earlier run that was killed before it reported."""
    report: str = ""
    """The path of the report on errors of the program; empty when there were none."""

    def of(self, outcome: Outcome) -> tuple[Delivery, ...]:
        """The files with that outcome, in the order they were read."""
        return tuple(one for one in self.deliveries if one.outcome is outcome)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all files."""
        return tuple(finding for one in self.deliveries for finding in one.findings)

    @property
    def waits(self) -> bool:
        """Whether something waits for a person's decision."""
        return any(one.outcome in WAITING for one in self.deliveries)

    @property
    def all_taken(self) -> bool:
        """Whether nothing was sent back or refused."""
        return all(one.outcome in SETTLED_OUTCOMES for one in self.deliveries)


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """The options of one run.

    With `dry_run` nothing is kept or written; `again` judges files once more that did not pass.
    `assigned` is the subject and the form of files that carry no identity. With `decided` a person
    wants these files to count: as whole returns or, with `corrects`, as corrections. `once_more`
    are hashes of files that are judged although they are known; `adopted` is the reason for which
    a person confirms the identity that those name, without proof.
    """

    dry_run: bool = False
    again: bool = False
    assigned: tuple[str, str] = ("", "")
    decided: bool = False
    corrects: bool = False
    once_more: frozenset[str] = frozenset()
    adopted: str = ""

    @property
    def confirmed(self) -> frozenset[str]:
        """The hashes of files whose identity a person confirms."""
        return self.once_more if self.adopted else frozenset()

    @property
    def wanted(self) -> As:
        """Whether the files are whole returns, corrections, or what they say themselves."""
        if self.corrects:
            return As.CORRECTIONS
        return As.WHOLE if self.decided else As.IT_SAYS


AS_USUAL = CollectOptions()
