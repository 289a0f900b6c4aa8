"""Where lanes, their borders and the tracks beside them stand across a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lzfx.flow.routes import Port, Route
from lzfx.flow.rows import Way

WIDTH = 156.0
LEAST_BOX = 15.2
"""What eight lanes leave for a box when the channels between them take a quarter of the page."""

WIDEST_BOX = 46.0
_ROOMY = 30.0
_IDLE = 9.2
_FIRST = 1.9
_PITCH = 1.4
_BESIDE_BORDER = 0.8
_EMPTY_INNER = 1.1
_EMPTY_OUTER = 1.6


@dataclass(frozen=True, slots=True)
class Columns:
    """x of each lane's middle and of the borders around the lanes; boxes are `2 * half` wide.

    `zone` is how far a lane is free for what belongs to a step, to either side of its middle.
    """

    centres: tuple[float, ...]
    borders: tuple[float, ...]
    half: float
    zone: float
    channels: tuple[tuple[float, float], ...]

    def track(self, route: Route) -> float:
        """X of the track of a route that runs along a border."""
        left, right = self.channels[route.channel or 0]
        offset = _FIRST + route.track * _PITCH
        return left + offset if route.near == "left" else right - offset


class TooTightError(Exception):
    """A page has no room for a way; it has to be cut by connectors."""

    def __init__(self, way: Way) -> None:
        super().__init__(way)
        self.way = way


def columns_of(lanes: int, used: Collection[int], routes: Mapping[Way, Route]) -> Columns:
    """Boxes as wide as the tracks leave room for; TooTightError when that is too narrow.

    On a crowded page lanes that are not `used` there are narrow ones.
    """
    counts = _counts(lanes, routes)
    parts = [
        (
            _part(counts[at, "left"]) if at else 0.0,
            _part(counts[at, "right"]) if at < lanes else 0.0,
        )
        for at in range(lanes + 1)
    ]
    outer = ((0.0, max(parts[0][1], _EMPTY_OUTER)), (max(parts[-1][0], _EMPTY_OUTER), 0.0))
    parts[0], parts[-1] = outer
    room = WIDTH - sum(map(sum, parts))
    zone = room / lanes
    idle = _IDLE if zone < _ROOMY else zone
    zone = (room - idle * (lanes - len(used))) / len(used)
    if zone < LEAST_BOX:
        raise TooTightError(_in_widest(counts, routes))
    channels, centres, borders = [], [], []
    x = 0.0
    for at, (left, right) in enumerate(parts):
        channels.append((x, x + left + right))
        borders.append(x + left)
        x += left + right
        if at < lanes:
            wide = zone if at in used else idle
            centres.append(x + wide / 2)
            x += wide
    half = min(zone, WIDEST_BOX) / 2
    return Columns(tuple(centres), tuple(borders), half, zone / 2, tuple(channels))


def _counts(lanes: int, routes: Mapping[Way, Route]) -> dict[tuple[int, Port], int]:
    sides: tuple[Port, ...] = ("left", "right")
    counts: dict[tuple[int, Port], int] = {
        (at, side): 0 for at in range(lanes + 1) for side in sides
    }
    for route in routes.values():
        if route.channel is not None:
            place = (route.channel, route.near)
            counts[place] = max(counts[place], route.track + 1)
    return counts


def _part(tracks: int) -> float:
    return _FIRST + (tracks - 1) * _PITCH + _BESIDE_BORDER if tracks else _EMPTY_INNER


def _in_widest(counts: Mapping[tuple[int, Port], int], routes: Mapping[Way, Route]) -> Way:
    """The way on the outermost track of the widest group of tracks."""
    place = max(counts, key=lambda found: (counts[found], found))
    return next(
        way
        for way, route in routes.items()
        if (route.channel, route.near) == place and route.track == counts[place] - 1
    )
