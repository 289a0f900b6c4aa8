"""What the parts of a number format stand for."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Sign(Enum):
    """What a part of a section stands for."""

    LITERAL = auto()
    GENERAL = auto()
    HALF = auto()
    EXPONENT = auto()
    DAY = auto()
    ELAPSED = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    TEXT = auto()
    SLASH = auto()


class Names(Enum):
    """The language in which months and weekdays are named, or the system's own way of a day."""

    UNKNOWN = auto()
    CHINESE = auto()
    ENGLISH = auto()
    SYSTEM_DAY = auto()
    SYSTEM_TIME = auto()


class Token(NamedTuple):
    """One part of a section, with its text in the code (for literals: as it is shown)."""

    sign: Sign
    text: str
