"""Which points were checked this year, which never, and by which day each is due again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from lzfx.model.correction import CorrectionRecord
from lzfx.model.sampling import Checkable, CheckedSoFar, CheckPlan, Coverage, Standing
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
                months_after(known.last or begins, plan.months(one.level)),
            )
            for one in points
        ),
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such."""
    year, month = divmod(day.year * _A_YEAR + day.month - 1 + months, _A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
