"""Which checks there are: those a form lists by name, and those its tables bring along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lzfx.checks.accountability import (
    decided_by_entitled,
    decided_in_order,
    entries_stay,
)
from lzfx.checks.answers import (
    answers_agree,
    answers_name_own_points,
    answers_say_what_changes,
    answers_to_what_is_proposed,
)
from lzfx.checks.assessment import (
    assessed_are_known,
    computed_scores_explained,
    objections_answered,
    rating_quotas_kept,
    scores_within_full,
    self_scores_within_full,
    vetoes_explained,
)
from lzfx.checks.boxes import (
    box_counts_agree,
    box_files_are_kept,
    box_items_run_on,
    box_retentions_agree,
)
from lzfx.checks.comments import (
    anonymous_is_unnamed,
    comments_name_points,
    comments_or_none,
    comments_within_period,
)
from lzfx.checks.context import Understood
from lzfx.checks.criticism import criticism_on_record
from lzfx.checks.decisions import decision_says_one_thing
from lzfx.checks.flows import flow_runs
from lzfx.checks.held import (
    checks_by_others,
    checks_in_order,
    checks_of_own_points,
    drawn_points_checked,
)
from lzfx.checks.measures import measures_by_others, measures_explained, measures_in_time
from lzfx.checks.opinions import missed_in_checked_units, votes_within_attendance
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
from lzfx.checks.referred import REFERRING
from lzfx.checks.revisions import (
    revisions_by_the_group,
    revisions_change_something,
    revisions_leave_the_edition,
)
from lzfx.checks.roster import roster_groups_complete, roster_refers
from lzfx.checks.study import study_attendance, study_within_campaign
from lzfx.checks.warning_notices import NOTICE_CHECKS
from lzfx.checks.warnings import ENTRY_CHECKS, FEEDBACK_CHECKS, STEP_CHECKS
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where

RowCheck = Callable[[Understood], Iterable[Finding]]

_OF_POINTS: Mapping[str, RowCheck] = {
    "reason_when_level_differs": reason_when_level_differs,
    "reason_when_dropped": reason_when_dropped,
    "text_names_other_conduct": text_names_other_conduct,
    "factors_against_level": factors_against_level,
    "zero_report_or_points": zero_report_or_points,
    "every_post_answers": every_post_answers,
    "unit_level_against_points": unit_level_against_points,
    "several_points_in_one_row": several_points_in_one_row,
}
_OF_ROSTER: Mapping[str, RowCheck] = {
    "roster_refers": roster_refers,
    "roster_groups_complete": roster_groups_complete,
}
_OF_DECISIONS: Mapping[str, RowCheck] = {"decision_says_one_thing": decision_says_one_thing}

_OF_FLOWS: Mapping[str, RowCheck] = {"flow_runs": flow_runs}

_OF_OPINIONS: Mapping[str, RowCheck] = {"votes_within_attendance": votes_within_attendance}
_OF_REVISIONS: Mapping[str, RowCheck] = {
    "revisions_change_something": revisions_change_something,
    "revisions_by_the_group": revisions_by_the_group,
    "revisions_leave_the_edition": revisions_leave_the_edition,
}

_OF_STUDY: Mapping[str, RowCheck] = {
    "study_within_campaign": study_within_campaign,
    "study_attendance": study_attendance,
}
_OF_MISSED: Mapping[str, RowCheck] = {"missed_in_checked_units": missed_in_checked_units}
_OF_ANSWERS: Mapping[str, RowCheck] = {
    "answers_say_what_changes": answers_say_what_changes,
    "answers_agree": answers_agree,
    "answers_name_own_points": answers_name_own_points,
    "answers_to_what_is_proposed": answers_to_what_is_proposed,
}
_OF_ACCOUNTABILITY: Mapping[str, RowCheck] = {
    "decided_by_entitled": decided_by_entitled,
    "decided_in_order": decided_in_order,
    "entries_stay": entries_stay,
}
_OF_CHECKS: Mapping[str, RowCheck] = {
    "checks_of_own_points": checks_of_own_points,
    "checks_in_order": checks_in_order,
    "checks_by_others": checks_by_others,
    "drawn_points_checked": drawn_points_checked,
}
_OF_COMMENTS: Mapping[str, RowCheck] = {
    "comments_or_none": comments_or_none,
    "anonymous_is_unnamed": anonymous_is_unnamed,
    "comments_name_points": comments_name_points,
    "comments_within_period": comments_within_period,
}
_OF_MEASURES: Mapping[str, RowCheck] = {
    "measures_in_time": measures_in_time,
    "measures_explained": measures_explained,
    "measures_by_others": measures_by_others,
}

_OF_SELF_SCORES: Mapping[str, RowCheck] = {"self_scores_within_full": self_scores_within_full}
_OF_SCORES: Mapping[str, RowCheck] = {
    "scores_within_full": scores_within_full,
    "computed_scores_explained": computed_scores_explained,
    "vetoes_explained": vetoes_explained,
}
_OF_ASSESSED: Mapping[str, RowCheck] = {
    "assessed_are_known": assessed_are_known,
    "rating_quotas_kept": rating_quotas_kept,
}
_OF_OBJECTIONS: Mapping[str, RowCheck] = {"objections_answered": objections_answered}

_OF_BOXES: Mapping[str, RowCheck] = {
    "box_items_run_on": box_items_run_on,
    "box_counts_agree": box_counts_agree,
    "box_files_are_kept": box_files_are_kept,
    "box_retentions_agree": box_retentions_agree,
}

ROW_CHECKS: Mapping[str, RowCheck] = {
    **_OF_POINTS,
    **_OF_ROSTER,
    **_OF_DECISIONS,
    **_OF_STUDY,
    **_OF_FLOWS,
    **_OF_COMMENTS,
    **_OF_REVISIONS,
    **_OF_MISSED,
    **_OF_OPINIONS,
    **_OF_ANSWERS,
    **_OF_CHECKS,
    **_OF_ACCOUNTABILITY,
    **_OF_SELF_SCORES,
    **_OF_SCORES,
    **_OF_ASSESSED,
    **_OF_OBJECTIONS,
    "criticism_on_record": criticism_on_record,
    **_OF_MEASURES,
    **_OF_BOXES,
}
"""The checks that a form lists by name."""

_LOOK_AT: Mapping[About, Mapping[str, RowCheck]] = {
    About.RISK_POINT: _OF_POINTS,
    About.UNIT: _OF_ROSTER,
    About.DECISION: _OF_DECISIONS,
    About.STUDY: _OF_STUDY,
    About.MISSED_POINT: _OF_MISSED,
    About.OPINION: _OF_OPINIONS,
    About.ANSWER: _OF_ANSWERS,
    About.MEASURE: _OF_MEASURES,
    About.FLOW_STEP: _OF_FLOWS,
    About.REVISION: _OF_REVISIONS,
    About.CHECKED_POINT: _OF_CHECKS,
    About.ACCOUNTABILITY: _OF_ACCOUNTABILITY,
    About.SELF_SCORE: _OF_SELF_SCORES,
    About.SCORE: _OF_SCORES,
    About.ASSESSED: _OF_ASSESSED,
    About.ANSWERED_OBJECTION: _OF_OBJECTIONS,
    About.ARCHIVE_ITEM: _OF_BOXES,
}
"""The same by what they look at."""

ABOUT_CHECKS: Mapping[str, Sequence[RowCheck]] = {
    About.RISK_POINT: ACROSS_CHECKS,
    About.WARNING: NOTICE_CHECKS,
    About.WARNING_STEP: STEP_CHECKS,
    About.FEEDBACK: FEEDBACK_CHECKS,
    **REFERRING,
    About.ACCOUNTABILITY: (*REFERRING[About.ACCOUNTABILITY], *ENTRY_CHECKS),
}
"""The checks that go with a table, or a form without tables, by what its rows are about."""


def check_faults(where: Where, form: FormSpec) -> Iterator[Finding]:
    """Checks that a form lists and that would find nothing to look at in it."""
    for about, checks in _LOOK_AT.items():
        for name in form.checks if form.table_about(about) is None else ():
            if name in checks:
                params = {"form": form.title, "check": name, "value": about.value}
                yield Finding("definition-check-misplaced", where, params)
