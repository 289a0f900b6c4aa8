"""How measures stand, row by row: days that can be, reasons that are there, owners who may own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity
from lzfx.model.measure import Stands
from lzfx.model.office import meaning_of
from lzfx.model.submission import Row

_ABOUT = About.MEASURE


def measures_in_time(seen: Understood) -> Iterator[Finding]:
    """A measure was not carried out on a day still to come; one before the campaign is asked about.

    No point existed before its campaign began.
    """
    first, received = seen.known.campaign.days[0], seen.known.received_on
    for row in seen.rows_about(_ABOUT):
        day = row.values.get("done_on")
        if not isinstance(day, date):
            continue
        if day > received:
            # Nobody is sent back because the office's own clock is wrong.
            severity = Severity.ERROR if seen.known.clock_is_sure else Severity.QUERY
            told = received.isoformat()
            yield seen.say("measure-done-ahead", _ABOUT, row, "done_on", severity, received=told)
        elif day < first:
            told = first.isoformat()
            yield seen.say(
                "measure-done-before", _ABOUT, row, "done_on", Severity.QUERY, first=told
            )


def measures_explained(seen: Understood) -> Iterator[Finding]:
    """Whoever is past the day of a measure says why; a day of doing belongs to what was done."""
    for row in seen.rows_about(_ABOUT):
        due, done = row.values.get("due"), _stands(seen, row) == Stands.DONE
        late = isinstance(due, date) and due < seen.known.received_on
        if late and not done and not row.values.get("reason"):
            params = {"due": str(due)}
            yield seen.say("measure-late-unexplained", _ABOUT, row, "reason", **params)


def measures_by_others(seen: Understood) -> Iterator[Finding]:
    """Nobody monitors himself: who monitors a point carries out none of its measures (G13)."""
    people = {fold(one.name) for one in seen.known.roster.people.values() if one.name}
    for row in seen.rows_about(_ABOUT):
        owner, monitor = (fold(str(row.values.get(name) or "")) for name in ("owner", "monitor"))
        both = sorted(name for name in people if name in owner and name in monitor)
        if both:
            yield seen.say("measure-by-monitor", _ABOUT, row, "owner", person=both[0])


def _stands(seen: Understood, row: Row) -> str:
    """What the state of a row means."""
    spec = seen.field_about(_ABOUT, "state")
    code = str(row.values.get("state") or "")
    acts_as = {one.code: one.acts_as for one in spec.choices} if spec else {}
    return meaning_of(code, acts_as.get(code, ""))
