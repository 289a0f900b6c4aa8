"""Rows of a form on paper that has four columns: label, box, label, box."""

from __future__ import annotations

from lzfx.content.paper import Box
from lzfx.model.risk import Level

FOUR = (26.0, 52.0, 26.0, 52.0)
"""The widths of such a form."""


def pair(
    label: str, text: str, second: str, other: str, level: Level | None = None
) -> tuple[Box, ...]:
    """Two labels with a box each; the second box is tinted in the colour of `level`."""
    return (
        Box(label, label=True),
        Box(text, align="center"),
        Box(second, label=True),
        Box(other, level=level, align="center"),
    )


def wide(label: str, text: str, lines: float = 1.0) -> tuple[Box, ...]:
    """A label with one box over the rest of the row, `lines` high at least."""
    return (Box(label, label=True), Box(text, span=3, lines=lines))
