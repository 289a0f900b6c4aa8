"""What returns about warnings are checked against: the ledger, and what this run took in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from lzfx.checks.warnings import PointWarned, Standings, WarningsKnown
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.ledger import Whose
from lzfx.model.master import ACTS_AS
from lzfx.model.risk import Color, Graded, Level, MonitorRole
from lzfx.model.roster import Roster
from lzfx.model.warning import Feedback, IssuedWarning, WarningStep
from lzfx.rules.roles import body_of_role, person_of
from lzfx.session.history import History
from lzfx.session.master import criteria_of, graded_master
from lzfx.session.opening import Session
from lzfx.session.warnings import ABOUTS, Returned, WarningsTold, number_of, stand, told_by

_NAMING = (*ABOUTS, About.ACCOUNTABILITY)
"""What names warnings: their own forms, and entries about those that were handed over."""


class WarningsSoFar:
    """All that is known of warnings when a return is judged; points are graded once for a run."""

    def __init__(self, session: Session, history: History) -> None:
        self._session = session
        self._history = history

    def known(self, form: FormSpec, this: Whose) -> tuple[WarningsKnown, ...]:
        """What a return of that form is checked against; nothing if it names no warning."""
        if form.about not in _NAMING and not any(map(form.table_about, _NAMING)):
            return ()
        session = self._session
        told = told_by(session, self._others(this))
        of_notices = form.table_about(About.WARNING) is not None
        return (
            WarningsKnown(
                levels=dict(levels_of(session)) if of_notices else {},
                ranks=dict(ranks_of(session)) if of_notices else {},
                signers=dict(_signers(session)) if of_notices else {},
                points=self._points if of_notices else None,
                issued=told.issued,
                number=lambda one: number_of(session, one),
                with_more=lambda issued, reports, steps: _with(
                    session, told, issued, reports, steps
                ),
            ),
        )

    def _others(self, this: Whose) -> Iterator[Returned]:
        """The returns that count, those of this run among them, but for the one of that name."""
        forms = self._session.kept_forms
        for key, one in self._history.valid.items():
            if key != this and (form := forms.get(key[0])) is not None and form.stamped:
                yield form, one

    @cached_property
    def _points(self) -> Mapping[str, PointWarned]:
        """The points of the master table; nothing is recorded, since a run may only look."""
        told = graded_master(self._session, keep=False)
        roster = self._session.roster
        return {one.point.point_id: _point(one, roster) for one in told.master.graded}


def _point(one: Graded, roster: Roster) -> PointWarned:
    post = roster.post(one.point.post)
    holder = roster.name_of(post.holder) if post else ""
    return PointWarned(one.point.unit, one.level, one.monitor_role, holder)


def _with(
    session: Session,
    told: WarningsTold,
    issued: Sequence[IssuedWarning],
    reports: Sequence[Feedback],
    steps: Sequence[WarningStep],
) -> Standings:
    """All warnings with more records laid over them."""
    more = WarningsTold((*told.issued, *issued), (*told.feedbacks, *reports), (*told.steps, *steps))
    return stand(session, more)


def levels_of(session: Session) -> Iterator[tuple[Color, Level]]:
    """The level of each colour; of several the lightest, as a reader of the rules would say."""
    for one in sorted(criteria_of(session), key=lambda each: each.level or 0):
        if one.level and one.color:
            yield one.color, one.level


def ranks_of(session: Session) -> Iterator[tuple[MonitorRole, Level]]:
    """The gravest level that each role monitors."""
    for one in sorted(criteria_of(session), key=lambda each: -(each.level or 0)):
        if one.level and one.monitor_role:
            yield one.monitor_role, one.level


def _signers(
    session: Session,
) -> Iterator[tuple[tuple[MonitorRole, str], tuple[str, ...]]]:
    """The names of who may sign in each role for each unit, where the roster tells them."""
    roster = session.roster
    for role in session.labels["monitor_roles"]:
        acts_as = session.labels.get(ACTS_AS, {}).get(role, role)
        body = body_of_role(acts_as)
        members = tuple(roster.name_of(one.person) for one in roster.seats if one.group == body)
        for unit in roster.units:
            names = members if body else (roster.name_of(person_of(acts_as, unit, roster)),)
            if any(names):
                yield (role, unit.code), tuple(filter(None, names))
