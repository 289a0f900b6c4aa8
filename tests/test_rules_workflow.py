"""Every arrow of every workflow, every event refused where there is no arrow."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.rules.workflow import (
    DECLARATION,
    MACHINES,
    RETURN,
    Event,
    Machine,
    NoSuchArrow,
    State,
    state_after,
)

ISSUE, BACK, ACCEPT, MERGE = Event.ISSUE, Event.SEND_BACK, Event.ACCEPT, Event.MERGE
TABLES = {
    RETURN.name: """
        state         issue        send-back    accept    merge
        not-issued    issued       sent-back    accepted  .
        issued        issued       sent-back    accepted  .
        sent-back     sent-back    sent-back    accepted  .
        accepted      accepted     correcting   accepted  .
        correcting    correcting   correcting   accepted  .
    """,
    DECLARATION.name: """
        state         issue        send-back    accept    merge
        not-issued    issued       sent-back    accepted  .
        issued        issued       sent-back    accepted  .
        sent-back     sent-back    sent-back    accepted  .
        accepted      accepted     correcting   accepted  merged
        correcting    correcting   correcting   accepted  correcting
        merged        merged       correcting   accepted  merged
    """,
}
"""What becomes of each state by each event; a dot where it cannot happen."""
CELLS = [
    (name, State(row[0]), Event(event), cell)
    for name, text in TABLES.items()
    for head, *rows in [[line.split() for line in text.strip().splitlines()]]
    for row in rows
    for event, cell in zip(head[1:], row[1:], strict=True)
]
WAYS_TO = {
    State.NOT_ISSUED: (),
    State.ISSUED: (ISSUE,),
    State.SENT_BACK: (ISSUE, BACK),
    State.ACCEPTED: (ISSUE, ACCEPT),
    State.MERGED: (ISSUE, ACCEPT, MERGE),
    State.CORRECTING: (ISSUE, ACCEPT, BACK),
}


@pytest.mark.parametrize(("name", "state", "event", "wanted"), CELLS, ids=str)
def test_arrow__leads_where_it_says_and_no_other_can_happen(
    name: str, state: State, event: Event, wanted: str
) -> None:
    events = (*WAYS_TO[state], event)
    assert state_after(MACHINES[name], WAYS_TO[state]) is state
    if wanted != ".":
        assert state_after(MACHINES[name], events) is State(wanted)
        return
    with pytest.raises(NoSuchArrow) as refused:
        state_after(MACHINES[name], events)
    assert refused.value == NoSuchArrow(name, state, event)


@pytest.mark.parametrize("name", MACHINES)
def test_machine__every_state_and_event_of_its_table_is_tried(name: str) -> None:
    tried = {(state, event) for machine, state, event, _ in CELLS if machine == name}
    states = {state for pair in MACHINES[name].arrows.items() for state in (pair[0][0], pair[1])}
    assert tried == set(product(states, Event))


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda one: one.name)
def test_return_without_a_known_issue__implies_one(machine: Machine[State, Event]) -> None:
    assert state_after(machine, (ACCEPT,)) is State.ACCEPTED
    assert state_after(machine, (BACK,)) is State.SENT_BACK
    assert state_after(machine, ()) is State.NOT_ISSUED


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
    assert state_after(DECLARATION, events) is state


@given(st.lists(st.sampled_from([ISSUE, BACK, ACCEPT])))
def test_a_valid_return__is_never_displaced_by_an_invalid_one(events: list[Event]) -> None:
    state = state_after(RETURN, (ISSUE, *events))
    assert (state in {State.ACCEPTED, State.CORRECTING}) == (ACCEPT in events)
