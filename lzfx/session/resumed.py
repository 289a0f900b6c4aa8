"""What a run judged that was killed before its end: the next run goes on there, and reports it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from lzfx.ledger.queries import last_deliveries, submission_by_hash
from lzfx.model.action import Action
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.submission import Submission
from lzfx.session.opening import Session

CLOSED = "collect"
"""The verb of a run that came to its end."""

_OUTCOMES = frozenset(outcome.value for outcome in Outcome)


def broken_off(recorded: Sequence[Action]) -> tuple[Action, ...]:
    """What was judged since the last run that came to its end, oldest first."""
    since = tuple(takewhile(lambda act: act.verb != CLOSED, reversed(recorded)))
    return tuple(act for act in reversed(since) if act.verb in _OUTCOMES)


def untold(
    session: Session, resumed: Sequence[Action]
) -> tuple[tuple[Delivery, Submission | None], ...]:
    """The files of those actions as they were judged, each once, with the return if taken in."""
    ledger, forms = session.ledger, session.forms
    found = last_deliveries(ledger, {act.evidence for act in resumed})
    taken = {
        one.sha256: submission_by_hash(ledger, forms[one.form], one.sha256)
        for one in found
        if one.outcome is Outcome.ACCEPTED and one.form in forms
    }
    return tuple((one, taken.get(one.sha256)) for one in found)
