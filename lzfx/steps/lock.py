"""`lzfx lock`: from a day on what comes in is kept, and not taken into the ledger."""

from __future__ import annotations

from lzfx.model.action import Action
from lzfx.rules.succession import LOCK, UNLOCK
from lzfx.session.opening import Session


def lock(session: Session, *, undo: bool = False) -> None:
    """Take in no more from now on, or take in again."""
    verb = UNLOCK if undo else LOCK
    with session.ledger.transaction():
        session.ledger.act(Action(session.at, session.by, verb, ""))
