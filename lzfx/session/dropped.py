"""Points that their own unit has withdrawn: not known any more, and not forgotten either."""

from __future__ import annotations

from lzfx.errors import LzfxError
from lzfx.session.master import GradedMaster
from lzfx.session.opening import Session

_DROPPED = "drop"
"""What a row says of a known point that is no more."""


def refuse_dropped(session: Session, told: GradedMaster, point_id: str) -> None:
    """LzfxError for a point that a return which counts has withdrawn: where, and why."""
    table = session.points_table
    for one in told.returns:
        for row in one.tables.get(table.name, ()):
            said = row.values
            if said.get("point_id") == point_id and said.get("change") == _DROPPED:
                unit = session.everybody.unit_of(one.stamp.subject)
                params = {"unit": unit.name if unit else "", "file": one.file}
                why = str(said.get("note") or "")
                raise LzfxError("point-dropped", {**params, "value": point_id, "why": why})
