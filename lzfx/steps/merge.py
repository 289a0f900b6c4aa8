"""`lzfx merge`: the current returns as one master table, written to 风险点主表.xlsx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.checks.issued import POINTS, subjects
from lzfx.documents.counts import in_words
from lzfx.documents.master_table import NAME, master_table
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission
from lzfx.messages import reason
from lzfx.model.action import Action
from lzfx.rules.reasons import reasons
from lzfx.steps.master import Graded, graded_master, unswept
from lzfx.steps.opening import Opened
from lzfx.workbook.table_view import render_xlsx


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The graded master table, counted, the file it is in, and which units are not in it."""

    graded: Graded
    summary: str
    file: Path
    missing: tuple[str, ...]


@unswept()
def merge(campaign: Opened) -> MergedTable:
    """Build the master table; every new point gets its number now and keeps it."""
    graded = graded_master(campaign)
    declared = campaign.declaration.table(POINTS)
    document = master_table(graded.master, declared, because(graded))
    file = campaign.workspace.folder("output") / f"{NAME}.xlsx"
    write_whole(file, render_xlsx(document))
    count, up_to = str(len(graded.master.graded)), str(last_submission(campaign.ledger))
    with campaign.ledger.transaction():
        campaign.ledger.act(Action(campaign.at, campaign.by, "merge", NAME, count, up_to))
    summary = in_words(graded.master, graded.master.graded)
    return MergedTable(graded, summary, file, missing(campaign, graded))


def because(graded: Graded) -> Mapping[str, str]:
    """Why each point has its level and monitor, one sentence by point."""
    labels = graded.master.labels
    return {one.point.point_id: reason(reasons(one, labels)) for one in graded.master.graded}


def missing(campaign: Opened, graded: Graded) -> tuple[str, ...]:
    """Names of the units that owe a declaration and have none in the table."""
    there = {point.unit for point in (*graded.merged.points, *graded.merged.dropped)}
    answered = there | set(graded.master.unit_duties)
    return tuple(
        campaign.roster.called(unit) for unit in subjects(campaign.roster) if unit not in answered
    )
