"""Which points were checked this year, which never, and by which day each is due again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lzfx.model.correction import CorrectionRecord
from lzfx.model.sampling import Checkable, CheckedSoFar, CheckPlan, Coverage, Standing
from lzfx.rules.measures import months_later
from lzfx.rules.sampling import checked_in

_A_YEAR = 12


def coverage(
    points: Iterable[Checkable],
    record: CorrectionRecord | None,
    plan: CheckPlan,
    begins: date,
    today: date,
) -> Coverage:
    """How all points stand today; a point never checked is due counted from the day it `begins`."""
    checked = checked_in(record, today.year)
    return Coverage(
        today.year,
        today,
        tuple(
            Standing(
                one,
                known := checked.get(one.point_id, CheckedSoFar()),
                months_later(known.last or begins, plan.months(one.level)),
            )
            for one in points
        ),
    )
