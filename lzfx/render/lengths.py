"""Lengths of the standard in the units of Word files."""

from __future__ import annotations

POINT_TWIPS = 20
MM_PER_POINT = 25.4 / 72
_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36000


def millimetres(length: float) -> int:
    """Millimetres as twips."""
    return round(length * _TWIPS_PER_MM)


def emu(length: float) -> int:
    """Millimetres as English metric units, the lengths of drawings."""
    return round(length * _EMU_PER_MM)
