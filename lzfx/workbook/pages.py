"""The sheets around the tables: how to fill in, a filled example, the sign-off page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.lines import line_count
from lzfx.forms.layout import CODE_LABEL, EXAMPLE_MARK, header_place, marked_title
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.cells import put, put_merged
from lzfx.workbook.page import set_page
from lzfx.workbook.plan import heading_text
from lzfx.workbook.prompts import allowed_text, prompt_text
from lzfx.workbook.styles import (
    BOX,
    BOX_CENTRED,
    CODE,
    HEADING,
    LABEL,
    NOTE,
    RED,
    STRONG,
    TEXT,
    TITLE,
    Looks,
)
from lzfx.workbook.text import shortened

_LINE = 18.0
_WHOLE, _MEANING, _LABEL, _EXAMPLE, _PROMPT = 55, 37, 11, 18, 25
"""Characters in a line of the merged columns, of a criterion, and of the example's columns."""
_WHOSE_IN_A_LINE = 4
_GRADE_TINTS = {"红": "FFF8CBAD", "橙": "FFFFE699", "蓝": "FFBDD7EE"}
_NEVER_READ = "本页只是样子，程序从不读取；请不要在本页填报。"
_SHORT = 60


def write_instructions(
    sheet: Worksheet, looks: Looks, form: FormSpec, filling: Filling, notes: FormNotes
) -> None:
    """Numbered instructions, the grade criteria, deadline and contact, the short code."""
    _columns(sheet, (20, 90, 20))
    put_merged(sheet, looks, (1, 1, 3), TITLE, notes.heading, 34)
    row = 2
    if form.stamped:
        put_merged(sheet, looks, (row, 1, 3), CODE, f"{CODE_LABEL}：{filling.code}", 18)
        row += 1
    row = _section(sheet, looks, row, "一、怎样填", numbered(form.instructions))
    number = "二"
    if notes.grades:
        row = _grades(sheet, looks, row, notes)
        number = "三"
    last = [*notes.wanted, *notes.further]
    if notes.deadline:
        last.append(f"报送期限：{notes.deadline}")
    if notes.contact:
        last.append(f"报送和咨询：{notes.contact}")
    if last:
        _section(sheet, looks, row, f"{number}、其它", last)
    set_page(sheet, filling.code if form.stamped else None, pages=1)


def numbered(texts: tuple[str, ...]) -> list[str]:
    """The instructions as they are printed, one below the other."""
    return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]


def _section(sheet: Worksheet, looks: Looks, row: int, title: str, texts: list[str]) -> int:
    """A heading and paragraphs under it; gives the row after them."""
    put_merged(sheet, looks, (row, 1, 3), STRONG, title, 26)
    for text in texts:
        row += 1
        put_merged(sheet, looks, (row, 1, 3), TEXT, text, line_count(text, _WHOLE) * _LINE + 5)
    return row + 1


def _grades(sheet: Worksheet, looks: Looks, row: int, notes: FormNotes) -> int:
    put_merged(sheet, looks, (row, 1, 3), STRONG, "二、等级标准", 26)
    row += 1
    for column, text in enumerate(("等级", "标准", "预警颜色"), start=1):
        put(sheet, looks, (row, column), HEADING, text)
    sheet.row_dimensions[row].height = 22
    for label, meaning, colour in notes.grades:
        row += 1
        put(sheet, looks, (row, 1), BOX_CENTRED, label)
        put(sheet, looks, (row, 2), BOX, meaning)
        tint = _GRADE_TINTS.get(colour[:1], "")
        put(sheet, looks, (row, 3), replace(BOX_CENTRED, fill=tint), colour)
        sheet.row_dimensions[row].height = max(22, line_count(meaning, _MEANING) * _LINE + 5)
    return row + 1


def write_example(
    sheet: Worksheet, looks: Looks, form: FormSpec, filling: Filling, notes: FormNotes
) -> None:
    """Every field with an example and its prompt; marked headings, so that it is no table."""
    _columns(sheet, (24, 46, 60))
    put_merged(sheet, looks, (1, 1, 3), TITLE, f"{form.title}填写示例", 34)
    warning = replace(STRONG, color=RED, horizontal="center")
    put_merged(sheet, looks, (2, 1, 3), warning, _NEVER_READ, 24)
    row = 3
    if form.stamped:
        put_merged(sheet, looks, (row, 1, 3), CODE, f"{CODE_LABEL}：{filling.code}", 16)
        row += 1
    blocks = [(f"“{table.sheet}”页", table.fields) for table in form.tables]
    if form.header:
        asked = tuple(spec for spec in form.header if not spec.locked)
        blocks.insert(0, (header_place(form), asked))
    for title, fields in blocks:
        put_merged(sheet, looks, (row, 1, 3), STRONG, title, 26)
        for column, text in enumerate(("栏目", "填写样子", "怎样填"), start=1):
            put(sheet, looks, (row + 1, column), HEADING, text)
        row += 2
        for spec in fields:
            row = _example_row(sheet, looks, row, spec, notes)
    set_page(sheet, filling.code if form.stamped else None)


def _example_row(
    sheet: Worksheet, looks: Looks, row: int, spec: FieldSpec, notes: FormNotes
) -> int:
    prompt = prompt_text(spec, notes)
    if spec.choices and spec.prompt and not all(c.label in spec.prompt for c in spec.choices):
        prompt = f"{prompt}{allowed_text(spec)}。"
    label = heading_text(f"{EXAMPLE_MARK}{marked_title(spec)}", _LABEL)
    put(sheet, looks, (row, 1), LABEL, label)
    put(sheet, looks, (row, 2), BOX, spec.example)
    put(sheet, looks, (row, 3), BOX, prompt)
    lines = max(
        line_count(label, _LABEL),
        line_count(spec.example, _EXAMPLE),
        line_count(prompt, _PROMPT),
    )
    sheet.row_dimensions[row].height = lines * _LINE + 5
    return row + 1


def write_sign_off(
    sheet: Worksheet, looks: Looks, form: FormSpec, filling: Filling, notes: FormNotes
) -> None:
    """One box for each signature, with the subject of the form and the short code."""
    _columns(sheet, (26, 110))
    put_merged(sheet, looks, (1, 1, 2), TITLE, f"{notes.heading}签字页", 34)
    titles = {spec.name: spec.title for spec in form.header}
    told = [f"{titles[name]}：{value}" for name, value in whose_values(form, filling)]
    lines = [
        "　　".join(told[at : at + _WHOSE_IN_A_LINE])
        for at in range(0, len(told), _WHOSE_IN_A_LINE)
    ]
    put_merged(sheet, looks, (2, 1, 2), replace(TEXT, vertical="center"), "\n".join(lines), 34)
    put_merged(sheet, looks, (3, 1, 2), CODE, f"{CODE_LABEL}：{filling.code}", 16)
    row = 4
    for box in form.sign_off:
        first = row
        for number, line in enumerate(box.lines):
            put(sheet, looks, (row, 1), LABEL, box.title if row == first else "")
            put(sheet, looks, (row, 2), replace(BOX, locked=False), line)
            sheet.row_dimensions[row].height = 24 if number else 34
            row += 1
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
    note = "签字盖章后与本表一并留存；电子表仍以附件报送。"
    put_merged(sheet, looks, (row, 1, 2), replace(NOTE, size=9), note, 16)
    set_page(sheet, filling.code, pages=1)


def whose_values(form: FormSpec, filling: Filling) -> Iterator[tuple[str, str]]:
    """The prefilled header fields, by name, which say on the sign-off page whose form it is."""
    for spec in form.header:
        if spec.prefill and spec.locked:
            yield spec.name, shortened(filling.header.get(spec.name, ""), _SHORT)


def _columns(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    for letter, width in zip("ABCDEF", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
