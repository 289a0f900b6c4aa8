"""A whole flow as pages of the type area: where it is cut, and the frame around each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.flow.checks import printable
from lzfx.flow.drawing import Page
from lzfx.flow.frame import Frame, framed
from lzfx.flow.layout import Body, Connected, body_of
from lzfx.flow.rows import Grid, grid_of
from lzfx.flow.shapes import SMALL
from lzfx.model.flow import Flow

HEIGHT = 203.0
"""The height of a page at most, in mm: the type area less a title or two lines of heading."""

SIZES = (9.0, SMALL)
"""Points of the names of steps; the smaller ones only where they save a page."""

LETTERS = (
    "ABCDEFGHJKLMNPQRSTUVWXYZ甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥abcdefghjkmnpqrstuvwxyz"
)
"""What connectors are called: none that looks like a number or like another."""
_FAR = 99
_GIVE_UP = 3
_LOOK_ON = 3


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the rows of a flow are cut into pages, and in which size its names are."""

    size: float
    pages: tuple[range, ...]
    too_high: bool


def pages_of(flow: Flow) -> tuple[Page, ...]:
    """The flow as drawn pages, each `WIDTH` mm wide and at most `HEIGHT` high.

    Same flow, same pages. ValueError for a flow with a fault that forbids printing it.
    """
    if not printable(flow):
        raise ValueError(f"flow {flow.code!r} has faults; ask flow_faults")
    grid = grid_of(flow)
    cut = min(
        (_cut(flow, grid, size) for size in SIZES),
        key=lambda tried: (tried.too_high, len(tried.pages), -tried.size),
    )
    bodies = _bodies(flow, grid, cut)
    total = len(bodies)
    return tuple(framed(flow, body, number, total) for number, body in enumerate(bodies, start=1))


def _cut(flow: Flow, grid: Grid, size: float) -> _Cut:
    """As few pages as there can be, cut where few ways are cut, or else of about equal length."""
    drafted = _Drafted(flow, grid, size)
    greedy = _filled(drafted, grid.rows, 0)
    if len(greedy) == 1:
        return _Cut(size, greedy, drafted.too_high(greedy))
    even = -(-grid.rows // len(greedy))
    tries = [_filled(drafted, even + more, back) for more in (0, 1) for back in (0, _GIVE_UP)]
    same = [tried for tried in (*tries, greedy) if len(tried) == len(greedy)]
    best = min(same, key=lambda pages: _cost(grid, pages))
    return _Cut(size, best, drafted.too_high(best))


def _filled(drafted: _Drafted, most: int, give_up: int) -> tuple[range, ...]:
    """Each page with as many rows as it has room for, but at most that many.

    A page may give up some of its last rows where that cuts fewer ways.
    """
    rows = drafted.grid.rows
    pages = []
    start = 0
    while start < rows:
        end = drafted.end(start, min(rows, start + most))
        if end < rows:
            least = max(start + 1, end - give_up)
            end = min(range(end, least - 1, -1), key=lambda at: _cut_at(drafted.grid, at))
        pages.append(range(start, end))
        start = end
    return tuple(pages)


def _cut_at(grid: Grid, row: int) -> int:
    """How many ways a cut above that row cuts."""
    return sum(
        (grid.places[way[0]][0] < row) != (grid.places[to][0] < row)
        for way, to in grid.ways.items()
    )


def _cost(grid: Grid, pages: Sequence[range]) -> int:
    """Ways cut, and how unequal the pages are."""
    lengths = [len(rows) for rows in pages]
    return 2 * sum(_cut_at(grid, rows.start) for rows in pages[1:]) + max(lengths) - min(lengths)


class _Drafted:
    """Pages with captions as long as any can be, to see how high they are; each drafted once."""

    def __init__(self, flow: Flow, grid: Grid, size: float) -> None:
        self.grid = grid
        self._flow, self._size = flow, size
        self._heights: dict[range, float] = {}

    def end(self, start: int, last: int) -> int:
        """The row after the last one that a page from `start` has room for, at most `last`."""
        end = start + 1
        for more in range(start + 2, last + 1):
            if self._height(range(start, more)) <= HEIGHT:
                end = more
            elif more > end + _LOOK_ON:  # a few rows more may cut fewer ways and so take less
                break
        return end

    def too_high(self, pages: Sequence[range]) -> bool:
        """Whether a page has no room even for its single row."""
        return any(self._height(rows) > HEIGHT for rows in pages)

    def _height(self, rows: range) -> float:
        if rows not in self._heights:
            letters = dict.fromkeys(self.grid.places, LETTERS[0])
            said = Connected(letters, lambda _: f"接第{_FAR}页", lambda _: f"自第{_FAR}页")
            body = body_of(self._flow, self.grid, rows, said, self._size)
            self._heights[rows] = body.height + Frame.of(self._flow, body.columns).height
        return self._heights[rows]


def _bodies(flow: Flow, grid: Grid, cut: _Cut) -> tuple[Body, ...]:
    """The pages with their true letters and captions."""
    page_of = {
        number: at
        for at, rows in enumerate(cut.pages, start=1)
        for number, (row, _) in grid.places.items()
        if row in rows
    }

    def drawn(rows: range, letters: Mapping[int, str]) -> Body:
        here = page_of[next(n for n, (row, _) in grid.places.items() if row in rows)]
        connected = Connected(
            letters,
            lambda to: "接本页" if page_of[to] == here else f"接第{page_of[to]}页",
            lambda numbers: _from_where({page_of[number] for number in numbers}, here),
        )
        return body_of(flow, grid, rows, connected, cut.size)

    drafts = [drawn(rows, dict.fromkeys(grid.places, "")) for rows in cut.pages]
    tight = frozenset[tuple[int, int]]().union(*(draft.cut for draft in drafts))
    entered = {
        to for way, to in grid.ways.items() if way in tight or page_of[way[0]] != page_of[to]
    }
    order = [step.number for step in flow.steps if step.number in entered]
    letters = {number: LETTERS[at % len(LETTERS)] for at, number in enumerate(order)}
    return tuple(drawn(rows, letters) for rows in cut.pages)


def _from_where(pages: set[int], here: int) -> str:
    if len(pages) > 1:
        return "自各页"
    (page,) = pages
    return "自本页" if page == here else f"自第{page}页"
