"""`lzfx merge`: the current returns as one master table, written to 风险点主表.xlsx."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lzfx.documents.counts import in_words
from lzfx.documents.lists.master_table import NAME, master_table
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission
from lzfx.model.action import Verb
from lzfx.session.master import (
    GradedMaster,
    graded_master,
    reasons_by_point,
    units_without_return,
    without_garbage_collection,
)
from lzfx.session.opening import Session
from lzfx.workbook.table_view import render_xlsx


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The numbers of the graded master table, its file, and the units that are missing in it."""

    graded: GradedMaster
    summary: str
    file: Path
    missing: tuple[str, ...]


@without_garbage_collection()
def merge(session: Session) -> MergedTable:
    """Build the master table; every new point gets its number now and keeps it."""
    graded = graded_master(session)
    declared = session.points_table
    document = master_table(graded.master, declared, reasons_by_point(graded))
    file = session.workspace.folder("output") / f"{NAME}.xlsx"
    write_whole(file, render_xlsx(document))
    counts = {"points": len(graded.master.graded), "up_to": last_submission(session.ledger)}
    with session.ledger.transaction():
        session.act(Verb.MERGE, NAME, **counts)
    summary = in_words(graded.master, graded.master.graded)
    return MergedTable(graded, summary, file, units_without_return(session, graded))
