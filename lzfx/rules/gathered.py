"""Bundles of many senders united: in any order, any number of times, the same comes out.

What is kept only grows: bundles by their digest, and acts of a person (a code typed from the paper,
a choice between two). Which bundle counts is computed from these sets, never stored. So uniting is
associative, commutative and idempotent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lzfx.model.bundle import BundleHead


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is kept: bundles by digest, `checked` seals typed from paper, `taken` digests chosen.

    A choice is a digest and those that it was preferred to.
    """

    heads: Mapping[str, BundleHead] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()
    taken: frozenset[tuple[str, frozenset[str]]] = frozenset()

    def united(self, other: Gathered) -> Gathered:
        """Both together."""
        return Gathered(
            {**self.heads, **other.heads},
            self.checked | other.checked,
            self.taken | other.taken,
        )

    def is_checked(self, digest: str) -> bool:
        """Whether somebody typed the code of that bundle from its paper."""
        return any(digest.startswith(code) for code in self.checked)


@dataclass(frozen=True, slots=True)
class Standing:
    """The bundles of one sender: which `counts`, which are at odds, and the one before it.

    Where `at_odds` has any, two bundles claim the same and say different things, and a person has
    to choose; then `counts` is the newest one without such a rival, if there is one.
    """

    sender: str
    counts: BundleHead | None
    at_odds: tuple[BundleHead, ...] = ()
    before: BundleHead | None = None


def claim(head: BundleHead) -> tuple[int, int]:
    """What a bundle claims to be: the edition; of a draft, as of which act on record."""
    manifest = head.manifest
    return manifest.edition, 0 if manifest.edition else manifest.seq


def standings(gathered: Gathered) -> tuple[Standing, ...]:
    """One standing for each sender, in the order of their names."""
    of: dict[str, list[BundleHead]] = defaultdict(list)
    for head in gathered.heads.values():
        of[head.manifest.sender].append(head)
    return tuple(_standing(sender, of[sender], gathered) for sender in sorted(of))


def _standing(sender: str, heads: Iterable[BundleHead], gathered: Gathered) -> Standing:
    by_claim: dict[tuple[int, int], list[BundleHead]] = defaultdict(list)
    for head in heads:
        by_claim[claim(head)].append(head)
    settled: list[BundleHead] = []
    odds: tuple[BundleHead, ...] = ()
    for key in sorted(by_claim, reverse=True):
        left = _preferred(by_claim[key], gathered)
        if len({one.manifest.content for one in left}) == 1:
            settled.append(max(left, key=_newest))
        elif not settled and not odds:
            odds = tuple(sorted(left, key=_newest))
    counts = settled[0] if settled else None
    return Standing(sender, counts, odds, settled[1] if len(settled) > 1 else None)


def _preferred(heads: Iterable[BundleHead], gathered: Gathered) -> list[BundleHead]:
    """Those of the same claim that nobody put behind another one; all where each was."""
    there = list(heads)
    behind = {loser for _, losers in gathered.taken for loser in losers}
    return [one for one in there if one.digest not in behind] or there


def _newest(head: BundleHead) -> tuple[int, str, str]:
    return head.manifest.seq, head.manifest.as_of, head.digest
