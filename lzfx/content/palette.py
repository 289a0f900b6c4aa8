"""Colours of levels on paper: the tint of what has a level, and inks of the same hue."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

LEVEL_TINTS: Mapping[int, str] = {1: "FBD5D5", 2: "FDE6CC", 3: "D6E6FA"}
"""The tint of each level as RRGGBB where an office says no other, the same in every format."""

SPARE_TINTS = ("FBD5D5", "FDE6CC", "FFF7C2", "D6E6FA", "E4EFE0")
"""Tints of levels without a colour of their own."""

_INKS: Mapping[str, tuple[str, str]] = {
    "FBD5D5": ("E60012", "B00010"),
    "FDE6CC": ("F08300", "B86400"),
    "FFF7C2": ("C9A400", "7A6200"),
    "D6E6FA": ("1E6FD9", "1A5CB0"),
}
"""The edge and the ink that go with a tint."""

_EDGE, _INK, _FULL = 0.42, 0.30, 0.75
"""Lightness of edge and ink, and how full their colour is."""


def edge_of(tint: str) -> str:
    """The colour of the edge of what has that tint: `#RRGGBB`."""
    return f"#{_INKS[tint][0] if tint in _INKS else _darker(tint, _EDGE)}"


def ink_of(tint: str) -> str:
    """The colour of a hatching on that tint: RRGGBB."""
    return _INKS[tint][1] if tint in _INKS else _darker(tint, _INK)


def _darker(tint: str, lightness: float) -> str:
    """The same hue at another lightness; grey stays grey."""
    hue, _, full = rgb_to_hls(*(int(tint[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    parts = hls_to_rgb(hue, lightness, _FULL if full else 0.0)
    return "".join(f"{round(part * 255):02X}" for part in parts)
