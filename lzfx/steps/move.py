"""`lzfx move`: points follow their unit or post where it went, or go out, on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.forms.characters import fold
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.risk import RiskPoint
from lzfx.model.subject import Owner, Subject
from lzfx.rules.moves import AS_IT_IS, Move, Moves, Place, circle, move_facts
from lzfx.session.master import prior_answers
from lzfx.session.moved import moves_now
from lzfx.session.naming import subject_named
from lzfx.session.opening import Session

_MOVABLE: tuple[Owner, ...] = ("unit", "post")


@dataclass(frozen=True, slots=True)
class Going:
    """What a person wants: where to, or to `drop` the points; why, and by which paper."""

    to: str = ""
    drop: bool = False
    why: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class MovedPoint:
    """A point that went along: number, name, and the post it has now, empty where that is open."""

    point_id: str
    name: str
    post: str
    alike: str = ""


@dataclass(frozen=True, slots=True)
class MovedOne:
    """One unit, post or point that was moved; of the points there were at that time, each."""

    what: str
    name: str
    to: str
    points: tuple[MovedPoint, ...]
    undone: bool = False


def record_moves(session: Session, whats: Sequence[str], going: Going) -> tuple[MovedOne, ...]:
    """Record where units, posts and points went; all of them, or with an LzfxError none.

    A code or name is a unit or a post, any other text the number of a point.
    """
    if not going.why.strip():
        raise LzfxError("why-needed")
    if bool(going.to) == going.drop:
        raise LzfxError("move-where")
    with session.ledger.transaction():
        return tuple(_moved(session, text, going) for text in whats)


def take_back(session: Session, whats: Sequence[str], why: str) -> tuple[MovedOne, ...]:
    """Take the moves back; LzfxError where none is on record, or without a reason."""
    if not why.strip():
        raise LzfxError("why-needed")
    found = []
    with session.ledger.transaction():
        for text in whats:
            subject = session.everybody.named(text, _MOVABLE)
            code = subject.code if subject else fold(text).upper()
            last = next(
                (one for one in reversed(moves_now(session.ledger).every) if one.what == code), None
            )
            to = _called(session, last.to) if last else ""
            session.act(Verb.UNMOVE, code, to=to, why=_reason(why))
            found.append(MovedOne(code, session.everybody.called(code), to, (), undone=True))
    return tuple(found)


def _moved(session: Session, text: str, going: Going) -> MovedOne:
    """Record one move; the points are those there are today."""
    known = tuple(point for points in prior_answers(session).points.values() for point in points)
    standing = moves_now(session.ledger)
    what, at, mine = _what(session, text, known)
    subject = None if going.drop else subject_named(session, going.to, _MOVABLE, "unit-unknown")
    place, paper = _target(session, what, subject), going.paper.strip()
    posts = _namesakes(session, mine, place)
    made = Move(what, place, at, _reason(going.why), paper, posts=posts)
    _refuse(session, standing, made, subject)
    to = _called(session, made.to)
    session.act(Verb.MOVE, what, **move_facts(made), to=to, points=len(mine))
    there = [one for one in known if one.unit == made.to.unit and one not in mine]
    points = tuple(_point(session, one, made, there) for one in mine)
    return MovedOne(what, session.everybody.called(what), to, points)


def _what(
    session: Session, text: str, known: Sequence[RiskPoint]
) -> tuple[str, Place | None, list[RiskPoint]]:
    """What is moved: its code, the place of a single point, and the points there are."""
    wanted = fold(text).upper()
    point = next((one for one in known if one.point_id.upper() == wanted), None)
    if point is not None:
        return point.point_id, Place(point.unit, point.post), [point]
    gone = next((code for one in known for code in (one.unit, one.post) if code == wanted), "")
    code = gone or subject_named(session, text, _MOVABLE, "move-unknown").code
    return code, None, [one for one in known if code in {one.unit, one.post}]


def _target(session: Session, what: str, to: Subject | None) -> Place:
    """The place: a unit keeps its posts, a post that the roster has there by now keeps itself."""
    if to is None:
        return Place("")
    post = session.roster.post(what)
    moved_along = post is not None and post.unit == to.unit
    if to.owner == "unit" and (session.roster.unit(what) or moved_along):
        return Place(to.unit, AS_IT_IS)
    return Place(to.unit, to.post)


def _namesakes(
    session: Session, mine: Sequence[RiskPoint], to: Place
) -> tuple[tuple[str, str], ...]:
    """The posts of these points, gone with their unit, that the new unit has by the same name."""
    if to.post != AS_IT_IS:
        return ()
    there: dict[str, list[str]] = {}
    for post in session.roster.posts_of(to.unit):
        there.setdefault(fold(post.name), []).append(post.code)
    old = (session.roster.post(code) for code in dict.fromkeys(one.post for one in mine))
    left = [post for post in old if post is not None and post.unit != to.unit]
    named = [(post.code, there.get(fold(post.name), [])) for post in left]
    return tuple((code, found[0]) for code, found in named if len(found) == 1)


def _refuse(session: Session, standing: Moves, made: Move, to: Subject | None) -> None:
    """LzfxError for a circle, for a target that is no more, and for a unit that goes on itself."""
    called = session.everybody.called
    if path := circle(standing, made):
        raise LzfxError("move-circle", {"path": "→".join(map(called, path))})
    if to is not None and not to.in_use:
        raise LzfxError("move-target-gone", {"value": to.name})
    whole = session.everybody.find(made.what, _MOVABLE) if made.at is None else None
    goes_on = whole is not None and whole.in_use and (to is None or whole.unit != to.unit)
    if whole is not None and (goes_on or (whole.in_use and made.to.post != AS_IT_IS)):
        raise LzfxError("move-source-in-use", {"value": whole.name})


def _point(session: Session, one: RiskPoint, made: Move, there: Sequence[RiskPoint]) -> MovedPoint:
    place = made.after(Place(one.unit, one.post))
    post = session.roster.post(place.post)
    name = str(one.values.get("name") or "")
    fits = post is not None and post.in_use and post.unit == place.unit
    alike = next((o.point_id for o in there if name and _name(o) == fold(name)), "")
    return MovedPoint(one.point_id, name, post.name if post and fits else "", alike)


def _name(one: RiskPoint) -> str:
    return fold(str(one.values.get("name") or ""))


def _called(session: Session, to: Place) -> str:
    """What the place is called; in words where the points go out."""
    post = "" if to.post == AS_IT_IS else to.post
    return session.everybody.called(post or to.unit) if to.unit else word("move-out")


def _reason(why: str) -> str:
    return why.strip().rstrip("。")
