"""交叉互查 pairs as laws: fair, never mutual, never as last year, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.model.pairing import NoPairs, Pair
from lzfx.rules.pairing import draw_pairs, most_checkers

Edge = tuple[str, str]


def _units(number: int) -> list[str]:
    return [f"K{at:03}" for at in range(number)]


def _edges(pairs: Sequence[Pair]) -> set[Edge]:
    return {(one.checker, one.checked) for one in pairs}


def _is_fair(units: Sequence[str], edges: set[Edge], checkers: int, before: set[Edge]) -> bool:
    loads = (Counter(edge[side] for edge in edges) for side in (0, 1))
    return (
        all(load == dict.fromkeys(units, checkers) for load in loads)
        and all(one != other for one, other in edges)
        and not any((other, one) in edges for one, other in edges)
        and not edges & before
    )


@given(st.integers(3, 40), st.integers(1, 4), st.text(max_size=6), st.text(max_size=6))
@settings(max_examples=60, deadline=None)
def test_law__pairs_are_fair_this_year_and_the_next(
    number: int, checkers: int, seed: str, later: str
) -> None:
    units = _units(number)
    checkers = min(checkers, most_checkers(number))
    first = draw_pairs(units, checkers, seed)
    assert _is_fair(units, _edges(first.pairs), checkers, set())
    following = draw_pairs(units, checkers, later, first.pairs)
    assert _is_fair(units, _edges(following.pairs), checkers, _edges(first.pairs))


@given(st.integers(2, 30), st.text(max_size=8))
@settings(max_examples=40, deadline=None)
def test_law__same_seed_same_pairs_in_the_order_of_the_units(number: int, seed: str) -> None:
    units = _units(number)
    drawn = draw_pairs(units, 1, seed)
    assert drawn == draw_pairs(units, 1, seed)
    assert [one.checker for one in drawn.pairs] == units


def test_other_seed__other_pairs() -> None:
    drawn = {draw_pairs(_units(12), 1, str(seed)).pairs for seed in range(5)}
    assert len(drawn) == 5


def _any_fair(units: Sequence[str], checkers: int, before: set[Edge]) -> bool:
    """By trying everything: whether there is any fair arrangement."""
    edges = [edge for edge in product(units, units) if edge[0] != edge[1]]
    wanted = len(units) * checkers
    return any(_is_fair(units, set(few), checkers, before) for few in combinations(edges, wanted))


_EVERY_PAIR = [edge for edge in product(_units(4), _units(4)) if edge[0] != edge[1]]


@given(st.sets(st.sampled_from(_EVERY_PAIR)))
@settings(max_examples=60, deadline=None)
def test_law__nothing_is_drawn_only_where_nothing_fits(barred: set[Edge]) -> None:
    units = _units(4)
    drawn = draw_pairs(units, 1, "s", [Pair(*edge) for edge in barred])
    assert bool(drawn.pairs) == _any_fair(units, 1, barred)
    assert (drawn.why is NoPairs.ALL_AS_LAST_YEAR) == (not drawn.pairs)


@pytest.mark.parametrize(
    ("number", "checkers", "why", "most"),
    [
        (0, 1, NoPairs.TOO_FEW, 0),
        (1, 1, NoPairs.TOO_FEW, 0),
        (2, 2, NoPairs.TOO_MANY_CHECKERS, 1),
        (3, 2, NoPairs.TOO_MANY_CHECKERS, 1),
        (9, 5, NoPairs.TOO_MANY_CHECKERS, 4),
    ],
)
def test_wishes_that_cannot_be_met__say_which_and_what_could(
    number: int, checkers: int, why: NoPairs, most: int
) -> None:
    drawn = draw_pairs(_units(number), checkers, "s")
    assert (drawn.pairs, drawn.why, drawn.most) == ((), why, most)


def test_two_units__check_each_other_every_year() -> None:
    drawn = draw_pairs(["K1", "K2"], 1, "s")
    assert _edges(drawn.pairs) == {("K1", "K2"), ("K2", "K1")}
    assert drawn.mutual
    assert draw_pairs(["K1", "K2"], 1, "s", drawn.pairs).pairs == drawn.pairs


def test_nine_units_four_checkers__the_densest_arrangement_turns_round_next_year() -> None:
    first = draw_pairs(_units(9), 4, "s")
    second = draw_pairs(_units(9), 4, "s", first.pairs)
    assert _edges(second.pairs) == {(other, one) for one, other in _edges(first.pairs)}
