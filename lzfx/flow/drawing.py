"""A drawn page of a flow as plain geometry, in millimetres from its top left corner.

`flow.layout` and `flow.frame` make it, `flow.svg` writes it down, and tests measure it without
asking either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self, TypeVar

from lzfx.model.flow import Shape
from lzfx.model.risk import Level

Point = tuple[float, float]
Role = Literal["song", "hei"]
Kind = Literal["name", "label", "pill", "letter", "page", "lane", "head", "foot"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: the box it takes (`left`, `top`, `width`, `height`) and where it is set.

    `width` is what the widest font needs; the line is centred in it. `size` is in points.
    """

    kind: Kind
    text: str
    left: float
    top: float
    width: float
    height: float
    size: float
    role: Role = "song"


@dataclass(frozen=True, slots=True)
class Node:
    """The shape of a step; `wave` is how far the lower edge of a document swings up and down."""

    number: int
    shape: Shape
    left: float
    top: float
    width: float
    height: float
    level: Level | None = None
    wave: float = 0.0


@dataclass(frozen=True, slots=True)
class Pill:
    """A risk flag of a step; `level` colours it, its text names number and level in words."""

    number: int
    label: str
    level: Level | None
    left: float
    top: float
    width: float
    height: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A connector: the way goes on, or comes from, where the same letter stands.

    `exits` are the (step, exit) it stands for: one where a way leaves, all where they arrive.
    """

    letter: str
    exits: tuple[tuple[int, int], ...]
    left: float
    top: float
    width: float
    height: float
    arriving: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A way from step to step, or between a step and a connector; its arrow is at the last point.

    `exits` as in `Circle`; `back` ways lead to an earlier step and are dashed.
    """

    exits: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]
    back: bool = False
    part: Literal["whole", "leaving", "arriving"] = "whole"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line of the frame: borders of lanes and heads."""

    start: Point
    end: Point
    light: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn of a flow; `says` are its texts unbroken, in the order they are drawn."""

    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()
    pills: tuple[Pill, ...] = ()
    circles: tuple[Circle, ...] = ()
    texts: tuple[Text, ...] = ()
    says: tuple[str, ...] = ()

    def moved(self, x: float, y: float) -> Self:
        """The same, `x` mm further right and `y` mm further down."""
        return replace(
            self,
            nodes=tuple(_moved(node, x, y) for node in self.nodes),
            lines=tuple(
                replace(line, points=tuple((left + x, top + y) for left, top in line.points))
                for line in self.lines
            ),
            pills=tuple(_moved(pill, x, y) for pill in self.pills),
            circles=tuple(_moved(circle, x, y) for circle in self.circles),
            texts=tuple(_moved(text, x, y) for text in self.texts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Drawn):
    """One page of a chart, `width` x `height` mm."""

    width: float
    height: float
    rules: tuple[Rule, ...]


_Placed = TypeVar("_Placed", Node, Pill, Circle, Text)


def _moved(shape: _Placed, x: float, y: float) -> _Placed:
    return replace(shape, left=shape.left + x, top=shape.top + y)
