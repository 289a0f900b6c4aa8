"""Which checks there are: those a form lists by name, and those its tables bring along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from lzfx.checks.context import Understood
from lzfx.checks.points.across import ACROSS_CHECKS
from lzfx.checks.points.rows import (
    every_post_answers,
    factors_against_level,
    reason_when_dropped,
    reason_when_level_differs,
    several_points_in_one_row,
    text_names_other_conduct,
    unit_level_against_points,
    zero_report_or_points,
)
from lzfx.checks.roster import roster_groups_complete, roster_refers
from lzfx.model.about import About
from lzfx.model.finding import Finding

RowCheck = Callable[[Understood], Iterable[Finding]]

ROW_CHECKS: Mapping[str, RowCheck] = {
    "reason_when_level_differs": reason_when_level_differs,
    "reason_when_dropped": reason_when_dropped,
    "text_names_other_conduct": text_names_other_conduct,
    "factors_against_level": factors_against_level,
    "zero_report_or_points": zero_report_or_points,
    "every_post_answers": every_post_answers,
    "unit_level_against_points": unit_level_against_points,
    "several_points_in_one_row": several_points_in_one_row,
    "roster_refers": roster_refers,
    "roster_groups_complete": roster_groups_complete,
}
"""The checks that a form lists by name."""

ABOUT_CHECKS: Mapping[str, Sequence[RowCheck]] = {About.RISK_POINT: ACROSS_CHECKS}
"""The checks that go with a table, by what its rows are about."""
