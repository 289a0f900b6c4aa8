"""Chinese text in the boxes of a drawing: how wide it is at most, and where its lines may end."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

MM = 25.4 / 72
"""Millimetres of a point."""

NO_START = frozenset("，。、；：！？）》〉】〕」』”\u2019…—·\uff05℃,.;:!?)]}%")
"""Characters that no line begins with."""

NO_END = frozenset("（《〈【〔「『“\u2018([{")
"""Characters that no line ends with."""

_WIDE = frozenset("WFA")
_WIDEST_LATIN = frozenset("MWmw@%")
_STEP = 0.25
_CLOSE_ENOUGH = 1e-9


@lru_cache(maxsize=8192)
def extent(text: str) -> float:
    """The width in ems, no less than in any font of the standard's lists."""
    return sum(map(_advance, text))


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    if character in _WIDEST_LATIN:
        return 1.06
    if character.isdigit():
        return 0.58
    return 0.78 if character.isupper() else 0.65


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, *, even: bool = True) -> tuple[str, ...]:
    """`text` in as few lines as `room` ems allow, `even` ones of about equal width.

    A line breaks inside a Latin word, or before closing or after opening punctuation, only where
    the line has room for nothing else.
    """
    pieces = _pieces(text)
    best = _filled(pieces, (room,))
    narrower = room - _STEP
    while even and len(best) > 1 and narrower > 1:
        lines = _filled(pieces, (narrower,))
        if len(lines) > len(best) or _broken(lines) > _broken(best):
            break
        best, narrower = lines, narrower - _STEP
    return best


def wrap_into(text: str, rooms: Sequence[float], *, whole: bool = True) -> tuple[str, ...] | None:
    """`text` in exactly as many lines as there are `rooms` (ems each); None if it does not fit.

    Lines keep the rules of where to break, unless `whole` is false.
    """
    lines = _filled(_pieces(text), rooms)
    fits = len(lines) == len(rooms) and all(
        extent(line) <= room + _CLOSE_ENOUGH for line, room in zip(lines, rooms, strict=True)
    )
    return lines if fits and not (whole and _broken(lines)) else None


def _broken(lines: Sequence[str]) -> int:
    """How many line ends break the rules."""
    return sum(
        before[-1] in NO_END or after[0] in NO_START or (_latin(before[-1]) and _latin(after[0]))
        for before, after in pairwise(lines)
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """What no line should break: words, and characters with the punctuation beside them."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else ""
        joined = character in NO_START or last in NO_END or (_latin(character) and _latin(last))
        joined = joined or last.isdigit()  # a number stays with what it counts
        if pieces and joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return tuple(pieces)


def _filled(pieces: Sequence[str], rooms: Sequence[float]) -> tuple[str, ...]:
    """Each line as full as its room allows; the last room serves all lines after it."""
    lines, used = [""], 0.0
    for piece in pieces:
        room = rooms[min(len(lines), len(rooms)) - 1]
        if lines[-1] and used + extent(piece) > room + _CLOSE_ENOUGH:
            lines.append("")
            used = 0.0
        for character in _units(piece, rooms[min(len(lines), len(rooms)) - 1]):
            wide = extent(character)
            room = rooms[min(len(lines), len(rooms)) - 1]
            if lines[-1] and used + wide > room + _CLOSE_ENOUGH:
                lines.append("")
                used = 0.0
            lines[-1] += character
            used += wide
    stripped = tuple(line.strip() for line in lines)
    return tuple(line for line in stripped if line) or ("",)


def _units(piece: str, room: float) -> Sequence[str]:
    """The piece whole where a line has room for it, else its characters."""
    return (piece,) if extent(piece) <= room + _CLOSE_ENOUGH else tuple(piece)
