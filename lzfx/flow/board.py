"""What stands on one page of a flow, and how wide its steps may be there."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.flow.columns import Columns
from lzfx.flow.marks import side_room
from lzfx.flow.routes import Board, Route
from lzfx.flow.rows import Grid, Way
from lzfx.model.flow import Flow

_LEAST_DIAMOND = 11.0
_FLAGGED = 7.6
"""Half the widths, in mm: of a diamond beside labels at least, and of any flag."""


def halves_of(flow: Flow, routes: Mapping[Way, Route], columns: Columns) -> dict[int, float]:
    """Half the width of each shape: a diamond leaves room for the labels at its sides, if any."""
    labels = {
        (step.number, at): exit_.label for step in flow.steps for at, exit_ in enumerate(step.exits)
    }
    halves = {step.number: columns.half for step in flow.steps}
    for way, route in routes.items():
        if route.leaves != "down" and labels[way]:
            narrower = columns.half - side_room(labels[way])
            if narrower >= _LEAST_DIAMOND:
                halves[way[0]] = min(halves[way[0]], narrower)
    return halves


def tops_of(flow: Flow, halves: Mapping[int, float]) -> dict[int, float]:
    """Half the width on which ways arrive: of a diamond with flags on top, the flags alone."""
    return {
        step.number: min(halves[step.number], _FLAGGED)
        if step.risks and step.shape == "decision"
        else halves[step.number]
        for step in flow.steps
    }


def board_of(
    flow: Flow, grid: Grid, rows: range, cut: frozenset[Way]
) -> tuple[Board, dict[int, tuple[Way, ...]]]:
    """What stands in those rows, and the ways that enter each step by a connector."""
    here = {number for number, (row, _) in grid.places.items() if row in rows}
    staying = {
        way: to for way, to in grid.ways.items() if way[0] in here and to in here and way not in cut
    }
    entering: dict[int, tuple[Way, ...]] = {}
    for way, to in grid.ways.items():
        if to in here and way not in staying:
            entering[to] = (*entering.get(to, ()), way)
    steps = [step for step in flow.steps if step.number in here]
    board = Board(
        places={
            step.number: (grid.places[step.number][0] - rows.start, grid.places[step.number][1])
            for step in steps
        },
        shapes={step.number: step.shape for step in steps},
        exits={step.number: len(step.exits) for step in steps},
        labelled=frozenset(
            (step.number, at)
            for step in steps
            for at, exit_ in enumerate(step.exits)
            if exit_.label
        ),
        ways=staying,
        back=grid.back,
        leaving=frozenset(way[0] for way in grid.ways if way[0] in here and way not in staying),
        lanes=len(flow.lanes),
    )
    return board, entering
