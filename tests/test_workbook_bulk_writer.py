from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from support.templates import form_named
from support.workbook_dump import dump
from support.workbook_examples import ABOUT, ISSUED, POINT, hostile_filling

from lzfx.intake.book import read_book
from lzfx.model.filling import Filling
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

FORM = form_named("declaration")
WRITER = BulkWriter(FORM, ABOUT)
CASES = {
    "issued": ISSUED,
    "no rows": replace(ISSUED, tables={}),
    "no lists": replace(ISSUED, roster={}),
    "more rows than ready": replace(ISSUED, tables={"risk_points": (POINT,) * 75}),
    "hostile": hostile_filling(FORM),
}


@pytest.mark.parametrize("rows", [1, 59, 60, 61])
def test_print__numbers_the_rows_that_are_left(rows: int) -> None:
    filling = replace(ISSUED, tables={"risk_points": (POINT,) * rows, "posts": ({},) * rows})
    assert dump(WRITER.build(filling)) == dump(build(FORM, filling, ABOUT))


@pytest.mark.parametrize("case", CASES)
def test_print__gives_the_workbook_that_build_gives(case: str) -> None:
    assert dump(WRITER.build(CASES[case])) == dump(build(FORM, CASES[case], ABOUT))


def test_print__also_for_a_form_without_a_stamp() -> None:
    form = form_named("roster")
    rows = {"people": ({"code": "LX001", "name": "=示例人甲", "title": "科长"},)}
    filling = Filling(tables=rows)
    assert dump(BulkWriter(form, ABOUT).build(filling)) == dump(build(form, filling, ABOUT))


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5))
@settings(deadline=None, max_examples=25)
def test_print__any_text_in_any_place(head: str, cell: str, labels: list[str]) -> None:
    filling = replace(
        ISSUED,
        header={"unit_name": head, "filler": cell},
        tables={"risk_points": ({"name": cell, "note": head},), "posts": ({"duty": cell},)},
        roster={"posts": tuple(labels)},
    )
    assert dump(WRITER.build(filling)) == dump(build(FORM, filling, ABOUT))


def test_print__twice_the_same_bytes_and_nothing_left_over_from_before() -> None:
    first = WRITER.build(ISSUED)
    WRITER.build(hostile_filling(FORM))
    assert WRITER.build(ISSUED) == first


def test_print__a_sound_zip_for_other_readers() -> None:
    data = WRITER.build(ISSUED)
    package = zipfile.ZipFile(io.BytesIO(data))
    assert package.testzip() is None
    assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [sheet.name for sheet in read_book(data).sheets][1] == "风险点"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("风险点").to_python()
    assert rows[6][8] == POINT["name"]


def test_print__no_slot_stays_open() -> None:
    package = zipfile.ZipFile(io.BytesIO(WRITER.build(ISSUED)))
    assert not [name for name in package.namelist() if b"{{lzfx" in package.read(name)]


def test_print__spells_its_texts_in_utf_8() -> None:
    """A reference for each Chinese character makes a form twice as long and slow to read."""
    with zipfile.ZipFile(io.BytesIO(WRITER.build(ISSUED))) as package:
        bodies = {name: package.read(name) for name in package.namelist()}
    assert [name for name, body in bodies.items() if re.search(rb"&#[0-9]{3,};", body)] == []
    assert "填报说明".encode() in bodies["xl/workbook.xml"]
