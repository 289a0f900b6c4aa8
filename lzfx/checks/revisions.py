"""What a row of revisions must say before it can change the master table."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity
from lzfx.model.revision import GROUP, OF_THE_GROUP

_OF = About.REVISION


def revisions_change_something(seen: Understood) -> Iterator[Finding]:
    """A row whose text stays as it was."""
    for row in seen.rows_about(_OF):
        before, after = row.values.get("before"), row.values.get("after")
        if before and after and fold(str(before)) == fold(str(after)):
            item = row.values.get("number") or ""
            yield seen.say("revision-changes-nothing", _OF, row, "after", item=item)


def revisions_by_the_group(seen: Understood) -> Iterator[Finding]:
    """What only the group may change, approved by somebody else."""
    labels = seen.labels_about(_OF, "field")
    for row in seen.rows_about(_OF):
        field, step = str(row.values.get("field") or ""), row.values.get("step")
        if field in OF_THE_GROUP and step and step != GROUP:
            told = {"item": row.values.get("number") or "", "title": labels.get(field, field)}
            yield seen.say("revision-needs-group", _OF, row, "step", **told)


def revisions_leave_the_edition(seen: Understood) -> Iterator[Finding]:
    """An edition that somebody wrote down: which one it is, the editions tell."""
    for row in seen.rows_about(_OF):
        if row.values.get("version"):
            item = row.values.get("number") or ""
            yield seen.say(
                "revision-version-typed", _OF, row, "version", Severity.ADVICE, item=item
            )
