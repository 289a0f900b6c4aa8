"""归档文件目录: what is in each archive box, as DA/T 22 of 2015 or of 2000 lists it."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Heading, PageBreak, Paragraph
from lzfx.documents.labels import shown
from lzfx.documents.required import doubled, no_entries
from lzfx.documents.sheet import ListColumn, list_table, sheet
from lzfx.model.archive import Archive, ArchiveBox, ArchiveItem
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "归档文件目录"
RETENTIONS = "retentions"
_SECRECIES = "secrecies"
_NO_SECRECY = "none"
_OLD = "2000"


def archive_catalogue(master: Master, archive: Archive) -> Document:
    """The boxes in their order, each on pages of its own; items and pages are counted."""
    items = sum(len(box.items) for box in archive.boxes)
    return sheet(
        master,
        f"{master.campaign.year}年度{NAME}",
        f"{master.campaign.commission}{NAME}",
        _blocks(master, archive),
        facts={"盒数": str(len(archive.boxes)), "件数": str(items)},
        landscape=True,
    )


def archive_gaps(master: Master, archive: Archive) -> tuple[Finding, ...]:
    """Everything that forbids printing: items of another retention, numbers that do not run on."""
    return tuple(_gaps(master, archive))


def archival_code(master: Master, box: ArchiveBox, one: ArchiveItem) -> str:
    """`W012-WS·2011-Y-BGS-0003`: 全宗号-门类·年度-保管期限-机构（问题）-件号."""
    retention = _RETENTION_SIGNS.get(box.retention) or shown(master, RETENTIONS, box.retention)
    head = f"{box.fonds}-{box.category}·{box.year}-{retention}"
    return f"{head}-{box.office_code}-{one.item_no:04d}"


_RETENTION_SIGNS = {"permanent": "Y", "years_30": "D30", "years_10": "D10"}
"""What DA/T 22-2015 writes for a retention in an archival code."""


def box_name(box: ArchiveBox) -> str:
    """What a box is called in findings and headings."""
    return f"第{box.box_no}盒"


def span(box: ArchiveBox) -> str:
    """The numbers of the first and last item of a box."""
    numbers = [one.item_no for one in box.items]
    return f"{min(numbers)}—{max(numbers)}" if numbers else ""


def _gaps(master: Master, archive: Archive) -> Iterator[Finding]:
    yield from no_entries(NAME, archive.boxes)
    for box in archive.boxes:
        for one in box.items:
            yield from _of_item(master, box, one)
    for retention in dict.fromkeys(box.retention for box in archive.boxes):
        yield from _of_numbers(archive, retention)


def _of_item(master: Master, box: ArchiveBox, one: ArchiveItem) -> Iterator[Finding]:
    item = f"{box_name(box)}第{one.item_no}件 {one.title}".strip()
    if one.retention != box.retention:
        params = {
            "item": item,
            "value": shown(master, RETENTIONS, one.retention),
            "expected": shown(master, RETENTIONS, box.retention),
        }
        yield Finding("archive-retention-differs", params=params)
    if one.pages is not None and one.pages < 1:
        yield Finding("archive-no-pages", params={"item": item, "value": one.pages})


def _of_numbers(archive: Archive, retention: str) -> Iterator[Finding]:
    """Item numbers of one retention run from 1 through all its boxes, none twice, none missing."""
    boxes = [box for box in archive.boxes if box.retention == retention]
    numbers = [one.item_no for box in boxes for one in box.items]
    yield from doubled(NAME, "件号", [str(number) for number in numbers])
    missing = set(range(1, max(numbers, default=0) + 1)) - set(numbers)
    for number in sorted(missing):
        yield Finding("archive-number-missing", params={"value": number})


def _blocks(master: Master, archive: Archive) -> Iterator[Block]:
    for number, box in enumerate(archive.boxes, start=1):
        if number > 1:
            yield PageBreak()
        yield Heading(2, _said_of_box(master, box))
        yield list_table(
            _columns(master, box), box.items, serial="" if box.form == _OLD else "序号"
        )
        pages = sum(one.pages or 0 for one in box.items)
        yield Paragraph(f"本盒共{len(box.items)}件，{pages}页。", "flush")
        electronic = [one for one in box.items if one.file]
        if electronic:
            yield list_table(
                _file_columns(), electronic, caption=f"{box_name(box)}电子文件对照", serial=""
            )


def _said_of_box(master: Master, box: ArchiveBox) -> str:
    retention = shown(master, RETENTIONS, box.retention)
    return (
        f"{box_name(box)}　全宗号{box.fonds}　{box.year}年度　{box.office}　"
        f"保管期限：{retention}　件号{span(box)}"
    )


_Column = ListColumn[ArchiveItem]


def _columns(master: Master, box: ArchiveBox) -> tuple[_Column, ...]:
    title: _Column = ListColumn("题名", 62, lambda one: one.title, "left")
    author: _Column = ListColumn("责任者", 38, lambda one: one.author_org, "left")
    doc_number: _Column = ListColumn("文号", 28, lambda one: one.doc_number)
    day: _Column = ListColumn("日期", 19.5, _eight_digits)
    pages: _Column = ListColumn("页数", 13, lambda one: str(one.pages or ""))
    note: _Column = ListColumn("备注", 22, lambda one: one.note, "left")
    if box.form == _OLD:
        return (_item_number(), author, doc_number, title, day, pages, note)
    code: _Column = ListColumn("档号", 53, lambda one: archival_code(master, box, one))
    secrecy: _Column = ListColumn("密级", 13, lambda one: _secrecy(master, one))
    return (code, doc_number, author, title, day, secrecy, pages, note)


def _item_number() -> _Column:
    return ListColumn("件号", 13, lambda one: str(one.item_no))


def _eight_digits(one: ArchiveItem) -> str:
    return f"{one.made_on:%Y%m%d}" if one.made_on else ""


def _secrecy(master: Master, one: ArchiveItem) -> str:
    if one.secrecy in {"", _NO_SECRECY}:
        return ""
    return shown(master, _SECRECIES, one.secrecy)


def _file_columns() -> tuple[_Column, ...]:
    return (
        _item_number(),
        ListColumn("电子文件名", 90, lambda one: one.file, "left"),
        ListColumn("校验值（SHA-256）", 112, lambda one: one.sha256, "left"),
    )
