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
from lzfx.session.opening import DECLARATION, Opened

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


def merged_points(campaign: Opened) -> tuple[Merged, tuple[Submission, ...]]:
    """The points of the current returns; ids that are new now are recorded in the ledger."""
    current = current_submissions(campaign.ledger, campaign.declaration)
    received = {one.sha256: one.received_at for one in accepted(campaign.ledger, DECLARATION)}
    merged = merge(current, point_ids(campaign.ledger), campaign.roster, received)
    if merged.new_ids or merged.reworded:
        given = f"{len(merged.new_ids)}/{len(merged.reworded)}"
        up_to = str(last_submission(campaign.ledger))
        with campaign.ledger.transaction():
            campaign.ledger.add_point_ids((*merged.new_ids, *merged.reworded))
            # Whoever rebuilds the ledger gives the same numbers at the same moments.
            campaign.ledger.act(Action(campaign.at, campaign.by, NUMBERED, "", given, up_to))
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
def graded_master(campaign: Opened) -> Graded:
    """The master table graded by the rules of today."""
    day = campaign.now.date()
    merged, current = merged_points(campaign)
    bodies = campaign.campaign.bodies
    graded = grade_all(merged.points, campaign.rules, campaign.roster, bodies, day)
    units, posts = duties(current)
    return Graded(
        master=Master(
            campaign=campaign.campaign,
            roster=campaign.roster,
            graded=graded,
            labels=campaign.labels,
            day=day,
            criteria=criteria_of(campaign),
            unit_duties=units,
            post_duties=posts,
            forms=tuple(form_outline(form) for form in campaign.forms.values() if form.stamped),
        ),
        merged=merged,
        rolled=rollups(graded, campaign.roster, campaign.labels),
        hints=hints(graded, campaign.rules, campaign.labels, day),
        returns=current,
    )


def criteria_of(campaign: Opened) -> tuple[Criterion, ...]:
    """What each level means today."""
    conducts = campaign.declaration.table(POINTS).field("conduct").choices
    return criteria(campaign.rules, (one.code for one in conducts), campaign.now.date())


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


def before(campaign: Opened) -> LastYear:
    """What a form is prefilled with: this year's points where a unit has answered, else last's."""
    merged, current = merged_points(campaign)
    points: dict[str, list[RiskPoint]] = defaultdict(list)
    old, old_duties = inherited(campaign.ledger)
    for one in old:
        values = values_of(campaign.declaration, one.row)
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


def missing(campaign: Opened, graded: Graded) -> tuple[str, ...]:
    """Names of the units that owe a declaration and have none in the table."""
    there = {point.unit for point in (*graded.merged.points, *graded.merged.dropped)}
    answered = there | set(graded.master.unit_duties)
    return tuple(
        campaign.roster.called(unit) for unit in subjects(campaign.roster) if unit not in answered
    )
