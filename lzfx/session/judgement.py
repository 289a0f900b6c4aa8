"""What a file was judged to be, before it is looked at beside others and written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lzfx.checks.partial import Verdict
from lzfx.checks.whole import LOOKED_NO_FURTHER
from lzfx.model.finding import Finding
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.submission import Submission
from lzfx.session.inbox import Letter


@dataclass(frozen=True, slots=True)
class Judgement:
    """A file with its judgement; `submission` when it is taken in, `marked` when it goes back.

    `sender` is the address of the mail it came in; None when it came in none. `proposal` is the
    sheet made of a letter.
    """

    delivery: Delivery
    submission: Submission | None = None
    marked: bytes = b""
    sender: str | None = None
    proposal: Letter | None = None

    def saying(self, *told: Finding) -> Judgement:
        """The same, with more to say about the file."""
        if not told:
            return self
        delivery = replace(self.delivery, findings=(*self.delivery.findings, *told))
        return replace(self, delivery=delivery)

    def among_others(self, outcome: Outcome, said: Finding | None) -> Judgement:
        """The same file with its outcome beside other returns; what waits is not taken in yet."""
        told = (*self.delivery.findings, *((said,) if said else ()))
        delivery = replace(self.delivery, outcome=outcome, findings=told)
        taken = self.submission if outcome is Outcome.ACCEPTED else None
        return replace(self, delivery=delivery, submission=taken)


def outcome_of(verdict: Verdict) -> Outcome:
    """The outcome of a file by its verdict, before other returns of its subject are looked at."""
    if verdict.submission is not None:
        return Outcome.ACCEPTED
    if any(finding.code in LOOKED_NO_FURTHER for finding in verdict.found):
        return Outcome.REFUSED
    return Outcome.FEWER if verdict.waits else Outcome.SENT_BACK
