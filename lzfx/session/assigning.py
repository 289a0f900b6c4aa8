"""The identity a person gives to a file without one: whose it is, and which form it must be."""

from __future__ import annotations

from collections.abc import Iterable

from lzfx.forms.spec import FormSpec
from lzfx.intake.locate import locate
from lzfx.ledger.queries import issues
from lzfx.ledger.store import Ledger
from lzfx.model.book import RawBook
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
    number = last_number(session.ledger, form.name, subject)
    return Stamp(form.name, form.version, subject, session.campaign.code, number)


def likeliest(book: RawBook, forms: Iterable[FormSpec]) -> FormSpec:
    """The form of which a workbook has most columns and single cells; among equals the first."""

    def found(form: FormSpec) -> int:
        raw = locate(book, form, file="", sha256="", stamp=None)
        cells = sum(bool(place.cell) for place in raw.header_places.values())
        return cells + sum(len(table.columns) for table in raw.tables)

    return max(forms, key=found)


def last_number(ledger: Ledger, form: str, subject: str, until: str = "") -> int:
    """The number of the last workbook of a form that went to a subject, until a time; 1 if none."""
    numbers = (
        one.number
        for one in issues(ledger, form)
        if one.subject == subject and (not until or one.at <= until)
    )
    return max(numbers, default=1)
