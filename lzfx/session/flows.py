"""The flows of the returns that count, as they are drawn: with names of units and chart numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import count

from lzfx.forms.flows import flow_of
from lzfx.forms.spec import FormSpec
from lzfx.model.flow import DrawnFlows, FlowSet
from lzfx.session.opening import Session

_NONE = 0


def flow_set(session: Session, form: FormSpec, drawn: DrawnFlows) -> FlowSet:
    """The flows of returns of that form; a chart without a number has 0 until `charts_of`."""
    words = tuple(session.labels.get("declared_level", {}).values())
    flows = (
        flow_of(one, form, session.roster.called(one.unit), one.number or _NONE)
        for one in drawn.flows
    )
    return FlowSet(tuple(replace(one, level_words=words or one.level_words) for one in flows))


def charts_of(session: Session, flows: FlowSet, only: Collection[str] = ()) -> FlowSet:
    """The flows of those units (all where none is named), each with a chart number.

    Numbers that were given stay, the other charts get the next free one among those of all units.
    """
    taken = {one.number for one in flows.flows}
    free = (number for number in count(1) if number not in taken)
    charts = [one if one.number else replace(one, number=next(free)) for one in flows.flows]
    units = {session.roster.called(code) for code in only}
    return FlowSet(tuple(one for one in charts if not only or one.unit in units))
