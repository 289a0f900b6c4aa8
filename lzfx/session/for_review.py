"""What a reviewer's workbook tells of each point: levels, what was decided, its marks."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.documents.labels import level_name, shown, text_of
from lzfx.model.decision import Holds, ReviewRound
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.rules.decided import final_mark, review_mark
from lzfx.rules.short_codes import short_code
from lzfx.session.master import graded_master
from lzfx.session.opening import Session

Told = Mapping[str, str]


def told_of_points(session: Session) -> Mapping[str, Told]:
    """By id, the texts that `campaign.prefill.COMPUTED` names; decisions only where they hold."""
    told = graded_master(session)
    every = (*told.master.graded, *told.withdrawn)
    return {one.point.point_id: _told(told.master, one) for one in every}


def _told(master: Master, one: Graded) -> Told:
    found = {
        "manifestation_said": text_of(master, one, "manifestation"),
        "level": level_name(master, one.level),
        "rule_level": level_name(master, one.by_rule),
        "review_mark": review_mark(one),
        "final_mark": final_mark(one),
        "review_code": short_code(one, ReviewRound.REVIEW),
        "final_code": short_code(one, ReviewRound.FINAL),
    }
    for each in one.decisions:
        if each.holds is Holds.YES:
            outcome, level, reason = _names(each.decision.stage)
            row = each.decision.row
            found[outcome] = shown(master, "decision_outcomes", row.outcome)
            found[level] = level_name(master, row.decided_level) if row.decided_level else ""
            found[reason] = row.reason
            if each.decision.stage is ReviewRound.REVIEW:
                decided = f"（{found[level]}）" if found[level] else ""
                found["reviewed"] = f"{found[outcome]}{decided}"
    return found


def _names(stage: ReviewRound) -> tuple[str, str, str]:
    if stage is ReviewRound.FINAL:
        return "final_outcome", "final_level", "final_reason"
    return "outcome", "decided_level", "reason_given"
