"""What the ledger holds besides returns: issues, deliveries, publications."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity


class Outcome(StrEnum):
    """What became of a delivered file.

    ACCEPTED is in the ledger; UNCHANGED says the same as what is there already. Three wait for a
    person: CONFLICT came together with another valid one, FEWER lacks many rows that came before,
    HELD came after the lock or met an error of the program. SENT_BACK has faults its unit must
    correct; REFUSED is no return of this campaign that could be sent back to anybody.
    """

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FEWER = "fewer"
    HELD = "held"
    SENT_BACK = "sent_back"
    REFUSED = "refused"


WAITING = (Outcome.CONFLICT, Outcome.FEWER, Outcome.HELD)
"""What waits for a person."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One workbook that went out: to whom, its number (from 1), and what was prefilled in it."""

    form: str
    subject: str
    number: int
    version: int
    campaign: str
    at: str
    file: str
    filling: Filling


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file that came in and what it was judged to be.

    `basis` is the digest of everything it was judged by: it is judged anew only when that changes.
    `answer` is the name of the marked copy that answers it; `issue` is the number of the workbook,
    0 when that is not known.
    """

    sha256: str
    basis: str
    at: str
    file: str
    outcome: Outcome
    form: str = ""
    subject: str = ""
    answer: str = ""
    findings: tuple[Finding, ...] = ()
    issue: int = 0

    @property
    def errors(self) -> int:
        """How many faults its unit must correct: each finding is one, however they are listed."""
        return self._count(Severity.ERROR)

    @property
    def queries(self) -> int:
        """How many questions its unit is asked."""
        return self._count(Severity.QUERY)

    def _count(self, severity: Severity) -> int:
        return sum(one.severity is severity for one in self.findings)


Whose = tuple[str, str, int]
"""A form, its subject and the occasion: a newer return replaces the older one of the same three."""


def occasion(issue: int, *, many: bool) -> int:
    """The number by which several returns of a subject all count; 0 where only the newest does."""
    return issue if many else 0


@dataclass(frozen=True, slots=True)
class Publication:
    """A printed document: what it was made of and what came out, by hash."""

    document: str
    at: str
    file: str
    up_to_submission: int
    rules_sha256: str
    output_sha256: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """When and by whom a return was taken in; `number` orders returns taken in.

    `arrival` is its place in the record, by which the newest return of a subject is told: the clock
    of the office may be wrong, the record is not.
    """

    number: int
    subject: str
    sha256: str
    file: str
    received_at: str
    received_by: str
    issue: int = 0
    arrival: int = 0
