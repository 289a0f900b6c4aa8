"""`lzfx rebuild` for a ledger that is lost or damaged: made again from the copy and the originals.

The copy is checked bit by bit, what there was is moved aside, and the ledger that takes its place
is then compared with every original.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.errors import WorkspaceError
from lzfx.files.aside import move_ledger_aside
from lzfx.files.workspace import find
from lzfx.files.writing import write_atomic
from lzfx.ledger.audit import damage
from lzfx.ledger.copies import ledger_of
from lzfx.ledger.queries import accepted, actions, point_id_records
from lzfx.ledger.store import open_ledger
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.finding import Finding
from lzfx.session.opening import open_session
from lzfx.session.record_copy import read_copy
from lzfx.session.unrecorded import unrecorded_originals
from lzfx.steps.verify import verify

_LOST = frozenset({"ledger-missing", "ledger-damaged"})


@dataclass(frozen=True, slots=True)
class Recovered:
    """A ledger that was put in the place of a lost one.

    `actions` is how much of the record the copy held; `up_to` the time of the last action in it;
    `aside` the old file where there was one.
    """

    file: Path
    returns: int
    numbers: int
    actions: int
    up_to: str
    aside: Path | None
    findings: tuple[Finding, ...]


def is_lost(start: Path) -> bool:
    """Whether the workspace's ledger is missing or cannot be read as it should."""
    workspace = find(start)
    try:
        with open_ledger(workspace.ledger, workspace.keep_old_ledger) as ledger:
            return bool(damage(ledger)) or not actions(ledger)
    except WorkspaceError as error:
        if error.code in _LOST:
            return True
        raise


def recover(start: Path, now: datetime, by: str) -> Recovered:
    """Make the ledger again from its copy and put it in place; nothing is overwritten.

    WorkspaceError `copy-missing` where there is no copy that could be used.
    """
    workspace = find(start)
    copy = read_copy(workspace)
    if copy.whole is None:
        raise WorkspaceError("copy-missing", {"path": str(workspace.folder("copies"))})
    with ledger_of(copy.whole, workspace.ledger) as made:
        done = actions(made)
        numbers = len(point_id_records(made))
        data = made.as_file()
    aside = move_ledger_aside(workspace, workspace.ledger, word("damaged-ledger"), now)
    write_atomic(workspace.ledger, data, holds_key=True)
    with open_session(workspace.root, now, by) as session:
        missing = tuple(unrecorded_originals(workspace, session.ledger))
        with session.ledger.transaction():
            session.act(
                Verb.REBUILD, workspace.ledger.name, actions=len(done), unrecorded=len(missing)
            )
        returns = sum(len(accepted(session.ledger, name)) for name in session.kept_forms)
        compared = verify(session).findings
    return Recovered(
        file=workspace.ledger,
        returns=returns,
        numbers=numbers,
        actions=len(done),
        up_to=copy.whole.newest.at,
        aside=aside,
        findings=(*copy.findings, *missing, *compared),
    )
