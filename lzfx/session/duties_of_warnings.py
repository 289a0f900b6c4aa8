"""What warnings leave to be done: those nobody heeds first, then the next step of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.warning import WAITING, WarningStanding, WarningState
from lzfx.rules.duties import duty, few
from lzfx.session.accountability import warnings_accounted
from lzfx.session.forms_about import forms_about
from lzfx.session.opening import Session
from lzfx.session.warning_rows import reports_out
from lzfx.session.warning_triggers import SOURCED, triggers
from lzfx.session.warnings import warnings_now

_STEPS: Mapping[WarningState, DutyKind] = {
    WarningState.ISSUED: DutyKind.WARNING_DELIVER,
    WarningState.ANSWERED: DutyKind.WARNING_RECHECK,
    WarningState.PASSED: DutyKind.WARNING_RELEASE,
}


def of_warnings(session: Session, in_play: Collection[str]) -> Iterator[Duty]:
    """Nothing where no form that could tell of warnings is `in_play`: these are names of forms."""
    form = _form(session, About.WARNING)
    if not form or not _may_tell(session, in_play):
        return
    now = warnings_now(session)
    for one in sorted(now.values(), key=lambda each: -each.days_late):
        if one.escalates:
            yield _unheeded(session, one, form)
    yield from _handed_over(session, now)
    yield from _steps(session, now)
    yield from _reports(session, now)
    _, found = triggers(session)
    fresh = [one for one in found if not one.follows]
    if fresh:
        names = dict.fromkeys(session.roster.called(one.unit) for one in fresh)
        facts = {"count": len(fresh), "whom": few([*names]), "form": form}
        yield duty(DutyKind.WARNING_SUGGESTED, about=form, facts=facts)


def _may_tell(session: Session, in_play: Collection[str]) -> bool:
    return any(form.name in in_play for form in forms_about(session, SOURCED))


def _form(session: Session, about: About) -> str:
    """The name of the first form about that which may go out; empty when there is none."""
    found = (one.name for one in forms_about(session, {about}) if one.name in session.going_out)
    return next(found, "")


def _unheeded(session: Session, one: WarningStanding, form: str) -> Duty:
    kind = DutyKind.WARNING_LATE if one.days_late else DutyKind.WARNING_TO_RAISE
    color = session.labels["colors"].get(one.next_color, "")
    asks = word("warning-asks-color", color=color) if color else word("warning-asks-account")
    facts = {
        "unit": session.roster.called(one.notice.unit),
        "due": one.deadline,
        "days": one.days_late,
        "asks": asks,
        "form": form if color else "",
    }
    at = one.deadline.isoformat() if one.deadline else ""
    return duty(kind, about=one.number, name=one.number, at=at, facts=facts)


def _handed_over(session: Session, now: Mapping[str, WarningStanding]) -> Iterator[Duty]:
    """Warnings that are a matter of accountability, and that its register does not name yet."""
    found = {key: one for key, one in now.items() if one.state is WarningState.HANDED_OVER}
    form = _form(session, About.ACCOUNTABILITY) if found else ""
    if not form:
        return
    accounted = warnings_accounted(session)
    for key, one in found.items():
        if key not in accounted:
            facts = {
                "unit": session.roster.called(one.notice.unit),
                "title": session.forms[form].title,
                "form": form,
            }
            at = one.since.isoformat() if one.since else ""
            kind = DutyKind.WARNING_HANDED_OVER
            yield duty(kind, about=one.number, name=one.number, at=at, facts=facts)


def _steps(session: Session, now: Mapping[str, WarningStanding]) -> Iterator[Duty]:
    """What the office registers next."""
    form = _form(session, About.WARNING_STEP)
    for state, kind in _STEPS.items():
        found = [one for one in now.values() if one.state is state]
        if found:
            facts = {"count": len(found), "whom": _named(found), "form": form}
            yield duty(kind, about=form, facts=facts)


def _reports(session: Session, now: Mapping[str, WarningStanding]) -> Iterator[Duty]:
    """Units that have to report and have no workbook for it."""
    out = reports_out(session)
    lacking = [one for key, one in now.items() if one.state in WAITING and key not in out]
    form = _form(session, About.FEEDBACK)
    if lacking and form:
        units = dict.fromkeys(one.notice.unit for one in lacking)
        facts = {
            "count": len(lacking),
            "whom": _named(lacking),
            "form": form,
            "only": tuple(part for code in units for part in ("--only", code)),
        }
        yield duty(DutyKind.WARNING_ASK, about=form, facts=facts)


def _named(found: Sequence[WarningStanding]) -> str:
    return few([one.number for one in found])
