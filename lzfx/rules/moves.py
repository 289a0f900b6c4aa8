"""Where a risk point belongs after units and posts were merged, split, moved or given up.

A point is declared for a place, a unit and perhaps one of its posts; recorded moves lead from there
to the place it has now. A point keeps its number all the way. What is moved is a whole unit, a post
or a single point; the narrowest move that fits a place is followed first, so that it does not
matter in which order moves of different things were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lzfx.model.action import NOT_KEPT, Action, Verb
from lzfx.model.risk import PointId

AS_IT_IS = "="
"""In place of a post: whoever is moved keeps the post it has."""

_BETWEEN = "|"
_BECOMES, _AND = ">", "+"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point is: a unit and its post, empty for the unit itself; of no unit, given up."""

    unit: str
    post: str = ""

    @property
    def code(self) -> str:
        """The code of the post, or of the unit where there is none."""
        return self.unit if self.post in {"", AS_IT_IS} else self.post


@dataclass(frozen=True, slots=True)
class Move:
    """One recorded move of `what`: a unit, a post, or the number of a point.

    `to` is where it goes; its post may be AS_IT_IS. A point moves only from the place it had then,
    `at`. `posts` are the posts of a unit that become others where it keeps its posts, each with the
    one it becomes. `why`, `paper`, `on` and `by` are for who asks later.
    """

    what: str
    to: Place
    at: Place | None = None
    why: str = ""
    paper: str = ""
    on: str = ""
    by: str = ""
    posts: tuple[tuple[str, str], ...] = ()

    def applies(self, point_id: str, here: Place) -> bool:
        """Whether it moves that point from that place."""
        if self.at is not None:
            return self.what == point_id and self.at == here
        return self.what in {here.unit, here.post}

    def after(self, here: Place) -> Place:
        """The place it leads to."""
        if self.to.post != AS_IT_IS:
            return self.to
        return replace(self.to, post=dict(self.posts).get(here.post, here.post))


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a point is now, and the moves that led there, first to last."""

    place: Place
    by: tuple[Move, ...] = ()

    @property
    def given_up(self) -> bool:
        """Whether it was moved out of the table."""
        return not self.place.unit


@dataclass(frozen=True, slots=True)
class Moves:
    """All moves that stand, ready to be followed."""

    every: tuple[Move, ...] = ()
    _by_what: Mapping[str, tuple[Move, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[Move, ...]] = {}
        for one in self.every:
            found[one.what] = (*found.get(one.what, ()), one)
        object.__setattr__(self, "_by_what", found)  # frozen; it follows from the rest

    def __bool__(self) -> bool:
        return bool(self.every)

    def of(self, point_id: str, unit: str, post: str = "") -> Moved:
        """Where a point is that was declared there; each move is followed at most once."""
        here, followed = Place(unit, post), list[Move]()
        while here.unit and (step := self._next(point_id, here, followed)):
            followed.append(step)
            here = step.after(here)
        return Moved(here, tuple(followed))

    def _next(self, point_id: str, here: Place, followed: Sequence[Move]) -> Move | None:
        """The narrowest move that fits: of the point, of its post, of its unit."""
        for what in dict.fromkeys(filter(None, (point_id, here.post, here.unit))):
            for one in self._by_what.get(what, ()):
                if one not in followed and one.applies(point_id, here) and one.after(here) != here:
                    return one
        return None


NO_MOVES = Moves()


def moves_standing(done: Iterable[Action]) -> Moves:
    """The moves on record that were not taken back, oldest first; none of earlier years."""
    found: dict[tuple[str, Place | None], Move] = {}
    for one in done:
        if one.verb is Verb.START:
            found = {}
        elif one.verb is Verb.MOVE:
            move = move_of(one)
            found[move.what, move.at] = move
        elif one.verb is Verb.UNMOVE:
            last = next((key for key in reversed(found) if key[0] == one.about), None)
            found = {key: move for key, move in found.items() if key != last}
    return Moves(tuple(found.values()))


def moves_handed_on(done: Sequence[Action]) -> tuple[Action, ...]:
    """The moves of earlier years, then those that stand: what the next year's record begins with.

    They come before its start, so that they are told and move nothing any more.
    """
    start = _start(done)
    standing = moves_standing(done).every
    ours = (one for one in done[start:] if one.verb is Verb.MOVE and move_of(one) in standing)
    return (*(one for one in done[:start] if one.verb is Verb.MOVE), *ours)


def moves_before(done: Sequence[Action]) -> Moves:
    """The moves of earlier years, as the start of this one took them over, oldest first."""
    return Moves(tuple(move_of(one) for one in done[: _start(done)] if one.verb is Verb.MOVE))


def _start(done: Sequence[Action]) -> int:
    """Where the record of this year begins."""
    return next((at for at, one in enumerate(done) if one.verb is Verb.START), 0)


def move_of(one: Action) -> Move:
    """The move that an action records."""
    to = _place(one.text("into")) or Place("")
    told = {name: one.text(name) for name in ("why", "paper")}
    at, posts = _place(one.text("out_of")), _posts(one.text("becomes"))
    return Move(one.about, to, at, on=one.at[:10], by=one.by, posts=posts, **told)


def move_facts(move: Move) -> Mapping[str, str]:
    """The facts of the action that records a move, but for what the record says of it in words."""
    places = {"into": _said(move.to), "out_of": _said(move.at)}
    posts = _AND.join(_BECOMES.join(pair) for pair in move.posts) or NOT_KEPT
    return {**places, "becomes": posts, "why": move.why, "paper": move.paper}


def _said(place: Place | None) -> str:
    return f"{place.unit}{_BETWEEN}{place.post}" if place and place.unit else NOT_KEPT


def _place(text: str) -> Place | None:
    unit, _, post = text.partition(_BETWEEN)
    return Place(unit, post) if text != NOT_KEPT else None


def _posts(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(_BECOMES) for one in text.split(_AND) if _BECOMES in one)
    return tuple((old, new) for old, _, new in pairs)


def circle(standing: Moves, move: Move) -> tuple[str, ...]:
    """The codes along which a move would lead back to where it starts; empty where it does not."""
    if not move.to.unit or move.at is not None:
        return _of_point(standing, move)
    here = replace(move.to, post="") if move.to.post == AS_IT_IS else move.to
    if here.code == move.what:
        return (move.what, move.what)
    whole = Moves(tuple(one for one in standing.every if one.at is None))
    led = whole.of("", here.unit, here.post)
    path, at = [move.what, here.code], here
    for one in led.by:
        at = one.after(at)
        path.append(at.code)
        if move.what in {at.unit, at.post}:
            return (*path[:-1], move.what)
    return ()


def _of_point(standing: Moves, move: Move) -> tuple[str, ...]:
    """The same for a single point, which must not come back to the place it is moved from."""
    if not move.to.unit or move.at is None:
        return ()
    here = move.after(move.at)
    path = [move.at.code, here.code]
    if here == move.at:
        return tuple(path)
    for one in standing.of(move.what, here.unit, here.post).by:
        here = one.after(here)
        path.append(here.code)
        if here == move.at:
            return tuple(path)
    return ()


def with_moves(records: Sequence[PointId], moves: Moves) -> Sequence[PointId]:
    """The records of numbers, with one more for each point that belongs elsewhere by now.

    The newest record of a number says whose it is; the earlier ones stay, so that the return that
    declared the point is recognised as before. A point that was given up stays with its unit.
    """
    if not moves:
        return records
    newest = {one.point_id: one for one in records}
    found = []
    for one in newest.values():
        moved = moves.of(one.point_id, one.unit, one.post)
        if moved.by and not moved.given_up:
            found.append(replace(one, unit=moved.place.unit, post=moved.place.post))
    return (*records, *found)


def formerly(records: Iterable[PointId]) -> Mapping[str, tuple[str, ...]]:
    """The units that each number belonged to before, oldest first, also in earlier years."""
    units: dict[str, dict[str, None]] = {}
    last: dict[str, str] = {}
    for one in records:
        units.setdefault(one.point_id, {})[one.unit] = None
        last[one.point_id] = one.unit
    return {
        point_id: tuple(unit for unit in known if unit != last[point_id])
        for point_id, known in units.items()
        if len(known) > 1
    }
