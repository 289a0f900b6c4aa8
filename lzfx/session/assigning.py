"""The identity a person gives to a file without one: whose it is, and which form it must be."""

from __future__ import annotations

from collections.abc import Iterable

from lzfx.forms.spec import FormSpec
from lzfx.intake.locate import locate
from lzfx.ledger.queries import issues
from lzfx.model.book import RawBook
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.opening import Session


def assigned_stamp(session: Session, book: RawBook, subject: str, form_name: str = "") -> Stamp:
    """The stamp of the subject's last workbook of a form; without a name, of the likeliest form."""
    if form_name:
        form = session.forms[form_name]
    else:
        owed = [
            form
            for form in session.going_out.values()
            if session.everybody.find(subject, form.owed_by)
        ]
        form = likeliest(book, owed or session.going_out.values())
    sent = issues(session.ledger, form.name)
    return stamp_of_last_issue(form, subject, session.campaign.code, sent)


def likeliest(book: RawBook, forms: Iterable[FormSpec]) -> FormSpec:
    """The form of which a workbook has most columns and single cells; among equals the first."""

    def found(form: FormSpec) -> int:
        raw = locate(book, form, file="", sha256="", stamp=None)
        cells = sum(bool(place.cell) for place in raw.header_places.values())
        return cells + sum(len(table.columns) for table in raw.tables)

    return max(forms, key=found)


def stamp_of_last_issue(
    form: FormSpec, subject: str, campaign: str, sent: Iterable[Issue], version: int = 0
) -> Stamp:
    """The stamp of the last workbook of a form that went to a subject, of those that were sent.

    Its version is the one that went out, so that a later one of the form changes nothing. Where
    none went out it is `version`, or today's without one, and the number is 1.
    """
    last = max(
        (one for one in sent if one.form == form.name and one.subject == subject),
        key=lambda one: one.number,
        default=None,
    )
    if last is None:
        return Stamp(form.name, version or form.version, subject, campaign, 1)
    return Stamp(form.name, last.version, subject, campaign, last.number)
