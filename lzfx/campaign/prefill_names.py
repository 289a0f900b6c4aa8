"""Names of what known records say, by which fields of a form are prefilled."""

from __future__ import annotations

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
