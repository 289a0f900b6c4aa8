from __future__ import annotations

import datetime as dt
import functools
import io
import random
import struct
import time

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from support.intake_files import converted, ole

from lzfx.intake.book import read_book
from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.xls.records import custom_properties
from lzfx.intake.xls.workbook import read_xls
from lzfx.model.book import RawBook, RawSheet


@functools.cache
def _source() -> bytes:
    """A workbook with everything the three formats can carry."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "风险点"
    for row in (
        ["单位", "日期", "分值", "是否"],
        ["办公室", dt.date(2026, 9, 15), 1.5, True],
        ["  留白  ", dt.datetime(2026, 9, 15, 8, 30), 3, False],  # noqa: DTZ001 - no zones here
        ["第一行\n第二行", "2026年9月", "=C2+C3", "=TRUE()"],
        ["作废", "=1/0", "=NA()", '="甲"&"乙"'],
    ):
        first.append(row)
    first["A5"].font = Font(strike=True)
    first["A1"].comment = Comment("请填全称", "编者")
    first.merge_cells("A7:C8")
    first["A7"] = "合并"
    first.row_dimensions[3].hidden = True
    first.column_dimensions["C"].hidden = True
    second = book.create_sheet("_lzfx")
    second.sheet_state = "hidden"
    second["B2"] = "=C2"
    second["C2"] = 20240202
    second["C2"].number_format = "yyyy/m/d"
    book.custom_doc_props.append(StringProperty(name="lzfx", value="LZ1.甲乙"))  # type: ignore[attr-defined]
    book.custom_doc_props.append(IntProperty(name="版次", value=3))  # type: ignore[attr-defined]
    book.defined_names["lzfx_stamp"] = DefinedName("lzfx_stamp", attr_text='"LZ1.abc"')
    book.defined_names["区域"] = DefinedName("区域", attr_text="风险点!$A$1:$D$5")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _saved_as(suffix: str) -> RawBook:
    return read_book(converted(_source(), "xlsx", suffix))


def _values(sheet: RawSheet) -> dict[tuple[int, int], tuple[str, object, bool]]:
    return {(c.row, c.column): (c.kind.value, c.value, c.formula) for c in sheet.cells}


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_read_book__what_libreoffice_saved(suffix: str) -> None:
    book = _saved_as(suffix)
    assert book.container == suffix
    first, second = book.sheets
    assert _values(first) == {
        (1, 1): ("text", "单位", False),
        (1, 2): ("text", "日期", False),
        (1, 3): ("text", "分值", False),
        (1, 4): ("text", "是否", False),
        (2, 1): ("text", "办公室", False),
        (2, 2): ("date", "2026-09-15", False),
        (2, 3): ("number", 1.5, False),
        (2, 4): ("bool", 1, first.cells[7].formula),
        (3, 1): ("text", "  留白  ", False),
        (3, 2): ("date", "2026-09-15T08:30:00", False),
        (3, 3): ("number", 3, False),
        (3, 4): ("bool", 0, first.cells[11].formula),
        (4, 1): ("text", "第一行\n第二行", False),
        (4, 2): ("text", "2026年9月", False),
        (4, 3): ("number", 4.5, True),
        (4, 4): ("bool", 1, True),
        (5, 1): ("text", "作废", False),
        (5, 2): ("error", "#DIV/0!", True),
        (5, 3): ("error", "#N/A", True),
        (5, 4): ("text", "甲乙", True),
        (7, 1): ("text", "合并", False),
    }
    assert [(c.row, c.column) for c in first.cells if c.struck] == [(5, 1)]
    assert first.merges == ((7, 1, 8, 3),)
    assert first.hidden_rows == {3}
    assert first.hidden_columns == {3}
    assert {cell: text.strip() for cell, text in first.comments.items()} == {"A1": "请填全称"}
    assert first.visible
    assert (second.name, second.visible) == ("_lzfx", False)
    assert book.custom["lzfx"] == "LZ1.甲乙"
    assert book.custom["版次"] == "3"
    assert book.names["lzfx_stamp"].strip("=").strip('"') == "LZ1.abc"
    assert "区域" in book.names


def test_read_xls__formulas_of_each_sheet_stay_with_their_sheet() -> None:
    first, second = _saved_as("xls").sheets
    assert {(c.row, c.column) for c in second.cells if c.formula} == {(2, 2)}
    assert (2, 2) not in {(c.row, c.column) for c in first.cells if c.formula}


def test_read_xls__a_number_typed_into_a_date_cell_stays_a_number() -> None:
    second = _saved_as("xls").sheets[1]
    assert _values(second)[2, 3] == ("number", 20240202, False)


def test_read_xls__caps() -> None:
    data = converted(_source(), "xlsx", "xls")
    for limits, code in (
        (Limits(sheets=1), "too-many-sheets"),
        (Limits(values=5), "too-many-cells"),
        (Limits(cell_elements=5), "too-many-cells"),
        (Limits(merges=0), "too-many-merges"),
        (Limits(text_length=3), "text-too-long"),
    ):
        with pytest.raises(Refused) as caught:
            read_xls(data, limits)
        assert caught.value.code == code


def test_read_xls__password() -> None:
    bof = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    filepass = b"\x2f\x00\x06\x00\x00\x00" + b"\x01\x02\x03\x04"
    with pytest.raises(Refused) as caught:
        read_book(ole({"Workbook": bof + filepass + b"\x0a\x00\x00\x00"}))
    assert caught.value.code == "password-protected"


def test_read_xls__cut_and_mutated_files_end_in_a_book_or_a_refusal() -> None:
    data = converted(_source(), "xlsx", "xls")
    dice = random.Random(20260915)  # noqa: S311 - a fixed seed, so that a failure can be repeated
    mutants = [data[: len(data) * cut // 40] for cut in range(1, 40)]
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        mutants.append(bytes(changed))
    codes = set()
    for mutant in mutants:
        try:
            read_xls(mutant)
        except Refused as refused:
            codes.add(refused.code)
    assert "workbook-damaged" in codes


def test_read_xls__a_circular_file_is_refused_at_once() -> None:
    data = bytearray(converted(_source(), "xlsx", "xls"))
    (first_fat,) = struct.unpack_from("<I", data, 76)
    table = (first_fat + 1) * 512
    for sector in range(100):
        (following,) = struct.unpack_from("<I", data, table + sector * 4)
        if following == sector + 1:
            struct.pack_into("<I", data, table + sector * 4, sector)
    began = time.perf_counter()
    with pytest.raises(Refused) as caught:
        read_book(bytes(data))
    assert caught.value.code == "workbook-damaged"
    assert time.perf_counter() - began < 2


def test_custom_properties__of_a_broken_stream_are_none() -> None:
    for cut in (b"", b"\xfe\xff" + bytes(26), b"x" * 40, bytes(24) + b"\xff" * 60):
        assert custom_properties(cut) == {}
