"""交叉互查: who takes part by the settings, and the pairs that were drawn."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.ledger.queries import accepted, actions
from lzfx.model.pairing import Pairing
from lzfx.model.roster import Unit
from lzfx.rules.pairs_drawn import pairing_of, standing_pairs
from lzfx.session.opening import Session


def pairs_standing(session: Session) -> Pairing:
    """The pairs of this campaign; none where they were not drawn, or taken back."""
    return pairing_of(standing_pairs(actions(session.ledger), session.campaign.code))


def checks_now(session: Session) -> Mapping[str, tuple[str, ...]]:
    """The units that each unit checks, by its code, as far as their declarations are in."""
    form = session.declaration
    drawn = pairs_standing(session).checked_by
    taken = accepted(session.ledger, form.name) if drawn else ()
    units = (session.everybody.unit_of(one.subject, form.owed_by) for one in taken)
    there = {unit.code for unit in units if unit is not None}
    found = {one: tuple(code for code in of if code in there) for one, of in drawn.items()}
    return {one: of for one, of in found.items() if of}


def units_paired(session: Session) -> tuple[Unit, ...]:
    """The units in use that check each other, in roster order."""
    wanted = session.campaign.cross_check.kinds
    return tuple(
        unit
        for unit in session.roster.units
        if unit.in_use and (unit.kind in wanted if wanted else session.kinds.led(unit.kind))
    )
