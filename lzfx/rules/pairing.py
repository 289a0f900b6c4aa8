"""Who checks whom (三（二）): drawn by a seed, the same for the same seed, and fair by law.

Each unit is checked by as many others as the office wants, and checks as many itself, so that no
load is above another. Nobody checks himself, nobody checks one who checks him, and no pair of last
year comes again. Of two units each can only check the other; there the last two wishes give way.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from lzfx.model.pairing import NoPairs, Pair, Pairing

_TWO = 2
_DRAWS = 8
"""How often the units are laid in a ring anew before every arrangement is searched."""

_FEW = 12
_STEPS = 20_000
"""Only so few units are searched, and so many steps; more of them always fit into a ring."""

_Pairs = frozenset[tuple[str, str]]


def draw_pairs(
    units: Sequence[str], checkers: int, seed: str, before: Collection[Pair] = ()
) -> Pairing:
    """Pair the units, each with that many checkers; `before` are the pairs of last year.

    Where it cannot be done nothing is paired, and the pairing says why.
    """
    most = most_checkers(len(units))
    if len(units) < _TWO:
        return Pairing(seed=seed, why=NoPairs.TOO_FEW, most=most)
    if checkers > most:
        return Pairing(seed=seed, why=NoPairs.TOO_MANY_CHECKERS, most=most)
    if len(units) == _TWO:
        one, other = units
        return Pairing((Pair(one, other), Pair(other, one)), seed, mutual=True, most=most)
    barred = frozenset((pair.checker, pair.checked) for pair in before)
    found = (
        _in_rings(units, checkers, seed, barred)
        or _turned(units, checkers, barred)
        or _searched(units, checkers, seed, barred)
    )
    if found is None:
        return Pairing(seed=seed, why=NoPairs.ALL_AS_LAST_YEAR, most=most)
    order = {code: at for at, code in enumerate(units)}
    pairs = sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return Pairing(tuple(Pair(*pair) for pair in pairs), seed, most=most)


def most_checkers(units: int) -> int:
    """How many checkers a unit can have at most: of two who could check, only one may."""
    return 1 if units == _TWO else max(0, (units - 1) // 2)


def _in_rings(units: Sequence[str], checkers: int, seed: str, barred: _Pairs) -> _Pairs | None:
    """Lay the units in a ring, each checking those after it; move them until nothing is barred."""
    for number in range(_DRAWS):
        ring = _drawn(units, f"{seed}/{number}")
        if _mended(ring, checkers, barred):
            return frozenset(_after(ring, checkers, range(len(ring))))
    return None


def _drawn(units: Sequence[str], seed: str) -> list[str]:
    """The units in an order that only the seed and their codes decide."""
    return sorted(units, key=lambda code: hashlib.sha256(f"{seed}/{code}".encode()).digest())


def _after(
    ring: Sequence[str], checkers: int, places: Collection[int]
) -> Iterator[tuple[str, str]]:
    for at in places:
        for step in range(1, checkers + 1):
            yield ring[at], ring[(at + step) % len(ring)]


def _mended(ring: list[str], checkers: int, barred: _Pairs) -> bool:
    """Swap units for as long as that leaves fewer barred pairs; whether none is left."""
    size = len(ring)

    def barred_at(*places: int) -> int:
        near = {(at - step) % size for at in places for step in range(checkers + 1)}
        return sum(pair in barred for pair in _after(ring, checkers, near))

    for at in range(size):
        for other in range(size) if barred_at(at) else ():
            before = barred_at(at, other)
            ring[at], ring[other] = ring[other], ring[at]
            if barred_at(at, other) < before:
                if not barred_at(at):
                    break
            else:
                ring[at], ring[other] = ring[other], ring[at]
    return not any(pair in barred for pair in _after(ring, checkers, range(size)))


def _turned(units: Sequence[str], checkers: int, barred: _Pairs) -> _Pairs | None:
    """The pairs of last year the other way round, where they were fair among the same units."""
    turned = frozenset((checked, checker) for checker, checked in barred)
    loads = [Counter(pair[side] for pair in turned) for side in (0, 1)]
    same = all(load == dict.fromkeys(units, checkers) for load in loads)
    return turned if same and not turned & barred else None


def _searched(units: Sequence[str], checkers: int, seed: str, barred: _Pairs) -> _Pairs | None:
    """Try every arrangement, one pair after the other, not only those of a ring."""
    if len(units) > _FEW:
        return None
    checks, checked = Counter[str](), Counter[str]()
    chosen: list[tuple[str, str]] = []
    order = _drawn(units, seed)
    steps = iter(range(_STEPS))

    def free(checker: str) -> list[str]:
        taken = set(chosen)
        return [
            other
            for other in order
            if other != checker
            and checked[other] < checkers
            and not {(checker, other), (other, checker)} & taken
            and (checker, other) not in barred
        ]

    def place() -> bool:
        open_ones = [(free(code), code) for code in order if checks[code] < checkers]
        if not open_ones:
            return True
        choices, checker = min(open_ones, key=lambda one: len(one[0]) - (checkers - checks[one[1]]))
        for other in choices:
            if next(steps, None) is None:
                return False
            chosen.append((checker, other))
            checks[checker] += 1
            checked[other] += 1
            if place():
                return True
            chosen.pop()
            checks[checker] -= 1
            checked[other] -= 1
        return False

    return frozenset(chosen) if place() else None
