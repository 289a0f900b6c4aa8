"""Rows of a form on paper: boxes, each behind the label that says what belongs into it."""

from __future__ import annotations

from lzfx.content.paper import Box
from lzfx.model.risk import Level

FOUR = (26.0, 52.0, 26.0, 52.0)
"""The widths of a form with two labels and two boxes in a row."""


def labelled(label: str, box: Box) -> tuple[Box, Box]:
    """A box behind its label."""
    return Box(label, label=True), box


def pair(
    label: str, text: str, second: str, other: str, level: Level | None = None
) -> tuple[Box, ...]:
    """Two labels with a box each; the second box is tinted in the colour of `level`."""
    return (
        *labelled(label, Box(text, align="center")),
        *labelled(second, Box(other, level=level, align="center")),
    )


def wide(label: str, text: str, lines: float = 1.0) -> tuple[Box, ...]:
    """A label with one box over the rest of the row, `lines` high at least."""
    return labelled(label, Box(text, span=3, lines=lines))
