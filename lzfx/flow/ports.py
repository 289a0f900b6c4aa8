"""At which x each way leaves the lower edge of its step and arrives at the upper edge of the next.

Offsets are from the middle of the step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.flow.columns import Columns, TooTightError
from lzfx.flow.routes import Board, Port, Route
from lzfx.flow.rows import Way

EDGE = 2.2
"""From the side of a box to the outermost way that leaves it downwards."""

CONNECTOR_ROOM = 3.0
_BESIDE_CONNECTOR = 3.4
_OUT_LEAST, _OUT_LABELLED = 2.5, 3.55
_OUT_MARKED, _OUT_PLAIN = 12.0, 6.0
_IN_LEAST, _IN_USUAL = 1.7, 3.4


@dataclass(slots=True)
class Ports:
    """x of ways leaving downwards (also to connectors), arriving from above, and of connectors."""

    leaving: dict[Way, float]
    arriving: dict[Way, float]
    connectors: dict[int, float]


def ports_of(
    board: Board,
    routes: Mapping[Way, Route],
    columns: Columns,
    halves: tuple[Mapping[int, float], Mapping[int, float]],
    elsewhere: tuple[Sequence[Way], Sequence[int]],
) -> Ports:
    """Ports of all steps of a page; `halves` are half their widths, below and on top.

    `elsewhere` are the ways that leave to connectors, and the steps that are entered by one.
    """
    cut, entered = elsewhere
    below, on_top = halves
    ports = Ports({}, {}, {})
    for number, (_, lane) in board.places.items():
        centre = columns.centres[lane]
        down = [way for way, route in routes.items() if way[0] == number and route.leaves == "down"]
        away = [way for way in cut if way[0] == number]
        sides = {route.leaves for route in routes.values() if route.source == number}
        offsets = _leaving(board, routes, columns, (down, away), (below[number], sides))
        ports.leaving |= {way: centre + x for way, x in offsets.items()}
    for number, (_, lane) in board.places.items():
        centre = columns.centres[lane]
        arriving = [
            route for route in routes.values() if route.target == number and route.arrives == "down"
        ]
        room = (centre, on_top[number], number in entered)
        offsets = _arriving(arriving, ports, columns, room)
        ports.arriving |= {way: centre + x for way, x in offsets.items()}
        if number in entered:
            ports.connectors[number] = centre - (
                on_top[number] - CONNECTOR_ROOM if arriving else 0.0
            )
    return ports


def _leaving(
    board: Board,
    routes: Mapping[Way, Route],
    columns: Columns,
    ways: tuple[list[Way], list[Way]],
    room: tuple[float, set[Port]],
) -> dict[Way, float]:
    down, away = ways
    both = sorted((*down, *away))
    if not both:
        return {}
    number = both[0][0]
    here = columns.centres[board.places[number][1]]
    wants = {way: _ahead(routes[way], board, columns) - here for way in down}
    middle = next((way for way in down if routes[way].middle_out), None)
    if middle is None and down and board.shapes[number] == "decision":
        middle = down[0]
    half, sides = room
    edge = half - EDGE
    if board.shapes[number] != "decision":
        sides = set()  # no label stands beside the ways from its sides
    low, high = (0.0 if "left" in sides else -edge), (0.0 if "right" in sides else edge)
    labelled = any(way in board.labelled for way in both)
    pitch = (
        _OUT_LABELLED if labelled else _OUT_LEAST,
        _OUT_MARKED if labelled or away else _OUT_PLAIN,
    )
    for centre in dict.fromkeys((middle, None)):
        if centre is None and middle is not None and _bound_to_middle(routes, middle):
            raise TooTightError(middle)
        order = sorted(
            (way for way in both if way != centre), key=lambda way: (wants.get(way, 0), way)
        )
        places = _slots(
            [wants.get(way, 0.0) for way in order], (low, high), pitch, centred=centre is not None
        )
        if places is not None:
            found = dict(zip(order, places, strict=True))
            return found | ({centre: 0.0} if centre is not None else {})
    raise TooTightError(down[-1] if down else both[-1])


def _bound_to_middle(routes: Mapping[Way, Route], way: Way) -> bool:
    """Whether the way has to leave in the middle."""
    return way in routes and routes[way].middle_out


def _ahead(route: Route, board: Board, columns: Columns) -> float:
    """Towards which x a way turns after it has left downwards."""
    if route.channel is not None:
        return columns.track(route)
    lane = route.lane if route.gap_out is not None and route.lane is not None else None
    return columns.centres[board.places[route.target][1] if lane is None else lane]


def _arriving(
    arriving: Sequence[Route], ports: Ports, columns: Columns, room: tuple[float, float, bool]
) -> dict[Way, float]:
    centre, half, entered = room
    wants: dict[Way, float] = {}
    for route in arriving:
        if route.channel is not None:
            wants[route.way] = columns.track(route) - centre
        elif route.lane is not None and not route.middle_in:
            wants[route.way] = columns.centres[route.lane] - centre
        else:
            wants[route.way] = ports.leaving.get(route.way, centre) - centre
    middle = next((route.way for route in arriving if route.middle_in), None)
    edge = half - EDGE
    low = -half + CONNECTOR_ROOM + _BESIDE_CONNECTOR if entered else -edge
    others = sorted((way for way in wants if way != middle), key=lambda way: (wants[way], way))
    places = _slots(
        [wants[way] for way in others], (low, edge), (_IN_LEAST, _IN_USUAL),
        centred=middle is not None,
    )  # fmt: skip
    if places is None:
        raise TooTightError(others[-1])
    found = dict(zip(others, places, strict=True))
    return found | ({middle: 0.0} if middle is not None else {})


def _slots(
    wants: Sequence[float],
    room: tuple[float, float],
    pitch: tuple[float, float],
    *,
    centred: bool,
) -> list[float] | None:
    """A place for each of the wants (ascending), in the same order; None without room for all.

    Places are `pitch` (least, usual) apart; with `centred` the middle itself is already taken.
    """
    low, high = room
    least, usual = pitch
    count = len(wants)
    if not count:
        return []
    if not centred:
        span = min(usual * (count - 1), high - low)
        if count > 1 and span / (count - 1) < least:
            return None
        start = min(max(-span / 2, low), high - span)
        return [start + span * at / max(count - 1, 1) for at in range(count)]
    room_left, room_right = int(-low / least + 1e-9), int(high / least + 1e-9)
    left = sum(want < 0 for want in wants) + sum(not want for want in wants) // 2
    left = min(max(left, count - room_right), room_left)
    right = count - left
    if right > room_right or left < 0:
        return None
    step_left = min(usual, -low / left) if left else 0.0
    step_right = min(usual, high / right) if right else 0.0
    return [-step_left * at for at in range(left, 0, -1)] + [
        step_right * at for at in range(1, right + 1)
    ]
