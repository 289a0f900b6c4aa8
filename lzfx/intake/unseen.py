"""Text that a person does not see in a cell: in the colour of its ground, tiny, or formatted away.

Colours are compared where they are known: three bytes, or the mark of a colour of a theme that
is neither its black nor its white.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lzfx.intake.number_format.sections import split
from lzfx.model.book import CellKind, Unseen

RGB = tuple[int, int, int]
Colour = RGB | str

BLACK: RGB = (0, 0, 0)
WHITE: RGB = (255, 255, 255)
_ALIKE = 24
"""The greatest difference of two colours, in any of their three bytes, that is not seen."""

_TINY = 3.0
"""The greatest size of letters, in points, that nobody can read."""

NO_SIZE = 2.0
"""The greatest height of a row or width of a column, in points, in which nothing can be seen."""

_SYSTEM_TEXT, _SYSTEM_GROUND = 64, 65
_THEME_GROUND, _THEME_TEXT = 0, 1
_PALETTE = bytes.fromhex(
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 "
    "008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF "
    "FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF "
    "FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 "
    "993300 993366 333399 333333 "
)
_PALETTE_FROM = 8
_ARGB, _RGB = 8, 6


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters are written: their colour (None where it is not known) and size in points."""

    colour: Colour | None = BLACK
    size: float = 11.0


def unseen_on(ink: Ink, ground: Colour | None) -> Unseen | None:
    """Why letters in that ink cannot be seen on that ground; None when they can."""
    if 0 < ink.size <= _TINY:
        return Unseen.SIZE
    return Unseen.COLOUR if alike(ink.colour, ground) else None


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours cannot be told apart; never where one is not known."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _ALIKE
    return one is not None and one == other


def hex_colour(text: str) -> RGB | None:
    """The colour of `FF0000` or `FFFF0000`, or with `#` before it; None for anything else."""
    digits = text.removeprefix("#")
    if len(digits) not in {_ARGB, _RGB}:
        return None
    try:
        red, green, blue = bytes.fromhex(digits[-_RGB:])
    except ValueError:
        return None
    return red, green, blue


def colour_of(given: Mapping[str, str], automatic: RGB) -> Colour | None:
    """The colour that an element of an xlsx part gives; `automatic` where it leaves the choice."""
    if "rgb" in given:
        return hex_colour(given["rgb"])
    if "theme" in given:
        return _of_theme(given["theme"], given.get("tint", "0"))
    if "indexed" in given:
        return _indexed(given["indexed"])
    return automatic


def _of_theme(number: str, tint: str) -> Colour:
    """Black and white of the theme, lighter or darker; a mark for any other colour."""
    try:
        which, share = int(number), float(tint)
    except ValueError:
        return f"{number} {tint}"
    if which == _THEME_GROUND:
        level = round(255 * (1 + min(0.0, share)))
    elif which == _THEME_TEXT:
        level = round(255 * max(0.0, share))
    else:
        return f"{which} {share:g}"
    return level, level, level


def _indexed(number: str) -> Colour | None:
    which = int(number) if number.isascii() and number.isdecimal() and len(number) < _RGB else -1
    if which in {_SYSTEM_TEXT, _SYSTEM_GROUND}:
        return BLACK if which == _SYSTEM_TEXT else WHITE
    if 0 <= which < _PALETTE_FROM:
        which += _PALETTE_FROM  # the first eight come twice
    at = 3 * (which - _PALETTE_FROM)
    if not 0 <= at < len(_PALETTE):
        return None
    red, green, blue = _PALETTE[at : at + 3]
    return red, green, blue


@lru_cache(256)
def formatted_away(code: str | None, kind: CellKind) -> bool:
    """Whether a number format shows nothing of a value of that kind, as `;;;` does."""
    if not code or ";" not in code:
        return False
    sections = split(code)
    if kind is CellKind.TEXT:
        return len(sections) > _OF_TEXT and not sections[_OF_TEXT].strip(' "')
    return kind in {CellKind.NUMBER, CellKind.DATE} and not sections[0].strip(' "')


_OF_TEXT = 3
"""The place of the section for texts, after those for three signs of numbers."""
