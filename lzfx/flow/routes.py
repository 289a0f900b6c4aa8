"""By which free channels each way of a page runs.

Lane borders are free vertical channels, gaps between rows free horizontal ones; a way may also
run down the middle of a lane where its rows are empty. So no way crosses a step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from lzfx.flow.rows import Way
from lzfx.model.flow import Shape

Port = Literal["down", "left", "right"]
_SIDED = 3
"""A decision with more exits uses its lower edges only."""


@dataclass(frozen=True, slots=True)
class Route:
    """How a way runs; the vertical part is in a channel, down a lane, or (both None) missing.

    `channel` k is the border left of lane k; its tracks are counted from that side (`near`) whose
    lane they serve. `gap_out` and `gap_in` are the gaps (k is above row k) in which it runs
    sideways; `middle_out` and `middle_in` say that it leaves or arrives in the middle of a step.
    """

    way: Way
    source: int
    target: int
    back: bool = False
    leaves: Port = "down"
    arrives: Port = "down"
    channel: int | None = None
    near: Port = "left"
    track: int = 0
    lane: int | None = None
    gap_out: int | None = None
    gap_in: int | None = None
    middle_out: bool = False
    middle_in: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What stands on a page: places as (row, lane) from row 0, ways that stay on it, in order.

    `leaving` are the steps with an exit to elsewhere: all exits of such a decision go down.
    """

    places: Mapping[int, tuple[int, int]]
    shapes: Mapping[int, Shape]
    exits: Mapping[int, int]
    labelled: Collection[Way]
    ways: Mapping[Way, int]
    back: Collection[Way]
    leaving: Collection[int]
    lanes: int


@dataclass(slots=True)
class _Taken:
    """What is already used, as routes are laid one after another."""

    sides: set[tuple[int, Port]] = field(default_factory=set)
    middles: set[tuple[int, str]] = field(default_factory=set)
    cells: set[tuple[int, int]] = field(default_factory=set)
    across: dict[tuple[int, int], set[Port | None]] = field(default_factory=dict)
    tracks: dict[tuple[int, Port], list[list[tuple[int, int]]]] = field(default_factory=dict)


def routes_of(board: Board) -> dict[Way, Route]:
    """A route for every way of the board; the straight ones are laid first, then the short."""
    taken = _Taken(cells=set(board.places.values()))
    found: dict[Way, Route] = {}
    for way in sorted(board.ways, key=lambda way: _straight_first(board, way)):
        for candidate in _candidates(board, way, found):
            laid = _laid(board, taken, candidate)
            if laid is not None:
                found[way] = laid
                break
    return found


def _straight_first(board: Board, way: Way) -> tuple[bool, int, int, Way]:
    (row, lane), (to_row, to_lane) = board.places[way[0]], board.places[board.ways[way]]
    span = abs(to_row - row)
    straight = way not in board.back and lane == to_lane
    return (not straight, span, abs(to_lane - lane), way)


def _candidates(board: Board, way: Way, found: Mapping[Way, Route]) -> Iterator[Route]:
    """Every route the way may take, the plainest first; the last ones always fit."""
    source, target = way[0], board.ways[way]
    back = way in board.back
    plain = Route(way, source, target, back)
    row, lane = board.places[source]
    to_row, to_lane = board.places[target]
    sideways = _may_leave_sideways(board, way, found)
    if not back:
        if lane == to_lane:
            yield replace(plain, lane=lane, middle_out=True, middle_in=True)
        if sideways:
            yield from _sideways_down(plain, board)
        if to_row == row + 1:
            yield replace(plain, gap_out=to_row)
        else:
            yield replace(plain, gap_out=row + 1, lane=to_lane, middle_in=True)
            yield replace(plain, gap_in=to_row, lane=lane, middle_out=True)
            yield from _round(plain, board, row + 1)
        return
    if sideways:
        yield from _back_sideways(plain, board)
    yield from _back_down(plain, board, row + 1)


def _may_leave_sideways(board: Board, way: Way, found: Mapping[Way, Route]) -> bool:
    """One exit of a decision goes down, the others may go sideways; of other steps, ways back."""
    source = way[0]
    if source in board.leaving:
        return False
    if board.shapes[source] != "decision":
        return way in board.back and way not in board.labelled
    if board.exits[source] > _SIDED:
        return False
    others = [sibling for sibling in board.ways if sibling[0] == source and sibling != way]
    down = any(sibling in found and found[sibling].leaves == "down" for sibling in others)
    later = [sibling for sibling in others if sibling not in found]
    if way in board.back:
        return down or bool(later)
    return down


def _sideways_down(plain: Route, board: Board) -> Iterator[Route]:
    """Out at the side and down: above the target itself, or by the border beside the source."""
    _, lane = board.places[plain.source]
    to_row, to_lane = board.places[plain.target]
    sides: tuple[Port, ...] = ("right", "left")
    if to_lane != lane:
        side: Port = "right" if to_lane > lane else "left"
        yield replace(plain, leaves=side, lane=to_lane, middle_in=True)
        sides = (side,)
    for leaves in sides:
        yield replace(
            plain,
            leaves=leaves,
            channel=lane + (leaves == "right"),
            near=_other(leaves),
            gap_in=to_row,
        )


def _round(plain: Route, board: Board, gap_out: int) -> Iterator[Route]:
    """Down into the gap, along a border beside the target, and from the gap above it."""
    _, lane = board.places[plain.source]
    to_row, to_lane = board.places[plain.target]
    sides: tuple[Port, ...] = ("left", "right") if to_lane > lane else ("right", "left")
    for side in sides:
        channel = to_lane + (side == "right")
        yield replace(plain, gap_out=gap_out, channel=channel, near=_other(side), gap_in=to_row)


def _back_sideways(plain: Route, board: Board) -> Iterator[Route]:
    _, lane = board.places[plain.source]
    to_row, to_lane = board.places[plain.target]
    sides: tuple[Port, ...] = ("left", "right") if to_lane <= lane else ("right", "left")
    for side in sides:
        channel, near = lane + (side == "right"), _other(side)
        leaving = replace(plain, leaves=side, channel=channel, near=near)
        if to_lane == lane:
            yield replace(leaving, arrives=side)
        elif channel == to_lane + (side == "left"):
            yield replace(leaving, arrives=_other(side))
    for side in sides:
        channel, near = lane + (side == "right"), _other(side)
        yield replace(plain, leaves=side, channel=channel, near=near, gap_in=to_row)


def _back_down(plain: Route, board: Board, gap_out: int) -> Iterator[Route]:
    _, lane = board.places[plain.source]
    _, to_lane = board.places[plain.target]
    sides: tuple[Port, ...] = ("right", "left") if to_lane < lane else ("left", "right")
    for side in sides:
        channel = to_lane + (side == "right")
        yield replace(plain, gap_out=gap_out, channel=channel, near=_other(side), arrives=side)
    yield from _round(plain, board, gap_out)


def _other(side: Port) -> Port:
    return "left" if side == "right" else "right"


def _laid(board: Board, taken: _Taken, route: Route) -> Route | None:
    """The route on the first free track of its channel, and marked as taken; None if it clashes."""
    ends = [(route.source, route.leaves), (route.target, route.arrives)]
    sides = {(number, side) for number, side in ends if side != "down"}
    middles = set()
    if route.middle_out:
        middles.add((route.source, "bottom"))
    if route.middle_in:
        middles.add((route.target, "top"))
    cells = set(_cells(board, route))
    across = list(_across(board, route))
    if sides & taken.sides or middles & taken.middles or cells & taken.cells:
        return None
    for place, near in across:
        there = taken.across.get(place, set())
        if None in there or near in there or (near is None and there):
            return None
    taken.sides |= sides
    taken.middles |= middles
    taken.cells |= cells
    for place, near in across:
        taken.across.setdefault(place, set()).add(near)
    return route if route.channel is None else _on_track(board, taken, route)


def _cells(board: Board, route: Route) -> Iterator[tuple[int, int]]:
    """The empty cells a route runs through."""
    if route.lane is None:
        return
    row, lane = board.places[route.source]
    to_row, _ = board.places[route.target]
    first = row if route.leaves != "down" else row + 1
    yield from ((at, route.lane) for at in range(first, to_row))
    if route.leaves != "down":
        low, high = sorted((lane, route.lane))
        yield from ((row, between) for between in range(low + 1, high))


def _across(board: Board, route: Route) -> Iterator[tuple[tuple[int, int], Port | None]]:
    """The (row, channel) that its sideways parts beside steps enter, and from which side.

    None where such a part crosses the whole channel.
    """
    row, lane = board.places[route.source]
    to_row, to_lane = board.places[route.target]
    if route.leaves != "down":
        if route.channel is None:
            low, high = sorted((lane, to_lane))
            yield from (((row, channel), None) for channel in range(low + 1, high + 1))
        else:
            side = _other(route.leaves)
            yield (row, route.channel), side if side == route.near else None
    if route.arrives != "down" and route.channel is not None:
        side = _other(route.arrives)
        yield (to_row, route.channel), side if side == route.near else None


def _on_track(board: Board, taken: _Taken, route: Route) -> Route:
    """The route on the first track of its channel that is free from its first row to its last."""
    row, _ = board.places[route.source]
    to_row, _ = board.places[route.target]
    start = 2 * route.gap_out if route.gap_out is not None else 2 * row + 1
    end = 2 * route.gap_in if route.gap_in is not None else 2 * to_row + 1
    low, high = sorted((start, end))
    tracks = taken.tracks.setdefault((route.channel or 0, route.near), [])
    for track, used in enumerate(tracks):
        if all(high < first or last < low for first, last in used):
            used.append((low, high))
            return replace(route, track=track)
    tracks.append([(low, high)])
    return replace(route, track=len(tracks) - 1)
