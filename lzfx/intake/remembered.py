"""What was made of the last few small parts: the returns of one issue share most of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from lzfx.intake.bounded import Limits

_Made = TypeVar("_Made")
_PARTS = 64
_SMALL = 64 * 1024
"""So that a hostile file cannot fill the memory with parts nobody will send again."""


def remembered(
    read: Callable[[str, bytes, Limits], _Made],
) -> Callable[[str, bytes, Limits], _Made]:
    """`read` of a part's name, its bytes and the limits; equal small parts are read only once.

    What it gives must not be changed by anybody. A refusal is not remembered.
    """
    once = lru_cache(_PARTS)(read)

    @wraps(read)
    def reading(part: str, data: bytes, limits: Limits) -> _Made:
        return (once if len(data) <= _SMALL else read)(part, data, limits)

    return reading
