"""Records of study: a meeting lies within its campaign, and not more came than were called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lzfx.checks.context import Understood
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import Row, Value

_ABOUT = About.STUDY


def study_within_campaign(seen: Understood) -> Iterator[Finding]:
    """No meeting is before the first stage, or still to come; one after the last is asked about."""
    first, last = seen.known.campaign.days
    received = seen.known.received_on
    for row in seen.rows_about(_ABOUT):
        day = row.values.get("day")
        if not isinstance(day, date):
            continue
        if day < first:
            yield seen.say("study-before-campaign", _ABOUT, row, "day", first=first.isoformat())
        elif day > received:
            # Nobody is sent back because the office's own clock is wrong.
            severity = Severity.ERROR if seen.known.clock_is_sure else Severity.QUERY
            told = received.isoformat()
            yield seen.say("study-to-come", _ABOUT, row, "day", severity, received=told)
        elif day > last:
            told = last.isoformat()
            yield seen.say("study-after-campaign", _ABOUT, row, "day", Severity.QUERY, last=told)


def study_attendance(seen: Understood) -> Iterator[Finding]:
    """Not more attended than should, nor are more named than attended; somebody did attend."""
    for row in seen.rows_about(_ABOUT):
        attended, should = (_number(row, name) for name in ("attended", "should_attend"))
        if attended is None:
            continue
        if attended <= 0:
            yield seen.say("study-nobody-there", _ABOUT, row, "attended")
        if should is not None and attended > should:
            yield seen.say("study-more-than-should", _ABOUT, row, "attended", expected=should)
        named = row.values.get("attendees")
        if isinstance(named, tuple) and len(named) > attended:
            params = {"count": len(named), "expected": attended}
            yield seen.say("study-more-named", _ABOUT, row, "attendees", **params)


def _number(row: Row, name: str) -> int | None:
    value: Value = row.values.get(name)
    return value if isinstance(value, int) else None
