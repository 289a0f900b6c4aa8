"""Warnings as the returns that count tell them: notices, what units report, what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lzfx.campaign.warning_numbers import number_key, number_said
from lzfx.forms.records import records_of, whole_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import current_submissions
from lzfx.model.about import About
from lzfx.model.risk import Color
from lzfx.model.submission import Submission
from lzfx.model.warning import (
    Feedback,
    Feedbacks,
    IssuedWarning,
    StepKind,
    WarningNotice,
    WarningNotices,
    WarningRegister,
    WarningStanding,
    WarningStep,
)
from lzfx.rules.warning_states import standings
from lzfx.session.forms_about import forms_about
from lzfx.session.master import criteria_of
from lzfx.session.opening import Session

ABOUTS = (About.WARNING, About.FEEDBACK, About.WARNING_STEP)
Returned = tuple[FormSpec, Submission]


@dataclass(frozen=True, slots=True)
class WarningsTold:
    """All that returns say of warnings, in the order of arrival."""

    issued: tuple[IssuedWarning, ...] = ()
    feedbacks: tuple[Feedback, ...] = ()
    steps: tuple[WarningStep, ...] = ()


def warnings_told(session: Session) -> WarningsTold:
    """What the returns that count say of warnings."""
    return told_by(session, _returns(session))


def warnings_now(session: Session) -> Mapping[str, WarningStanding]:
    """Every warning by the key of its number, as it stands today."""
    return stand(session, warnings_told(session))


def stand(session: Session, told: WarningsTold) -> Mapping[str, WarningStanding]:
    """Every warning that these records tell, as it stands today."""
    day = session.now.date()
    return standings(told.issued, told.feedbacks, told.steps, colors_of(session), day)


def colors_of(session: Session) -> tuple[Color, ...]:
    """The colours of the levels, the gravest first, each once."""
    levels = sorted(criteria_of(session), key=lambda one: one.level or 0)
    return tuple(dict.fromkeys(one.color for one in levels if one.level and one.color))


def told_by(session: Session, returns: Iterable[Returned]) -> WarningsTold:
    """What those returns say of warnings."""
    issued: list[IssuedWarning] = []
    feedbacks: list[Feedback] = []
    steps: list[WarningStep] = []
    for form, one in returns:
        issued += (
            IssuedWarning(number_of(session, notice), notice)
            for notice in records_of(form, one.tables, WarningNotice)
        )
        if form.about == About.FEEDBACK:
            reports = _feedbacks(session, form, one)
            feedbacks += reports
            # Who reports does not recheck himself; earlier versions of the form had no register.
            if one.stamp.version != form.version:
                steps += (step for each in reports for step in _own_steps(each))
        steps += records_of(form, one.tables, WarningStep)
    return WarningsTold(tuple(issued), tuple(feedbacks), tuple(steps))


def number_of(session: Session, notice: WarningNotice) -> str:
    """The number of a warning as it is printed."""
    return number_said(session.labels["colors"], notice)


def register_of(session: Session, notices: WarningNotices, year: int) -> WarningRegister:
    """The register of those warnings, by colour from the gravest and number."""
    now = warnings_now(session)
    known = {one.notice: one for one in now.values()}
    colors = colors_of(session)
    order = {color: at for at, color in enumerate(colors)}
    found = (known[one] for one in notices.notices if one in known)
    return WarningRegister(
        year,
        tuple(
            sorted(
                found,
                key=lambda one: (
                    one.notice.year,
                    order.get(one.notice.color, len(order)),
                    one.notice.number,
                ),
            )
        ),
    )


def _returns(session: Session) -> Iterator[Returned]:
    for form in forms_about(session, ABOUTS):
        yield from ((form, one) for one in current_submissions(session.ledger, form))


def _feedbacks(session: Session, form: FormSpec, one: Submission) -> tuple[Feedback, ...]:
    unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
    given = {"unit": unit.code if unit else None}
    return whole_of(form, [(one, given)], Feedbacks, {}).feedbacks


def _own_steps(one: Feedback) -> Iterator[WarningStep]:
    """The recheck and the release that stand on a report of an earlier version."""
    if one.recheck and one.rechecked_on:
        yield WarningStep(
            one.warning,
            StepKind.RECHECKED,
            one.rechecked_on,
            one.rechecked_by,
            one.recheck,
            note=one.recheck_note,
        )
    if one.released_on:
        yield WarningStep(one.warning, StepKind.RELEASED, one.released_on)


def with_steps(session: Session, feedbacks: Feedbacks) -> Feedbacks:
    """The reports with the last recheck and the release that were registered beside them."""
    steps = sorted(warnings_told(session).steps, key=lambda one: one.on)
    return Feedbacks(tuple(_with(one, steps) for one in feedbacks.feedbacks))


def _with(one: Feedback, steps: Iterable[WarningStep]) -> Feedback:
    """A report with those of the steps that came after it and are about its warning."""
    told = one
    for step in steps:
        is_mine = number_key(step.warning) == number_key(one.warning)
        if not is_mine or (one.reported_on and step.on < one.reported_on):
            continue
        if step.step == StepKind.RECHECKED:
            told = replace(told, recheck=step.result, recheck_note=step.note)
            told = replace(told, rechecked_by=step.by, rechecked_on=step.on)
        elif step.step == StepKind.RELEASED:
            told = replace(told, released_on=step.on)
    return told
