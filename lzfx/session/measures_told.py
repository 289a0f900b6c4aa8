"""How the measures of one point stand, as it is told of that point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.documents.labels import shown
from lzfx.messages import word
from lzfx.model.master import Master
from lzfx.model.measure import Stands
from lzfx.model.risk import Graded
from lzfx.session.measures import measures_standing
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class TracedMeasure:
    """A measure and how it stands, in words; all is empty that its unit has not said yet.

    `due` is the day by which it is carried out next (ISO), `overdue` that this day is past;
    `quarter` is the one of the last report.
    """

    code: str
    text: str
    owner: str
    often: str
    indicator: str
    system: str
    due: str
    state: str
    overdue: bool
    done_on: str
    evidence: str
    reason: str
    quarter: str


def measures_told(session: Session, master: Master, one: Graded) -> Iterator[TracedMeasure]:
    """The measures of a point in their order; none where no form asks how they stand."""
    for each in measures_standing(session, (one,)):
        row = each.said.row if each.said else None
        if row is None or each.stands is Stands.UNREPORTED:
            state = word("measures-unreported")
        else:
            state = shown(master, "measure_progress", row.state)
        yield TracedMeasure(
            code=each.known.code,
            text=each.known.text,
            owner=row.owner if row else "",
            often=shown(master, "measure_frequencies", row.often) if row else "",
            indicator=row.indicator if row else "",
            system=shown(master, "measure_systems", row.system) if row else "",
            due=each.due.isoformat() if each.due else "",
            state=word("measures-overdue", state=state) if each.overdue else state,
            overdue=each.overdue,
            done_on=row.done_on.isoformat() if row and row.done_on else "",
            evidence=row.evidence if row else "",
            reason=row.reason if row else "",
            quarter=each.said.quarter if each.said else "",
        )
