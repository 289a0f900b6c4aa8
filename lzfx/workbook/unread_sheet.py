"""The sheet 没有读到的内容: every text of a return that has no place in its copy."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.forms import layout
from lzfx.forms.unread_list import (
    ANSWER_COLUMN,
    BETWEEN,
    FILLED_IN,
    HEADING_ROW,
    HEADS,
    NOT_NEEDED,
    answer_at,
)
from lzfx.model.unread import Aside, UnreadLine
from lzfx.workbook.blank import Draft
from lzfx.workbook.cells import put, put_merged
from lzfx.workbook.page import protect, set_page
from lzfx.workbook.plan import CHARACTER
from lzfx.workbook.styles import BOX, BOX_CENTRED, CODE, HEADING, RED, TEXT, TITLE
from lzfx.workbook.text import clean

_WIDTHS = (6.0, 20.0, 16.0, 90.0, 22.0)
_LINE = 17.0
_TALLEST = 400.0
_HOW = (
    "来表里下列内容在本表没有栏目可放，没有读。要报送的，请填进表里相应的栏目；"
    "每一条都请在“怎样处理的”一栏写明：已填入，或不用填。灰字的各条不必回答。"
)
_LABELS = {
    Aside.NONE: "",
    Aside.COMMENT: "（批注）",
    Aside.SECOND: "（同一格的另一处文字）",
    Aside.DRAWN: "（文本框或图形）",
}
_NO_RESULT = "（公式，文件里没有存下它的结果）"
_LOST = "来表里没有这张表，本表已补回：请填好；确实没有可填的，请在右边写明。"
_GREY = "FF808080"


def write_unread(made: Draft, lines: tuple[UnreadLine, ...]) -> None:
    """Put the sheet behind the list of faults; without lines there is none."""
    if not lines:
        return
    sheet = made.workbook.create_sheet(layout.UNREAD_SHEET, 1)
    sheet.sheet_properties.tabColor = RED
    sheet.sheet_view.showGridLines = False
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDE"[number]].width = width
    last = len(HEADS)
    put_merged(sheet, made.looks, (1, 1, last), TITLE, layout.UNREAD_SHEET, 34)
    code = f"{layout.CODE_LABEL}：{made.filling.code}" if made.form.stamped else ""
    put_merged(sheet, made.looks, (2, 1, last), CODE, code, 18)
    put_merged(sheet, made.looks, (3, 1, last), replace(TEXT, vertical="center"), _HOW, 40)
    for column, title in enumerate(HEADS, start=1):
        put(sheet, made.looks, (HEADING_ROW, column), HEADING, title)
    sheet.row_dimensions[HEADING_ROW].height = 24
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    for number, line in enumerate(lines):
        _write(sheet, made, number, line)
    first, end = answer_at(0), answer_at(len(lines) - 1)
    rule = DataValidation("list", formula1=f'"{FILLED_IN},{NOT_NEEDED}"', showErrorMessage=False)
    rule.add(f"{first.text}:{end.text}")
    sheet.add_data_validation(rule)
    set_page(sheet, made.filling.code if made.form.stamped else None)
    protect(sheet)


def _write(sheet: Worksheet, made: Draft, number: int, line: UnreadLine) -> None:
    row = answer_at(number).row
    text = clean(_content(line))
    ink = BOX if line.asked else replace(BOX, color=_GREY)
    texts = (str(number + 1), line.sheet, f"{line.area}{_LABELS[line.aside]}", text)
    for column, each in enumerate(texts, start=1):
        look = replace(BOX_CENTRED, color=ink.color) if column == 1 else ink
        put(sheet, made.looks, (row, column), look, each)
    answer = line.answer or ("" if line.asked else NOT_NEEDED)
    put(sheet, made.looks, (row, ANSWER_COLUMN), replace(ink, locked=False), answer)
    lines = max(
        line_count(each, (width - 2) / CHARACTER)
        for each, width in zip(texts, _WIDTHS, strict=False)
    )
    sheet.row_dimensions[row].height = min(_TALLEST, lines * _LINE + 6)


def _content(line: UnreadLine) -> str:
    if line.more:
        return f"其下还有{line.more}行，太多，这里不再列出；请看来表。"
    if not line.texts:
        return _LOST
    return BETWEEN.join(text or _NO_RESULT for text in line.texts)
