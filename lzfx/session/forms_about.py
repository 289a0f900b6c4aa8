"""The forms of a campaign, and their returns, by what they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.ledger.queries import current_submissions
from lzfx.model.about import About
from lzfx.model.submission import Submission
from lzfx.session.opening import Session


def forms_about(session: Session, abouts: Collection[About]) -> tuple[FormSpec, ...]:
    """The forms that go out of which a return, or a row of one, is about one of these."""
    return tuple(
        form
        for form in session.kept_forms.values()
        if form.stamped
        and (form.about in abouts or any(form.table_about(about) for about in abouts))
    )


def returns_about(
    session: Session, about: About
) -> Iterator[tuple[FormSpec, TableSpec, Submission]]:
    """The returns that count of which rows are about that, form by form, each with the table."""
    for form in forms_about(session, {about}):
        table = form.table_about(about)
        if table is not None:
            yield from ((form, table, one) for one in current_submissions(session.ledger, form))
