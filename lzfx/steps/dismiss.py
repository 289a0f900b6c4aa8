"""`lzfx dismiss`: odd files put aside; they appear in no list and are not judged again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.model.action import Verb
from lzfx.model.ledger import Delivery
from lzfx.session.naming import deliveries_named
from lzfx.session.opening import Session


def dismiss(
    session: Session, files: Sequence[str], why: str = "", *, here: Path, undo: bool = False
) -> tuple[Delivery, ...]:
    """Put those files aside, or with `undo` take them back; their originals stay kept.

    All or none: LzfxError for a file that did not come in or was taken in, without a reason, and
    for one that is aside already.
    """
    found = deliveries_named(session, files, here)
    if not undo and not why.strip():
        raise LzfxError("dismiss-why")
    with session.ledger.transaction():
        for one in found:
            facts = {"file": one.file, "sha256": one.sha256}
            if undo:
                session.act(Verb.RECALL, one.subject, **facts)
            else:
                session.act(Verb.DISMISS, one.subject, **facts, why=why.strip())
    return found
