"""Names of what known records say, by which fields of a form are prefilled."""

from __future__ import annotations

from collections.abc import Mapping

OF_POWERS = frozenset({"power_code", "power_name", "power_kind", "unit_code", "unit_name"})
OF_POSTS = frozenset({"post_code", "post_name", "holder", "unit_code", "unit_name", "duty"})
COMPUTED = frozenset(
    {
        *("level", "rule_level", "review_mark", "final_mark", "reviewed"),
        *("review_code", "final_code"),
        *("outcome", "decided_level", "reason_given", "manifestation_said"),
        *("final_outcome", "final_level", "final_reason"),
    }
)
"""What is computed of a point, or was decided, and is not declared."""

OF_REMARKS = frozenset(
    ("code", "received_on", "channel", "commenter_kind", "about", "text", "unit", "remark")
)
"""What a register is told of a remark; who made it is not."""

OF_PROPOSALS = frozenset(
    {
        *("proposal", "hand", "opinion", "proposed_level", "proposed_text", "proposed_reason"),
        *("proposal_mark", "manifestation_said"),
    }
)
"""What a unit is told of a proposal, besides the point that it is about."""

OF_CHECKS = frozenset({"code", "kind", "unit"})
"""What a record of checks is told of a check whose points were drawn."""

OF_CHECKED_POINTS = frozenset({"check_code", "risk_point", "risk", "level"})
"""What it is told of each point that was drawn."""
OF_ASSESSMENT: Mapping[str, frozenset[str]] = {
    "assessed_by": frozenset(
        {
            *("code", "name", "content", "full", "method", "evidence", "kinds", "source"),
            *("per_case", "clause"),
        }
    ),
    "assessed": frozenset(("code", "name", "kind")),
    "scored": frozenset(
        {
            *("assessed_code", "assessed_name", "indicator", "indicator_name", "full"),
            *("self_score", "group_score", "computed", "basis", "reason"),
        }
    ),
    "ratings": frozenset(("label", "least", "quota", "rounding")),
    "objections": frozenset(("assessed_code", "assessed_name", "indicator", "ground", "before")),
    "own_scores": frozenset(
        ("indicator", "name", "content", "full", "method", "computed", "basis", "evidence_asked")
    ),
}
"""What is known of an assessment, by the names of the row sources."""

ASSESSMENT_HEADER = ("weight_self", "weight_group", "weight_leader", "ties")
"""What single cells may be told of an assessment."""
OF_MEASURES = frozenset(
    {
        *("code", "point_id", "unit_code", "unit_name", "post_code", "post_name", "name", "level"),
        *("monitor", "measure", "owner", "often", "due", "indicator", "system"),
    }
)
"""What a unit is told of a measure of a point in force, and what it said of it before."""
OF_BOXES = frozenset({"box_no", "year", "retention", "category"})
"""What is proposed of an archive box; the rest only a person knows."""

OF_ITEMS = frozenset(
    {
        *("box", "item_no", "title", "author_org", "doc_number", "made_on", "pages", "retention"),
        *("series", "note", "file", "sha256"),
    }
)
"""What is proposed of an item of an archive box."""

OF_POINTS = frozenset({"point_id", "unit_code", "unit_name", "post_code", "post_name", "level"})

OF_UNSETTLED = frozenset({"warning", "unit_name", "state_now", "step"})
"""What the office is told of a warning that is not settled, to register its next step."""

OF_SUGGESTED = frozenset(
    {
        *("year", "color", "number", "unit", "post", "risk_point", "risk", "level"),
        *("raised_because", "source", "early_sign", "follows", "trigger"),
    }
)
"""What the ledger knows of a warning that it suggests; who signs adds the rest."""
