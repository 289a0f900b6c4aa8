"""`lzfx decide`: a person makes a waiting file count: as a whole return, or as corrections only."""

from __future__ import annotations

from lzfx.errors import LzfxError
from lzfx.ledger.queries import accepted, actions, last_deliveries
from lzfx.model.finding import Severity
from lzfx.model.ledger import Accepted, Delivery, Outcome
from lzfx.rules.succession import arrivals
from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.history import whose
from lzfx.session.inbox import InboxFile
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def decide(session: Session, file: InboxFile, *, corrects: bool = False) -> Collected:
    """Take that file in now, so that it counts for its subject; a faulty one is sent back.

    Rows that it lacks are deleted, unless it only `corrects`: then all that it does not name stays.
    LzfxError for a file that waits for nobody: it counts already, it was sent back for its faults,
    or a later return has taken its place.
    """
    for last in last_deliveries(session.ledger, {file.sha256}):
        _refuse_settled(session, last, corrects=corrects)
    *_, done = collect(session, [file], CollectOptions(again=True, decided=True, corrects=corrects))
    return done


def _refuse_settled(session: Session, last: Delivery, *, corrects: bool) -> None:
    """Say why there is nothing to decide about a file that was judged before."""
    counts = _counting(session, last)
    told: dict[str, object] = {"file": last.file}
    if counts is not None and counts.sha256 == last.sha256:
        since = {"at": _minute(counts.received_at), "by": counts.received_by}
        raise LzfxError("decide-counts-already", told | since)
    if last.outcome is Outcome.UNCHANGED:
        other = counts.file if counts else ""
        raise LzfxError("decide-unchanged", told | {"at": _minute(last.at), "other": other})
    settled = last.outcome is Outcome.ACCEPTED
    back = last.outcome is Outcome.SENT_BACK
    came = arrivals(actions(session.ledger)).get(last.sha256, 0)
    if counts is not None and (settled or (back and counts.arrival > came)):
        later = {"other": counts.file, "at": _minute(counts.received_at), "by": counts.received_by}
        raise LzfxError("decide-superseded", told | later)
    if back and not corrects:
        count = sum(one.severity is Severity.ERROR for one in last.findings)
        answered = {"at": _minute(last.at), "count": count, "answer": last.answer}
        raise LzfxError("decide-sent-back", told | answered)
    if last.outcome is Outcome.REFUSED:
        raise LzfxError("decide-refused", told | {"at": _minute(last.at)})


def _counting(session: Session, last: Delivery) -> Accepted | None:
    """The return that counts now in the place of that file."""
    form = session.forms.get(last.form)
    if form is None:
        return None
    this = whose(form, last.subject, last.issue)
    found = (one for one in accepted(session.ledger, form.name))
    mine = [one for one in found if whose(form, one.subject, one.issue) == this]
    return mine[-1] if mine else None


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")
