"""`lzfx pairs`: who checks whom, drawn once and put on record."""

from __future__ import annotations

from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.ledger.queries import actions
from lzfx.model.action import Verb
from lzfx.model.codes import ErrorCode
from lzfx.model.pairing import NoPairs, Pairing
from lzfx.rules.pairing import draw_pairs
from lzfx.rules.pairs_drawn import pair_facts, pairs_before, standing_pairs
from lzfx.session.opening import Session
from lzfx.session.pairs import units_paired

_WHY: dict[NoPairs, ErrorCode] = {
    NoPairs.TOO_FEW: "pairs-too-few",
    NoPairs.TOO_MANY_CHECKERS: "pairs-too-many-checkers",
    NoPairs.ALL_AS_LAST_YEAR: "pairs-all-as-last-year",
}


@dataclass(frozen=True, slots=True)
class PairSaid:
    """One pair by code and name: who checks, and who is checked."""

    checker: str
    checker_name: str
    checked: str
    checked_name: str


@dataclass(frozen=True, slots=True)
class PairsDrawn:
    """The pairs as they were recorded; `before` is how many of last year were avoided."""

    pairs: tuple[PairSaid, ...]
    seed: str
    mutual: bool
    before: int


def draw(session: Session, seed: str = "") -> PairsDrawn:
    """Draw the pairs of the campaign and record them; the seed is the campaign's code if none is.

    LzfxError where they were drawn already, and where the wishes leave no arrangement.
    """
    campaign = session.campaign
    done = actions(session.ledger)
    before = pairs_before(done, campaign.code)
    units = [unit.code for unit in units_paired(session)]
    checkers = campaign.cross_check.checkers
    drawn = draw_pairs(units, checkers, seed.strip() or campaign.code, before)
    # Drawn twice is told before what keeps from drawing.
    if drawn.why is not None and standing_pairs(done, campaign.code) is None:
        params = {"number": len(units), "checkers": checkers, "most": drawn.most}
        more = {"before": len(before), "fewer": max(1, checkers - 1)}
        raise LzfxError(_WHY[drawn.why], {**params, **more})
    with session.ledger.transaction():
        session.act(Verb.PAIR, **pair_facts(campaign.code, drawn))
    return PairsDrawn(_said(session, drawn), drawn.seed, drawn.mutual, len(before))


def take_back(session: Session, why: str) -> None:
    """Take the pairs back; LzfxError where none were drawn, or without a reason."""
    if not why.strip():
        raise LzfxError("why-needed")
    facts = {"campaign": session.campaign.code, "why": why.strip().rstrip("。")}
    with session.ledger.transaction():
        session.act(Verb.UNPAIR, **facts)


def _said(session: Session, drawn: Pairing) -> tuple[PairSaid, ...]:
    called = session.roster.called
    return tuple(
        PairSaid(one.checker, called(one.checker), one.checked, called(one.checked))
        for one in drawn.pairs
    )
