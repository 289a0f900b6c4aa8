"""The office's own words, and what its kinds of unit and its ranks mean to the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LED: Final = "led"
"""A kind of unit that has a leader in charge."""
LEADERS: Final = "leaders"
"""The leaders themselves."""
MEETING: Final = "meeting"
"""Those who decide together."""

CHIEF: Final = "chief"
LEADER: Final = "leader"
HEAD: Final = "head"
STAFF: Final = "staff"

UNIT_MEANINGS: Final = (LED, LEADERS, MEETING)
RANK_MEANINGS: Final = (CHIEF, LEADER, HEAD, STAFF)

_BEFORE: Mapping[str, str] = {
    "street_office": LED,
    "section": LED,
    "commission_leaders": LEADERS,
    "commission_leader": LEADER,
    "unit_head": HEAD,
}
"""What the shipped codes mean where a list does not say `acts_as`."""


def meaning_of(code: str, acts_as: str = "") -> str:
    """The meaning of a choice: its `acts_as`, else what the shipped code means."""
    return acts_as or _BEFORE.get(code, code)


@dataclass(frozen=True, slots=True)
class Words:
    """What the office calls things in print, as `[words]` of its settings says.

    `addressees` are whom its letters go to; `risk` and `point` are what it calls a risk and a risk
    point in titles, headings and counts; `head_of_unit` is who heads a unit; `unit` heads the
    column of units; `led_units` says which units have points of their own; `deciding` is the
    heading over those who decide; `group` is the short name of the group that decides at last;
    `review_ways` are the ways of looking for points; `draft_for_review` and `draft_for_comment`
    mark every page of a paper before its points are decided on, and before it may be issued;
    `title_words` are not broken in titles.
    """

    addressees: tuple[str, ...] = ("各单位",)
    risk: str = "廉政风险"
    point: str = "风险点"
    head_of_unit: str = "单位负责人"
    unit: str = "单位"
    led_units: str = "单位"
    deciding: str = "决策机构和领导班子"
    group: str = "领导小组"
    review_ways: str = "个人自查、交叉互查、内部评查、评估审查"
    part_general: str = "总则"
    part_duties: str = "职责与职权"
    part_regulations: str = "防控制度"
    part_statistics: str = "统计"
    draft_for_review: str = "送审稿"
    draft_for_comment: str = "征求意见稿"
    title_words: tuple[str, ...] = ()

    @property
    def everybody(self) -> str:
        """The addressees as part of a sentence: `各科和各所`."""
        *others, last = self.addressees
        return f"{'、'.join(others)}和{last}" if others else last


@dataclass(frozen=True, slots=True)
class HandbookPart:
    """One part of the handbook: its title where the list gives one, and its kinds of unit."""

    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What kinds of unit and ranks mean, by their codes; `parts` of the handbook in their order.

    Codes that stand in neither have the meaning of the shipped code.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[HandbookPart, ...] = (
        HandbookPart("", ("section",)),
        HandbookPart("", ("street_office",)),
    )

    def led(self, kind: str) -> bool:
        """Whether units of that kind have a leader in charge."""
        return self.unit(kind) == LED

    def leads(self, kind: str) -> bool:
        """Whether units of that kind are the leaders themselves."""
        return self.unit(kind) == LEADERS

    def meets(self, kind: str) -> bool:
        """Whether units of that kind decide together."""
        return self.unit(kind) == MEETING

    def deciding(self, kind: str) -> bool:
        """Whether units of that kind decide: the leaders, and those who meet."""
        return self.unit(kind) in (LEADERS, MEETING)

    def is_chief(self, rank: str) -> bool:
        """Whether people of that rank head the whole office."""
        return self.rank(rank) == CHIEF

    def rank(self, rank: str) -> str:
        """What a rank acts as."""
        return meaning_of(rank, self.ranks.get(rank, ""))

    def unit(self, kind: str) -> str:
        """What a kind of unit acts as."""
        return meaning_of(kind, self.units.get(kind, ""))
