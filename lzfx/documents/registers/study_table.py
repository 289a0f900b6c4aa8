"""学习动员情况表: every meeting and study of the year, how far they reached, and who had none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.documents.labels import shown, unit_name
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    in_cell,
    list_table,
    sheet,
    under_title,
)
from lzfx.documents.study_coverage import (
    WAYS,
    coverage,
    coverage_columns,
    not_reached,
    study_in_words,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.study import Study, StudyRecord

NAME = "学习动员情况表"


def study_table(master: Master, record: StudyRecord) -> Document:
    """The meetings in roster order and by day, then the coverage of every unit."""
    campaign = master.campaign
    return sheet(
        master,
        f"{record.year}年度{NAME}",
        f"{campaign.system}{campaign.name}{NAME}",
        (under_title(master), *_blocks(master, record.studies)),
        facts={"活动次数": str(len(record.studies))},
        landscape=True,
    )


def study_gaps(_: Master, record: StudyRecord) -> tuple[Finding, ...]:
    """Everything that forbids printing it: nothing was held."""
    return tuple(no_entries(NAME, record.studies))


def _blocks(master: Master, studies: Sequence[Study]) -> Iterator[Block]:
    order = {unit.code: at for at, unit in enumerate(master.roster.units)}
    held = sorted(studies, key=lambda one: (order.get(one.unit, -1), one.day))
    reached = coverage(master.roster, held, master.kinds)
    yield list_table(_columns(master), held, merge=("单位",))
    yield Paragraph(study_in_words(master, held, reached), "flush")
    yield Heading(2, "各单位开展情况")
    yield list_table(coverage_columns(master), reached)
    yield from not_reached(master, reached)


def _columns(master: Master) -> tuple[ListColumn[Study], ...]:
    return (
        ListColumn("单位", 26, lambda one: _held_by(master, one)),
        ListColumn("日期", 22, lambda one: in_cell(one.day)),
        ListColumn("形式", 21, lambda one: shown(master, WAYS, one.way)),
        ListColumn("主题", 40, lambda one: one.topic, "left"),
        ListColumn("地点", 24, lambda one: one.place or NOTHING),
        ListColumn("应到", 12, lambda one: str(one.should_attend or NOTHING)),
        ListColumn("实到", 12, lambda one: str(one.attended)),
        ListColumn("参加人员", 36, lambda one: _names(master, one) or NOTHING, "left"),
        ListColumn("学习材料", 34, lambda one: one.materials or NOTHING, "left"),
        ListColumn("记录人", 16, lambda one: one.recorder or NOTHING),
    )


def _held_by(master: Master, one: Study) -> str:
    return unit_name(master, one.unit) if one.unit else master.campaign.office.name


def _names(master: Master, one: Study) -> str:
    return "、".join(filter(None, map(master.roster.name_of, one.attendees)))
