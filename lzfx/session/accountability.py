"""责任追究: what stands in the register, and what was struck out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from lzfx.campaign.warning_numbers import number_key
from lzfx.checks.accountability import Registered
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, actions, submission_by_hash
from lzfx.model.about import About
from lzfx.model.accountability import AccountabilityEntry, StruckOut
from lzfx.rules.struck import struck_entries
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session


def struck_out(session: Session) -> Mapping[str, StruckOut]:
    """The entries that were struck out, with the paper and the day of that."""
    told = struck_entries(actions(session.ledger)).items()
    return {
        entry: StruckOut(one.text("paper"), date.fromisoformat(one.at[:10])) for entry, one in told
    }


def warnings_accounted(session: Session) -> frozenset[str]:
    """The keys of the warnings that entries of the register name; none by one struck out."""
    struck = struck_out(session)
    return frozenset(
        number_key(entry.warning)
        for form, _, one in returns_about(session, About.ACCOUNTABILITY)
        for entry in records_of(form, one.tables, AccountabilityEntry)
        if entry.warning and entry.number not in struck
    )


def registered(session: Session, form: FormSpec) -> Iterator[Registered]:
    """The entries that a return of that form has to keep; nothing for any other form."""
    table = form.table_about(About.ACCOUNTABILITY)
    if table is None:
        return
    struck = struck_entries(actions(session.ledger))
    found: dict[int, dict[str, None]] = {}
    for one in accepted(session.ledger, form.name):
        whole = submission_by_hash(session.ledger, form, one.sha256)
        for row in whole.tables.get(table.name, ()) if whole else ():
            number = str(row.values.get("number") or "")
            if whole and number not in struck:
                found.setdefault(whole.stamp.issue, {})[number] = None
    yield Registered({issue: tuple(numbers) for issue, numbers in found.items()})
