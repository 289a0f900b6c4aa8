"""Lengths of the standard in the units of Word files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.content.fitting import Room

POINT_TWIPS = 20
MM_PER_POINT = 25.4 / 72
_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36000


def list_size(*, landscape: bool) -> str:
    """The name, among the sizes of the standard, of the size of a table's characters."""
    return "list" if landscape else "table"


def millimetres(length: float) -> int:
    """Millimetres as twips."""
    return round(length * _TWIPS_PER_MM)


def emu(length: float) -> int:
    """Millimetres as English metric units, the lengths of drawings."""
    return round(length * _EMU_PER_MM)


def rooms(standard: Mapping[str, Any]) -> tuple[Room, Room]:
    """What an upright page and a landscape one give a table."""
    page, sizes, inset = standard["page"], standard["sizes"], standard["table"]["inset_x"]
    upright, lying = (
        Room(page[wide], sizes[list_size(landscape=at)] * MM_PER_POINT, inset)
        for at, wide in ((False, "text_width"), (True, "text_height"))
    )
    return upright, lying
