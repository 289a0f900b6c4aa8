"""What 动态纠错 leaves to be done: points to draw and to check, and what checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lzfx.documents.registry import document_named
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, issues
from lzfx.model.about import About
from lzfx.model.action import Action
from lzfx.model.correction import CheckedPoint, CorrectionRecord
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.edition import Act
from lzfx.model.risk import Graded
from lzfx.model.sampling import Quarter
from lzfx.rules.duties import duty, few
from lzfx.rules.editions import acts_standing
from lzfx.rules.sampling import to_mend_rules, to_recheck, to_regrade
from lzfx.session.forms_about import forms_about, returns_about
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.sampling import (
    check_code,
    checks_recorded,
    coverage_now,
    forms_of_checks,
    not_checked_yet,
    samples_standing,
)


def of_checks(session: Session, done: Sequence[Action]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, before an edition took effect or points were drawn."""
    form = next(forms_of_checks(session), None)
    if form is None:
        return
    in_effect = any(one.act is Act.APPROVAL for one in acts_standing(done))
    began = in_effect and session.now.date() > session.campaign.days[1]
    record = checks_recorded(session)
    if record is not None:
        yield from _of_results(session, form, record)
    yield from _drawn(session, form)
    quarter = str(Quarter.of(session.now.date()))
    if began and all(one.quarter != quarter for one in samples_standing(session)):
        yield duty(DutyKind.DRAW, facts={"quarter": quarter})
    if began:
        yield from _overdue(session)


def _drawn(session: Session, form: FormSpec) -> Iterator[Duty]:
    """Points that were drawn and stand in no workbook that went out."""
    table = form.table_about(About.CHECK)
    out = {
        row.get("code")
        for one in issues(session.ledger, form.name)
        for row in one.filling.tables.get(table.name if table else "", ())
    }
    units = (
        {one.point.point_id: one.point.unit for one in _graded(session)}
        if samples_standing(session)
        else {}
    )
    left = [
        name
        for one in not_checked_yet(session)
        for name in one.points
        if name in units and check_code(one.quarter, units[name]) not in out
    ]
    if left:
        facts = {"count": len(left), "late": late_word(session, form)}
        yield duty(DutyKind.DRAWN, about=form.name, name=form.title, facts=facts)


def _graded(session: Session) -> tuple[Graded, ...]:
    return graded_master(session).master.graded


def _overdue(session: Session) -> Iterator[Duty]:
    """One duty for all points of which a check is overdue."""
    late = coverage_now(session, _graded(session)).overdue
    kind = document_named("check-coverage")
    if late and kind is not None:
        units = dict.fromkeys(session.roster.called(one.point.unit) for one in late)
        facts = {"count": len(late), "whom": few(list(units))}
        yield duty(DutyKind.CHECKS_DUE, about=kind.name, name=kind.called, facts=facts)


def _of_results(session: Session, form: FormSpec, record: CorrectionRecord) -> Iterator[Duty]:
    again = to_recheck(record, session.now.date())
    if again:
        facts = {"count": len(again), "points": few([point.risk_point for _, point in again])}
        yield duty(DutyKind.RECHECK, about=form.name, name=form.title, facts=facts)
    yield from _to_regrade(session, record)
    yield from _rules_to_mend(session, record)


def _to_regrade(session: Session, record: CorrectionRecord) -> Iterator[Duty]:
    """Points that a check wants graded again, on which nobody decided since."""
    wanted = to_regrade(record)
    since = _decided_since(_graded(session)) if wanted else {}
    left = [
        point.risk_point
        for held, point in wanted
        if point.risk_point in since and since[point.risk_point] < held
    ]
    deciding = forms_about(session, (About.DECISION,))
    form = next((one for one in deciding if one.owed_by == ("office",) and _lists(one)), None)
    if left and form is not None:
        facts = {
            "count": len(left),
            "points": few(left),
            "form": form.name,
            "late": late_word(session, form),
        }
        yield duty(DutyKind.REGRADE, about=form.name, name=form.title, facts=facts)


def _lists(form: FormSpec) -> bool:
    """Whether a form is issued with the points to decide on."""
    return any(table.rows for table in form.tables)


def _decided_since(graded: Sequence[Graded]) -> Mapping[str, date]:
    """The day of the last decision or revision of each point there is."""
    return {
        one.point.point_id: max(
            (
                *(each.decision.on for each in one.decisions if each.decision.on),
                *(
                    each.taken.revision.approved_on
                    for each in one.revisions
                    if each.taken.revision.approved_on
                ),
            ),
            default=date.min,
        )
        for one in graded
    }


def _rules_to_mend(session: Session, record: CorrectionRecord) -> Iterator[Duty]:
    """Units of which a check wants a rule mended, and that returned no rules since."""
    forms = forms_about(session, (About.RULE,))
    told: dict[str, str] = {}
    for form, _, one in returns_about(session, About.RULE):
        unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        days = [
            each.received_at[:10]
            for each in accepted(session.ledger, form.name)
            if each.subject == one.stamp.subject
        ]
        if unit is not None and days:
            told[unit.code] = max(days)
    wanted: list[tuple[str, CheckedPoint]] = [
        (unit, point)
        for unit, held, point in to_mend_rules(record)
        if told.get(unit, "") <= held.isoformat()
    ]
    if wanted and forms:
        units = Counter(unit for unit, _ in wanted)
        facts = {
            "count": len(wanted),
            "whom": few([session.roster.called(unit) for unit in units]),
            "form": forms[0].name,
            "only": tuple(word for unit in units for word in ("--only", unit)),
            "late": late_word(session, forms[0]),
        }
        yield duty(DutyKind.MEND_RULES, about=forms[0].name, name=forms[0].title, facts=facts)
