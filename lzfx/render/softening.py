"""Unseen places to break long runs of Latin letters, so that nothing runs out of a narrow cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from lzfx.content.blocks import Table
from lzfx.content.paper import Grid
from lzfx.render.lengths import MM_PER_POINT, list_size

BREAK_HERE = "\u200b"
_LONG = 9
"""Characters of a Latin run that stays whole wherever it has room."""
_PIECE = 6
_WIDEST = 0.8
"""Width of a capital Latin letter as a share of its size; most texts are narrower."""
_LINE = 24
"""Capital Latin letters that fit a line of a title, which has the largest letters of all texts."""


def softened(text: str, room: int = _LONG) -> str:
    """The text with a place to break in every Latin run of more than `room` characters, or nine."""
    longest = min(room, _LONG)
    piece = max(min(room, _PIECE), 1)
    runs = re.compile(rf"[!-~]{{{longest + 1},}}")
    return runs.sub(lambda run: re.sub(rf"(.{{{piece}}})(?=.)", rf"\1{BREAK_HERE}", run[0]), text)


def softened_line(text: str) -> str:
    """The text with places to break between all signs of Latin runs that may be wider than a line.

    A justified line is filled up to its last sign then; pieces would leave gaps between its words.
    """
    return re.sub(rf"[!-~]{{{_LINE + 1},}}", lambda run: BREAK_HERE.join(run[0]), text)


def softened_rows(
    block: Table | Grid, rows: Sequence[Any], standard: Mapping[str, Any], *, landscape: bool
) -> list[list[dict[str, Any]]]:
    """The rows of a table or grid as trees, each text softened for the width of its cell."""
    page = standard["page"]
    width = page["text_height"] if landscape else page["text_width"]
    match block:
        case Table():
            look, shares = "table", [column.width for column in block.columns]
            size = list_size(landscape=landscape)
        case Grid():
            look, shares = "grid", list(block.widths)
            size = look
        case _:
            assert_never(block)
    character = standard["sizes"][size] * MM_PER_POINT * _WIDEST
    columns = [width * share / (sum(shares) or 1.0) for share in shares]
    found = []
    for cells in rows:
        row, at = [], 0
        for cell in cells:
            span = cell.get("span", 1)
            inner = sum(columns[at : at + span]) - 2 * standard[look]["inset_x"]
            at += span
            row.append({**cell, "text": softened(cell["text"], max(int(inner / character), 1))})
        found.append(row)
    return found
