from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook

from lzfx.workbook.cells import set_text
from lzfx.workbook.text import (
    CELL_LIMIT,
    clean,
    escaped,
    footer_text,
    looks_like_formula,
    sheet_reference,
    shortened,
    xml_text,
)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=200)
def test_clean__leaves_nothing_xml_forbids_and_is_done_after_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert etree.fromstring(f"<t>{xml_text(cleaned)}</t>").text == (escaped(cleaned) or None)


def test_clean__keeps_line_breaks_drops_controls() -> None:
    assert clean("甲\r\n乙\r丙\x00\x0b\ud800\uffff") == "甲\n乙\n丙"


def test_clean__cuts_by_utf16_units_and_never_through_a_sign() -> None:
    assert clean("字" * 40_000) == "字" * CELL_LIMIT
    faces = clean("😀" * 20_000)
    assert faces == "😀" * (CELL_LIMIT // 2)


def test_stored__an_escape_typed_as_text_is_not_read_as_one() -> None:
    assert escaped("_x0041_ _x41_") == "_x005F_x0041_ _x41_"


def test_set_text__a_formula_stays_text() -> None:
    cell = Workbook().worksheets[0]["A1"]
    set_text(cell, "=1+1")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_looks_like_formula__also_in_full_width() -> None:
    assert all(looks_like_formula(text) for text in ("=1", "+1", "-1", "@a", "＝1"))
    assert not looks_like_formula("1=1")


def test_footer_text__an_ampersand_is_no_command() -> None:
    assert footer_text("A&P\nB") == "A&&P B"


def test_sheet_reference__quotes_doubled() -> None:
    assert sheet_reference("a'b") == "'a''b'"


def test_shortened__one_line_with_an_ellipsis() -> None:
    assert shortened("甲\n 乙丙丁", 4) == "甲 乙…"
    assert shortened("甲乙", 2) == "甲乙"
