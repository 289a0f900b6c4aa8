"""What an existing plan says of a campaign, each with the sentence it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ExcerptKind(StrEnum):
    """What is looked for in a plan, in the order in which it is shown."""

    YEAR = "year"
    NAME = "name"
    COMMISSION = "commission"
    SYSTEM = "system"
    BASIS = "basis"
    GUIDING = "guiding"
    AIMS = "aims"
    PRINCIPLE = "principle"
    STAGE = "stage"
    PUBLICITY = "publicity"
    LEADING_GROUP = "leading_group"
    REVIEW_GROUP = "review_group"
    COMMISSION_MEETING = "commission_meeting"
    DIRECTORS_MEETING = "directors_meeting"
    OFFICE = "office"
    SEAT = "seat"
    LEVEL = "level"
    COLORS = "colors"
    MONITOR = "monitor"
    REVIEW = "review"


OF_OTHER_FILES = frozenset(
    {ExcerptKind.SEAT, ExcerptKind.LEVEL, ExcerptKind.COLORS, ExcerptKind.MONITOR}
    | {ExcerptKind.REVIEW}
)
"""What the settings do not hold: people stand in the roster, levels and monitors in the rules."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One thing that a plan says; `paragraph` counts from 1, `number` tells those of a kind apart.

    A stage's value is `名称：起至止`, a principle's `名称：内容`, a seat's `职务：姓名`.
    """

    kind: ExcerptKind
    number: int
    value: str
    paragraph: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TakenExcerpt:
    """A row of the excerpts as it came back: what it is (`stage-2`), its value, whether to take it.

    The value is the person's own where it was changed.
    """

    key: str
    value: str
    take: bool = False
