"""The pairs of a campaign as the record has them, and as an act tells them."""

from __future__ import annotations

from collections.abc import Sequence

from lzfx.model.action import Action, Fact, Verb
from lzfx.model.pairing import NO_PAIRING, Pair, Pairing

_CHECKS, _BETWEEN = "→", "、"


def pair_facts(campaign: str, drawn: Pairing) -> dict[str, Fact]:
    """What the record says of the pairs that were drawn."""
    told = _BETWEEN.join(f"{one.checker}{_CHECKS}{one.checked}" for one in drawn.pairs)
    facts: dict[str, Fact] = {"campaign": campaign, "count": len(drawn.pairs)}
    return {**facts, "seed": drawn.seed, "pairs": told}


def pairing_of(one: Action | None) -> Pairing:
    """The pairs that an act drew; none for none."""
    if one is None or not one.text("pairs"):
        return NO_PAIRING
    told = (pair.split(_CHECKS) for pair in one.text("pairs").split(_BETWEEN))
    pairs = tuple(Pair(checker, checked) for checker, checked in told)
    mutual = any(Pair(pair.checked, pair.checker) in pairs for pair in pairs)
    return Pairing(pairs, one.text("seed"), mutual=mutual)


def standing_pairs(done: Sequence[Action], campaign: str) -> Action | None:
    """The act that drew the pairs of that campaign; None where it was taken back, or never was."""
    told = (one for one in reversed(done) if one.verb in {Verb.PAIR, Verb.UNPAIR})
    last = next((one for one in told if one.facts["campaign"] == campaign), None)
    return last if last is not None and last.verb is Verb.PAIR else None


def pairs_before(done: Sequence[Action], campaign: str) -> tuple[Pair, ...]:
    """The pairs of the campaign before that one, where the record took them over."""
    drawn = (one.text("campaign") for one in reversed(done) if one.verb is Verb.PAIR)
    earlier = next((code for code in drawn if code != campaign), None)
    return pairing_of(standing_pairs(done, earlier)).pairs if earlier is not None else ()
