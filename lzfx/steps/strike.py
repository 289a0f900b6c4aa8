"""`lzfx strike`: an entry of 责任追究 is struck out by a recorded act; nothing is deleted."""

from __future__ import annotations

from lzfx.errors import LzfxError
from lzfx.forms.characters import as_code
from lzfx.model.accountability import AccountabilityRecord
from lzfx.model.action import Verb
from lzfx.session.opening import Session
from lzfx.session.records import recorded


def strike(session: Session, entry: str, why: str, paper: str) -> str:
    """Strike the entry of that number out and give its number as it is registered.

    LzfxError for one that is not registered or struck out already, and without reason or paper.
    """
    number = _registered(session, entry)
    if not why.strip():
        raise LzfxError("why-needed")
    if not paper.strip():
        raise LzfxError("paper-needed")
    told = {"entry": number, "why": why.strip().rstrip("。"), "paper": paper.strip()}
    with session.ledger.transaction():
        session.act(Verb.STRIKE, **told)
    return number


def reinstate(session: Session, entry: str, why: str) -> str:
    """Put an entry that was struck out back; LzfxError for any other, and without a reason."""
    number = _registered(session, entry)
    if not why.strip():
        raise LzfxError("why-needed")
    with session.ledger.transaction():
        session.act(Verb.REINSTATE, entry=number, why=why.strip().rstrip("。"))
    return number


def _registered(session: Session, entry: str) -> str:
    record: AccountabilityRecord | None = recorded(session, AccountabilityRecord).record
    known = [one.number for one in record.entries] if record else []
    found = next((one for one in known if as_code(one) == as_code(entry)), None)
    if found is None:
        raise LzfxError("entry-unknown", {"value": entry, "known": tuple(known)})
    return found
