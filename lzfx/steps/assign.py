"""`lzfx assign`: a person says whose a file without identity is; the record keeps who said so."""

from __future__ import annotations

from lzfx.errors import LzfxError
from lzfx.ledger.queries import last_deliveries
from lzfx.model.subject import Owner
from lzfx.session.collection import SETTLED_OUTCOMES, Collected, CollectOptions
from lzfx.session.inbox import InboxFile
from lzfx.session.issuing import form_named
from lzfx.session.naming import subject_named
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def assign(session: Session, file: InboxFile, whose: str, form_name: str = "") -> Collected:
    """Judge the file as that unit's, post's or person's; LzfxError for somebody unknown.

    Without the name of a form, it is the one whose headings the file has. A file that carries an
    identity is judged by that, whatever was assigned; one that counts already is told as such.
    """
    form = form_named(session, form_name) if form_name else None
    owners = form.owed_by if form else _anybody(session)
    subject = subject_named(session, whose, owners)
    for last in last_deliveries(session.ledger, {file.sha256}):
        if last.outcome in SETTLED_OUTCOMES:
            name = session.everybody.called(last.subject)
            at = last.at[:16].replace("T", " ")
            raise LzfxError("assign-settled", {"file": last.file, "at": at, "unit": name})
    said = (subject.code, form.name if form else "")
    *_, done = collect(session, [file], CollectOptions(again=True, assigned=said))
    return done


def _anybody(session: Session) -> tuple[Owner, ...]:
    """Who may owe any of the forms, in the order of the forms."""
    owners = (owner for form in session.going_out.values() for owner in form.owed_by)
    return tuple(dict.fromkeys(owners))
