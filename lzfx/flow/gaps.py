"""The gaps between rows: on which track each way runs sideways, so that none lies on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.flow.columns import Columns, TooTightError
from lzfx.flow.ports import EDGE, Ports
from lzfx.flow.routes import Board, Route
from lzfx.flow.rows import Way

_CLOSE = 1.2
"""Two ways side by side are at least this far apart."""

_TRY = 0.85
_BESIDE_CONNECTOR = 3.4
_LEAST_HALF = 7.6


@dataclass(frozen=True, slots=True)
class Stretch:
    """The sideways part of a way in one gap: where it ends upwards (`ups`) and downwards."""

    way: Way
    part: str
    ups: tuple[float, ...]
    downs: tuple[float, ...]

    @property
    def low(self) -> float:
        """Its left end."""
        return min(*self.ups, *self.downs)

    @property
    def high(self) -> float:
        """Its right end."""
        return max(*self.ups, *self.downs)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page as far as it is known before its heights are."""

    board: Board
    routes: Mapping[Way, Route]
    columns: Columns
    ports: Ports


Levels = Mapping[tuple[Way, str], int]


def levels_of(sketch: Sketch, gap: int) -> Levels:
    """The level (0 is uppermost) of each stretch in a gap, keyed by way and `out` or `in`.

    Where two ways would have to pass each other in both directions, an arrival is moved
    aside; TooTightError when there is no room for that.
    """
    while True:
        stretches = [
            stretch
            for route in sketch.routes.values()
            for stretch in _stretches_in(route, sketch, gap)
        ]
        order, stuck = _ordered(stretches)
        if not stuck:
            return _packed(order)
        _move_one(sketch, stretches, stuck)


def _stretches_in(route: Route, sketch: Sketch, gap: int) -> list[Stretch]:
    """The parts of a route that run sideways in that gap: none, one, or (never yet) both."""
    found = []
    ports = sketch.ports
    spine = spine_of(route, sketch.columns)
    if route.gap_out == gap:
        start = ports.leaving[route.way]
        if spine is None:
            found.append(Stretch(route.way, "out", (start,), (ports.arriving[route.way],)))
        elif route.back:
            found.append(Stretch(route.way, "out", (start, spine), ()))
        else:
            found.append(Stretch(route.way, "out", (start,), (spine,)))
    if route.gap_in == gap and spine is not None:
        end = ports.arriving[route.way]
        if route.back:
            found.append(Stretch(route.way, "in", (), (spine, end)))
        else:
            found.append(Stretch(route.way, "in", (spine,), (end,)))
    return found


def spine_of(route: Route, columns: Columns) -> float | None:
    """X of the vertical part of a route, if it has one of its own."""
    if route.channel is not None:
        return columns.track(route)
    return columns.centres[route.lane] if route.lane is not None else None


def _above(stretch: Stretch, other: Stretch) -> bool:
    """Whether `stretch` has to run above `other`: it comes down where the other goes on down."""
    return any(abs(up - down) < _CLOSE for up in stretch.ups for down in other.downs)


def _overlap(stretch: Stretch, other: Stretch) -> bool:
    return stretch.low < other.high + _CLOSE and other.low < stretch.high + _CLOSE


def _crossings(upper: Stretch, lower: Stretch) -> int:
    """How often two stretches cross when the first runs above the second."""
    return sum(lower.low < x < lower.high for x in upper.downs) + sum(
        upper.low < x < upper.high for x in lower.ups
    )


def _ordered(stretches: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """From the uppermost down, with few crossings; and what is left when they block each other."""
    rest, order = list(stretches), []
    while rest:
        free = [
            stretch
            for stretch in rest
            if not any(_above(other, stretch) for other in rest if other is not stretch)
        ]
        if not free:
            break
        best = min(
            free,
            key=lambda stretch: (_cost(stretch, rest), stretch.high - stretch.low, stretch.way),
        )
        rest.remove(best)
        order.append(best)
    return order, rest


def _cost(stretch: Stretch, rest: Sequence[Stretch]) -> int:
    """What is lost by running above all of the rest rather than below them."""
    return sum(
        _crossings(stretch, other) - _crossings(other, stretch)
        for other in rest
        if other is not stretch
    )


def _packed(order: Sequence[Stretch]) -> Levels:
    levels: dict[tuple[Way, str], int] = {}
    for at, stretch in enumerate(order):
        over = [
            levels[other.way, other.part]
            for other in order[:at]
            if _overlap(stretch, other) or _above(other, stretch)
        ]
        levels[stretch.way, stretch.part] = 1 + max(over, default=-1)
    return levels


def _move_one(sketch: Sketch, stretches: Sequence[Stretch], stuck: Sequence[Stretch]) -> None:
    """Move the arrival of one of the stuck ways to where nothing leaves or arrives."""
    routes, columns, ports = sketch.routes, sketch.columns, sketch.ports
    for stretch in stuck:
        route = routes[stretch.way]
        if (
            route.middle_in
            or stretch.way not in ports.arriving
            or (stretch.part == "out" and route.gap_in is not None)
        ):
            continue
        centre = columns.centres[sketch.board.places[route.target][1]]
        used = [x for other in stretches for x in (*other.ups, *other.downs)]
        used.append(centre)  # a straight way may run there
        edge = min(columns.half, _LEAST_HALF) - EDGE
        count = int(2 * edge / _TRY)
        places = sorted((-edge + _TRY * at for at in range(count + 1)), key=abs)
        connector = ports.connectors.get(route.target)
        for place in places:
            x = centre + place
            beside = connector is None or abs(x - connector) >= _BESIDE_CONNECTOR
            if beside and all(abs(x - other) >= _CLOSE for other in used):
                ports.arriving[stretch.way] = x
                return
    movable = [stretch.way for stretch in stuck if not routes[stretch.way].middle_in]
    raise TooTightError((movable or [stuck[0].way])[-1])
