"""Cells as tests write them."""

from __future__ import annotations

from lzfx.model.cell import Cell, cell_at


def at(text: str) -> Cell:
    """The cell of an address such as C17."""
    cell = cell_at(text)
    assert cell is not None
    return cell
