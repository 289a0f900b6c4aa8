"""The sheet 需更正清单: what is wrong, what to do, and a link to the cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.forms import layout
from lzfx.model.filling import Remark
from lzfx.model.said import Said
from lzfx.workbook.blank import Draft
from lzfx.workbook.cells import put, put_merged
from lzfx.workbook.page import protect, set_page
from lzfx.workbook.pages import whose_values
from lzfx.workbook.plan import CHARACTER
from lzfx.workbook.styles import (
    BOX,
    BOX_CENTRED,
    CODE,
    HEADING,
    RED,
    STRONG,
    TEXT,
    TITLE,
    Looks,
)
from lzfx.workbook.text import sheet_reference, shortened

_HEADS = ("序号", "哪一条", "问题", "怎样改", "单元格", "栏目", "原来填的")
_WIDTHS = (6.0, 24.0, 46.0, 46.0, 9.0, 18.0, 26.0)
_LINE = 17.0
_TALLEST = 400.0
_QUOTED = 120
_LINK = "FF0563C1"
_HOW = (
    "点“单元格”一栏的链接可以直接跳到要改的地方，批注里写着怎样改；改好后底色和批注还在，不影响报送。"
    "保存后把本文件发回即可，本页不用填写。"
)


@dataclass(frozen=True, slots=True)
class SeverityLook:
    """How a remark is shown: the word for it, and the colour of its cells."""

    said: Said
    word: str
    fill: str


@dataclass(frozen=True, slots=True)
class ListedFault:
    """A remark in the list: its record, its field, its cell as (sheet, address)."""

    remark: Remark
    record: str
    title: str
    place: tuple[str, str] | None
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FaultList:
    """The whole list; `lines` stand above it."""

    lines: tuple[str, ...]
    levels: tuple[SeverityLook, ...]
    faults: tuple[ListedFault, ...]

    def of(self, level: SeverityLook) -> list[ListedFault]:
        """The faults of a severity: those of a whole table first, then down the form."""
        mine = [fault for fault in self.faults if fault.remark.severity == level.said]
        return sorted(mine, key=lambda fault: (fault.place is not None, fault.order))


def write_fault_list(made: Draft, listed: FaultList) -> None:
    """Put the list before the other sheets of the draft and open the workbook on it."""
    workbook = made.workbook
    sheet = workbook.create_sheet(layout.FAULT_SHEET, 0)
    sheet.sheet_properties.tabColor = RED
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[number]].width = width
    sheet.sheet_view.showGridLines = False
    row = _head(sheet, made, listed)
    for column, title in enumerate(_HEADS, start=1):
        put(sheet, made.looks, (row, column), HEADING, title)
    sheet.row_dimensions[row].height = 24
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    for level in listed.levels:
        faults = listed.of(level)
        if not faults:
            continue
        row += 1
        tinted = replace(STRONG, fill=level.fill, border=True, indent=1)
        put_merged(sheet, made.looks, (row, 1, 7), tinted, f"{level.word}（{len(faults)} 处）", 24)
        for number, fault in enumerate(faults, start=1):
            row += 1
            _fault_row(sheet, made.looks, row, number, fault)
    set_page(sheet, made.filling.code if made.form.stamped else None)
    protect(sheet)
    workbook.active = 0
    for each in workbook.worksheets:
        each.sheet_view.tabSelected = each is sheet


def _head(sheet: Worksheet, made: Draft, listed: FaultList) -> int:
    """Title, whose form it is, counts, deadline and contact; gives the row of the headings."""
    put_merged(sheet, made.looks, (1, 1, 7), TITLE, f"{made.form.title}：{layout.FAULT_SHEET}", 36)
    row = 2
    if made.form.stamped:
        text = f"{layout.CODE_LABEL}：{made.filling.code}"
        put_merged(sheet, made.looks, (row, 1, 7), CODE, text, 18)
        row += 1
    for text in _head_lines(made, listed):
        height = line_count(text, sum(_WIDTHS) / CHARACTER) * _LINE + 6
        put_merged(sheet, made.looks, (row, 1, 7), replace(TEXT, vertical="center"), text, height)
        row += 1
    return row


def _head_lines(made: Draft, listed: FaultList) -> Iterator[str]:
    titles = {spec.name: spec.title for spec in made.form.header}
    asked = ("unit_code", "unit_name", "year")
    whose = [
        f"{titles[name]}：{value}"
        for name, value in whose_values(made.form, made.filling)
        if name in asked
    ]
    if whose:
        yield "　　".join(whose)
    yield from listed.lines
    counts = [f"{level.word} {len(listed.of(level))} 处" for level in listed.levels]
    yield "　　".join(counts)
    notes = made.notes
    ends = (("更正期限", notes.deadline), ("有疑问请联系", notes.contact))
    if any(text for _, text in ends):
        yield "　　".join(f"{label}：{text}" for label, text in ends if text)
    yield _HOW


def _fault_row(sheet: Worksheet, looks: Looks, row: int, number: int, fault: ListedFault) -> None:
    remark = fault.remark
    address = fault.place[1] if fault.place else ""
    found = shortened(remark.found, _QUOTED)
    texts = (str(number), fault.record, remark.says, remark.do, address, fault.title, found)
    for column, text in enumerate(texts, start=1):
        look = BOX_CENTRED if column in {1, 5} else BOX
        if column == _HEADS.index("单元格") + 1 and fault.place:
            look = replace(look, color=_LINK, underline=True)
        cell = put(sheet, looks, (row, column), look, text)
        if look.underline and fault.place:
            target = f"{sheet_reference(fault.place[0])}!{address}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
            looks.dress(cell, look)  # the link has set a style of its own
    lines = max(
        line_count(text, (width - 2) / CHARACTER)
        for text, width in zip(texts, _WIDTHS, strict=True)
    )
    sheet.row_dimensions[row].height = min(_TALLEST, lines * _LINE + 6)
