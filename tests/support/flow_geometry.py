"""Laws of a drawn flow, measured on its boxes and lines alone.

Nothing here asks the layout how it came to its numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from lzfx.flow.drawing import Circle, Line, Node, Page, Pill, Point, Text
from lzfx.flow.rows import Way
from lzfx.model.flow import Flow

Shape = Text | Node | Pill | Circle
Box = tuple[float, float, float, float]
Segment = tuple[Point, Point]
EPS = 0.02
APART = 0.6
"""Ways side by side are at least this far apart, in mm."""

LEAST_TEXT = 8.0


def box(one: Shape) -> Box:
    return one.left, one.top, one.left + one.width, one.top + one.height


def sideways(one: Box, by: float = 0.5) -> Box:
    """The box with what has to stay free on its left and right."""
    return one[0] - by, one[1], one[2] + by, one[3]


def overlap(one: Box, other: Box, eps: float = EPS) -> bool:
    return (
        one[0] < other[2] - eps
        and other[0] < one[2] - eps
        and one[1] < other[3] - eps
        and other[1] < one[3] - eps
    )


def inside(one: Box, other: Box, eps: float = EPS) -> bool:
    return (
        one[0] >= other[0] - eps
        and one[1] >= other[1] - eps
        and one[2] <= other[2] + eps
        and one[3] <= other[3] + eps
    )


def depth_in_diamond(node: Node, x: float, y: float) -> float:
    """Above 0 inside the diamond, 0 on its edge, below 0 outside."""
    left, top, right, bottom = box(node)
    half_width, half_height = (right - left) / 2, (bottom - top) / 2
    return 1 - abs(x - (left + right) / 2) / half_width - abs(y - (top + bottom) / 2) / half_height


def box_hits_node(one: Box, node: Node) -> bool:
    """Whether a box reaches into the shape of a node."""
    if not overlap(one, box(node)):
        return False
    if node.shape != "decision":
        return True
    middle = ((node.left + node.width / 2), (node.top + node.height / 2))
    nearest = (min(max(middle[0], one[0]), one[2]), min(max(middle[1], one[1]), one[3]))
    return depth_in_diamond(node, *nearest) > EPS


def segments(line: Line) -> Iterator[Segment]:
    yield from pairwise(line.points)


def segment_hits_box(segment: Segment, one: Box, eps: float = EPS) -> bool:
    (x1, y1), (x2, y2) = segment
    flat = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    grown = (flat[0] - 2 * eps, flat[1] - 2 * eps, flat[2] + 2 * eps, flat[3] + 2 * eps)
    shrunk = (one[0] + 2 * eps, one[1] + 2 * eps, one[2] - 2 * eps, one[3] - 2 * eps)
    return overlap(grown, shrunk, eps)


def segment_hits_node(segment: Segment, node: Node, *, own: bool) -> bool:
    left, top, right, bottom = box(node)
    if node.shape == "decision":
        (x1, y1), (x2, y2) = segment
        x, y = node.left + node.width / 2, node.top + node.height / 2
        nearest = (min(max(x, min(x1, x2)), max(x1, x2)), min(max(y, min(y1, y2)), max(y1, y2)))
        return depth_in_diamond(node, *nearest) > EPS
    if own and node.wave:
        bottom -= 2 * node.wave
    return segment_hits_box(segment, (left, top, right, bottom))


def shared(one: Segment, other: Segment) -> bool:
    """Whether two segments run along each other closer than `APART`."""
    for axis in (0, 1):
        (a, b), (c, d) = one, other
        if abs(a[axis] - b[axis]) > EPS or abs(c[axis] - d[axis]) > EPS:
            continue
        if abs(a[axis] - c[axis]) >= APART:
            continue
        low = max(min(a[1 - axis], b[1 - axis]), min(c[1 - axis], d[1 - axis]))
        high = min(max(a[1 - axis], b[1 - axis]), max(c[1 - axis], d[1 - axis]))
        if high - low > EPS:
            return True
    return False


def faults(flow: Flow, pages: Sequence[Page]) -> list[str]:
    """Every law that the pages break, in words; empty when they are as they should be."""
    found = []
    for number, page in enumerate(pages, start=1):
        found += [f"page {number}: {one}" for one in page_faults(page)]
    return [*found, *_completeness(flow, pages), *_text_faults(flow, pages)]


def page_faults(page: Page) -> Iterator[str]:
    yield from _inside_page(page)
    yield from _lines_against_boxes(page)
    yield from _lines_against_lines(page)
    yield from _boxes_against_boxes(page)
    yield from _texts_in_their_boxes(page)
    yield from _ends(page)


def _inside_page(page: Page) -> Iterator[str]:
    sheet = (0.0, 0.0, page.width, page.height)
    shapes: tuple[Shape, ...] = (*page.nodes, *page.pills, *page.circles, *page.texts)
    for one in shapes:
        if not inside(box(one), sheet):
            yield f"outside the page: {one}"
    for line in page.lines:
        if not all(inside((x, y, x, y), sheet) for x, y in line.points):
            yield f"outside the page: {line}"
    for one in page.texts:
        if one.size < LEAST_TEXT:
            yield f"too small to read: {one}"


def _lines_against_boxes(page: Page) -> Iterator[str]:
    for line in page.lines:
        for segment in segments(line):
            if all(abs(segment[0][axis] - segment[1][axis]) > EPS for axis in (0, 1)):
                yield f"neither upright nor level: {line}"
            for node in page.nodes:
                if segment_hits_node(segment, node, own=True):
                    yield f"way {line.exits} through step {node.number}"
            yield from (
                f"way {line.exits} brushes a flag"
                for pill in page.pills
                if segment_hits_box(segment, sideways(box(pill)))
            )
            loose: tuple[Shape, ...] = (*page.pills, *page.circles, *page.texts)
            yield from (
                f"way {line.exits} through {type(one).__name__} {one}"
                for one in loose
                if segment_hits_box(segment, box(one))
            )


def _lines_against_lines(page: Page) -> Iterator[str]:
    for one, other in combinations(page.lines, 2):
        for first in segments(one):
            for second in segments(other):
                if shared(first, second):
                    yield f"ways {one.exits} and {other.exits} on one track"
    for line in page.lines:
        for first, second in combinations(tuple(segments(line)), 2):
            if shared(first, second):
                yield f"way {line.exits} doubles back"


def _boxes_against_boxes(page: Page) -> Iterator[str]:
    for one, other in combinations(page.nodes, 2):
        if overlap(box(one), box(other)):
            yield f"steps {one.number} and {other.number} overlap"
    loose: list[Shape] = [*page.pills, *page.circles]
    for mark, mark_too in combinations(loose, 2):
        if overlap(box(mark), box(mark_too)):
            yield f"{mark} and {mark_too} overlap"
    for text, text_too in combinations(page.texts, 2):
        if overlap(box(text), box(text_too)):
            yield f"texts {text} and {text_too} overlap"
    yield from (
        f"connector {circle.letter} on step {node.number}"
        for circle in page.circles
        for node in page.nodes
        if box_hits_node(box(circle), node)
    )
    for text in page.texts:
        yield from _text_against_boxes(page, text)


def _text_against_boxes(page: Page, text: Text) -> Iterator[str]:
    """A text that belongs to no step, flag or connector stands on none."""
    if text.kind in {"label", "page", "lane", "head", "foot", "letter"}:
        for node in page.nodes:
            if box_hits_node(box(text), node):
                yield f"{text} on step {node.number}"
        for pill in page.pills:
            if overlap(box(text), box(pill)):
                yield f"{text} on a flag"
    if text.kind != "letter":
        for circle in page.circles:
            if overlap(box(text), box(circle)):
                yield f"{text} on connector {circle.letter}"


def _texts_in_their_boxes(page: Page) -> Iterator[str]:
    for text in page.texts:
        place = box(text)
        if text.kind == "name" and not any(_holds(node, place) for node in page.nodes):
            yield f"not inside a step: {text}"
        if text.kind == "pill" and not any(inside(place, box(pill)) for pill in page.pills):
            yield f"not inside a flag: {text}"
        if text.kind == "letter" and not any(inside(place, box(one)) for one in page.circles):
            yield f"not inside a connector: {text}"
    for pill in page.pills:
        (node,) = (one for one in page.nodes if one.number == pill.number)
        if node.shape != "decision" and not inside(box(pill), box(node)):
            yield f"not inside its step: {pill}"
        if node.shape == "decision" and overlap(box(pill), box(node)):
            yield f"on the diamond: {pill}"
        if node.shape == "decision" and not 0 <= node.top - pill.top <= 60:
            yield f"far from its step: {pill}"


def _holds(node: Node, place: Box) -> bool:
    if not inside(place, box(node)):
        return False
    if node.shape != "decision":
        return place[3] <= node.top + node.height - 2 * node.wave + EPS
    corners = ((x, y) for x in (place[0], place[2]) for y in (place[1], place[3]))
    return all(depth_in_diamond(node, x, y) >= -EPS for x, y in corners)


def _ends(page: Page) -> Iterator[str]:
    """Every way begins and ends at the edge of something, and comes out of the right step."""
    nodes = {node.number: node for node in page.nodes}
    for line in page.lines:
        start, end = line.points[0], line.points[-1]
        if line.part != "arriving":
            source = nodes.get(line.exits[0][0])
            if source is None or not _touches(page, source, start):
                yield f"way {line.exits} does not begin at step {line.exits[0][0]}"
        elif not any(_on_edge(box(one), start) for one in page.circles if one.arriving):
            yield f"way {line.exits} does not begin at a connector"
        if line.part == "leaving":
            if not any(_on_edge(box(one), end) for one in page.circles if not one.arriving):
                yield f"way {line.exits} does not end at a connector"
        elif not any(_touches(page, node, end) for node in page.nodes):
            yield f"way {line.exits} ends nowhere"


def _touches(page: Page, node: Node, point: Point) -> bool:
    if any(one.number == node.number and _on_edge(box(one), point) for one in page.pills):
        return True
    if node.shape == "decision":
        return abs(depth_in_diamond(node, *point)) < EPS
    if _on_edge(box(node), point):
        return True
    left, _, right, bottom = box(node)
    return (
        bool(node.wave)
        and left <= point[0] <= right
        and (bottom - 2 * node.wave - EPS <= point[1] <= bottom + EPS)
    )


def _on_edge(one: Box, point: Point) -> bool:
    x, y = point
    grown = (one[0] - EPS, one[1] - EPS, one[2] + EPS, one[3] + EPS)
    within = grown[0] <= x <= grown[2] and grown[1] <= y <= grown[3]
    near = min(abs(x - one[0]), abs(x - one[2]), abs(y - one[1]), abs(y - one[3]))
    return within and near <= EPS


def _completeness(flow: Flow, pages: Sequence[Page]) -> Iterator[str]:
    drawn = Counter(node.number for page in pages for node in page.nodes)
    if drawn != Counter(step.number for step in flow.steps):
        yield f"steps drawn {drawn}"
    flags = Counter((pill.number, pill.label) for page in pages for pill in page.pills)
    if flags != Counter((one.number, label) for one in flow.steps for label in set(one.risks)):
        yield f"flags drawn {flags}"
    wanted = {(step.number, at): one.to for step in flow.steps for at, one in enumerate(step.exits)}
    yield from _each_exit_once(wanted, pages)
    for page in pages:
        nodes = {node.number: node for node in page.nodes}
        for line in page.lines:
            if line.part != "leaving":
                target = nodes.get(wanted[line.exits[0]])
                if target is None or not _touches(page, target, line.points[-1]):
                    yield f"way {line.exits} does not end at step {wanted[line.exits[0]]}"


def _each_exit_once(wanted: Mapping[Way, int], pages: Sequence[Page]) -> Iterator[str]:
    """One whole way, or one connector at either end, of one letter for each step."""
    whole = Counter(
        way for page in pages for line in page.lines if line.part == "whole" for way in line.exits
    )
    leaving: dict[Way, list[str]] = defaultdict(list)
    arriving: dict[Way, list[str]] = defaultdict(list)
    targets: dict[str, set[int]] = defaultdict(set)
    for circle in (circle for page in pages for circle in page.circles):
        for way in circle.exits:
            (arriving if circle.arriving else leaving)[way].append(circle.letter)
            targets[circle.letter].add(wanted[way])
    for way in wanted:
        ends = (whole[way], len(leaving[way]), len(arriving[way]))
        if ends not in ((1, 0, 0), (0, 1, 1)) or leaving[way] != arriving[way]:
            yield f"exit {way} drawn as {ends}"
    yield from (f"letter {letter} leads to {to}" for letter, to in targets.items() if len(to) > 1)


def _text_faults(flow: Flow, pages: Sequence[Page]) -> Iterator[str]:
    """Every text of the flow is there, whole, in the order it is read."""
    printed = ["".join(text.text for text in page.texts).replace(" ", "") for page in pages]
    for page, text in zip(pages, printed, strict=True):
        for said in page.says:
            if said.replace(" ", "").replace("　", "") not in text.replace("　", ""):
                yield f"says {said!r}, but does not print it"
    everything = "\n".join(printed)
    for step in flow.steps:
        for wanted in (f"{step.number}.{step.name}", step.limit, step.output):
            if wanted.replace(" ", "") not in everything:
                yield f"not printed: {wanted}"
    labels = Counter(one.label for step in flow.steps for one in step.exits if one.label)
    counted = Counter(text for page in pages for text in page.says)
    yield from (f"label {one!r} is missing" for one in labels if counted[one] < labels[one])
