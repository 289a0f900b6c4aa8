"""The year's account of what was asked of units: forms that went out, cells, minutes, sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lzfx.campaign.burden import asked_by, filled_in, spared_by
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, all_deliveries, current_submissions, issues
from lzfx.model.burden import NO_ACCOUNT, NO_EFFORT, Account, Burden, FormBurden, UnitBurden
from lzfx.model.ledger import Outcome, occasion
from lzfx.model.master import Master
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing


def with_burden(session: Session, master: Master) -> Master:
    """The master table with the account, for the one document that is made of it."""
    return replace(master, papers=replace(master.papers, burden=burden(session)))


def burden(session: Session) -> Burden:
    """What every form that went out asked of each unit, and what came back; withdrawn ones not.

    What only the office fills in is no burden to anybody and is left out.
    """
    forms: list[FormBurden] = []
    by_unit: dict[str, Account] = {}
    for form in session.going_out.values():
        accounts = [*_accounts(session, form)]
        if not accounts:
            continue
        asked_for = form.asked_by or session.campaign.office.name
        total = sum((one for _, one in accounts), NO_ACCOUNT)
        forms.append(FormBurden(form.title, asked_for, form.ground, total))
        for unit, one in accounts:
            by_unit[unit] = by_unit.get(unit, NO_ACCOUNT) + one
    units = tuple(
        UnitBurden(unit.code, by_unit[unit.code])
        for unit in session.roster.units
        if unit.code in by_unit
    )
    return Burden(units, tuple(forms), session.campaign.filling_times)


def _accounts(session: Session, form: FormSpec) -> Iterator[tuple[str, Account]]:
    """The unit and the account of each workbook that stands, the last of a subject or occasion."""
    many = form.returns == "many"
    out = {
        (one.subject, occasion(one.number, many=many)): one
        for one in standing(session.ledger, form.name, actions(session.ledger))
    }
    if not out:
        return
    sent = {
        (one.stamp.subject, occasion(one.stamp.issue, many=many)): one
        for one in current_submissions(session.ledger, form)
    }
    back = Counter(
        (each.subject, occasion(each.issue, many=many))
        for each in all_deliveries(session.ledger, form.name)
        if each.outcome is Outcome.SENT_BACK
    )
    known = {(one.subject, one.number): one for one in issues(session.ledger, form.name)}
    times = session.campaign.filling_times
    for key, issue in out.items():
        unit = session.everybody.unit_of(issue.subject, form.owed_by)
        if unit is None:
            continue
        came = sent.get(key)
        of = known.get((came.stamp.subject, came.stamp.issue)) if came else None
        yield (
            unit.code,
            Account(
                workbooks=1,
                returned=int(came is not None),
                sent_back=back[key],
                asked=asked_by(form, issue.filling, times),
                filled=filled_in(form, of.filling, came, times) if came and of else NO_EFFORT,
                spared=spared_by(issue.filling),
            ),
        )
