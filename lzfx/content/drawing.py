"""Blocks that are drawings: a figure as SVG, and a chart as the numbers it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as a whole SVG document, the same one in every format, `width` x `height` mm.

    Larger than the type area it is made smaller as a whole. `alt` says in words what it shows;
    `says` are the texts in it, in order, so that whoever looks for a text need not read SVG.
    """

    svg: str
    width: float
    height: float
    alt: str
    says: tuple[str, ...] = ()
    caption: str = ""
    landscape: bool = False
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a chart; `level` (1, 2, 3) gives it the level's colour and hatching."""

    name: str
    values: tuple[int, ...]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers shown as stacked bars (one bar a category) or as a heat map (series x categories).

    Each series has as many values as there are categories. Paper gets it drawn
    (`content.charts`), a workbook as a chart of its own over the same numbers.
    """

    shape: Literal["bars", "heat"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    alt: str
    kind: str = "chart"
