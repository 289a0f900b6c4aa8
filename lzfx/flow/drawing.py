"""A drawn page of a flow as plain geometry, in millimetres from its top left corner.

Layout makes it, `flow_svg` writes it down, and tests measure it without asking either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a chart; `says` are its texts unbroken, in the order they are drawn."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    pills: tuple[Pill, ...]
    circles: tuple[Circle, ...]
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    says: tuple[str, ...]
