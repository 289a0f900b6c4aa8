"""Coverage of study by unit: who has held a meeting, who was at one of the office, who neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lzfx.content.blocks import Block, Paragraph
from lzfx.content.wording import chinese_date
from lzfx.documents.labels import unit_name
from lzfx.documents.sheet import NOTHING, ListColumn, counted_in_words, list_table
from lzfx.model.master import Master
from lzfx.model.office import Kinds
from lzfx.model.roster import Roster, Unit
from lzfx.model.study import Reached, Study

WAYS = "study_ways"
"""The list of the ways of studying."""

_SHIPPED = Kinds()


def coverage(
    roster: Roster, studies: Iterable[Study], kinds: Kinds = _SHIPPED
) -> tuple[Reached, ...]:
    """How far the studies reached every unit in use that has people of its own, in roster order.

    A meeting of the office reaches the units whose people are named in it; how many attended does
    not say from where, so a meeting without names reaches nobody.
    """
    held = tuple(studies)
    return tuple(
        _reached(roster, unit, held)
        for unit in roster.units
        if unit.in_use and not kinds.meets(unit.kind)
    )


def _reached(roster: Roster, unit: Unit, held: tuple[Study, ...]) -> Reached:
    own = [one for one in held if one.unit == unit.code]
    there = [one for one in held if not one.unit and _is_there(roster, unit, one)]
    return Reached(
        unit.code,
        own=len(own),
        people=sum(one.attended for one in own),
        of_office=len(there),
        last=max((one.day for one in (*own, *there)), default=None),
    )


def _is_there(roster: Roster, unit: Unit, one: Study) -> bool:
    people = (roster.people.get(code) for code in one.attendees)
    return any(person is not None and person.unit == unit.code for person in people)


def study_blocks(master: Master, studies: Sequence[Study]) -> Iterator[Block]:
    """What was held in a sentence, and the coverage by unit: the chapter of the handbook."""
    reached = coverage(master.roster, studies, master.kinds)
    yield Paragraph(study_in_words(master, studies, reached))
    yield list_table(coverage_columns(master), reached, landscape=False)
    yield from not_reached(master, reached)


def study_in_words(master: Master, studies: Sequence[Study], reached: Sequence[Reached]) -> str:
    """How often, in which ways, how many people, how many units: one sentence."""
    ways = master.labels.get(WAYS, {})
    counts = ((label, sum(one.way == code for one in studies)) for code, label in ways.items())
    said = counted_in_words(counts, "次")
    there = sum(one.is_reached for one in reached)
    return (
        f"共开展{len(studies)}次{f'，其中{said}' if said else ''}，"
        f"参加{sum(one.attended for one in studies)}人次；"
        f"{len(reached)}个单位中，{there}个已经开展或者参加。"
    )


def not_reached(master: Master, reached: Sequence[Reached]) -> Iterator[Block]:
    """Which units nothing has reached, if there are any."""
    names = [unit_name(master, one.unit) for one in reached if not one.is_reached]
    if names:
        said = f"还没有学习动员记录的单位（{len(names)}个）：{'、'.join(names)}。"
        yield Paragraph(said, "flush")


def coverage_columns(master: Master) -> tuple[ListColumn[Reached], ...]:
    """The columns of the coverage by unit."""
    return (
        ListColumn(master.campaign.words.unit, 40, lambda one: unit_name(master, one.unit), "left"),
        ListColumn("本单位开展", 24, lambda one: f"{one.own}次" if one.own else NOTHING),
        ListColumn("参加人次", 20, lambda one: str(one.people or NOTHING)),
        ListColumn(
            "参加全系统的", 26, lambda one: f"{one.of_office}次" if one.of_office else NOTHING
        ),
        ListColumn(
            "最近一次", 38, lambda one: chinese_date(one.last) if one.last else "还没有", "center"
        ),
    )
