"""The master table as the ledger has it now: merged, graded, with ids given once and for all."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from lzfx.checks.issued import POINTS, POSTS, LastYear, subjects
from lzfx.documents.labels import form_outline
from lzfx.forms.spec import UNIT_SCOPE, FormSpec
from lzfx.forms.table import restored
from lzfx.ledger.queries import (
    accepted,
    current_submissions,
    inherited,
    last_submission,
    point_ids,
)
from lzfx.messages import reason
from lzfx.model.action import Action
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.risk import Criterion, RiskPoint
from lzfx.model.submission import Submission, Value
from lzfx.rules.grading import criteria, grade_all
from lzfx.rules.hints import hints
from lzfx.rules.merge import Merged, merge
from lzfx.rules.reasons import reasons
from lzfx.rules.rollup import RollUps, rollups
from lzfx.session.opening import DECLARATION, Session

NUMBERED = "number"
"""The verb that records that points were given their numbers."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The graded master table, how it was merged, levels of posts and units, hints.

    `returns` are the newest valid returns it was made of.
    """

    master: Master
    merged: Merged
    rolled: RollUps
    hints: tuple[Finding, ...]
    returns: tuple[Submission, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to say about the table, in the order of work."""
        return (*self.merged.findings, *self.hints, *self.rolled.findings)


def merged_points(session: Session) -> tuple[Merged, tuple[Submission, ...]]:
    """The points of the current returns; ids that are new now are recorded in the ledger."""
    current = current_submissions(session.ledger, session.declaration)
    received = {one.sha256: one.received_at for one in accepted(session.ledger, DECLARATION)}
    merged = merge(current, point_ids(session.ledger), session.roster, received)
    if merged.new_ids or merged.reworded:
        given = f"{len(merged.new_ids)}/{len(merged.reworded)}"
        up_to = str(last_submission(session.ledger))
        with session.ledger.transaction():
            session.ledger.add_point_ids((*merged.new_ids, *merged.reworded))
            # Whoever rebuilds the ledger gives the same numbers at the same moments.
            session.ledger.act(Action(session.at, session.by, NUMBERED, "", given, up_to))
    return merged, current


@contextmanager
def unswept() -> Iterator[None]:
    """Without Python's search for cycles: among millions of values that have none it only costs."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@unswept()
def graded_master(session: Session) -> Graded:
    """The master table graded by the rules of today."""
    day = session.now.date()
    merged, current = merged_points(session)
    bodies = session.campaign.bodies
    graded = grade_all(merged.points, session.rules, session.roster, bodies, day)
    units, posts = duties(current)
    return Graded(
        master=Master(
            campaign=session.campaign,
            roster=session.roster,
            graded=graded,
            labels=session.labels,
            kinds=session.kinds,
            day=day,
            criteria=criteria_of(session),
            unit_duties=units,
            post_duties=posts,
            forms=tuple(form_outline(form) for form in session.forms.values() if form.stamped),
        ),
        merged=merged,
        rolled=rollups(graded, session.roster, session.labels),
        hints=hints(graded, session.rules, session.labels, day),
        returns=current,
    )


def criteria_of(session: Session) -> tuple[Criterion, ...]:
    """What each level means today."""
    conducts = session.declaration.table(POINTS).field("conduct").choices
    return criteria(session.rules, (one.code for one in conducts), session.now.date())


def duties(current: Sequence[Submission]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Duties by unit code and by post code as the returns tell them."""
    units: dict[str, str] = {}
    posts: dict[str, str] = {}
    for one in current:
        if one.header.get("unit_code") and one.header.get("unit_duty"):
            units[str(one.header["unit_code"])] = str(one.header["unit_duty"])
        for row in one.tables.get(POSTS, ()):
            if row.values.get("post_code") and row.values.get("duty"):
                posts[str(row.values["post_code"])] = str(row.values["duty"])
    return units, posts


def before(session: Session) -> LastYear:
    """What a form is prefilled with: this year's points where a unit has answered, else last's."""
    merged, current = merged_points(session)
    points: dict[str, list[RiskPoint]] = defaultdict(list)
    old, old_duties = inherited(session.ledger)
    for one in old:
        values = values_of(session.declaration, one.row)
        points[one.unit].append(RiskPoint(one.point_id, one.unit, one.post, values))
    for unit in {point.unit for point in (*merged.points, *merged.dropped)}:
        points[unit] = [point for point in merged.points if point.unit == unit]
    units, posts = duties(current)
    return LastYear(points, {**old_duties, **units, **posts})


def values_of(form: FormSpec, row: Mapping[str, str | int | None]) -> dict[str, Value]:
    """The typed values of a stored row; fields the form no longer has are passed over."""
    known = {spec.name: spec for spec in form.table(POINTS).fields}
    values: dict[str, Value] = {
        name: restored(known[name], value) for name, value in row.items() if name in known
    }
    values.setdefault("post", UNIT_SCOPE)
    return values


def because(graded: Graded) -> Mapping[str, str]:
    """Why each point has its level and monitor, one sentence by point."""
    labels = graded.master.labels
    return {one.point.point_id: reason(reasons(one, labels)) for one in graded.master.graded}


def missing(session: Session, graded: Graded) -> tuple[str, ...]:
    """Names of the units that owe a declaration and have none in the table."""
    there = {point.unit for point in (*graded.merged.points, *graded.merged.dropped)}
    answered = there | set(graded.master.unit_duties)
    return tuple(
        session.roster.called(unit) for unit in subjects(session.roster) if unit not in answered
    )
