"""What a workbook holds beside its answers: all of it is listed, and nothing that we printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile_books import base, sheet_of, text, with_cells
from support.hostile_sheets import EDITS
from support.sample_content import Sample

from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.layout import FAULT_SHEET, OWN_SHEETS, REQUIRED_MARK
from lzfx.intake.locate import locate
from lzfx.intake.rows import is_blank
from lzfx.intake.unread import MOST_LINES, cells_read, unread_lines
from lzfx.model.book import RawBook, RawSheet
from lzfx.model.submission import RawSubmission
from lzfx.model.unread import Aside, UnreadLine
from lzfx.workbook.printed import printed_texts

SAMPLE = Sample()
UNIT = "KS02"
PRINTED = printed_texts(SAMPLE.form, SAMPLE.issued(UNIT), SAMPLE.about)


def _located(book: RawBook) -> RawSubmission:
    return locate(book, SAMPLE.form, file="来件.xlsx", sha256="", stamp=None)


def _lines(book: RawBook) -> tuple[UnreadLine, ...]:
    raw = _located(book)
    return unread_lines(book, raw, SAMPLE.form, PRINTED, cells_read(raw))


def _texts(lines: tuple[UnreadLine, ...]) -> list[str]:
    return [one for line in lines for one in line.texts]


def _asked(book: RawBook) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.sheet, line.area, line.texts) for line in _lines(book) if line.asked]


def test_form_as_it_was_filled_in__holds_nothing_else() -> None:
    assert _asked(base()) == []


@pytest.mark.parametrize(
    ("edit", "sheet"),
    [
        ("two-tables", "风险点"),
        ("column-inserted", "风险点"),
        ("column-inserted-untitled", "风险点"),
        ("column-twice", "风险点"),
        ("two-tables-worse-above", "风险点"),
    ],
)
def test_content_without_a_place__is_asked_about_row_by_row(edit: str, sheet: str) -> None:
    found = _asked(EDITS[edit]()(base()))
    assert found
    assert {one[0] for one in found} == {sheet}
    assert len({one[1] for one in found}) == len(found)


def test_further_sheet__is_listed_with_its_addresses() -> None:
    sheet = RawSheet("附表", True, (text(2, 1, "姓名"), text(2, 3, "甲"), text(5, 2, "另有三条")))  # noqa: FBT003
    book = replace(base(), sheets=(*base().sheets, sheet))
    assert _asked(book) == [
        ("附表", "A2:C2", ("姓名", "甲")),
        ("附表", "B5", ("另有三条",)),
    ]


def test_column_with_a_heading_of_its_own__is_listed_cell_by_cell() -> None:
    heading = f"{REQUIRED_MARK}表现形式\n（请写清楚）"
    row = _located(base()).tables[0].header_row
    book = with_cells(base(), [text(row, 24, heading), text(row + 1, 24, "登记簿没有及时更新")])
    assert [line for line in _lines(book) if line.sheet == "风险点"] == [
        UnreadLine("风险点", f"X{row}", (heading,), row, 24, asked=False),
        UnreadLine("风险点", f"X{row + 1}", ("登记簿没有及时更新",), row + 1, 24),
    ]


def test_totals_notes_and_comments__are_listed_and_not_asked_about() -> None:
    for edit in ("totals", "notes", "comment"):
        lines = _lines(EDITS[edit]()(base()))
        told = [line for line in lines if line.sheet == "风险点"]
        assert told, edit
        assert not any(line.asked for line in told), edit
    assert told[-1].aside is Aside.COMMENT


def test_list_of_an_earlier_copy__is_ours_and_what_is_written_beside_it_is_not() -> None:
    sheet = RawSheet(FAULT_SHEET, True, (text(5, 3, "没有填写。"), text(5, 8, "已改，见附件")))  # noqa: FBT003
    book = replace(base(), sheets=(sheet, *base().sheets))
    assert _asked(book) == [(FAULT_SHEET, "H5", ("已改，见附件",))]


def test_more_rows_than_anybody_reads__are_counted() -> None:
    cells = tuple(text(row, 1, f"第{row}条") for row in range(1, MOST_LINES + 8))
    book = replace(base(), sheets=(*base().sheets, RawSheet("长", True, cells)))  # noqa: FBT003
    found = [line for line in _lines(book) if line.sheet == "长"]
    assert len(found) == MOST_LINES + 1
    assert (found[-1].area, found[-1].more) == (f"A{MOST_LINES + 1}:A{MOST_LINES + 7}", 7)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3, unique=True),
    st.dictionaries(
        st.tuples(st.integers(1, 70), st.integers(1, 30)),
        st.text("风险点甲乙一二大小9", min_size=1, max_size=6),
        max_size=6,
    ),
)
def test_law__every_text_is_an_answer_printed_by_us_or_listed(
    names: list[str], anywhere: dict[tuple[int, int], str]
) -> None:
    book = base()
    for name in names:
        if any(one.name == "风险点" for one in book.sheets):
            try:
                book = EDITS[name]()(book)
            except StopIteration:  # what it wanted to change is gone already
                continue
    if any(one.name == "风险点" for one in book.sheets):
        book = with_cells(
            book, [text(row, column, value) for (row, column), value in anywhere.items()]
        )
    read = cells_read(_located(book))
    listed = _texts(_lines(book))
    ours = {fold(one) for texts in PRINTED.values() for one in texts}
    headings = {key for table in SAMPLE.form.tables for key in table.headings}
    headings |= SAMPLE.form.labels.keys()
    for sheet in book.sheets:
        for cell in sheet.cells:
            said = shown_text(cell)
            if (sheet.name, cell.row, cell.column) in read or is_blank(cell):
                continue
            printed = fold(said) in ours or heading_key(said) in headings
            if sheet.name not in OWN_SHEETS and not printed and not said.isdecimal():
                assert tidy(said) in listed or "表单编码" in said, (sheet.name, cell)
    assert sheet_of(base()).name == "风险点"
