"""What is written beside the exits of a step: labels, and connectors to and from elsewhere.

All offsets are from the middle of the step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lzfx.flow.drawing import Circle, Drawn, Text
from lzfx.flow.routes import Route
from lzfx.flow.rows import Way
from lzfx.flow.shapes import SMALL, Shaped, line_height, text_line
from lzfx.flow.text import MM, extent, wrap

CIRCLE = 4.4
_EM = SMALL * MM
_GAP = 0.5
_BESIDE = 0.35
_PAIR = 2
_CLOSE_ENOUGH = 1e-6
_NOWHERE = 1e6
_ABOVE_CIRCLE = 2.0
_UNDER_CIRCLE = 2.6
_WIDE_CAPTION, _NARROW_CAPTION = 2 * _EM + 0.2, 1.2 * _EM


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks(Drawn):
    """The marks of one step; `reach` is how far below (or, arriving, above) its middle they go."""

    reach: float = 0.0


def leaving_marks(
    shape: Shaped,
    zone: float,
    ports: Mapping[Way, float],
    routes: Sequence[Route],
    away: Mapping[Way, tuple[str, str]],
) -> Marks:
    """Labels of all exits, and the connectors of those that go elsewhere.

    `ports` are the exits that go down with their x, `routes` those that stay on the page, `away`
    the others with letter and caption; `zone` is how far the step's lane is free to either side.
    """
    labels = {(shape.step.number, at): exit_.label for at, exit_ in enumerate(shape.step.exits)}
    beside = [
        _side_label(shape, zone, route.leaves, labels[route.way])
        for route in routes
        if route.leaves != "down" and labels[route.way]
    ]
    texts = [text for column in beside for text in column]
    reach = max((text.top + text.height for text in texts), default=0.0)
    below, says = _labels_below(zone, ports, labels, max(reach, shape.drop) + _GAP)
    texts += below
    circles, captions, more = _connectors_below(shape, ports, away, below)
    said = [labels[route.way] for route in routes if route.leaves != "down" and labels[route.way]]
    ends = (
        reach,
        *(text.top + text.height for text in (*below, *captions)),
        *(circle.top + circle.height for circle in circles),
    )
    return Marks(
        texts=(*texts, *captions),
        circles=tuple(circles),
        says=(*said, *says, *more),
        reach=max(ends),
    )


def _column(lines: Sequence[str], left: float, top: float) -> list[Text]:
    """Lines one under the other from `left`, as wide as each is."""
    high = line_height(SMALL)
    return [
        text_line("label", line, (left + extent(line) * _EM / 2, top + at * high), SMALL)
        for at, line in enumerate(lines)
    ]


def side_room(label: str) -> float:
    """How much a label takes on the way at the side of a diamond, in mm."""
    return extent(label) * _EM + 2 * _GAP


def _side_label(shape: Shaped, zone: float, side: str, label: str) -> list[Text]:
    """On the way itself where there is room beside the diamond, else under it, off the diamond."""
    sign = 1 if side == "right" else -1
    high = line_height(SMALL)
    if side_room(label) <= zone - shape.half + _CLOSE_ENOUGH:
        left = shape.half + _GAP if sign > 0 else -shape.half - _GAP - extent(label) * _EM
        return _column((label,), left, -high - _GAP / 2)
    lines, width, top = min(
        (_under_side(shape, zone, label, room / 2) for room in range(2, int(2 * zone / _EM) + 1)),
        key=lambda found: (found[2] + len(found[0]) * high, found[1]),
    )
    left = zone - _GAP / 2 - width if sign > 0 else -zone + _GAP / 2
    return _column(lines, left, top)


def _under_side(
    shape: Shaped, zone: float, label: str, room: float
) -> tuple[tuple[str, ...], float, float]:
    """The label in lines of `room` ems: the lines, their width, and how far down they begin.

    They begin where they clear the diamond, and do not reach its middle, where a way goes down.
    """
    lines = wrap(label, room)
    width = max(map(extent, lines)) * _EM
    inner = zone - _GAP / 2 - width - _GAP
    top = shape.drop * (1 - min(inner / shape.half, 1.0))
    return lines, width, top + _GAP if inner >= _GAP else _NOWHERE


def _labels_below(
    zone: float, ports: Mapping[Way, float], labels: Mapping[Way, str], top: float
) -> tuple[list[Text], list[str]]:
    """Each label beside its way from `top` down, right of it where nothing speaks against it."""
    order = sorted(ports, key=lambda way: ports[way])
    texts: list[Text] = []
    said: list[str] = []
    under = top
    for at, way in enumerate(order):
        if not labels[way]:
            continue
        before = ports[order[at - 1]] if at else -zone
        after = ports[order[at + 1]] if at + 1 < len(order) else zone
        x = ports[way]
        last = at > 0 and at + 1 == len(order)
        left_side = x - before > after - x if last else len(order) == _PAIR and not at and x >= 0
        room = (x - before if left_side else after - x) - 2 * _BESIDE
        lines = wrap(labels[way], max(room / _EM, 1.0))
        width = max(map(extent, lines)) * _EM
        left = x - _BESIDE - width if left_side else x + _BESIDE
        shared = last and left_side and bool(labels[order[at - 1]]) and len(order) > _PAIR
        shared = shared or (last and left_side and ports[order[0]] < 0)
        column = _column(lines, left, under if shared else top)
        under = column[-1].top + column[-1].height
        texts += column
        said.append(labels[way])
    return texts, said


def _connectors_below(
    shape: Shaped,
    ports: Mapping[Way, float],
    away: Mapping[Way, tuple[str, str]],
    labels: Sequence[Text],
) -> tuple[list[Circle], list[Text], list[str]]:
    """A lettered circle at the end of each exit that goes elsewhere, its caption under it."""
    order = sorted(ports, key=lambda way: ports[way])
    apart = min((ports[after] - ports[before] for before, after in pairwise(order)), default=99.0)
    caption_room = _WIDE_CAPTION if apart >= _WIDE_CAPTION + 2 * _GAP else _NARROW_CAPTION
    staggered = apart < max(CIRCLE, caption_room) + _GAP
    start = max((text.top + text.height for text in labels), default=shape.drop)
    circles: list[Circle] = []
    captions: list[Text] = []
    said: list[str] = []
    depth = line_height(SMALL) * 5 + CIRCLE + _ABOVE_CIRCLE + _GAP
    chosen = [way for way in order if way in away]
    for at, way in enumerate(reversed(chosen)):
        letter, caption = away[way]
        x = ports[way]
        top = start + _ABOVE_CIRCLE + (at % 2) * (depth if staggered else 0.0)
        circles.append(Circle(letter, (way,), x - CIRCLE / 2, top, CIRCLE, CIRCLE))
        captions.append(_letter(letter, x, top))
        lines = wrap(caption, caption_room / _EM)
        captions += _captions(lines, x, top + CIRCLE + _GAP / 2)
        said += [letter, caption]
    return circles, captions, said


def _letter(letter: str, x: float, top: float) -> Text:
    high = line_height(SMALL)
    return text_line("letter", letter, (x, top + (CIRCLE - high) / 2), SMALL, "hei")


def _captions(lines: Sequence[str], x: float, top: float) -> list[Text]:
    high = line_height(SMALL)
    return [text_line("page", line, (x, top + at * high), SMALL) for at, line in enumerate(lines)]


def arriving_marks(
    shape: Shaped, x: float, letter: str, caption: str, exits: tuple[Way, ...]
) -> Marks:
    """The connector above a step that is also reached from elsewhere, its caption over it."""
    top = -shape.above - _UNDER_CIRCLE - CIRCLE
    circle = Circle(letter, exits, x - CIRCLE / 2, top, CIRCLE, CIRCLE, arriving=True)
    lines = wrap(caption, _WIDE_CAPTION / _EM)
    high = line_height(SMALL)
    texts = _captions(lines, x, top - _GAP / 2 - len(lines) * high)
    return Marks(
        texts=(*texts, _letter(letter, x, top)),
        circles=(circle,),
        says=(caption, letter),
        reach=-texts[0].top,
    )
