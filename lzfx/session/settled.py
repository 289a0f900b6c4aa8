"""Which files are settled, so that a run only counts them; and why others are judged anew."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.ledger.queries import LastJudgement, accepted, actions, last_judgements
from lzfx.model.ledger import Accepted, Whose
from lzfx.rules.succession import arrivals
from lzfx.session.basis import Bases, BasisPart, changed_parts
from lzfx.session.collection import SETTLED_OUTCOMES, CollectOptions
from lzfx.session.history import whose
from lzfx.session.opening import Session


class Settled:
    """What became of every file that ever came, and what counts for each subject so far.

    `named` says that a person named the files of this run: then `again` also judges those that a
    later return has replaced. `done` is the record when the run began.
    """

    def __init__(self, session: Session, options: CollectOptions, *, named: bool) -> None:
        self._session = session
        self.done = actions(session.ledger)
        self._again = options.again
        self._once_more = options.once_more
        self._revives = options.again and named
        self._bases = Bases(session)
        self._known = last_judgements(session.ledger)
        self._came = arrivals(self.done)
        self._counts: Mapping[Whose, Accepted] = {
            whose(form, one.subject, one.issue): one
            for form in session.going_out.values()
            for one in accepted(session.ledger, form.name)
        }

    def last_judgement(self, sha256: str) -> LastJudgement | None:
        """What a file was judged before, None for one that never came."""
        return self._known.get(sha256)

    def arrival(self, sha256: str) -> int:
        """The place in the record where a file first came, 0 for one that never did."""
        return self._came.get(sha256, 0)

    def came_at(self, sha256: str) -> str:
        """When a file first came, as the record has it; empty for one that never did."""
        place = self.arrival(sha256)
        return self.done[place - 1].at if place else ""

    def counts_for(self, this: Whose) -> Accepted | None:
        """The return that counted in that place when the run began."""
        return self._counts.get(this)

    def whose(self, form: str, subject: str, issue: int) -> Whose:
        """Form, subject and occasion; a newer return of the same three replaces the older one."""
        known = self._session.forms.get(form)
        return whose(known, subject, issue) if known else (form, subject, issue)

    def is_settled(self, sha256: str) -> bool:
        """Whether a file need not be judged: it was, and nothing it was judged by has changed."""
        known = self._known.get(sha256)
        if known is None or sha256 in self._once_more:
            return False
        if known.outcome in SETTLED_OUTCOMES:
            return True
        if self._is_history(known, sha256):
            return not self._revives
        return not self._again and not self.changed(sha256)

    def _is_history(self, known: LastJudgement, sha256: str) -> bool:
        """Whether a later return in its place was taken in, so that it no longer counts.

        Judging it anew could only bring back faults that were corrected long ago.
        """
        later = self._counts.get(self.whose(known.form, known.subject, known.issue))
        return later is not None and later.arrival > self.arrival(sha256)

    def changed(self, sha256: str) -> tuple[BasisPart, ...]:
        """What has changed of that by which a file was judged; nothing for a new one."""
        known = self._known.get(sha256)
        if known is None or not known.basis:
            return ()
        return changed_parts(known.basis, self._bases.now(known))
