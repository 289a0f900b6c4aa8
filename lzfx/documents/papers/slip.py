"""退回修改通知单: on one sheet of paper what a unit has to put right in its return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.content.blocks import Cell, Column, Document, Paragraph, Table
from lzfx.content.lines import line_count
from lzfx.content.wording import chinese_date
from lzfx.model.campaign import Campaign, Office

NAME = "退回修改通知单"
_ROOM = 20.0
"""Lines of the table that leave room on the page for the text around it."""

_WIDE, _PLACE = 11.5, 7.5
"""Characters in a line of the two columns of text, and of the column of places."""

_EDGE = 0.5
"""What the edges of a row take, in lines."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Faults that say the same, in words: how grave, where, what is wrong, what to do."""

    severity: str
    place: str
    says: str
    do: str
    count: int = 1


def slip(
    campaign: Campaign, unit: str, form: str, file: str, lines: Sequence[SlipLine]
) -> Document:
    """The slip for one return; `lines` are its faults, the gravest first.

    As many are listed as fit on one page; the marked copy has them all.
    """
    office = campaign.office
    fitting = _fitting(lines)
    total = sum(one.count for one in lines)
    more = total - sum(one.count for one in lines[:fitting])
    rows = tuple(
        (Cell(str(number)), Cell(one.severity), Cell(one.place), Cell(one.says), Cell(one.do))
        for number, one in enumerate(lines[:fitting], start=1)
    )
    table = Table(
        columns=(
            Column("序号", 5, "center"),
            Column("轻重", 7, "center"),
            Column("位置", 22, "center"),
            Column("问题", 33),
            Column("怎样改", 33),
        ),
        rows=rows,
    )
    rest = (Paragraph(f"其余{more}处见发回的标记件。", "note"),) if more > 0 else ()
    return Document(
        name=f"{NAME} {unit}",
        title=NAME,
        blocks=(
            Paragraph(f"{unit}：", "flush"),
            Paragraph(
                f"你单位报来的《{form}》（{file}）经核对，有下列{total}处需要更正或核实。"
                f"请在发回的标记件上改好，于{chinese_date(campaign.deadline)}前重新报送。"
            ),
            table,
            *rest,
            *(Paragraph(text, "flush") for text in _foot(office)),
        ),
        author=campaign.issuer,
        date=campaign.deadline.isoformat(),
    )


def _fitting(lines: Sequence[SlipLine]) -> int:
    """How many faults fit on the page, at least one."""
    used = 0.0
    for number, one in enumerate(lines):
        texts = ((one.place, _PLACE), (one.says, _WIDE), (one.do, _WIDE))
        used += max(line_count(text, width) for text, width in texts) + _EDGE
        if used > _ROOM:
            return max(1, number)
    return len(lines)


def _foot(office: Office) -> tuple[str, ...]:
    """Whom to ask, and who signs."""
    return (
        f"联系人：{office.contact}，电话：{office.phone}",
        f"邮箱：{office.email}",
        "经办人（签字）：",
        "单位签收（签字）：",
        "日期：　　　　年　　月　　日",
    )
