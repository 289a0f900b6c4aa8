from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import CustomPropertyList
from python_calamine import CalamineWorkbook
from support.intake_files import converted
from support.templates import form_named
from support.workbook_dump import cached, footer
from support.workbook_examples import ABOUT, HOSTILE, ISSUED, STAMP, hostile_filling

from lzfx.forms import layout
from lzfx.forms.layout import header_spots, table_layout
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.filling import Filling
from lzfx.workbook.blank import build
from lzfx.workbook.text import clean, escaped

FORM = form_named("declaration")
POINTS = FORM.table("risk_points")
ISSUED_BYTES = build(FORM, ISSUED, ABOUT)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def _book(data: bytes = ISSUED_BYTES) -> Workbook:
    return load_workbook(io.BytesIO(data))


def _own_properties(book: Workbook) -> CustomPropertyList[Any]:
    properties = vars(book)["custom_doc_props"]  # not in openpyxl's stubs
    assert isinstance(properties, CustomPropertyList)
    return properties


def test_build__sheets_in_order_the_hidden_ones_hidden() -> None:
    book = _book()
    assert book.sheetnames == [
        "填报说明", "风险点", "岗位职责", "填写示例", "签字页", "_lists", "_lzfx",
    ]  # fmt: skip
    states = [sheet.sheet_state for sheet in book.worksheets]
    assert states == ["visible"] * 5 + ["hidden"] * 2


def test_build__our_own_reader_finds_everything_and_says_nothing() -> None:
    seen = locate(read_book(ISSUED_BYTES), FORM, file="a.xlsx", sha256="", stamp=STAMP)
    assert seen.findings == ()
    assert {name: cell.value for name, cell in seen.header.items()} == dict(ISSUED.header)
    places = {name: where.address for name, where in seen.header_places.items()}
    assert places == {name: spot.value.cell for name, spot in header_spots(FORM).items()}
    for table in FORM.tables:
        located = seen.table(table.name)
        assert located is not None
        assert dict(located.columns) == dict(table_layout(FORM, table).columns)
        read = [{name: cell.value for name, cell in row.cells.items()} for row in located.rows]
        assert read == [dict(row) for row in ISSUED.tables[table.name]]


def test_build__the_token_in_three_places_the_code_on_every_visible_sheet() -> None:
    book = _book()
    assert book["_lzfx"]["B1"].value == ISSUED.token
    assert _own_properties(book)[layout.STAMP_PROPERTY].value == ISSUED.token
    assert book.defined_names[layout.STAMP_NAME].attr_text == f'"{ISSUED.token}"'
    for sheet in book.worksheets[:5]:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert any(ISSUED.code in text for text in texts), sheet.title
        assert ISSUED.code in str(footer(sheet, "right"))


def test_build__choices_come_from_named_lists_never_inline() -> None:
    book = _book()
    sheet = book["风险点"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    letters = {
        name: chr(64 + column) for name, column in table_layout(FORM, POINTS).columns.items()
    }
    for spec in POINTS.fields:
        rule = rules[f"{letters[spec.name]}7:{letters[spec.name]}5000"]
        assert len(rule.prompt) <= 255
        assert len(rule.promptTitle) <= 32
        assert len(rule.error or "") <= 255
        if spec.kind == "choice":
            assert (rule.type, rule.errorStyle) == ("list", "stop")
            area = book.defined_names[rule.formula1].attr_text
            name, _, cells = area.partition("!")
            shown = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]
            wanted = [choice.label for choice in spec.choices] or list(ISSUED.roster["posts"])
            assert shown == wanted
        elif spec.name == "point_id":
            assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", "FALSE", "stop")
        else:
            assert rule.type is None
    assert "50000 元" in rules[f"{letters['major_matters']}7:{letters['major_matters']}5000"].prompt


def test_build__what_may_be_typed_into_and_what_not() -> None:
    book = _book()
    points, posts = book["风险点"], book["岗位职责"]
    for sheet in book.worksheets[:5]:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.sort
        assert not sheet.protection.autoFilter
        assert not sheet.protection.formatRows
    spots = header_spots(FORM)
    assert points[spots["unit_code"].value.cell].protection.locked
    assert not points[spots["filler"].value.cell].protection.locked
    assert points["C6"].protection.locked
    assert not points["B7"].protection.locked  # a locked cell could not be sorted
    assert not points.column_dimensions["V"].protection.locked
    assert points.auto_filter.ref == "B6:V5000"
    assert posts["B4"].protection.locked
    assert not posts["E5"].protection.locked
    assert posts.column_dimensions["E"].protection.locked  # no row may be added


def test_build__few_cells_stand_ready() -> None:
    sheet = _book(build(FORM, Filling(), ABOUT))["风险点"]
    numbers = [sheet.cell(7 + row, 1).value for row in range(POINTS.ready)]
    assert numbers == list(range(1, POINTS.ready + 1))
    below = [cell for row in sheet.iter_rows(min_row=7, min_col=2) for cell in row]
    assert not any(cell.has_style or cell.value is not None for cell in below)


def test_build__prints_on_a4_landscape_with_headings_on_every_page() -> None:
    sheet = _book()["风险点"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.freeze_panes == "A7"
    assert footer(sheet, "center") == "第 &P 页，共 &N 页"
    assert sheet.print_options.horizontalCentered


def test_build__example_headings_cannot_be_taken_for_a_table() -> None:
    sheet = _book()["填写示例"]
    titles = {spec.title for table in FORM.tables for spec in table.fields}
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert not titles & {text.lstrip(layout.REQUIRED_MARK) for text in texts}
    assert f"{layout.EXAMPLE_MARK}{layout.REQUIRED_MARK}风险点名称" in texts
    assert POINTS.field("measures").example in texts


def test_build__heading_too_long_for_its_column_breaks_before_its_bracket() -> None:
    book = _book()
    heads = [cell.value for cell in book["风险点"][6]]
    assert f"{layout.REQUIRED_MARK}职权\n（事项）" in heads
    assert not any("\n" in str(cell.value) for cell in book["岗位职责"][3])
    labels = [cell.value for row in book["风险点"]["A3:V5"] for cell in row]
    assert "拟定风险等级\n（对象）" in labels


def test_build__sign_off_says_whose_form_it_is_in_whole_lines() -> None:
    lines = str(_book()["签字页"]["A2"].value).split("\n")
    assert [line.count("：") for line in lines] == [4, 2]
    assert lines[0].startswith("单位编号：LX03　　单位名称：示例科")


def test_build__a_form_without_a_stamp_has_no_identity_and_no_sign_off() -> None:
    form = form_named("roster")
    book = _book(build(form, Filling(), ABOUT))
    tables = [table.sheet for table in form.tables]
    assert book.sheetnames == ["填报说明", *tables, "填写示例", "_lists"]
    assert not _own_properties(book).props
    assert layout.STAMP_NAME not in book.defined_names
    assert layout.CODE_LABEL not in str(
        [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    )


def test_build__hostile_text_comes_back_as_it_went_in() -> None:
    filling = hostile_filling(FORM)
    data = build(FORM, filling, ABOUT)
    book = _book(data)
    sheet, rows = book["风险点"], filling.tables["risk_points"]
    for index, row in enumerate(rows):
        for at, spec in enumerate(POINTS.fields):
            cell = sheet.cell(7 + index, 2 + at)
            assert (cell.value or "") == escaped(clean(row[spec.name]))
            assert cell.data_type != "f"
            assert (
                bool(cell.quotePrefix) == str(cell.value).startswith(("=", "-", "@"))
                if cell.value
                else True
            )
    values = (
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("风险点").to_python()
    )
    assert "_x0041_" in values[6]
    assert HOSTILE[0] in values[6]


def test_build__same_input_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from support.templates import form_named\nfrom support.workbook_examples import *\n"
        "from lzfx.workbook.blank import build\n"
        "sys.stdout.buffer.write(build(form_named('declaration'), ISSUED, ABOUT))\n"
    )
    root = Path(__file__).resolve().parents[1]
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(  # noqa: S603 - our own code
            command, cwd=root, env=environment, capture_output=True, check=True
        )
        assert done.stdout == ISSUED_BYTES


def test_build__no_time_but_the_given_one() -> None:
    package = zipfile.ZipFile(io.BytesIO(ISSUED_BYTES))
    assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = package.read("docProps/core.xml").decode()
    assert core.count("2026-08-20T08:00:00Z") == 2


def test_build__rows_of_answers_may_grow_the_rows_above_not() -> None:
    found = cached(ISSUED_BYTES)
    for row in (7, 8, 66):  # an answer, the first and the last empty row
        assert found[f"xl/worksheets/sheet2.xml row {row}"] == "False"
    assert found["xl/worksheets/sheet2.xml row 6"] == "True"
    sheet = zipfile.ZipFile(io.BytesIO(ISSUED_BYTES)).read("xl/worksheets/sheet2.xml")
    assert b"customHeight" not in sheet.partition(b"<sheetData>")[0]  # else no row would grow


@needs_office
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_build__survives_being_saved_by_libreoffice(suffix: str) -> None:
    data = converted(ISSUED_BYTES, "xlsx", suffix)
    book = read_book(data)
    assert book.custom[layout.STAMP_PROPERTY] == ISSUED.token
    assert book.names[layout.STAMP_NAME].strip('="') == ISSUED.token
    seen = locate(book, FORM, file="a", sha256="", stamp=STAMP)
    assert seen.findings == ()
    assert {name: cell.value for name, cell in seen.header.items()} == dict(ISSUED.header)
    back = _book(converted(data, suffix, "xlsx"))
    rules = back["风险点"].data_validations.dataValidation
    lists = [rule for rule in rules if rule.type == "list"]
    assert len(lists) == sum(spec.kind == "choice" for spec in (*FORM.header, *POINTS.fields))
    assert any(rule.type == "custom" for rule in rules)
    assert back["风险点"].protection.sheet
    assert len(back["风险点"].conditional_formatting) >= 2
