"""Named checks of 责任追究: decisions of those entitled, by the day they are told; none goes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lzfx.checks.context import Understood
from lzfx.forms.characters import as_code, fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Severity, Where

_ABOUT = About.ACCOUNTABILITY


@dataclass(frozen=True, slots=True)
class Registered:
    """The numbers of entries that stand in the register, by the issue of the form they came in."""

    numbers: Mapping[int, Collection[str]] = field(default_factory=dict)


def entries_stay(seen: Understood) -> Iterator[Finding]:
    """What was registered once is in every later return of that form, unless it was struck out."""
    stamp = seen.raw.stamp
    known = seen.known.on(Registered).numbers.get(stamp.issue, ()) if stamp else ()
    there = {as_code(str(row.values.get("number") or "")) for row in seen.rows_about(_ABOUT)}
    gone = tuple(number for number in known if as_code(number) not in there)
    if gone:
        located = seen.located_about(_ABOUT)
        where = Where(seen.raw.file, located.sheet if located else "")
        yield Finding("accountability-entry-gone", where, {"numbers": gone, "number": gone[0]})


def entitled(campaign: Campaign) -> tuple[str, ...]:
    """Who may decide: those of the settings, else the office and the bodies it has named."""
    own = (campaign.commission, *campaign.bodies.values())
    return campaign.accountability.bodies or tuple(dict.fromkeys(own))


def decided_by_entitled(seen: Understood) -> Iterator[Finding]:
    """A decision is registered only where somebody entitled took it."""
    names = entitled(seen.known.campaign)
    known = {fold(name) for name in names}
    for row in seen.rows_about(_ABOUT):
        body = row.values.get("body")
        if body is not None and fold(str(body)) not in known:
            told = MULTIPLE.join(names)
            yield seen.say("accountability-not-entitled", _ABOUT, row, "body", known=told)


def decided_in_order(seen: Understood) -> Iterator[Finding]:
    """What is registered was decided: its day is not to come."""
    received = seen.known.received_on
    # Nobody is sent back because the office's own clock is wrong.
    severity = Severity.ERROR if seen.known.clock_is_sure else Severity.QUERY
    for row in seen.rows_about(_ABOUT):
        day = row.values.get("decided_on")
        if isinstance(day, date) and day > received:
            told = received.isoformat()
            yield seen.say(
                "accountability-out-of-order",
                _ABOUT,
                row,
                "decided_on",
                severity,
                received=told,
            )
