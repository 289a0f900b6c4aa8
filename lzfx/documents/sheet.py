"""What the lists and forms of a campaign share: their document, their columns, their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from lzfx.content.blocks import Align, Block, Cell, Column, Document, Paragraph, Table
from lzfx.content.wording import chinese_date
from lzfx.model.master import Master
from lzfx.model.risk import Level

T = TypeVar("T")
NOTHING = "—"
"""What a box shows that has nothing to say."""


LANDSCAPE, UPRIGHT = 225.0, 156.0
"""Millimetres between the margins of a page."""

_SERIAL = 11.0


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[T]):
    """A column and the text it shows of an entry.

    `width` is in millimetres; columns of running text, which stand left, share by their widths
    what the others leave of the page.
    """

    title: str
    width: float
    show: Callable[[T], str]
    align: Align = "center"
    level: Callable[[T], Level | None] | None = None

    def cell(self, entry: T) -> Cell:
        """The cell of one entry, tinted where the column shows a level."""
        return Cell(self.show(entry), self.level(entry) if self.level else None)


def list_table(  # noqa: PLR0913 - what makes a list
    columns: Sequence[ListColumn[T]],
    entries: Iterable[T],
    *,
    merge: Sequence[str] = (),
    landscape: bool = True,
    caption: str = "",
    serial: str = "序号",
) -> Table:
    """The entries, one a row, with a serial from 1 before them; `merge` names columns by title.

    Without a title for it there is no serial.
    """
    titles = [column.title for column in columns]
    before = 1 if serial else 0
    room = (LANDSCAPE if landscape else UPRIGHT) - before * _SERIAL
    heads = (Column(serial, _SERIAL, "center"), *_heads(columns, room))
    rows = (
        (Cell(str(number)), *(column.cell(entry) for column in columns))
        for number, entry in enumerate(entries, start=1)
    )
    return Table(
        columns=heads[1 - before :],
        rows=tuple(cells[1 - before :] for cells in rows),
        merge=tuple(before + titles.index(title) for title in merge),
        landscape=landscape,
        caption=caption,
    )


def _heads(columns: Sequence[ListColumn[T]], room: float) -> Iterator[Column]:
    shares = sum(column.width for column in columns if column.align == "left")
    left = room - sum(column.width for column in columns if column.align != "left")
    for column in columns:
        share = left * column.width / shares if column.align == "left" else column.width
        yield Column(column.title, share, column.align)


def sheet(  # noqa: PLR0913 - what makes a document
    master: Master,
    name: str,
    title: str,
    blocks: Iterable[Block],
    *,
    facts: Mapping[str, str] | None = None,
    landscape: bool = False,
) -> Document:
    """A list or form of the campaign as a document of the day of printing."""
    return Document(
        name=name,
        title=title,
        blocks=tuple(blocks),
        author=master.campaign.issuer,
        date=master.day.isoformat(),
        landscape=landscape,
        facts=facts or {},
    )


def under_title(master: Master, *more: str) -> Paragraph:
    """The line under a title: who printed it and when."""
    said = (master.campaign.issuer, chinese_date(master.day), *more)
    return Paragraph("　".join(one for one in said if one), "centered")


def on_day(day: date | None) -> str:
    """A day as it is printed, nothing for none."""
    return chinese_date(day) if day else ""


def in_cell(day: date | None) -> str:
    """A day in the two lines of a narrow cell, nothing for none."""
    return f"{day.year}年\n{day.month}月{day.day}日" if day else ""


def to_write(label: str, value: str, room: str = "　　　　　") -> str:
    """`填表人：某某`, with room to write where there is no value yet."""
    return f"{label}：{value or room}"


def counted_in_words(counts: Iterable[tuple[str, int]], unit: str) -> str:
    """`保留3项、新增1项`; what there is none of is left out."""
    return "、".join(f"{label}{number}{unit}" for label, number in counts if number)
