"""SVG drawings on paper: the roles of their fonts become the standard's font families."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ALWAYS = ("song", "hei")
"""Roles whose families end every list, so that rare characters of names are found."""


def families(standard: Mapping[str, Any], role: str) -> tuple[str, ...]:
    """The font families that stand for a role of the standard; the first one at hand wins."""
    fonts = [standard["fonts"][one] for one in (role, *_ALWAYS)]
    return tuple(
        dict.fromkeys(name for one in fonts for name in one["proper"] + one["substitutes"])
    )


def with_fonts(svg: str, standard: Mapping[str, Any]) -> str:
    """The drawing with the standard's families in place of `font-family="song"` and other roles.

    Only an attribute that is the name of a role is replaced; texts that look like it stay.
    """

    def listed(found: re.Match[str]) -> str:
        names = ", ".join(f"'{name}'" for name in families(standard, found[2]))
        return f'{found[1]}font-family="{names}"'

    roles = "|".join(standard["fonts"])
    return re.sub(rf'(<[^<>]*\s)font-family="({roles})"(?=[^<>]*>)', listed, svg)
