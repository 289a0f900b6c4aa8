"""The cover page of each archive box, and the slip with which the whole is filed above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, PageBreak, Paragraph
from lzfx.content.paper import Grid
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import shown
from lzfx.documents.registers.archive_catalogue import RETENTIONS, box_name, span
from lzfx.documents.sheet import on_day, sheet
from lzfx.model.archive import Archive, ArchiveBox
from lzfx.model.master import Master

COVERS, SLIP = "档案盒封面", "备案报送单"
SERIES = "archive_series"
_TALL = 6.0
_TO_WRITE = "　"


def box_covers(master: Master, archive: Archive) -> Document:
    """The cover of each box on a page of its own: whose, which year, how long, what lies in it."""
    return sheet(master, f"{master.campaign.year}年度{COVERS}", COVERS, _covers(master, archive))


def filing_slip(master: Master, archive: Archive) -> Document:
    """The slip to the superior body; who receives it and the number of its receipt are written."""
    campaign = master.campaign
    items = [one for box in archive.boxes for one in box.items]
    electronic = sum(bool(one.file) for one in items)
    said = f"共{len(archive.boxes)}盒{len(items)}件，其中附电子文件的{electronic}件。"
    grid = Grid(
        widths=FOUR,
        rows=(
            wide("备案事项", f"{campaign.year}年{campaign.name}材料"),
            pair("报送单位", campaign.commission, "受理单位", _TO_WRITE),
            pair("报送日期", _TO_WRITE, "报送份数", _TO_WRITE),
            wide("报送内容", f"{said}\n{_by_series(master, archive)}", _TALL),
            pair("联系人", campaign.office.contact, "联系电话", campaign.office.phone),
            wide("受理意见", _TO_WRITE, _TALL),
            pair("回执号", _TO_WRITE, "受理人\n及日期", _TO_WRITE),
        ),
    )
    return sheet(master, f"{campaign.year}年度{SLIP}", SLIP, (grid,))


def _by_series(master: Master, archive: Archive) -> str:
    """How many items of each series, in the order in which they lie in the boxes."""
    counts = Counter(one.series for box in archive.boxes for one in box.items)
    told = (f"{shown(master, SERIES, series)}{count}件" for series, count in counts.items())
    return "、".join(told) + "。" if counts else ""


def _covers(master: Master, archive: Archive) -> Iterator[Block]:
    for number, box in enumerate(archive.boxes, start=1):
        if number > 1:
            yield PageBreak()
            yield Paragraph(COVERS, "title")
        yield _cover(master, box)


def _cover(master: Master, box: ArchiveBox) -> Grid:
    pages = sum(one.pages or 0 for one in box.items)
    return Grid(
        widths=FOUR,
        rows=(
            wide("全宗名称", master.campaign.commission),
            pair("全宗号", box.fonds, "门类", box.category),
            pair("年度", f"{box.year}年", "机构\n（问题）", box.office),
            pair("保管期限", shown(master, RETENTIONS, box.retention), "盒号", str(box.box_no)),
            wide("题名", f"{box.year}年{master.campaign.name}（{box_name(box)}）"),
            wide("盒内材料", _by_series(master, Archive((box,))), _TALL),
            pair("件数、页数", f"{len(box.items)}件，{pages}页", "起止件号", span(box)),
            pair("整理人", box.note.filed_by, "整理日期", on_day(box.note.filed_on)),
        ),
    )
