"""The states of a declaration as a table of arrows, and the state computed from what happened.

As far as declarations come in and are merged; review and publicity will add their arrows here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where the declaration of a subject stands."""

    NOT_ISSUED = "not-issued"
    ISSUED = "issued"
    SENT_BACK = "sent-back"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    MERGED = "merged"


class Event(StrEnum):
    """What can happen to it."""

    ISSUE = "issue"
    SEND_BACK = "send-back"
    ACCEPT = "accept"
    MERGE = "merge"


TRANSITIONS: Mapping[tuple[State, Event], State] = {
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
    (State.ACCEPTED, Event.MERGE): State.MERGED,
    (State.MERGED, Event.ISSUE): State.MERGED,
    (State.MERGED, Event.SEND_BACK): State.CORRECTING,
    (State.MERGED, Event.ACCEPT): State.ACCEPTED,
    (State.MERGED, Event.MERGE): State.MERGED,
    (State.CORRECTING, Event.ISSUE): State.CORRECTING,
    (State.CORRECTING, Event.SEND_BACK): State.CORRECTING,
    (State.CORRECTING, Event.ACCEPT): State.ACCEPTED,
    (State.CORRECTING, Event.MERGE): State.CORRECTING,
}
"""Every arrow; what is not here cannot happen.

CORRECTING is a subject whose valid return counts while a later one was sent back.
"""


@dataclass(frozen=True, slots=True)
class NoSuchArrow(Exception):  # noqa: N818 - named after what it says
    """An event that cannot happen in that state."""

    state: State
    event: Event


def state_after(events: Iterable[Event]) -> State:
    """The state after those events, in the order they happened; NoSuchArrow for an impossible one.

    A return may come in from a unit whose issue this ledger has lost: a first return implies that
    a form was issued.
    """
    state = State.NOT_ISSUED
    for event in events:
        if state is State.NOT_ISSUED and event in {Event.SEND_BACK, Event.ACCEPT}:
            state = TRANSITIONS[state, Event.ISSUE]
        try:
            state = TRANSITIONS[state, event]
        except KeyError:
            raise NoSuchArrow(state, event) from None
    return state


@dataclass(frozen=True, slots=True)
class Situation:
    """What a campaign's next step depends on.

    `unread` counts files in 收件 not judged yet; `unsent` letters not drafted since they became
    due; `unpublished` are names of documents whose last edition is older than the master table.
    """

    states: Mapping[State, int]
    unread: int
    unsent: int
    unpublished: tuple[str, ...]


class Next(StrEnum):
    """The one thing to do next."""

    ISSUE = "issue"
    SEND = "send"
    COLLECT = "collect"
    MERGE = "merge"
    WAIT = "wait"
    PUBLISH = "publish"
    DONE = "done"


_WAITING = (State.ISSUED, State.SENT_BACK, State.CORRECTING)


def next_step(situation: Situation) -> Next:
    """What to do next: what others wait for comes before what only the office waits for."""
    count = situation.states
    if count.get(State.NOT_ISSUED, 0):
        return Next.ISSUE
    if situation.unread:
        return Next.COLLECT
    if situation.unsent:
        return Next.SEND
    if count.get(State.ACCEPTED, 0):
        return Next.MERGE
    if any(count.get(state, 0) for state in _WAITING):
        return Next.WAIT
    return Next.PUBLISH if situation.unpublished else Next.DONE
