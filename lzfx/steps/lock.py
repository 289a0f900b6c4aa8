"""`lzfx lock`: from a day on what comes in is kept, and not taken into the ledger."""

from __future__ import annotations

from lzfx.model.action import Verb
from lzfx.session.opening import Session


def lock(session: Session, *, undo: bool = False) -> None:
    """Take in no more from now on, or take in again; LzfxError when it is so already."""
    with session.ledger.transaction():
        session.act(Verb.UNLOCK if undo else Verb.LOCK)
