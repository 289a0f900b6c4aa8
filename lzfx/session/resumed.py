"""What a run had judged before it was killed; the next run goes on from there and reports it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from lzfx.ledger.queries import last_deliveries, submission_by_hash
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.submission import Submission
from lzfx.rules.verbs import outcome_of
from lzfx.session.opening import Session


def unfinished_run(recorded: Sequence[Action]) -> tuple[Action, ...]:
    """The judgements since the last run that came to its end, oldest first."""
    since = tuple(takewhile(lambda act: act.verb is not Verb.COLLECT, reversed(recorded)))
    return tuple(act for act in reversed(since) if outcome_of(act.verb) is not None)


def unreported(
    session: Session, resumed: Sequence[Action]
) -> tuple[tuple[Delivery, Submission | None], ...]:
    """The files of those actions as they were judged, each once; with the return if taken in."""
    ledger, forms = session.ledger, session.forms
    found = last_deliveries(ledger, {act.text("sha256") for act in resumed})
    taken = {
        one.sha256: submission_by_hash(ledger, forms[one.form], one.sha256)
        for one in found
        if one.outcome is Outcome.ACCEPTED and one.form in forms
    }
    return tuple((one, taken.get(one.sha256)) for one in found)
