"""What papers besides the lists are made of: reviews, changes of level, returns still awaited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from lzfx.campaign.subjects import OFFICE
from lzfx.ledger.inherited import inherited, inherited_units
from lzfx.ledger.queries import accepted
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.decision import ReviewRound
from lzfx.model.flow import FlowSet
from lzfx.model.master import Master
from lzfx.model.papers import Late, LevelChange, Outstanding, Papers, YearOnYear
from lzfx.model.power import PowerCatalogue
from lzfx.model.rules_review import RulesReview
from lzfx.model.study import Study, StudyRecord
from lzfx.rules.annual import LastYears, annual_lines
from lzfx.rules.changes import (
    against_declared,
    against_year_before,
    decided_otherwise,
    year_on_year,
)
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.short_codes import short_code
from lzfx.rules.workflow import State
from lzfx.session.answering import followed
from lzfx.session.editions import edition_now
from lzfx.session.master import GradedMaster, point_values, reasons_by_point
from lzfx.session.measures import measures_standing
from lzfx.session.monitoring import monitoring_now
from lzfx.session.moved import moves_now
from lzfx.session.opening import Session
from lzfx.session.pairs import pairs_standing
from lzfx.session.progress import FormBoard, Progress, boards
from lzfx.session.records import recorded
from lzfx.session.sampling import coverage_now, samples_standing
from lzfx.session.supervision import standings, supervised

_WAITED_FOR = frozenset({State.NOT_ISSUED, State.ISSUED, State.SENT_BACK, State.CORRECTING})


def with_papers(session: Session, graded: GradedMaster) -> Master:
    """The master table with what all other papers are made of."""
    master = graded.master
    found = boards(session)
    waited_for = [
        (board, one) for board in found for one in board.subjects if one.subject != OFFICE
    ]
    before = _year_before(session, graded)
    changes, years = _changes(session, graded, before)
    papers = Papers(
        returns={one.stamp.subject: one for one in graded.returns},
        received={
            one.sha256: one.received_at
            for one in accepted(session.ledger, session.declaration.name)
        },
        reviews=session.everybody.reviews,
        post_levels={roll.code: roll.level for roll in graded.rolled.posts},
        unit_levels={roll.code: roll.level for roll in graded.rolled.units},
        changes=changes,
        years=years,
        annual=annual_lines(master.graded, before, _titles(session)) if before else (),
        outstanding=tuple(
            _outstanding(session, board, one)
            for board, one in waited_for
            if one.state in _WAITED_FOR
        ),
        studies=_studies(session),
        pairs=pairs_standing(session),
        said=graded.answered.given,
        followed=followed(graded),
        late=tuple(late for board, one in waited_for if (late := _late(board, one))),
        codes={
            one.point.point_id: {stage: short_code(one, stage) for stage in ReviewRound}
            for one in master.graded
        },
        supervised=supervised(session, graded, found),
        standings=standings(session, found),
    )
    powers, flows, rules = (
        recorded(session, kind).record for kind in (PowerCatalogue, FlowSet, RulesReview)
    )
    return replace(
        master,
        papers=_of_the_year(session, graded, papers),
        edition=edition_now(session, graded),
        powers=powers.powers if powers else (),
        flows=flows.flows if flows else (),
        reviewed_rules=rules.rules if rules else (),
    )


def _of_the_year(session: Session, graded: GradedMaster, papers: Papers) -> Papers:
    """With what is told of the year after an edition: checks drawn and held, measures, monitors."""
    points = graded.master.graded
    return replace(
        papers,
        samples=samples_standing(session),
        coverage=coverage_now(session, points),
        measures=measures_standing(session, points),
        monitoring=monitoring_now(session, points),
    )


def _studies(session: Session) -> tuple[Study, ...]:
    """The meetings and studies on record."""
    record = recorded(session, StudyRecord).record
    return record.studies if record else ()


def _changes(
    session: Session, graded: GradedMaster, before: Mapping[str, LastYears]
) -> tuple[tuple[LevelChange, ...], tuple[YearOnYear, ...]]:
    """Changes by decisions, against the declarations, and against the year before if any.

    A level that was decided is not told a second time against the declaration.
    """
    points, said = graded.master.graded, reasons_by_point(graded)
    by_rule = (one for one in against_declared(points, said) if one.decided is None)
    declared = (*by_rule, *decided_otherwise(points))
    if not inherited_units(session.ledger):
        return declared, ()
    levels = {code: one.level for code, one in before.items()}
    answered = _answered(graded)
    units = [unit.code for unit in session.roster.units if unit.code in answered]
    changed = against_year_before(points, levels, said)
    old = {code: (one.unit, one.level) for code, one in before.items()}
    return (*declared, *changed), year_on_year(units, points, old)


def _titles(session: Session) -> Mapping[str, str]:
    """What the fields of a point are called."""
    return {spec.name: spec.title for spec in session.points_table.fields}


def _answered(graded: GradedMaster) -> set[str]:
    """The units of which this year's table says anything."""
    return set(graded.master.unit_duties) | {one.point.unit for one in graded.master.graded}


def _year_before(session: Session, graded: GradedMaster) -> Mapping[str, LastYears]:
    """Last year's points of the units that have answered, with the levels that counted then.

    A ledger that does not know these has them by the rules of the day before. A point belongs to
    the unit that has it by now; one that was moved out is told by its own.
    """
    old, _ = inherited(session.ledger)
    if not old:
        return {}
    eve = min(stage.start for stage in session.campaign.stages) - timedelta(days=1)
    rules = Evaluator(session.rules, session.roster, session.campaign.bodies, eve)
    answered, moves = _answered(graded), moves_now(session.ledger)
    found: dict[str, LastYears] = {}
    for one in old:
        values = point_values(session.declaration, one.row)
        moved = moves.of(one.point_id, one.unit, one.post)
        unit = moved.place.unit or one.unit
        if unit in answered or moved.given_up:
            level = one.level or rules.level_of(values, one.unit, one.post)
            found[one.point_id] = LastYears(one.point_id, one.unit, unit, one.post, level, values)
    return found


def _outstanding(session: Session, board: FormBoard, one: Progress) -> Outstanding:
    roster = session.roster
    unit = session.everybody.unit_of(one.subject, session.forms[board.form].owed_by)
    return Outstanding(
        subject=one.subject,
        name=one.name,
        state=word(screen_word(f"state-{one.state}")),
        contact=roster.name_of(unit.contact) if unit else "",
        phone=unit.phone if unit else "",
        email=unit.email if unit else "",
        issued_on=date.fromisoformat(one.issue.at[:10]) if one.issue else None,
        last_file=one.delivery.file if one.delivery else "",
        faults=one.errors,
        days_late=(session.now.date() - board.deadline).days,
        form=board.title,
        deadline=board.deadline,
    )


def _late(board: FormBoard, one: Progress) -> Late | None:
    """The subject if its valid return came after the deadline."""
    if one.taken is None:
        return None
    day = date.fromisoformat(one.taken.received_at[:10])
    days = (day - board.deadline).days
    return Late(one.subject, one.name, day, days, board.title) if days > 0 else None
