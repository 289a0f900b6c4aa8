"""What a change of the roster leaves to be decided: new posts, points of posts that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lzfx.forms.spec import UNIT_SCOPE
from lzfx.ledger.inherited import InheritedPoint, inherited, inherited_units
from lzfx.ledger.queries import issues, point_id_records
from lzfx.ledger.unsettled import values_told
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.risk import PointId
from lzfx.rules.duties import duty
from lzfx.rules.moves import Moves
from lzfx.session.going_out import late_word
from lzfx.session.happened import Happened
from lzfx.session.moved import moves_now
from lzfx.session.opening import Session
from lzfx.session.posts_told import PostsTold
from lzfx.session.progress import FormBoard

_GONE = frozenset({"abolished", "merged"})


def of_new_posts(session: Session, told: Happened, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Posts of units that have answered, of which the answer says nothing and that got no form."""
    covered = told.settled.get(Verb.COVERED, set())
    for board in found:
        form = session.forms[board.form]
        posts_told = PostsTold.of(session, form)
        if not posts_told.by_row or "post" not in form.owed_by:
            continue
        answered = posts_told.answered
        issued = {one.subject for one in issues(session.ledger, form.name)}
        late = late_word(session, form)
        for unit in session.roster.units:
            posts = session.roster.posts_of(unit.code) if unit.in_use else ()
            if unit.code not in answered and issued.isdisjoint(post.code for post in posts):
                continue
            for post in posts:
                if post.code in answered.get(unit.code, frozenset()) | issued | covered:
                    continue
                facts = {"unit": unit.name, "post": post.name, "form": form.name, "late": late}
                name = session.roster.called(post.code)
                yield duty(DutyKind.NEW_POST, about=post.code, name=name, facts=facts)


def of_abolished(session: Session, told: Happened) -> Iterator[Duty]:
    """Units and posts that have points and that the roster has no more, until each was moved."""
    form, table = session.declaration, session.points_table
    kept = told.settled.get(Verb.KEPT, set())
    gone: dict[str, str] = defaultdict(str)
    if "post" not in {spec.name for spec in table.fields}:
        return
    for subject, posts in values_told(session.ledger, form, table.name, "post").items():
        for code in (subject, *posts):
            if code != UNIT_SCOPE and _is_gone(session, code):
                gone[code] = subject
    for code, subject in _still_there(session, gone).items():
        unit = session.everybody.unit_of(subject, form.owed_by)
        if code in kept:
            continue
        asked = unit.code if unit is not None and unit.in_use else ""
        facts = {"unit": asked, "form": form.name, "late": late_word(session, form)}
        filled = {"to": word("move-to-whom"), "why": word("move-why")}
        name = session.roster.called(code)
        yield duty(DutyKind.ABOLISHED, about=code, name=name, facts={**facts, **filled})


def _still_there(session: Session, gone: Mapping[str, str]) -> Mapping[str, str]:
    """Those of which a point is where it was, and those that only last year's points name."""
    moves = moves_now(session.ledger)
    answered = {
        unit.code
        for one in gone.values()
        if (unit := session.everybody.unit_of(one, session.declaration.owed_by))
    }
    old = {
        place.unit: place.unit
        for one in _inherited_of_gone(session)
        if one.unit not in answered
        and (place := moves.of(one.point_id, one.unit, one.post).place).unit
        and _is_gone(session, place.unit)
    }
    if not moves:
        return {**old, **gone}
    went, stay = _codes(session, moves)
    return {**old, **{one: gone[one] for one in gone if one in stay or one not in went}}


def _inherited_of_gone(session: Session) -> tuple[InheritedPoint, ...]:
    """Last year's points, where there is any of a unit that the roster has no more."""
    units = inherited_units(session.ledger)
    return inherited(session.ledger)[0] if any(_is_gone(session, one) for one in units) else ()


def _codes(session: Session, moves: Moves) -> tuple[set[str], set[str]]:
    """The codes of places from which points went to one that goes on, and of those where some are.

    A unit that took a point over with its post still says itself which post it has now.
    """
    known: dict[str, list[PointId]] = defaultdict(list)
    for record in point_id_records(session.ledger):
        known[record.point_id].append(record)
    went, stay = set[str](), set[str]()
    for point_id, records in known.items():
        last = records[-1]
        moved = moves.of(point_id, last.unit, last.post)
        place = moved.place
        lost = _is_gone(session, place.unit) if moved.by else _is_gone(session, place.code)
        if moved.given_up or not lost:
            went.update(code for each in records for code in (each.unit, each.post))
        else:
            stay.update((last.unit, last.post))
    return went, stay


def _is_gone(session: Session, code: str) -> bool:
    unit, post = session.roster.unit(code), session.roster.post(code)
    if unit is None and post is None:
        return True
    return (post.status if post else unit.status if unit else "") in _GONE
