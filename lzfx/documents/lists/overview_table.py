"""《风险点及防范措施一览表》: every point of the campaign in one landscape list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.content.wording import chinese_date, large_sum, numeral, run_together
from lzfx.documents.counts import count, in_order, in_words, levels_of
from lzfx.documents.criteria import criteria_note
from lzfx.documents.labels import has_field, level_name, overview_said, title_of
from lzfx.documents.lists.point_table import (
    LEVEL,
    MANIFESTATION,
    MEASURES,
    MONITOR,
    NOTE,
    POST,
    POWER,
    RESPONSIBLE,
    STAGE,
    UNIT,
    point_table,
)
from lzfx.documents.lists.point_table import NAME as POINT
from lzfx.documents.public import MARK, public_master
from lzfx.documents.statements import day_said, edition_day
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.edition import Act
from lzfx.model.master import Master
from lzfx.model.risk import Graded

NAME = "一览表"
NOTICE = "overview_notice"
"""The key of the notice's number in the settings."""

_BY_LEVEL = "（按等级）"
By = Literal["unit", "level"]
COLUMNS = (
    UNIT, POST, POWER, STAGE, POINT, MANIFESTATION, LEVEL, MEASURES, RESPONSIBLE, MONITOR, NOTE,
)  # fmt: skip
"""The columns after the serial; remarks only where a point of the campaign has one."""


def overview_name(master: Master) -> str:
    """`风险点及防范措施一览表`."""
    return f"{overview_said(master)}{NAME}"


def overview_table(master: Master, by: By = "unit", *, public: bool = False) -> Document:
    """The list by unit in roster order, or in one table for each level; totals are computed.

    A public one names posts instead of people.
    """
    campaign = master.campaign
    needs = Act.REVIEW if public else Act.APPROVAL
    number = campaign.documents.get(NOTICE, "") if master.edition.holds(needs) else ""
    facts = (campaign.issuer, number, day_said(master, needs))
    kind = MARK if public else _BY_LEVEL if by == "level" else ""
    return Document(
        name=f"{campaign.year}年度{overview_name(master)}{kind}",
        title=f"{campaign.system}{overview_name(master)}",
        blocks=(
            Paragraph("　".join(fact for fact in facts if fact), "centered"),
            *overview_blocks(public_master(master) if public else master, by, public=public),
        ),
        author=campaign.issuer,
        date=edition_day(master, needs).isoformat(),
        landscape=True,
        facts=edition(master),
    )


def overview_blocks(master: Master, by: By = "unit", *, public: bool = False) -> tuple[Block, ...]:
    """The tables of the list, their total, and the notes on how to read them.

    What senders remarked to the office is not for the public.
    """
    points = in_order(master)
    columns = _columns(master, public=public)
    if by == "unit":
        tables: tuple[Block, ...] = _by_unit(master, points, columns)
    else:
        tables = tuple(_by_level(master, points, columns))
    total = Paragraph(f"合计：{in_words(master, points)}。", "flush")
    return (*tables, total, *_notes(master, by))


def edition(master: Master) -> dict[str, str]:
    """What identifies this edition: campaign, day of printing, number of points by level."""
    counts = count(master, master.graded)
    facts = {
        "活动代号": master.campaign.code,
        "数据截至": chinese_date(master.day),
        f"{master.campaign.words.point}数": str(counts.total),
    }
    for level, number in counts.by_level.items():
        facts[level_name(master, level)] = str(number)
    return facts


def _columns(master: Master, *, public: bool) -> tuple[str, ...]:
    noted = not public and any(one.point.values.get("note") for one in master.graded)
    return tuple(name for name in COLUMNS if noted or name != NOTE)


def _by_unit(master: Master, points: Sequence[Graded], columns: Sequence[str]) -> tuple[Block, ...]:
    return (point_table(master, points, columns, merge=(UNIT, POST), first=1),)


def _by_level(master: Master, points: Sequence[Graded], columns: Sequence[str]) -> Iterator[Block]:
    """One table for each level that has points, the serial running on through all of them."""
    first, part = 1, 0
    for level in (*levels_of(master), None):
        chosen = [one for one in points if one.level == level]
        if chosen:
            part += 1
            name = level_name(master, level)
            called = run_together(name, master.campaign.words.point)
            yield Heading(2, f"{numeral(part)}、{called}（{len(chosen)}个）")
            yield point_table(master, chosen, columns, merge=(UNIT, POST), first=first)
            first += len(chosen)


def _notes(master: Master, by: str) -> Iterator[Paragraph]:
    yield Paragraph("填表说明：", "note")
    for number, note in enumerate(_note_texts(master, by), start=1):
        yield Paragraph(f"{number}. {note}", "note")


def _note_texts(master: Master, by: str) -> Iterator[str]:
    group = master.campaign.bodies[REVIEW_GROUP]
    order = "先按单位顺序，再按等级由重到轻" if by == "unit" else "先按等级由重到轻，再按单位顺序"
    yield f"本表{order}，最后按风险点编号排列；“岗位”一栏写“本单位”的，属于整个单位。"
    if told := criteria_note(master):
        yield told
    major = (
        f"；涉及“{title_of(master, 'major_matters', '三重一大')}”的由{group}监控，"
        f"其中{large_sum(master.campaign.large_sum)}"
    )
    yield (
        f"监控责任人一般按等级确定{major if has_field(master, 'major_matters') else ''}；"
        "任何人不监控自己的岗位。具体以“监控责任人”一栏为准。"
    )
