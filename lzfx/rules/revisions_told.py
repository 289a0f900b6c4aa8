"""What is said of revisions that do not count: the office's own, and what units adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.revision import OWNER, JudgedRevision, RevisionHolds

_SAID: Mapping[RevisionHolds, tuple[FindingCode, str, Severity]] = {
    RevisionHolds.MOOT: ("revision-moot", "after", Severity.ADVICE),
    RevisionHolds.CHANGED: ("revision-content-changed", "before", Severity.QUERY),
    RevisionHolds.GONE: ("revision-point-gone", "about", Severity.QUERY),
    RevisionHolds.NO_FIELD: ("revision-no-field", "field", Severity.QUERY),
    RevisionHolds.UNFIT: ("revision-value-unfit", "after", Severity.QUERY),
    RevisionHolds.NEEDS_GROUP: ("revision-needs-group", "step", Severity.QUERY),
    RevisionHolds.BESIDE: ("revision-of-no-point", "about", Severity.ADVICE),
}
"""What is said of a revision that does not count, and at which of its cells."""

_SAID_OF_OWNER: Mapping[RevisionHolds, tuple[FindingCode, str, Severity]] = {
    RevisionHolds.CHANGED: ("answer-content-changed", "after", Severity.QUERY),
    RevisionHolds.GONE: ("answer-point-gone", "about", Severity.QUERY),
    RevisionHolds.UNFIT: ("answer-value-unfit", "after", Severity.QUERY),
}
"""The same of what a unit adopted; all else needs nobody."""


def revision_findings(
    judged: Iterable[JudgedRevision], titles: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What there is to say of revisions that do not count; `titles` are those of the fields."""
    found = []
    for one in judged:
        revision = one.taken.revision
        said = (_SAID_OF_OWNER if revision.step == OWNER else _SAID).get(one.holds)
        if said is None:
            continue
        code, place, severity = said
        params = {
            "item": revision.number,
            "about": revision.about,
            "title": titles.get(revision.field, revision.field),
            "value": revision.after if one.holds is RevisionHolds.UNFIT else one.says,
        }
        where = one.taken.places.get(place, Where())
        found.append(Finding(code, where, params, severity))
    return tuple(found)
