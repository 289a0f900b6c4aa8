"""A cache of the last few small parts: the returns of one issue share most of their parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from lzfx.intake.bounded import Limits

_Made = TypeVar("_Made")
_PARTS = 64
_SMALL = 64 * 1024
"""The largest part that is cached, in bytes, so that a hostile file cannot fill the memory."""


def remembered(
    read: Callable[[str, bytes, Limits], _Made],
) -> Callable[[str, bytes, Limits], _Made]:
    """`read` (of a part's name, its bytes and the limits) with a cache for equal small parts.

    Callers must not change the result. Refusals are not cached.
    """
    once = lru_cache(_PARTS)(read)

    @wraps(read)
    def reading(part: str, data: bytes, limits: Limits) -> _Made:
        return (once if len(data) <= _SMALL else read)(part, data, limits)

    return reading
