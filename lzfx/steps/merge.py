"""`lzfx merge`: the current returns as one master table, written to 风险点主表.xlsx."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from lzfx.documents.counts import in_words
from lzfx.documents.lists.master_table import NAME, master_table
from lzfx.ledger.queries import last_submission
from lzfx.model.action import Verb
from lzfx.model.finding import Finding
from lzfx.session.master import (
    GradedMaster,
    graded_master,
    reasons_by_point,
    units_without_return,
    without_garbage_collection,
)
from lzfx.session.opening import Session
from lzfx.session.outputs import write_output
from lzfx.workbook.table_view import render_xlsx


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The numbers of the graded master table, its file, and the units that are missing in it.

    `kept` says that a person had edited the file, which copy is kept of it, and in which cells.
    """

    graded: GradedMaster
    summary: str
    file: Path
    missing: tuple[str, ...]
    kept: tuple[Finding, ...] = ()


@without_garbage_collection()
def merge(session: Session) -> MergedTable:
    """Build the master table; every new point gets its number now and keeps it."""
    graded = graded_master(session)
    declared = session.points_table
    document = master_table(graded.master, declared, reasons_by_point(graded))
    file = session.workspace.folder("output") / f"{NAME}.xlsx"
    data = render_xlsx(document)
    kept = write_output(session, file, data)
    counts = {"points": len(graded.master.graded), "up_to": last_submission(session.ledger)}
    with session.ledger.transaction():
        session.act(Verb.MERGE, NAME, **counts, sha256=hashlib.sha256(data).hexdigest())
    summary = in_words(graded.master, graded.master.graded)
    return MergedTable(graded, summary, file, units_without_return(session, graded), kept)
