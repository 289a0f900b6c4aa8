"""The year's account of what was asked of units: forms that went out, cells, minutes, sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lzfx.campaign.burden import asked_by, filled_in, spared_by
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, all_deliveries, current_submissions, issues
from lzfx.model.burden import NO_EFFORT, Burden, Effort, FormBurden, UnitBurden
from lzfx.model.ledger import Issue, Outcome
from lzfx.model.master import Master
from lzfx.model.submission import Submission
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing


@dataclass(frozen=True, slots=True)
class _Cost:
    """What one workbook cost a unit; `back` is how often its return was sent back."""

    unit: str
    asked: Effort
    spared: int
    back: int
    filled: Effort | None


def with_burden(session: Session, master: Master) -> Master:
    """The master table with the account, for the one document that is made of it."""
    return replace(master, papers=replace(master.papers, burden=burden(session)))


def burden(session: Session) -> Burden:
    """What every form that went out asked of each unit, and what came back; withdrawn ones not.

    What only the office fills in is no burden to anybody and is left out.
    """
    forms: list[FormBurden] = []
    by_unit: dict[str, list[_Cost]] = {}
    for form in session.going_out.values():
        costs = [*_costs(session, form)]
        if not costs:
            continue
        forms.append(_of_form(session, form, costs))
        for one in costs:
            by_unit.setdefault(one.unit, []).append(one)
    units = tuple(
        _of_unit(unit.code, by_unit[unit.code])
        for unit in session.roster.units
        if unit.code in by_unit
    )
    return Burden(units, tuple(forms), session.campaign.filling_times)


def _costs(session: Session, form: FormSpec) -> Iterator[_Cost]:
    """The workbooks of a form that stand, the last of each subject or occasion."""
    many = form.returns == "many"
    out: dict[tuple[str, int], Issue] = {}
    for one in standing(session.ledger, form.name, actions(session.ledger)):
        out[one.subject, one.number if many else 0] = one
    if not out:
        return
    sent = {
        (one.stamp.subject, one.stamp.issue if many else 0): one
        for one in current_submissions(session.ledger, form)
    }
    back: dict[tuple[str, int], int] = {}
    for each in all_deliveries(session.ledger, form.name):
        if each.outcome is Outcome.SENT_BACK:
            key = each.subject, each.issue if many else 0
            back[key] = back.get(key, 0) + 1
    known = {(one.subject, one.number): one for one in issues(session.ledger, form.name)}
    times = session.campaign.filling_times
    for key, issue in out.items():
        unit = session.everybody.unit_of(issue.subject, form.owed_by)
        if unit is None:
            continue
        asked = asked_by(form, issue.filling, times)
        came = sent.get(key)
        filled = _filled(session, form, came, known) if came else None
        yield _Cost(unit.code, asked, spared_by(issue.filling), back.get(key, 0), filled)


def _filled(
    session: Session,
    form: FormSpec,
    came: Submission,
    known: dict[tuple[str, int], Issue],
) -> Effort:
    issue = known.get((came.stamp.subject, came.stamp.issue))
    times = session.campaign.filling_times
    return filled_in(form, issue.filling, came, times) if issue else NO_EFFORT


def _of_form(session: Session, form: FormSpec, costs: list[_Cost]) -> FormBurden:
    asked, filled = _sums(costs)
    return FormBurden(
        title=form.title,
        asked_by=form.asked_by or session.campaign.office.name,
        ground=form.ground,
        workbooks=len(costs),
        returned=sum(one.filled is not None for one in costs),
        sent_back=sum(one.back for one in costs),
        asked=asked,
        filled=filled,
        spared=sum(one.spared for one in costs),
    )


def _of_unit(unit: str, costs: list[_Cost]) -> UnitBurden:
    asked, filled = _sums(costs)
    return UnitBurden(
        unit=unit,
        workbooks=len(costs),
        returned=sum(one.filled is not None for one in costs),
        sent_back=sum(one.back for one in costs),
        asked=asked,
        filled=filled,
        spared=sum(one.spared for one in costs),
    )


def _sums(costs: list[_Cost]) -> tuple[Effort, Effort]:
    """What was asked and what was filled in, all together."""
    asked = sum((one.asked for one in costs), NO_EFFORT)
    return asked, sum((one.filled for one in costs if one.filled), NO_EFFORT)
