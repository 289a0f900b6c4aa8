"""What people leave to be done who have left: points for which nobody of the roster answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lzfx.model.about import About
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.risk import RiskPoint
from lzfx.rules.duties import duty
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master, prior_answers
from lzfx.session.opening import Session
from lzfx.session.people_left import PeopleLeft
from lzfx.session.progress import FormBoard


def of_people_left(session: Session, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, while everybody of the earlier rosters is where he was.

    One duty a unit, until its return, a revision or the roster names somebody.
    """
    left = PeopleLeft.of(session)
    if not left:
        return
    unheld = _unheld(session, left)
    if not unheld:
        return
    form = session.declaration
    mine = [one for board in found if board.form == form.name for one in board.subjects]
    out, answered = (
        {
            unit.code
            for one in some
            if (unit := session.everybody.unit_of(one.subject, form.owed_by))
        }
        for some in ([o for o in mine if o.is_out], [o for o in mine if o.taken])
    )
    late, revising = late_word(session, form), _revising(session)
    for unit in session.roster.units:
        if left_open := unheld.get(unit.code):
            whom = dict.fromkeys(name for _, names in left_open for name in names)
            facts = {
                "count": len(left_open),
                "points": "、".join(point_id for point_id, _ in left_open),
                "whom": "、".join(whom),
                "form": form.name,
                "only": "" if unit.code in out else unit.code,
                "awaited": () if unit.code in out else "",
                "revisions": revising if unit.code in answered else "",
                "late": late,
            }
            yield duty(DutyKind.NOBODY_ANSWERS, about=unit.code, name=unit.name, facts=facts)


def _unheld(session: Session, left: PeopleLeft) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By unit, the numbers of points that are in the table, or wait to be, with who left them."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for one in _points(session, left):
        unit = session.roster.unit(one.unit)
        if unit is not None and unit.in_use:  # else they are to be moved first
            found[one.unit].append((one.point_id, left.named_in(one)))
    return found


def _points(session: Session, left: PeopleLeft) -> Iterator[RiskPoint]:
    known = prior_answers(session, keep=False).points.values()
    mine = [one for points in known for one in points if left.named_in(one)]
    if not mine:
        return
    withdrawn = graded_master(session, keep=False).withdrawn
    gone = {one.point.point_id for one in withdrawn}
    yield from (one for one in mine if one.point_id not in gone)


def _revising(session: Session) -> str:
    """The form in which the leading group changes who answers, where the office has one."""
    forms = session.going_out.values()
    found = next((form for form in forms if form.table_about(About.REVISION)), None)
    return found.name if found else ""
