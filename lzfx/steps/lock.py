"""`lzfx lock`: from now on what comes in is kept, but not taken into the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from lzfx.model.action import Verb
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class Locked:
    """Whether the campaign is locked now, since when, and by whom that was done."""

    locked: bool
    at: str
    by: str


def lock(session: Session, *, undo: bool = False) -> Locked:
    """Lock the campaign, or with `undo` open it again; LzfxError when it is so already."""
    with session.ledger.transaction():
        session.act(Verb.UNLOCK if undo else Verb.LOCK)
    return Locked(not undo, session.at, session.by)
