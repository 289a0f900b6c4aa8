"""`lzfx lock`: from a day on what comes in is kept, and not taken into the ledger."""

from __future__ import annotations

from lzfx.model.action import Action
from lzfx.rules.succession import LOCK, UNLOCK
from lzfx.session.opening import Opened


def lock(campaign: Opened, *, undo: bool = False) -> None:
    """Take in no more from now on, or take in again."""
    verb = UNLOCK if undo else LOCK
    with campaign.ledger.transaction():
        campaign.ledger.act(Action(campaign.at, campaign.by, verb, ""))
