"""`lzfx assign`: a person says whose a file without identity is; the record keeps who said so."""

from __future__ import annotations

from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.model.subject import Owner
from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.issuing import form_named
from lzfx.session.opening import Session
from lzfx.steps.collect import collect


def assign(session: Session, file: Path, whose: str, form_name: str = "") -> Collected:
    """Judge the file as that unit's, post's or person's; LzfxError for somebody unknown.

    Without the name of a form, it is the one whose headings the file has. A file that carries an
    identity is judged by that, whatever was assigned.
    """
    form = form_named(session, form_name) if form_name else None
    owners = form.owed_by if form else _anybody(session)
    subject = session.everybody.named(whose, owners)
    if subject is None:
        raise LzfxError("subject-unknown", {"value": whose})
    said = (subject.code, form.name if form else "")
    *_, done = collect(session, [file], CollectOptions(again=True, assigned=said))
    return done


def _anybody(session: Session) -> tuple[Owner, ...]:
    """Who may owe any of the forms, in the order of the forms."""
    owners = (owner for form in session.going_out.values() for owner in form.owed_by)
    return tuple(dict.fromkeys(owners))
