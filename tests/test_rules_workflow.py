"""Every arrow of the declaration's states, every event refused where there is no arrow."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.rules.workflow import (
    TRANSITIONS,
    Event,
    Next,
    NoSuchArrow,
    Situation,
    State,
    next_step,
    state_after,
)

ISSUE, BACK, ACCEPT, MERGE = Event.ISSUE, Event.SEND_BACK, Event.ACCEPT, Event.MERGE
WAYS_TO = {
    State.NOT_ISSUED: (),
    State.ISSUED: (ISSUE,),
    State.SENT_BACK: (ISSUE, BACK),
    State.ACCEPTED: (ISSUE, ACCEPT),
    State.MERGED: (ISSUE, ACCEPT, MERGE),
    State.CORRECTING: (ISSUE, ACCEPT, BACK),
}


@pytest.mark.parametrize(("state", "event"), TRANSITIONS, ids=str)
def test_arrow__leads_where_it_says(state: State, event: Event) -> None:
    assert state_after((*WAYS_TO[state], event)) is TRANSITIONS[state, event]


@pytest.mark.parametrize(
    ("state", "event"),
    [
        pair
        for pair in product(State, Event)
        if pair not in TRANSITIONS
        and not (pair[0] is State.NOT_ISSUED and pair[1] in {BACK, ACCEPT})
    ],
    ids=str,
)
def test_no_arrow__is_refused(state: State, event: Event) -> None:
    with pytest.raises(NoSuchArrow):
        state_after((*WAYS_TO[state], event))


def test_return_without_a_known_issue__implies_one() -> None:
    assert state_after((ACCEPT,)) is State.ACCEPTED
    assert state_after((BACK,)) is State.SENT_BACK


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((ISSUE, BACK, BACK, ACCEPT), State.ACCEPTED),
        ((ISSUE, ACCEPT, MERGE, BACK), State.CORRECTING),  # the valid earlier one still counts
        ((ISSUE, ACCEPT, MERGE, BACK, ACCEPT), State.ACCEPTED),
        ((ISSUE, ACCEPT, MERGE, ISSUE), State.MERGED),
    ],
)
def test_stories(events: tuple[Event, ...], state: State) -> None:
    assert state_after(events) is state


@given(st.lists(st.sampled_from([ISSUE, BACK, ACCEPT])))
def test_a_valid_return__is_never_displaced_by_an_invalid_one(events: list[Event]) -> None:
    state = state_after((ISSUE, *events))
    assert (state in {State.ACCEPTED, State.CORRECTING}) == (ACCEPT in events)


@pytest.mark.parametrize(
    ("states", "unread", "unsent", "unpublished", "wanted"),
    [
        ({State.NOT_ISSUED: 1, State.ACCEPTED: 5}, 3, 2, (), Next.ISSUE),
        ({State.ISSUED: 2}, 1, 2, (), Next.COLLECT),
        ({State.ISSUED: 2}, 0, 2, (), Next.SEND),
        ({State.ISSUED: 1, State.ACCEPTED: 1}, 0, 0, ("overview",), Next.MERGE),
        ({State.ISSUED: 1, State.MERGED: 1}, 0, 0, ("overview",), Next.WAIT),
        ({State.CORRECTING: 1, State.MERGED: 1}, 0, 0, (), Next.WAIT),
        ({State.MERGED: 2}, 0, 0, ("handbook",), Next.PUBLISH),
        ({State.MERGED: 2}, 0, 0, (), Next.DONE),
    ],
)
def test_next_step(
    states: dict[State, int], unread: int, unsent: int, unpublished: tuple[str, ...], wanted: Next
) -> None:
    assert next_step(Situation(states, unread, unsent, unpublished)) is wanted
