"""A drawn page as a whole SVG document; fonts are named by their role, nothing is embedded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import hypot

from lzfx.content.palette import LEVEL_TINTS, edge_of
from lzfx.flow.drawing import Circle, Line, Node, Page, Pill, Point, Rule, Text
from lzfx.flow.shapes import CURVE, wave_at
from lzfx.flow.text import MM

ARROW_LENGTH, ARROW_HALF = 1.9, 0.75
_BLACK, _GREY, _WHITE = "#000000", "#8C8C8C", "#FFFFFF"
_BASE = 0.38
"""From the middle of a line of Chinese down to its base line, by its size."""

_WAVE_POINTS = 32
_LEFT = "foot"


def svg_of(page: Page, tints: Mapping[int, str] = LEVEL_TINTS) -> str:
    """The page in millimetres; its texts come in the order of `page.texts`.

    `tints` are the shades of the levels, RRGGBB.
    """
    size = f'width="{_n(page.width)}mm" height="{_n(page.height)}mm"'
    box = f'viewBox="0 0 {_n(page.width)} {_n(page.height)}"'
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>',
        *map(_rule, page.rules),
        *(_node(node, tints) for node in page.nodes),
        *(part for line in page.lines for part in _line(line)),
        *(_pill(pill, tints) for pill in page.pills),
        *map(_circle, page.circles),
        *map(_text, page.texts),
        "</svg>",
    )
    return "\n".join(parts)


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _rule(rule: Rule) -> str:
    (x1, y1), (x2, y2) = rule.start, rule.end
    look = f'stroke="{_GREY}" stroke-width="0.15"' if rule.light else _stroke(_BLACK, 0.2)
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" {look}/>'


def _stroke(colour: str, width: float) -> str:
    return f'stroke="{colour}" stroke-width="{_n(width)}"'


def _node(node: Node, tints: Mapping[int, str]) -> str:
    tint = tints.get(node.level or 0)
    edge = _stroke(edge_of(tint), 0.45) if tint else _stroke(_BLACK, 0.3)
    look = f'fill="{f"#{tint}" if tint else _WHITE}" {edge}'
    if node.shape in ("decision", "document"):
        return f'<polygon points="{_points(tuple(outline(node)))}" {look}/>'
    curve = min(CURVE, node.height / 2) if node.shape in ("start", "end") else 0.0
    return _rectangle((node.left, node.top, node.width, node.height), curve, look)


def outline(node: Node) -> Iterator[Point]:
    """The corners of a diamond, or of a box whose lower edge is a wave."""
    left, top, right, bottom = node.left, node.top, node.left + node.width, node.top + node.height
    if node.shape == "decision":
        x, y = (left + right) / 2, (top + bottom) / 2
        yield from ((x, top), (right, y), (x, bottom), (left, y))
        return
    yield from ((left, top), (right, top))
    for at in range(_WAVE_POINTS, -1, -1):
        x = node.width * at / _WAVE_POINTS
        yield left + x, bottom - node.wave + wave_at(x, node.width)


def _rectangle(box: tuple[float, float, float, float], curve: float, look: str) -> str:
    x, y, width, height = map(_n, box)
    round_ = f' rx="{_n(curve)}"' if curve else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{round_} {look}/>'


def _line(line: Line) -> Iterator[str]:
    """The way, ending where its arrow begins, and the arrow."""
    (x, y), (end_x, end_y) = line.points[-2:]
    length = hypot(end_x - x, end_y - y)
    along = ((end_x - x) / length, (end_y - y) / length)
    base = (end_x - along[0] * ARROW_LENGTH, end_y - along[1] * ARROW_LENGTH)
    dash = ' stroke-dasharray="1.5 0.9"' if line.back else ""
    shaft = (*line.points[:-1], (end_x - along[0], end_y - along[1]))
    yield f'<polyline points="{_points(shaft)}" fill="none" {_stroke(_BLACK, 0.3)}{dash}/>'
    across = (-along[1] * ARROW_HALF, along[0] * ARROW_HALF)
    head = (
        (end_x, end_y),
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
    )
    yield f'<polygon points="{_points(head)}" fill="{_BLACK}"/>'


def _pill(pill: Pill, tints: Mapping[int, str]) -> str:
    tint = tints.get(pill.level or 0)
    edge = edge_of(tint) if tint else _BLACK
    box = (pill.left, pill.top, pill.width, pill.height)
    return _rectangle(box, pill.height / 2, f'fill="{_WHITE}" {_stroke(edge, 0.35)}')


def _circle(circle: Circle) -> str:
    radius = circle.width / 2
    x, y = circle.left + radius, circle.top + radius
    look = f'fill="{_WHITE}" {_stroke(_BLACK, 0.3)}'
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {look}/>'


def _text(text: Text) -> str:
    size = text.size * MM
    y = text.top + text.height / 2 + _BASE * size
    left = text.kind == _LEFT
    x = text.left if left else text.left + text.width / 2
    anchor = "start" if left else "middle"
    look = f'font-family="{text.role}" font-size="{_n(size)}" text-anchor="{anchor}"'
    words = escape(text.text)
    return f'<text x="{_n(x)}" y="{_n(y)}" {look} xml:space="preserve">{words}</text>'
