"""Named checks of what is said about the points of others: cross-checks and meetings."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.model.about import About
from lzfx.model.finding import Finding

_CHECKED = "checked_units"
_PRESENT = "present"


def missed_in_checked_units(seen: Understood) -> Iterator[Finding]:
    """A point that was missed lies in a unit which the sender was asked to check."""
    told = seen.known.issued.header.get(_CHECKED, "")
    names = {fold(name) for name in told.split(MULTIPLE)}
    for row in seen.rows_about(About.MISSED_POINT) if told else ():
        unit = row.values.get("unit")
        if unit is not None and fold(seen.known.roster.called(str(unit))) not in names:
            yield seen.say("pair-not-checked", About.MISSED_POINT, row, "unit", expected=told)


def votes_within_attendance(seen: Understood) -> Iterator[Finding]:
    """No more votes on a point than people who were there."""
    present = seen.header.get(_PRESENT)
    if not isinstance(present, int):
        return
    for row in seen.rows_about(About.OPINION):
        votes = [row.values.get(name) for name in ("votes_for", "votes_against")]
        cast = sum(number for number in votes if isinstance(number, int))
        if cast > present:
            told = {"votes": cast, "present": present}
            yield seen.say(
                "meeting-votes-above-attendance", About.OPINION, row, "votes_for", **told
            )
