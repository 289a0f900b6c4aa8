"""What reviews leave to be done: points to be decided on again, and points that were to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lzfx.campaign.subjects import OFFICE
from lzfx.documents.registry import document_named
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted
from lzfx.model.about import About
from lzfx.model.decision import Conclusion, Holds, ReviewRound
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.risk import Graded
from lzfx.rules.duties import duty
from lzfx.session.going_out import late_word
from lzfx.session.master import GradedMaster, graded_master
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard

_TO_MEND = frozenset({Conclusion.EDIT, Conclusion.RETURN})


def of_decisions(session: Session, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, while no decision has come in."""
    deciding = [form for form in session.going_out.values() if form.table_about(About.DECISION)]
    if not any(accepted(session.ledger, form.name) for form in deciding):
        return
    told = graded_master(session)
    decided = _deciders(told)
    for form in deciding:
        if any(table.rows for table in form.tables):
            back = {one.subject for one in accepted(session.ledger, form.name)}
            who = decided[_round_of(form)] | back
            yield from _again(session, form, told, who - _out(form, found))
    yield from _to_mend(session, told, _out(session.declaration, found))


def _round_of(form: FormSpec) -> ReviewRound:
    """The round in which such a form decides: the office fills in what the group decided."""
    return ReviewRound.FINAL if form.owed_by == ("office",) else ReviewRound.REVIEW


def _deciders(told: GradedMaster) -> Mapping[ReviewRound, set[str]]:
    """Who has decided on anything in each round, in a form or on paper, be it taken back since."""
    found: dict[ReviewRound, set[str]] = {stage: set() for stage in ReviewRound}
    for one in (*told.master.graded, *told.withdrawn):
        for each in one.decisions:
            found[each.decision.stage].add(each.decision.subject)
    for each in told.lapsed:
        found[each.decision.stage].add(each.decision.subject)
    return found


def _out(form: FormSpec, found: Sequence[FormBoard]) -> set[str]:
    """Who has a workbook of that form on the desk, and is waited for."""
    mine = (board for board in found if board.form == form.name)
    return {one.subject for board in mine for one in board.subjects if one.is_out}


def _again(
    session: Session, form: FormSpec, told: GradedMaster, returned: set[str]
) -> Iterator[Duty]:
    """Points that came, or changed, after whoever decides on them had decided on all there were.

    Points that were only not entered yet are told the same way: his workbook has them all.
    """
    review = session.everybody.reviews
    left: Counter[str] = Counter()
    for one in told.master.graded:
        known = review.get(one.point.post or one.point.unit)
        stage = _round_of(form)
        of_review = known.code if known else ""
        who = OFFICE if stage is ReviewRound.FINAL else of_review
        if who in returned and not _holds(one, stage):
            left[who] += 1
    if left:
        sheets = document_named("review-sheets")
        facts = {
            "count": left.total(),
            "whom": _called(session, form, left),
            "form": form.name,
            "only": tuple(word for code in left for word in ("--only", code)),
            "late": late_word(session, form),
            "sheets": sheets.called if sheets else "",
        }
        yield duty(DutyKind.LAPSED, about=form.name, name=form.title, facts=facts)


def _holds(one: Graded, stage: ReviewRound) -> bool:
    return any(each.decision.stage is stage and each.holds is Holds.YES for each in one.decisions)


def _called(session: Session, form: FormSpec, codes: Counter[str]) -> str:
    return "、".join(session.everybody.called(code, form.owed_by) for code in codes)


def _to_mend(session: Session, told: GradedMaster, out: set[str]) -> Iterator[Duty]:
    """Points that a decision asks a unit to change, which has no form to do it in yet."""
    decided = ((one.point.unit, one.decided) for one in told.master.graded)
    units = Counter(unit for unit, last in decided if last and last.row.outcome in _TO_MEND)
    for code in out & units.keys():
        del units[code]
    if units:
        form = session.declaration
        facts = {
            "count": units.total(),
            "whom": "、".join(session.roster.called(code) for code in units),
            "form": form.name,
            "only": tuple(word for code in units for word in ("--only", code)),
            "late": late_word(session, form),
        }
        yield duty(DutyKind.TO_MEND, facts=facts)
