"""What measures leave to be done: the quarter's forms to go out, and what is late, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lzfx.documents.registry import document_named
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted
from lzfx.model.action import Action
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.edition import Act
from lzfx.model.measure import MeasureStanding
from lzfx.rules.duties import duty, few
from lzfx.rules.editions import acts_standing
from lzfx.rules.measures import months_later
from lzfx.rules.monitoring import working_day_before
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master
from lzfx.session.measures import (
    measures_standing,
    measuring_forms,
    quarter_of_issue,
    quarter_said,
    units_to_report,
)
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing

_AHEAD = 6


def of_measures(session: Session, done: Sequence[Action]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, before an edition took effect or a unit said anything."""
    forms = measuring_forms(session)
    to_issue = forms if _in_effect(session, done) else ()
    said = any(accepted(session.ledger, form.name) for form in forms)
    if not to_issue and not said:
        return
    told = measures_standing(session, graded_master(session).master.graded)
    for form in to_issue:
        yield from _to_issue(session, told, form)
    if said:
        yield from _late(session, told)


def _in_effect(session: Session, done: Sequence[Action]) -> bool:
    """Whether an edition is in force and the campaign's own stages are over."""
    approved = any(one.act is Act.APPROVAL for one in acts_standing(done))
    return approved and session.now.date() > session.campaign.days[1]


def _to_issue(session: Session, told: Sequence[MeasureStanding], form: FormSpec) -> Iterator[Duty]:
    """Units with measures to report this quarter that have no workbook of this quarter."""
    quarter = quarter_said(session.now.date())
    out = {
        one.subject
        for one in standing(session.ledger, form.name)
        if quarter_of_issue(form, one) == quarter
    }
    lacking = [unit for unit in units_to_report(told, session.now.date()) if unit not in out]
    if lacking:
        facts: dict[str, object] = {
            "count": len(lacking),
            "quarter": quarter,
            "whom": few([session.roster.called(code) for code in lacking]),
            "late": late_word(session, form),
        }
        if facts["late"]:
            facts |= {"setting": f"deadlines.{form.name}", "by": _by(session)}
        yield duty(DutyKind.MEASURES, about=form.name, name=form.title, facts=facts)


def _by(session: Session) -> date:
    """A deadline for this quarter that is still ahead: a working day about a week before its end.

    In that last week it is the last working day.
    """
    today = session.now.date()
    month = (today.month + 2) // 3 * 3
    end = months_later(today.replace(month=month, day=1), 1) - timedelta(days=1)
    works = session.campaign.publicity.works_on
    early = working_day_before(end - timedelta(days=_AHEAD), works)
    return early if early > today else working_day_before(end, works)


def _late(session: Session, told: Sequence[MeasureStanding]) -> Iterator[Duty]:
    """One duty for all measures that are late, with the units that have them."""
    late = Counter(one.known.unit for one in told if one.overdue)
    kind = document_named("measure-progress")
    if late and kind is not None:
        said = [f"{session.roster.called(code)}（{count}）" for code, count in late.items()]
        facts = {"count": late.total(), "of": len(late), "whom": few(said)}
        yield duty(DutyKind.MEASURES_LATE, name=kind.called, facts=facts)
