"""Laws of moves: no point is lost or doubled, order does not matter, a circle is always found."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.action import Action, Fact, Verb
from lzfx.model.risk import PointId, RiskPoint
from lzfx.rules.moves import (
    AS_IT_IS,
    Move,
    Moves,
    Place,
    circle,
    formerly,
    move_facts,
    move_of,
    moves_standing,
    with_moves,
)
from lzfx.rules.placing import place_points

UNITS = tuple("ABCDEF")

arrows = st.tuples(st.sampled_from(UNITS), st.sampled_from(UNITS))
places = st.tuples(st.sampled_from(UNITS), st.sampled_from(("", "1", "2"))).map(
    lambda one: Place(one[0], f"{one[0]}-P{one[1]}" if one[1] else "")
)


def _whole(what: str, to: str) -> Move:
    return Move(what, Place(to, AS_IT_IS))


def _accepted(wanted: list[tuple[str, str]]) -> Moves:
    """Those of the moves of whole units that are not refused, one a unit, in their order."""
    moves = Moves()
    for what, to in wanted:
        one = _whole(what, to)
        if not circle(moves, one) and all(each.what != what for each in moves.every):
            moves = Moves((*moves.every, one))
    return moves


def _reaches(edges: dict[str, str], start: str, goal: str) -> bool:
    seen: set[str] = set()
    while start in edges and start not in seen:
        seen.add(start)
        start = edges[start]
        if start == goal:
            return True
    return False


@given(st.lists(arrows, max_size=10))
def test_circle__is_found_exactly_where_one_would_close(wanted: list[tuple[str, str]]) -> None:
    moves = Moves()
    edges: dict[str, str] = {}
    for what, to in wanted:
        if what in edges:
            continue
        closes = what == to or _reaches(edges, to, what)
        path = circle(moves, _whole(what, to))
        assert bool(path) == closes, (edges, what, to)
        if path:
            assert path[0] == path[-1] == what
            continue
        edges[what] = to
        moves = Moves((*moves.every, _whole(what, to)))


@given(st.lists(arrows, max_size=5), places)
def test_place__does_not_hang_on_the_order_of_the_record(
    wanted: list[tuple[str, str]], start: Place
) -> None:
    moves = _accepted(wanted)
    ends = {
        Moves(tuple(order)).of("A-001", start.unit, start.post).place
        for order in permutations(moves.every)
    }
    assert len(ends) == 1


@given(st.lists(arrows, max_size=6), st.lists(places, max_size=8))
def test_points__none_is_lost_and_none_doubled(
    wanted: list[tuple[str, str]], starts: list[Place]
) -> None:
    moves = _accepted(wanted)
    whole = [
        (RiskPoint(f"{one.unit}-{at:03d}", one.unit, one.post, {}), False)
        for at, one in enumerate(starts, start=1)
    ]
    placed = place_points(whole, moves)
    assert sorted(point.point_id for point, _ in placed.whole) == sorted(
        point.point_id for point, _ in whole
    )
    left = {one.what for one in moves.every}
    assert all(point.unit not in left for point, _ in placed.whole)


def test_place__of_a_point_or_a_post_goes_before_that_of_its_unit() -> None:
    """A splits: one point to D, the post A-P1 to C-P1, all else to B."""
    moves = Moves(
        (
            _whole("A", "B"),
            Move("A-P1", Place("C", "C-P1")),
            Move("A-002", Place("D"), at=Place("A", "A-P1")),
        )
    )
    found = {
        (point, post): moves.of(point, "A", post).place
        for point, post in (("A-001", ""), ("A-002", "A-P1"), ("A-003", "A-P1"), ("A-004", "A-P2"))
    }
    assert found == {
        ("A-001", ""): Place("B"),
        ("A-002", "A-P1"): Place("D"),
        ("A-003", "A-P1"): Place("C", "C-P1"),
        ("A-004", "A-P2"): Place("B", "A-P2"),
    }


def test_place__given_up_is_the_end() -> None:
    moves = Moves((Move("A", Place("")), _whole("B", "A")))
    moved = moves.of("B-001", "B", "")
    assert moved.given_up
    assert [one.what for one in moved.by] == ["B", "A"]


def test_points__the_return_of_the_unit_that_has_it_now_counts() -> None:
    """A gave A-001 to B and B to C; all three have returned it. C gives it up."""
    moves = Moves((_whole("A", "B"), _whole("B", "C")))
    whole = [
        (RiskPoint("A-001", "A", "", {"name": "a"}), False),
        (RiskPoint("A-001", "B", "", {"name": "b"}), False),
        (RiskPoint("A-001", "C", "", {"name": "c"}), True),
    ]
    placed = place_points(whole, moves)
    assert [(point.values["name"], gone) for point, gone in placed.whole] == [("c", True)]
    two = place_points(whole[:2], moves)
    assert [(point.unit, point.values["name"]) for point, _ in two.whole] == [("C", "b")]


@pytest.mark.parametrize(
    ("received", "codes"),
    [("2026-09-01T09:00:00", []), ("2026-11-02T09:00:00", ["point-moved-already"])],
    ids=["before", "after"],
)
def test_points__told_again_by_who_gave_them_away(received: str, codes: list[str]) -> None:
    moves = Moves((Move("A-001", Place("B"), Place("A"), on="2026-10-31"),))
    whole = [
        (RiskPoint("A-001", "A", "", {"name": "a"}, received_at=received), False),
        (RiskPoint("A-001", "B", "", {"name": "b"}), False),
    ]
    assert [one.code for one in place_points(whole, moves).findings] == codes


def test_points__of_two_units_that_look_alike_are_told() -> None:
    moves = Moves((_whole("A", "C"), _whole("B", "C")))
    whole = [
        (RiskPoint(f"{unit}-001", unit, "", {"name": "印章 管理", "power": "用印"}), False)
        for unit in "AB"
    ]
    (told,) = place_points(whole, moves).findings
    assert (told.code, told.params["value"], told.params["other"]) == (
        "points-moved-alike",
        "B-001",
        "A-001",
    )


@given(st.lists(arrows, max_size=6), st.lists(places, min_size=1, max_size=6))
def test_records__tell_whose_each_number_is_and_keep_what_was(
    wanted: list[tuple[str, str]], starts: list[Place]
) -> None:
    moves = _accepted(wanted)
    records = tuple(
        PointId(f"{one.unit}-{at:03d}", one.unit, one.post, "", "")
        for at, one in enumerate(starts, start=1)
    )
    found = with_moves(records, moves)
    assert found[: len(records)] == records
    newest = {one.point_id: one.unit for one in found}
    assert newest == {
        one.point_id: moves.of(one.point_id, one.unit, one.post).place.unit for one in records
    }
    assert with_moves(found, moves) == found
    told = formerly(found)
    assert all(one != newest[point_id] for point_id, was in told.items() for one in was)


moves_made = st.builds(
    Move,
    st.sampled_from(("A", "A-P1", "A-001")),
    st.one_of(st.just(Place("")), places, st.just(Place("B", AS_IT_IS))),
    st.one_of(st.none(), places),
    st.just("合并"),
    st.sampled_from(("", "某发〔2026〕3号")),
    st.just("2026-10-31"),
    st.just("tester"),
    st.sampled_from(((), (("A-P1", "B-P1"),), (("A-P1", "B-P2"), ("A-P2", "B-P1")))),
)


def test_a_unit_keeps_its_posts_but_for_those_that_become_others() -> None:
    moves = Moves((Move("A", Place("B", AS_IT_IS), posts=(("A-P1", "B-P3"),)),))
    told = {post: moves.of("A-001", "A", post).place for post in ("", "A-P1", "A-P2")}
    assert told == {"": Place("B"), "A-P1": Place("B", "B-P3"), "A-P2": Place("B", "A-P2")}


def _action(verb: Verb, about: str, facts: dict[str, Fact]) -> Action:
    return Action("2026-10-31T09:00:00", "tester", verb, about, facts)


@given(moves_made)
def test_record__gives_back_the_move_that_was_recorded(one: Move) -> None:
    done = _action(Verb.MOVE, one.what, {**move_facts(one), "to": "乙", "points": 1})
    assert move_of(done) == one
    assert moves_standing([done]).every == (one,)
    back = _action(Verb.UNMOVE, one.what, {"to": "乙", "why": "记错了"})
    assert moves_standing([done, back]).every == ()
