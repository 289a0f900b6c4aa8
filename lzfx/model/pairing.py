"""交叉互查: who checks whom among the units, and why no such arrangement could be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NoPairs(StrEnum):
    """Which wish keeps units from being paired."""

    TOO_FEW = "too-few"
    TOO_MANY_CHECKERS = "too-many-checkers"
    ALL_AS_LAST_YEAR = "all-as-last-year"


@dataclass(frozen=True, slots=True)
class Pair:
    """Codes of two units: the first checks the second."""

    checker: str
    checked: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """All pairs of a campaign, in the order of the units that check.

    `seed` is what they were drawn with. With `mutual` the two units there are check each other,
    and may do so every year. Without pairs `why` says which wish keeps them from being made, and
    `most` how many checkers a unit could have at most.
    """

    pairs: tuple[Pair, ...] = ()
    seed: str = ""
    mutual: bool = False
    why: NoPairs | None = None
    most: int = 0

    @property
    def checked_by(self) -> Mapping[str, tuple[str, ...]]:
        """The units that each unit checks, by the code of the one that checks."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.pairs:
            found[one.checker] = (*found.get(one.checker, ()), one.checked)
        return found


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """How the office wants its units to check each other.

    `kinds` are codes of the list `unit_kinds`, none for all that have a leader in charge;
    `checkers` is how many units check each of them.
    """

    kinds: tuple[str, ...] = ()
    checkers: int = 1


NO_PAIRING = Pairing()
"""Before anything was drawn."""
