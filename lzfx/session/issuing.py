"""What an issued form says and is prefilled with, and what of it the ledger remembers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from lzfx.checks.issued import LastYear, issued_filling
from lzfx.documents.form_notes import form_notes
from lzfx.forms.spec import FormSpec
from lzfx.model.filling import About, Filling
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.master import criteria_of
from lzfx.session.opening import Session


def about(session: Session, form: FormSpec) -> About:
    """The text around the tables of a form issued or sent back today."""
    criteria = criteria_of(session)
    return form_notes(form, session.campaign, criteria, session.labels, session.now)


def filling_for(session: Session, form: FormSpec, subject: str, year_before: LastYear) -> Filling:
    """What a subject's form is prefilled with, without its identity."""
    return issued_filling(
        form,
        session.campaign,
        session.roster,
        subject,
        kinds=session.labels["unit_kind"],
        before=year_before,
    )


def issued_to(all_issues: Iterator[Issue] | Collection[Issue]) -> Mapping[tuple[str, int], Issue]:
    """Issues by subject and number."""
    return {(one.subject, one.number): one for one in all_issues}


def issued_in(all_issues: Iterable[Issue], stamp: Stamp) -> Filling:
    """What was prefilled in the workbook of that stamp; nothing where no record of it is left."""
    for one in all_issues:
        if (one.subject, one.number, one.campaign) == (stamp.subject, stamp.issue, stamp.campaign):
            return one.filling
    return Filling()
