"""Short codes of points on paper: which point, which round, and whether it is still the same.

A code is the number of the point and the first signs of the mark of what lay before the reviewer,
such as KS02-003-7QX. Nothing is stored of it: when the point changes, so does its mark, and an old
code is known to be old. That one of three signs stays the same by chance happens once in 32,768
times; whose decision it is, of which day, is recorded beside it all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from itertools import chain, count

from lzfx.forms.marks import mark_of
from lzfx.model.decision import ReviewRound
from lzfx.model.risk import Graded
from lzfx.rules.decided import final_mark, review_mark

SIGNS = 3
"""How many signs of the mark a code bears."""

LONGEST_MARK = 8
_DASHES = dict.fromkeys(
    (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFF0D, 0x5F, 0xB7, 0xFF0E, 0x2E), "-"
)
"""Dashes, underline, dots: whatever somebody typed between the parts of a code."""

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_ALIKE = str.maketrans("01L8", "OIIB")
"""What base 32 does not have, by the letter that it is mistaken for; L is no other than I."""

_SIGNS = re.compile(rf"[0-9A-Z]{{{SIGNS},{LONGEST_MARK}}}")


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A code as somebody typed it: the number of a point, and signs of a mark (none: empty)."""

    point_id: str
    signs: str = ""


def short_code(one: Graded, stage: ReviewRound) -> str:
    """The code of a point in that round, as it stands on paper."""
    return f"{one.point.point_id}-{signs_of(one, stage)}"


def signs_of(one: Graded, stage: ReviewRound) -> str:
    """The signs of a point in that round; those of the two rounds are never alike."""
    first = review_mark(one)[:SIGNS]
    if stage is ReviewRound.REVIEW:
        return first
    mark = final_mark(one)
    further = (_further(mark, number) for number in count(1))
    return next(signs for signs in chain((mark[:SIGNS],), further) if not _alike(signs, first))


def _further(mark: str, number: int) -> str:
    """Other signs for the same mark, where its own are taken."""
    return mark_of(mark, str(number))[:SIGNS]


def round_of(signs: str, one: Graded) -> ReviewRound | None:
    """The round whose signs, or whole mark, these are for the point as it is now; else None."""
    marks = {ReviewRound.REVIEW: review_mark(one), ReviewRound.FINAL: final_mark(one)}
    for stage, mark in marks.items():
        if _alike(signs, signs_of(one, stage)) or _alike(signs, mark):
            return stage
    return None


def _alike(typed: str, signs: str) -> bool:
    """Whether they are the same signs, be letters mistaken for digits or not."""
    return typed.translate(_ALIKE) == signs.translate(_ALIKE)


def code_read(text: str, known: Container[str]) -> ShortCode | None:
    """The code a person typed, with any dashes, spaces, wide and small letters; None for no code.

    The number of a `known` point alone is a code without signs.
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES)).upper()
    plain = plain.strip("-")
    head, _, tail = plain.rpartition("-")
    if plain in known or not head:
        return ShortCode(plain) if plain in known else None
    return ShortCode(head, tail) if _SIGNS.fullmatch(tail) else None
