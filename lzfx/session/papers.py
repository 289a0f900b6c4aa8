"""What papers besides the lists are made of: reviews, changes of level, returns still awaited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lzfx.campaign.subjects import OFFICE
from lzfx.ledger.queries import accepted, inherited
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.decision import ReviewRound
from lzfx.model.flow import FlowSet
from lzfx.model.master import Master
from lzfx.model.papers import Late, LevelChange, Outstanding, Papers, YearOnYear
from lzfx.model.power import PowerCatalogue
from lzfx.model.risk import Level
from lzfx.model.rules_review import RulesReview
from lzfx.model.study import Study, StudyRecord
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
from lzfx.session.opening import Session
from lzfx.session.pairs import pairs_standing
from lzfx.session.progress import FormBoard, Progress, boards
from lzfx.session.records import recorded
from lzfx.session.supervision import standings, supervised

_WAITED_FOR = frozenset({State.NOT_ISSUED, State.ISSUED, State.SENT_BACK, State.CORRECTING})


def with_papers(session: Session, graded: GradedMaster) -> Master:
    """The master table with what all other papers are made of."""
    master = graded.master
    found = boards(session)
    waited_for = [
        (board, one) for board in found for one in board.subjects if one.subject != OFFICE
    ]
    changes, years = _changes(session, graded)
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
        measures=measures_standing(session, master.graded),
        monitoring=monitoring_now(session, master.graded),
    )
    powers, flows, rules = (
        recorded(session, kind).record for kind in (PowerCatalogue, FlowSet, RulesReview)
    )
    return replace(
        master,
        papers=papers,
        edition=edition_now(session, graded),
        powers=powers.powers if powers else (),
        flows=flows.flows if flows else (),
        reviewed_rules=rules.rules if rules else (),
    )


def _studies(session: Session) -> tuple[Study, ...]:
    """The meetings and studies on record."""
    record = recorded(session, StudyRecord).record
    return record.studies if record else ()


def _changes(
    session: Session, graded: GradedMaster
) -> tuple[tuple[LevelChange, ...], tuple[YearOnYear, ...]]:
    """Changes by decisions, against the declarations, and against the year before if any.

    A level that was decided is not told a second time against the declaration.
    """
    points, said = graded.master.graded, reasons_by_point(graded)
    by_rule = (one for one in against_declared(points, said) if one.decided is None)
    declared = (*by_rule, *decided_otherwise(points))
    before = _year_before(session)
    if not before:
        return declared, ()
    answered = set(graded.master.unit_duties) | {one.point.unit for one in points}
    kept = {code: (unit, level) for code, (unit, level) in before.items() if unit in answered}
    levels = {code: level for code, (_, level) in kept.items()}
    units = [unit.code for unit in session.roster.units if unit.code in answered]
    changed = against_year_before(points, levels, said)
    return (*declared, *changed), year_on_year(units, points, kept)


def _year_before(session: Session) -> dict[str, tuple[str, Level | None]]:
    """Unit and level of each point of last year, by the rules of the day before this campaign."""
    old, _ = inherited(session.ledger)
    eve = min(stage.start for stage in session.campaign.stages) - timedelta(days=1)
    rules = Evaluator(session.rules, session.roster, session.campaign.bodies, eve)
    found: dict[str, tuple[str, Level | None]] = {}
    for one in old:
        values = point_values(session.declaration, one.row)
        found[one.point_id] = one.unit, rules.level_of(values, one.unit, one.post)
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
