"""What is asked of rows that decide on points: the conclusion and the level say one thing."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.checks.context import Understood
from lzfx.forms.choosing import match_choice
from lzfx.model.about import About
from lzfx.model.decision import Conclusion
from lzfx.model.finding import Finding
from lzfx.model.submission import Row

_NOW = ("reviewed", "level")
"""Columns that say the level before the decision, the nearer first."""


def decision_says_one_thing(seen: Understood) -> Iterator[Finding]:
    """A level beside 同意 that is another than the one that lay before the reviewer."""
    spec = seen.field_about(About.DECISION, "decided_level")
    if spec is None:
        return
    outcomes = seen.labels_about(About.DECISION, "outcome")
    for row in seen.rows_about(About.DECISION):
        level = str(row.values.get("decided_level") or "")
        if row.values.get("outcome") != Conclusion.AGREE or not level:
            continue
        now = _level_now(seen, row)
        if level != now:
            yield seen.say(
                "decision-agrees-otherwise",
                About.DECISION,
                row,
                "decided_level",
                value=outcomes.get(Conclusion.AGREE, ""),
                level=next(one.label for one in spec.choices if one.code == level),
                now=next((one.label for one in spec.choices if one.code == now), "—"),
                point=str(row.values.get("point_id") or ""),
                other=outcomes.get(Conclusion.LEVEL, ""),
            )


def _level_now(seen: Understood, row: Row) -> str:
    """The code of the level that the form showed the reviewer; empty where it showed none."""
    spec = seen.field_about(About.DECISION, "decided_level")
    for name in _NOW:
        text = str(row.values.get(name) or "").partition("（")[2].rstrip("）")
        plain = text if name == "reviewed" else str(row.values.get(name) or "")
        found = match_choice(plain, spec.choices) if spec and plain else None
        if found is not None:
            return found.code
    return ""
