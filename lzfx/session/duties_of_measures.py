"""What measures leave to be done: the quarter's forms to go out, and what is late, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.documents.registry import document_named
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted
from lzfx.model.action import Action
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.edition import Act
from lzfx.rules.duties import duty, few
from lzfx.rules.editions import acts_standing
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master
from lzfx.session.measures import (
    measures_standing,
    measures_to_report,
    measuring_forms,
    quarter_of_issue,
    quarter_said,
)
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing


def of_measures(session: Session, done: Sequence[Action]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, before an edition took effect or a unit said anything."""
    forms = measuring_forms(session)
    for form in forms if _in_effect(session, done) else ():
        yield from _to_issue(session, form)
    if any(accepted(session.ledger, form.name) for form in forms):
        yield from _late(session)


def _in_effect(session: Session, done: Sequence[Action]) -> bool:
    """Whether an edition is in force and the campaign's own stages are over."""
    approved = any(one.act is Act.APPROVAL for one in acts_standing(done))
    return approved and session.now.date() > session.campaign.days[1]


def _to_issue(session: Session, form: FormSpec) -> Iterator[Duty]:
    """Units with measures to report this quarter that have no workbook of this quarter."""
    quarter = quarter_said(session.now.date())
    out = {
        one.subject
        for one in standing(session.ledger, form.name)
        if quarter_of_issue(form, one) == quarter
    }
    lacking = [unit for unit in measures_to_report(session, form) if unit not in out]
    if lacking:
        facts = {
            "count": len(lacking),
            "quarter": quarter,
            "whom": few([session.roster.called(code) for code in lacking]),
            "late": late_word(session, form),
        }
        yield duty(DutyKind.MEASURES, about=form.name, name=form.title, facts=facts)


def _late(session: Session) -> Iterator[Duty]:
    """One duty for all measures that are late, with the units that have them."""
    told = measures_standing(session, graded_master(session).master.graded)
    late = Counter(one.known.unit for one in told if one.overdue)
    kind = document_named("measure-progress")
    if late and kind is not None:
        said = [f"{session.roster.called(code)}（{count}）" for code, count in late.items()]
        facts = {"count": late.total(), "of": len(late), "whom": few(said)}
        yield duty(DutyKind.MEASURES_LATE, name=kind.called, facts=facts)
