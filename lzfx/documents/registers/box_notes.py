"""备考表 and spine labels: what lies in each archive box and what stands on its back."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, PageBreak, Paragraph
from lzfx.content.paper import Box, Grid
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import shown
from lzfx.documents.registers.archive_catalogue import RETENTIONS, box_name, span
from lzfx.documents.required import miscounted, no_entries
from lzfx.documents.sheet import on_day, sheet
from lzfx.model.archive import Archive, ArchiveBox
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "备考表"
SPINES = "档案盒脊背标签"
_TALL = 8.0
_ACROSS = 5


def box_notes(master: Master, archive: Archive) -> Document:
    """The 备考表 of each box on a page of its own."""
    return sheet(master, f"{master.campaign.year}年度{NAME}", NAME, _blocks(master, archive))


def box_note_gaps(_: Master, archive: Archive) -> tuple[Finding, ...]:
    """Everything that forbids printing: no boxes, or a count unlike the items'."""
    counted = (
        fault
        for box in archive.boxes
        for fault in miscounted(NAME, f"{box_name(box)}件数", box.note.stated_items, len(box.items))
    )
    return (*no_entries(NAME, archive.boxes), *counted)


def box_spines(master: Master, archive: Archive) -> Document:
    """Labels to cut out, a column for each box, five beside each other."""
    return sheet(
        master,
        f"{master.campaign.year}年度{SPINES}",
        SPINES,
        _spines(master, archive),
        landscape=True,
    )


def _blocks(master: Master, archive: Archive) -> Iterator[Block]:
    for number, box in enumerate(archive.boxes, start=1):
        if number > 1:
            yield PageBreak()
            yield Paragraph(NAME, "title")
        yield _form(master, box)


def _form(master: Master, box: ArchiveBox) -> Grid:
    note = box.note
    retention = shown(master, RETENTIONS, box.retention)
    pages = sum(one.pages or 0 for one in box.items)
    return Grid(
        widths=FOUR,
        rows=(
            pair("全宗号", box.fonds, "盒号", str(box.box_no)),
            pair("年度", f"{box.year}年", "保管期限", retention),
            pair("本盒件数", f"{len(box.items)}件", "本盒页数", f"{pages}页"),
            pair("起止件号", span(box), "机构\n（问题）", box.office),
            wide("盒内文件\n情况说明", note.state, _TALL),
            wide("缺件说明", note.missing or "无缺件", _TALL / 2),
            pair("整理人", note.filed_by, "检查人", note.checked_by),
            wide("日期", on_day(note.filed_on)),
        ),
    )


def _spines(master: Master, archive: Archive) -> Iterator[Block]:
    for start in range(0, len(archive.boxes), _ACROSS):
        boxes = archive.boxes[start : start + _ACROSS]
        if start:
            yield PageBreak()
        yield _spine_grid(master, boxes)


def _spine_grid(master: Master, boxes: tuple[ArchiveBox, ...]) -> Grid:
    """Empty columns fill the page, so that every label is as wide as the next."""
    rows = (
        ("全宗号", [box.fonds for box in boxes], 2.0),
        ("年度", [str(box.year) for box in boxes], 2.0),
        ("保管\n期限", [shown(master, RETENTIONS, box.retention) for box in boxes], 2.0),
        ("机构\n（问题）", [box.office for box in boxes], 4.0),
        ("起止\n件号", [span(box) for box in boxes], 3.0),
        ("盒号", [str(box.box_no) for box in boxes], 2.0),
    )
    idle = [""] * (_ACROSS - len(boxes))
    return Grid(
        widths=(1.0,) * (1 + _ACROSS),
        rows=tuple(
            (
                Box(name, label=True, lines=lines),
                *(Box(text, lines=lines, align="center") for text in (*texts, *idle)),
            )
            for name, texts, lines in rows
        ),
        landscape=True,
    )
