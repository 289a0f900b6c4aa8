"""The workflow of each kind of thing as a table of arrows; a state is computed from what happened.

A new kind of thing adds its states, its events and its table here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Generic, TypeVar


class State(StrEnum):
    """Where the form of a subject stands."""

    NOT_ISSUED = "not-issued"
    ISSUED = "issued"
    SENT_BACK = "sent-back"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    MERGED = "merged"


class Event(StrEnum):
    """What can happen to the form of a subject."""

    ISSUE = "issue"
    SEND_BACK = "send-back"
    ACCEPT = "accept"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class NoSuchArrow(Exception):  # noqa: N818 - named after what it says
    """An event that cannot happen in that state of that machine."""

    machine: str
    state: StrEnum
    event: StrEnum


_State = TypeVar("_State", bound=StrEnum)
_Event = TypeVar("_Event", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[_State, _Event]):
    """The workflow of one kind of thing: its initial state and every arrow there is.

    An event in `implied` may come first although it has no arrow there: it implies that another
    event came before it, which was not recorded.
    """

    name: str
    initial: _State
    arrows: Mapping[tuple[_State, _Event], _State]
    implied: Mapping[_Event, _Event] = field(default_factory=dict)

    def after(self, state: _State, event: _Event) -> _State:
        """The state that one event leads to; NoSuchArrow where it cannot happen."""
        if state is self.initial and (state, event) not in self.arrows and event in self.implied:
            state = self.after(state, self.implied[event])
        if (state, event) not in self.arrows:
            raise NoSuchArrow(self.name, state, event)
        return self.arrows[state, event]


def state_after(machine: Machine[_State, _Event], events: Iterable[_Event]) -> _State:
    """The state after those events, in the order they happened; NoSuchArrow for an impossible one.

    Without any event it is the initial state.
    """
    return reduce(machine.after, events, machine.initial)


_RETURNED: Mapping[tuple[State, Event], State] = {
    (State.NOT_ISSUED, Event.ISSUE): State.ISSUED,
    (State.ISSUED, Event.ISSUE): State.ISSUED,
    (State.ISSUED, Event.SEND_BACK): State.SENT_BACK,
    (State.ISSUED, Event.ACCEPT): State.ACCEPTED,
    (State.SENT_BACK, Event.ISSUE): State.SENT_BACK,
    (State.SENT_BACK, Event.SEND_BACK): State.SENT_BACK,
    (State.SENT_BACK, Event.ACCEPT): State.ACCEPTED,
    # An invalid later version does not displace a valid earlier one.
    (State.ACCEPTED, Event.ISSUE): State.ACCEPTED,
    (State.ACCEPTED, Event.SEND_BACK): State.CORRECTING,
    (State.ACCEPTED, Event.ACCEPT): State.ACCEPTED,
    (State.CORRECTING, Event.ISSUE): State.CORRECTING,
    (State.CORRECTING, Event.SEND_BACK): State.CORRECTING,
    (State.CORRECTING, Event.ACCEPT): State.ACCEPTED,
}
_MERGED: Mapping[tuple[State, Event], State] = {
    (State.ACCEPTED, Event.MERGE): State.MERGED,
    (State.MERGED, Event.ISSUE): State.MERGED,
    (State.MERGED, Event.SEND_BACK): State.CORRECTING,
    (State.MERGED, Event.ACCEPT): State.ACCEPTED,
    (State.MERGED, Event.MERGE): State.MERGED,
    (State.CORRECTING, Event.MERGE): State.CORRECTING,
}
# A return may come in from one whose issue this ledger has lost.
_IMPLIED: Mapping[Event, Event] = {Event.SEND_BACK: Event.ISSUE, Event.ACCEPT: Event.ISSUE}

RETURN = Machine("return", State.NOT_ISSUED, _RETURNED, _IMPLIED)
"""A form that is finished when its return is accepted.

A subject is CORRECTING while its valid return counts and a later one was sent back.
"""

DECLARATION = Machine("declaration", State.NOT_ISSUED, {**_RETURNED, **_MERGED}, _IMPLIED)
"""A form whose rows are merged into the master table once its return is accepted."""

MACHINES: Mapping[str, Machine[State, Event]] = {one.name: one for one in (RETURN, DECLARATION)}
"""Every workflow there is, by name."""
