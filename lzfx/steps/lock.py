"""`lzfx lock`: from now on what comes in is kept, but not taken into the ledger."""

from __future__ import annotations

from lzfx.model.action import Verb
from lzfx.session.opening import Session


def lock(session: Session, *, undo: bool = False) -> None:
    """Lock the campaign, or with `undo` open it again; LzfxError when it is so already."""
    with session.ledger.transaction():
        session.act(Verb.UNLOCK if undo else Verb.LOCK)
