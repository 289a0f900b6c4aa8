"""Which row of a chart each step stands in, and which ways lead back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.model.flow import Flow

Way = tuple[int, int]
"""A way: the number of its step, and the position of the exit there."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Each step's (row, lane), no two in the same place; `back` are the ways that lead upwards.

    Every other way leads to a lower row. `ways` are all of them in order, with their targets.
    """

    places: Mapping[int, tuple[int, int]]
    ways: Mapping[Way, int]
    back: frozenset[Way]
    rows: int


def grid_of(flow: Flow) -> Grid:
    """Rows by the longest way from the start; steps of one post never share a row."""
    ways = {
        (step.number, at): exit_.to for step in flow.steps for at, exit_ in enumerate(step.exits)
    }
    start = next(step.number for step in flow.steps if step.shape == "start")
    back = _leading_back(flow, start)
    forward = {way: to for way, to in ways.items() if way not in back}
    lanes = {name: at for at, name in enumerate(flow.lanes)}
    lane = {step.number: lanes[step.lane] for step in flow.steps}
    places: dict[int, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for number in _in_order(flow, forward):
        row = max((places[way[0]][0] + 1 for way, to in forward.items() if to == number), default=0)
        while (row, lane[number]) in taken:
            row += 1
        places[number] = (row, lane[number])
        taken.add(places[number])
    return Grid(places, ways, back, 1 + max(row for row, _ in places.values()))


def _leading_back(flow: Flow, start: int) -> frozenset[Way]:
    """The ways that lead to a step one has come through, walking from the start."""
    exits = {step.number: step.exits for step in flow.steps}
    back: set[Way] = set()
    state = {start: 0}
    path = [start]
    done: set[int] = set()
    while path:
        number = path[-1]
        at = state[number]
        if at == len(exits[number]):
            done.add(path.pop())
            continue
        state[number] += 1
        to = exits[number][at].to
        if to in done:
            continue
        if to in state:
            back.add((number, at))
        else:
            state[to] = 0
            path.append(to)
    return frozenset(back)


def _in_order(flow: Flow, forward: Mapping[Way, int]) -> list[int]:
    """Every step after all that lead to it, else in the order of the flow."""
    waiting = {step.number: 0 for step in flow.steps}
    for to in forward.values():
        waiting[to] += 1
    order: list[int] = []
    numbers = [step.number for step in flow.steps]
    while len(order) < len(numbers):
        number = next(
            candidate for candidate in numbers if candidate not in order and not waiting[candidate]
        )
        order.append(number)
        for way, to in forward.items():
            if way[0] == number:
                waiting[to] -= 1
    return order
