"""What papers beside the lists are made of: reviews, changes of level, who is still waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lzfx.ledger.queries import accepted, inherited
from lzfx.messages import word
from lzfx.model.master import Master
from lzfx.model.papers import Late, LevelChange, Outstanding, Papers, YearOnYear
from lzfx.model.risk import Level
from lzfx.rules.changes import against_declared, against_year_before, year_on_year
from lzfx.rules.grading import level_of
from lzfx.rules.reviewing import reviews
from lzfx.rules.workflow import State
from lzfx.session.master import Graded, because, values_of
from lzfx.session.opening import DECLARATION, Session
from lzfx.session.progress import Progress, standings

_WAITED_FOR = frozenset({State.NOT_ISSUED, State.ISSUED, State.SENT_BACK, State.CORRECTING})


def with_papers(session: Session, graded: Graded) -> Master:
    """The master table with the matter of all other papers."""
    master = graded.master
    found = standings(session)
    changes, years = _changes(session, graded)
    papers = Papers(
        returns={one.stamp.subject: one for one in graded.returns},
        received={one.sha256: one.received_at for one in accepted(session.ledger, DECLARATION)},
        reviews=reviews(session.roster, session.campaign.bodies, session.kinds),
        post_levels={roll.code: roll.level for roll in graded.rolled.posts},
        unit_levels={roll.code: roll.level for roll in graded.rolled.units},
        changes=changes,
        years=years,
        outstanding=tuple(_outstanding(session, one) for one in found if one.state in _WAITED_FOR),
        late=tuple(late for one in found if (late := _late(session, one))),
    )
    return replace(master, papers=papers)


def _changes(
    session: Session, graded: Graded
) -> tuple[tuple[LevelChange, ...], tuple[YearOnYear, ...]]:
    """Changes against the declarations and, where there was a year before, against that."""
    points, said = graded.master.graded, because(graded)
    declared = against_declared(points, said)
    before = _year_before(session)
    if not before:
        return tuple(declared), ()
    answered = set(graded.master.unit_duties) | {one.point.unit for one in points}
    kept = {code: (unit, level) for code, (unit, level) in before.items() if unit in answered}
    levels = {code: level for code, (_, level) in kept.items()}
    units = [unit.code for unit in session.roster.units if unit.code in answered]
    changed = against_year_before(points, levels, said)
    return (*declared, *changed), year_on_year(units, points, kept)


def _year_before(session: Session) -> dict[str, tuple[str, Level | None]]:
    """Unit and level of each point taken over, by the rules before this campaign began."""
    old, _ = inherited(session.ledger)
    eve = min(stage.start for stage in session.campaign.stages) - timedelta(days=1)
    level = level_of(session.rules, eve)
    found: dict[str, tuple[str, Level | None]] = {}
    for one in old:
        conduct = values_of(session.declaration, one.row).get("conduct")
        found[one.point_id] = one.unit, level(conduct if isinstance(conduct, tuple) else ())
    return found


def _outstanding(session: Session, one: Progress) -> Outstanding:
    roster = session.roster
    post = roster.post(one.subject)
    unit = roster.unit(post.unit if post else one.subject)
    return Outstanding(
        subject=one.subject,
        name=one.name,
        state=word(f"state-{one.state}"),
        contact=roster.name_of(unit.contact) if unit else "",
        phone=unit.phone if unit else "",
        email=unit.email if unit else "",
        issued_on=date.fromisoformat(one.issue.at[:10]) if one.issue else None,
        last_file=one.delivery.file if one.delivery else "",
        faults=one.errors,
        days_late=(session.now.date() - session.campaign.deadline).days,
    )


def _late(session: Session, one: Progress) -> Late | None:
    """The subject if its valid return came after the deadline."""
    if one.taken is None:
        return None
    day = date.fromisoformat(one.taken.received_at[:10])
    days = (day - session.campaign.deadline).days
    return Late(one.subject, one.name, day, days) if days > 0 else None
