"""One page of a chart: some rows of a flow, laid out from the routes to exact millimetres."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lzfx.flow.board import board_of, halves_of, tops_of
from lzfx.flow.columns import Columns, TooTightError, columns_of
from lzfx.flow.drawing import Circle, Drawn, Line, Node, Point
from lzfx.flow.gaps import Levels, Sketch, levels_of, spine_of
from lzfx.flow.marks import Marks, arriving_marks, leaving_marks
from lzfx.flow.ports import Ports, ports_of
from lzfx.flow.routes import Board, Route, routes_of
from lzfx.flow.rows import Grid, Way
from lzfx.flow.shapes import WAVE, Shaped, shaped
from lzfx.model.flow import Flow

_ROOM_BETWEEN = 4.0
_EDGE_ROOM = 2.0
_BEFORE_TRACKS, _AFTER_TRACKS = 1.2, 2.6
_PITCH = 1.7


@dataclass(frozen=True, slots=True)
class Connected:
    """What connectors say: the letter of each step, and captions for leaving and arriving."""

    letters: Mapping[int, str]
    onward: Callable[[int], str]
    from_where: Callable[[Sequence[int]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Drawn):
    """The drawing below the lane heads, its top at 0; `cut` are the ways that end in connectors."""

    columns: Columns
    height: float
    cut: frozenset[Way]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A page before its heights are computed."""

    flow: Flow
    grid: Grid
    board: Board
    routes: Mapping[Way, Route]
    columns: Columns
    ports: Ports
    levels: Sequence[Levels]
    shapes: Mapping[int, Shaped]
    cut: frozenset[Way]
    entering: Mapping[int, tuple[Way, ...]]


def body_of(flow: Flow, grid: Grid, rows: range, connected: Connected, size: float) -> Body:
    """The rows of the flow as one page, names in letters of `size` points.

    Ways that leave the rows end in connectors, and so do ways the page is too tight for.
    """
    cut: frozenset[Way] = frozenset()
    while True:
        try:
            plan = _planned(flow, grid, rows, size, cut)
        except TooTightError as error:
            if error.way in cut:  # the limits of flow.checks leave room for every way
                raise ValueError(f"no room for {error.way} of {flow.code!r}") from error
            cut |= {error.way}
            continue
        return _drawn(plan, connected)


def _planned(flow: Flow, grid: Grid, rows: range, size: float, cut: frozenset[Way]) -> _Plan:
    board, entering = board_of(flow, grid, rows, cut)
    routes = routes_of(board)
    used = {lane for _, lane in board.places.values()}
    columns = columns_of(board.lanes, used, routes)
    away = [way for way in grid.ways if way[0] in board.places and way not in board.ways]
    halves = halves_of(flow, routes, columns)
    ports = ports_of(
        board, routes, columns, (halves, tops_of(flow, halves)), (away, tuple(entering))
    )
    sketch = Sketch(board, routes, columns, ports)
    levels = [levels_of(sketch, gap) for gap in range(len(rows) + 1)]
    shapes = {
        step.number: shaped(flow, step, halves[step.number], size)
        for step in flow.steps
        if step.number in board.places
    }
    return _Plan(flow, grid, board, routes, columns, ports, levels, shapes, cut, entering)


def _drawn(plan: _Plan, connected: Connected) -> Body:
    marks = {number: _marks(plan, number, connected) for number in plan.shapes}
    middles, tracks, height = _heights(plan, marks)
    steps = [_step(plan, number, marks[number], middles) for number in plan.shapes]
    ways = [
        Line((route.way,), _points(plan, route, middles, tracks), route.back)
        for route in plan.routes.values()
    ]
    return Body(
        nodes=tuple(node for step in steps for node in step.nodes),
        lines=(*(line for step in steps for line in step.lines), *ways),
        pills=tuple(pill for step in steps for pill in step.pills),
        circles=tuple(circle for step in steps for circle in step.circles),
        texts=tuple(text for step in steps for text in step.texts),
        says=tuple(said for step in steps for said in step.says),
        columns=plan.columns,
        height=height,
        cut=plan.cut,
    )


def _step(plan: _Plan, number: int, marks: tuple[Marks, Marks], middles: Sequence[float]) -> Drawn:
    """One step in its place on the page, with what is written above and below it."""
    shape = plan.shapes[number]
    row, lane = plan.board.places[number]
    x, y = plan.columns.centres[lane], middles[row]
    arriving, leaving = marks
    circles = (*arriving.circles, *leaving.circles)
    node = Node(
        number, shape.step.shape, -shape.half, -shape.rise, 2 * shape.half, shape.rise + shape.drop,
        shape.level, WAVE if shape.step.shape == "document" else 0.0,
    )  # fmt: skip
    return Drawn(
        nodes=(node,),
        lines=tuple(_to_connectors(shape, circles, plan.grid)),
        pills=tuple(replace(pill, number=number) for pill in shape.pills),
        circles=circles,
        texts=(*arriving.texts, *shape.texts, *leaving.texts),
        says=(*arriving.says, *shape.says, *leaving.says),
    ).moved(x, y)


def _marks(plan: _Plan, number: int, connected: Connected) -> tuple[Marks, Marks]:
    """The marks above and below a step."""
    shape = plan.shapes[number]
    _, lane = plan.board.places[number]
    centre = plan.columns.centres[lane]
    arriving = Marks()
    if number in plan.entering:
        ways = plan.entering[number]
        caption = connected.from_where([way[0] for way in ways])
        x = plan.ports.connectors[number] - centre
        arriving = arriving_marks(shape, x, connected.letters[number], caption, ways)
    ports = {way: x - centre for way, x in plan.ports.leaving.items() if way[0] == number}
    routes = [route for route in plan.routes.values() if route.source == number]
    away = {
        way: (connected.letters[to], connected.onward(to))
        for way, to in plan.grid.ways.items()
        if way[0] == number and way not in plan.routes
    }
    return arriving, leaving_marks(shape, plan.columns.zone, ports, routes, away)


def _heights(
    plan: _Plan, marks: Mapping[int, tuple[Marks, Marks]]
) -> tuple[list[float], list[float], float]:
    """Y of the middle of each row, of the first track of each gap, and of the lower end."""
    count = len(plan.levels) - 1
    sizes = [[0.0] * 4 for _ in range(count)]
    for number, shape in plan.shapes.items():
        row, _ = plan.board.places[number]
        over, under = marks[number]
        found = (
            shape.above,
            shape.drop,
            max(shape.above, over.reach),
            max(shape.drop, under.reach),
        )
        sizes[row] = [max(pair) for pair in zip(sizes[row], found, strict=True)]
    middles: list[float] = []
    tracks: list[float] = []
    y = 0.0
    for gap, levels in enumerate(plan.levels):
        deeper = sizes[gap - 1][3] - sizes[gap - 1][1] if gap else 0.0
        higher = sizes[gap][2] - sizes[gap][0] if gap < count else 0.0
        inside = _EDGE_ROOM if gap in (0, count) else _ROOM_BETWEEN
        if levels:
            inside = _BEFORE_TRACKS + _PITCH * max(levels.values()) + _AFTER_TRACKS
        tracks.append(y + deeper + _BEFORE_TRACKS)
        y += deeper + inside + higher
        if gap < count:
            middles.append(y + sizes[gap][0])
            y += sizes[gap][0] + sizes[gap][1]
    return middles, tracks, y


def _to_connectors(shape: Shaped, circles: Sequence[Circle], grid: Grid) -> Iterator[Line]:
    """The ways between a step, its middle at (0, 0), and its connectors."""
    for circle in circles:
        at = circle.left + circle.width / 2
        back = all(way in grid.back for way in circle.exits)
        if circle.arriving:
            points = ((at, circle.top + circle.height), (at, shape.top_at(at)))
            yield Line(circle.exits, points, back, "arriving")
        else:
            points = ((at, shape.bottom_at(at)), (at, circle.top))
            yield Line(circle.exits, points, back, "leaving")


def _points(
    plan: _Plan, route: Route, middles: Sequence[float], tracks: Sequence[float]
) -> tuple[Point, ...]:
    """The corners of a way from its step to the next."""
    row, lane = plan.board.places[route.source]
    to_row, to_lane = plan.board.places[route.target]
    source, target = plan.shapes[route.source], plan.shapes[route.target]
    x, to_x = plan.columns.centres[lane], plan.columns.centres[to_lane]
    spine = spine_of(route, plan.columns)

    def track(gap: int, part: str) -> float:
        return tracks[gap] + _PITCH * plan.levels[gap][route.way, part]

    points: list[Point] = []
    if route.leaves == "down":
        out = plan.ports.leaving[route.way]
        points.append((out, middles[row] + source.bottom_at(out - x)))
    else:
        out = x + (source.half if route.leaves == "right" else -source.half)
        points.append((out, middles[row]))
    if route.gap_out is not None:
        y = track(route.gap_out, "out")
        points += [(out, y), (plan.ports.arriving[route.way] if spine is None else spine, y)]
    elif spine is not None:
        points.append((spine, points[-1][1]))
    if route.gap_in is not None and spine is not None:
        y = track(route.gap_in, "in")
        points += [(spine, y), (plan.ports.arriving[route.way], y)]
    if route.arrives == "down":
        end = plan.ports.arriving[route.way]
        points.append((end, middles[to_row] + target.top_at(end - to_x)))
    else:
        end = to_x + (target.half if route.arrives == "right" else -target.half)
        points += [(points[-1][0], middles[to_row]), (end, middles[to_row])]
    return _straightened(points)


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points without those on a straight line between their neighbours."""
    kept = [points[0]]
    for point, after in pairwise((*points[1:], points[-1])):
        before = kept[-1]
        same = abs(point[0] - before[0]) + abs(point[1] - before[1]) < 1e-9  # noqa: PLR2004
        flat = any(
            abs(before[axis] - point[axis]) < 1e-9 > abs(point[axis] - after[axis])  # noqa: PLR2004
            for axis in (0, 1)
        )
        if not same and not (flat and point != points[-1]):
            kept.append(point)
    if kept[-1] != points[-1]:
        kept.append(points[-1])
    return tuple(kept)
