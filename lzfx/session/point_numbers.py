"""The numbers that the points of an earlier return were given after it was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lzfx.checks.corrections import Before
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.action import Action, Verb
from lzfx.model.risk import PointId
from lzfx.model.roster import Roster
from lzfx.rules.merge import numbers_of


def numbered(before: Before, form: FormSpec, records: Sequence[PointId], roster: Roster) -> Before:
    """The return with the numbers that the record gave its points; others stay without.

    A unit that corrects a point by its printed number means that row, though the return itself
    was written before there were numbers.
    """
    table = form.table_about(About.RISK_POINT)
    if table is None:
        return before
    subject = before.whole.stamp.subject
    post = roster.post(subject)
    unit = post.unit if post else subject
    rows = before.whole.tables.get(table.name, ())
    mine = [one for one in records if one.unit == unit]
    return replace(before, numbers=numbers_of(rows, mine))


def records_at(records: Sequence[PointId], done: Sequence[Action], place: int) -> Sequence[PointId]:
    """The records of numbers that there were before the action at that place (from 1)."""
    added = [
        (at, one.number("fresh") + one.number("reworded"))
        for at, one in enumerate(done, start=1)
        if one.verb is Verb.NUMBER
    ]
    later = sum(count for at, count in added if at >= place)
    return records[: len(records) - later]
