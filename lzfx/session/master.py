"""The master table as the ledger has it now: merged, graded, with ids given once and for all."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from lzfx.campaign.prefill_sources import PriorAnswers
from lzfx.documents.labels import form_outline
from lzfx.forms.spec import UNIT_SCOPE, FieldSpec, FormSpec
from lzfx.forms.table import restored_value
from lzfx.ledger.inherited import inherited
from lzfx.ledger.queries import (
    accepted,
    current_submissions,
    issued_forms,
    last_submission,
    point_id_records,
)
from lzfx.messages import reason
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.decision import Judged
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.revision import JudgedRevision
from lzfx.model.risk import Criterion, Graded, Level, RiskPoint
from lzfx.model.submission import Submission, Value
from lzfx.rules.answered import answer_findings
from lzfx.rules.decided import lapsed_findings
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import criteria, graded_by
from lzfx.rules.hints import hints
from lzfx.rules.merge import Merged, merge_returns
from lzfx.rules.reasons import reasons
from lzfx.rules.revised import (
    RevisedPoints,
    all_judged,
    revise_levels,
    revise_points,
)
from lzfx.rules.revisions_told import revision_findings
from lzfx.rules.rollup import RollUps, rollups
from lzfx.session.answers import Answered, answered
from lzfx.session.decisions import decided
from lzfx.session.definitions import points_table_of
from lzfx.session.links import links_missing
from lzfx.session.moved import moves_now
from lzfx.session.opening import Session
from lzfx.session.revisions import revised_fields, revised_titles, revisions_taken


@dataclass(frozen=True, slots=True)
class GradedMaster:
    """The graded master table, how it was merged, levels of posts and units, hints.

    `returns` are the newest valid returns it was made of; `withdrawn` are points that a decision,
    a revision or a move took out of it, `lapsed` decisions that do not count; `revisions` are all
    there are, `answered` is what others proposed and units answered. Nobody is asked again about
    a level that was decided.
    """

    master: Master
    merged: Merged
    rolled: RollUps
    hints: tuple[Finding, ...]
    returns: tuple[Submission, ...] = ()
    withdrawn: tuple[Graded, ...] = ()
    lapsed: tuple[Judged, ...] = ()
    revisions: tuple[JudgedRevision, ...] = ()
    answered: Answered = field(default_factory=Answered)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about the table: of merging, of points, of posts and units."""
        return (*self.merged.findings, *self.hints, *self.rolled.findings)


def merged_points(session: Session, *, keep: bool = True) -> tuple[Merged, tuple[Submission, ...]]:
    """The points of the current returns; ids that are new now are recorded, with `keep`."""
    form = session.declaration
    current = current_submissions(session.ledger, form)
    received = {one.sha256: one.received_at for one in accepted(session.ledger, form.name)}
    table = session.points_table.name
    merged = merge_returns(
        current,
        point_id_records(session.ledger),
        session.roster,
        received,
        table=table,
        moves=moves_now(session.ledger),
    )
    if keep and (merged.new_ids or merged.reworded):
        given = {"fresh": len(merged.new_ids), "reworded": len(merged.reworded)}
        with session.ledger.transaction():
            session.ledger.add_point_ids((*merged.new_ids, *merged.reworded))
            # Whoever rebuilds the ledger gives the same numbers at the same moments.
            session.act(Verb.NUMBER, **given, up_to=last_submission(session.ledger))
    return merged, current


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Turn off Python's search for cycles: millions of values have none, so it only costs time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@without_garbage_collection()
def graded_master(session: Session, *, keep: bool = True) -> GradedMaster:
    """The master table graded by the rules of today, with what was decided of its points.

    Without `keep` nothing is recorded, as where somebody only looks.
    """
    day = session.now.date()
    merged, current = merged_points(session, keep=keep)
    rules = Evaluator(session.rules, session.roster, session.campaign.bodies, day)
    answers = answered(session)
    revised = revised_points(session, merged, answers)

    def regrade(one: Graded, level: Level) -> Graded:
        return graded_by(rules, one.point, level)

    ruled = tuple(graded_by(rules, point) for point in revised.points)
    abolished = (graded_by(rules, point) for point in merged.abolished)
    after = decided(session, ruled, regrade, revised.versions)
    last = revise_levels(after.graded, revised, session.labels["declared_level"], regrade)
    graded = last.graded
    judged = all_judged(revised, (*graded, *last.withdrawn))
    undecided = (one for one in graded if one.decided is None)
    units, posts = duties_told(session, current)
    return GradedMaster(
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
            forms=tuple(map(form_outline, _in_use(session))),
        ),
        merged=merged,
        rolled=rollups(graded, session.roster, session.labels, rules),
        hints=(
            *hints(undecided, rules, session.labels),
            *lapsed_findings(after.lapsed),
            *links_missing(session, graded),
            *revision_findings(judged, revised_titles(session)),
            *answer_findings(answers.answers),
        ),
        returns=current,
        withdrawn=(*after.withdrawn, *last.withdrawn, *abolished),
        lapsed=after.lapsed,
        revisions=judged,
        answered=answers,
    )


def revised_points(session: Session, merged: Merged, told: Answered) -> RevisedPoints:
    """The merged points with the revisions of their texts, and what their units adopted."""
    taken = tuple(revisions_taken(session, told))
    if not taken:
        return RevisedPoints(merged.points)
    return revise_points(merged.points, taken, revised_fields(session))


def _in_use(session: Session) -> Iterator[FormSpec]:
    """The forms of this campaign: those it expects, and others that went out."""
    out = issued_forms(session.ledger)
    return (form for form in session.going_out.values() if form.expected or form.name in out)


def criteria_of(session: Session) -> tuple[Criterion, ...]:
    """What each level means today."""
    return criteria(session.rules, session.labels["declared_level"], session.now.date())


def duties_told(
    session: Session, current: Sequence[Submission]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Duties by unit code and by post code, as the returns that declare points say them."""
    form = session.declaration
    table = form.table_about(About.POST_DUTY)
    asked = next((spec.name for spec in form.header if _tells_duty(spec)), "")
    units: dict[str, str] = {}
    posts: dict[str, str] = {}
    for one in current:
        unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        if unit is not None and one.header.get(asked):
            units[unit.code] = str(one.header[asked])
        for row in one.tables.get(table.name, ()) if table else ():
            if row.values.get("post_code") and row.values.get("duty"):
                posts[str(row.values["post_code"])] = str(row.values["duty"])
    return units, posts


def _tells_duty(spec: FieldSpec) -> bool:
    """Whether a single cell asks for the duty of the unit, whatever the office calls it."""
    return (spec.prefill or spec.name) == "unit_duty"


def prior_answers(session: Session, *, keep: bool = True) -> PriorAnswers:
    """Points and duties to prefill: this year's where a unit has answered, else last year's.

    Without `keep` nothing is recorded, as where somebody only looks.
    """
    merged, current = merged_points(session, keep=keep)
    revised = revised_points(session, merged, answered(session)).points
    points: dict[str, list[RiskPoint]] = defaultdict(list)
    told = {one.point_id for one in (*merged.points, *merged.dropped, *merged.abolished)}
    old, old_duties = inherited(session.ledger)
    moves = moves_now(session.ledger)
    for one in old:
        moved = moves.of(one.point_id, one.unit, one.post)
        stayed = not moved.by and one.unit in merged.units
        if stayed or one.point_id in told or moved.given_up:
            continue
        values = point_values(session.declaration, one.row)
        if moved.by and "post" in values:
            values["post"] = moved.place.post or UNIT_SCOPE
        place = moved.place
        points[place.unit].append(RiskPoint(one.point_id, place.unit, place.post, values))
    for point in revised:
        points[point.unit].append(point)
    units, posts = duties_told(session, current)
    return PriorAnswers(points, {**old_duties, **units, **posts})


def point_values(form: FormSpec, row: Mapping[str, str | int | None]) -> dict[str, Value]:
    """The typed values of a stored row, without fields that the form no longer has."""
    known = {spec.name: spec for spec in points_table_of(form).fields}
    values: dict[str, Value] = {
        name: restored_value(known[name], value) for name, value in row.items() if name in known
    }
    values.setdefault("post", UNIT_SCOPE)
    return values


def reasons_by_point(graded: GradedMaster) -> Mapping[str, str]:
    """Why each point has its level and monitor, one sentence by point."""
    labels = graded.master.labels
    return {one.point.point_id: reason(reasons(one, labels)) for one in graded.master.graded}


def units_answered(session: Session, graded: GradedMaster) -> frozenset[str]:
    """The codes of the units that have returned a declaration, themselves or for a post.

    Who only took points over by a move has not.
    """
    owners = session.declaration.owed_by
    found = (session.everybody.unit_of(one.stamp.subject, owners) for one in graded.returns)
    return frozenset(unit.code for unit in found if unit is not None)


def units_without_return(session: Session, graded: GradedMaster) -> tuple[str, ...]:
    """Names of the units that owe a declaration and have returned none."""
    answered = units_answered(session, graded)
    return tuple(unit.name for unit in session.everybody.owing("unit") if unit.code not in answered)
