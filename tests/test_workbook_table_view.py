"""The workbook is read back as Excel would, and printed once by LibreOffice."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support.intake_files import converted
from support.printed_document import HOSTILE, handbook, overview, risk_table
from support.workbook_dump import footer

from lzfx.content.blocks import Cell, Column, Document, Heading, Paragraph, Table, strings
from lzfx.content.drawing import Chart, Series
from lzfx.content.letter import Annex
from lzfx.content.palette import LEVEL_TINTS
from lzfx.content.paper import Box, Grid
from lzfx.workbook.table_view import render_xlsx

HEAD = 3


def read(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return read(overview()).worksheets[0]


def one_table(*rows: str, caption: str = "") -> Document:
    table = Table((Column("甲", 1),), tuple((Cell(row),) for row in rows), caption=caption)
    return Document("名", "题", (table,), "人", "2011-09-30")


def test_page__is_a4_landscape_with_repeated_head_and_page_numbers(sheet: Worksheet) -> None:
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert [cell.value for cell in sheet[HEAD]][:3] == ["序号", "单位", "岗位"]
    assert footer(sheet, "center") == "第 &P 页，共 &N 页"
    assert sheet["A1"].value == overview().title


def test_text__nothing_is_a_formula_and_everything_is_there(sheet: Worksheet) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    values = {str(cell.value) for cell in cells}
    assert sorted({text for text in strings(overview()) if text} - values) == []
    assert any(str(value).startswith("=1+1") for value in values)
    data = render_xlsx(overview())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", [*HOSTILE, "=SUM(A1)", "+1", "#N/A", "@A1", "0012", "1e5", "TRUE"])
def test_text__looks_like_something_else_and_stays_text(text: str) -> None:
    cell = read(one_table(text)).worksheets[0]["A3"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_text__formula_like_text_survives_editing() -> None:
    sheet = read(one_table("=1+1", "甲")).worksheets[0]
    assert (sheet["A3"].quotePrefix, sheet["A4"].quotePrefix) == (True, False)


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("0", 0), ("123456789", 123456789)])
def test_number__whole_numbers_can_be_added_up(text: str, value: int) -> None:
    assert read(one_table(text)).worksheets[0]["A3"].value == value


def test_number__of_eighteen_digits_stays_text() -> None:
    assert read(one_table("110101199001010011")).worksheets[0]["A3"].data_type == "s"


def test_rows__text_higher_than_a_row_may_be_gets_several() -> None:
    sheet = read(one_table("长" * 5000, "短")).worksheets[0]
    area = next(area for area in sheet.merged_cells.ranges if area.coord.startswith("A3:"))
    assert area.max_row > 3
    assert sheet.cell(area.max_row + 1, 1).value == "短"


def test_rows__of_one_too_high_are_bordered_around_and_the_text_below_comes_after_them() -> None:
    table = Table((Column("甲", 1), Column("乙", 1)), ((Cell("长" * 5000, 2), Cell("=1")),))
    document = Document("名", "题", (table, Paragraph("注：在下面。")), "人", "2011-09-30")
    sheet = read(document).worksheets[0]
    last = max(area.max_row for area in sheet.merged_cells.ranges if area.min_row == 3)
    assert {str(area) for area in sheet.merged_cells.ranges if area.min_row == 3} == {
        f"A3:A{last}", f"B3:B{last}",
    }  # fmt: skip
    edges = [
        tuple(getattr(sheet.cell(row, 1).border, side).style for side in ("top", "bottom", "left"))
        for row in (3, 4, last)
    ]
    assert edges == [("thin", "thin", "thin"), (None, None, "thin"), (None, "thin", "thin")]
    heights = {sheet.row_dimensions[row].height for row in range(3, last + 1)}
    assert len(heights) == 1
    assert sheet.cell(last + 1, 1).value == "注：在下面。"
    assert sheet.dimensions == f"A1:B{last + 1}"
    assert sheet.auto_filter.ref == f"A2:B{last}"


def test_rows__the_area_of_a_sheet_holds_them_all() -> None:
    assert read(one_table(*"甲乙丙")).worksheets[0].dimensions == "A1:A5"


@pytest.mark.parametrize(
    ("text", "spelt"),
    [("a\r\nb", "a\nb"), ("_x0041_", "_x005F_x0041_"), (" 甲 ", " 甲 "), ("a\x00b", "ab")],
)
def test_text__is_spelt_as_in_every_other_workbook(text: str, spelt: str) -> None:
    assert read(one_table(text)).worksheets[0]["A3"].value == spelt


def test_text__longer_than_a_cell_is_cut() -> None:
    value = read(one_table("字" * 40_000)).worksheets[0]["A3"].value
    assert len(str(value)) == 32_767


def test_rows__have_all_their_text_and_can_be_filtered_and_sorted(sheet: Worksheet) -> None:
    table = next(block for block in overview().blocks if isinstance(block, Table))
    assert table.merge == (1, 2)
    rows = sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 40, min_col=2, max_col=3)
    shown = [tuple(cell.value for cell in row) for row in rows]
    assert shown == [(cells[1].text, cells[2].text) for cells in table.rows[:40]]
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:G")
    assert sheet.freeze_panes == f"A{HEAD + 1}"


def test_wide__keeps_its_first_columns_in_sight_and_prints_on_pages_side_by_side() -> None:
    columns = tuple(Column(f"栏{number}", 30) for number in range(10))
    row = tuple(Cell(f"甲{number}") for number in range(10))
    table = Table(columns, (row,), wide=True, frozen=2, caption="宽表")
    sheet = read(Document("名", "题", (Paragraph("说明"), table), "人", "2011-09-30")).worksheets[0]
    assert sheet.title == "宽表"
    assert [cell.value for cell in sheet["A"]] == ["题", "说明", "栏0", "甲0"]
    assert sheet.freeze_panes == "C4"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.auto_filter.ref == "A3:J4"
    assert not sheet.merged_cells.ranges


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_text__libreoffice_calculates_none_of_it() -> None:
    texts = [*HOSTILE, "=SUM(1,2)", '=HYPERLINK("http://x.example","点我")', "+1+1", "-2+3", "@A1"]
    saved = converted(render_xlsx(one_table(*texts)), "xlsx", "xlsx")
    cells = openpyxl.load_workbook(io.BytesIO(saved)).worksheets[0]["A"][2:]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]


def test_levels__are_tinted(sheet: Worksheet) -> None:
    fills = {str(sheet.cell(row, 6).fill.fgColor.rgb)[2:] for row in range(HEAD + 1, HEAD + 10)}
    assert set(LEVEL_TINTS.values()) <= fills


def test_sheets__one_for_each_table_of_a_book_with_its_own_text() -> None:
    workbook = read(handbook())
    assert workbook.sheetnames == [
        "表1　风险等级划分标准".replace("\u3000", " "),
        "委办公室风险点一览表",
        "政策法规与宣传教育科风险点一览表",
        "规划统计和流动人口管理科风险点一览表",
        "科学技术与药具发放管理服务站风险点一览表",
    ]
    values = [cell.value for cell in workbook.worksheets[1]["A"] if cell.value]
    assert values[:4] == [
        handbook().title, "（一）委办公室", "共6个风险点。", "委办公室风险点一览表",
    ]  # fmt: skip
    assert values[-1] == "注：等级由审核小组核定。"


def test_sheets__a_list_keeps_text_before_its_first_heading() -> None:
    table = Table((Column("甲", 1),), ((Cell("乙"),),))
    blocks = (Paragraph("某机关"), Heading(1, "一、一级"), table, Heading(1, "二、二级"), table)
    document = Document("名", "题", blocks, "人", "2011-09-30", landscape=True)
    first, second = read(document).worksheets
    assert [cell.value for cell in first["A"]] == ["题", "某机关", "一、一级", "甲", "乙"]
    assert [cell.value for cell in second["A"]] == ["题", "二、二级", "甲", "乙"]
    assert second.title == "二、二级"


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("a/b:[c]*?\\d", ["abcd", "abcd（2）"]),
        ("'引'", ["引", "引（2）"]),
        ("长" * 40, ["长" * 31, "长" * 28 + "（2）"]),
        ("*", ["表", "表（2）"]),
    ],
)
def test_sheets__names_are_safe_and_differ(caption: str, names: list[str]) -> None:
    document = one_table("甲", caption=caption)
    assert read(replace(document, blocks=document.blocks * 2)).sheetnames == names


def test_sheets__document_without_tables_and_table_without_rows() -> None:
    empty = Document("名", "题", (Paragraph("没有风险点。"),), "人", "2011-09-30", landscape=True)
    assert [cell.value for cell in read(empty).worksheets[0]["A"]] == ["题", "没有风险点。"]
    bare = replace(empty, blocks=(replace(risk_table(1), rows=()),))
    assert read(bare).worksheets[0]["A2"].value == "序号"


def test_file__same_document_gives_the_same_bytes() -> None:
    data = render_xlsx(handbook())
    assert render_xlsx(handbook()) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.read("docProps/core.xml").count(b"2011-09-30T00:00:00Z") == 2


UNITS = ("委办公室", "=1+1", "云溪街道计生办")
BARS = Chart(
    "bars",
    UNITS,
    (Series("一级", (3, 0, 12), 1), Series("三级", (1, 2, 0), 3)),
    "图一",
    "各单位点数",
)
HEAT = Chart(
    "heat", ("一级", "二级"), (Series("决策", (1, 5)), Series("受理", (0, 9))), "图二", "环节"
)
FORM = Grid(
    (1, 2, 1),
    (
        (Box("单位", label=True), Box("委办公室", span=2)),
        (Box("意见", label=True), Box("长" * 200), Box("一级（红色）", level=1)),
        (Box("签字", span=3, lines=40),),
    ),
    "审核表",
)


def statistics(*blocks: Chart | Grid | Table | Annex) -> openpyxl.Workbook:
    return read(Document("统计", "统计", blocks, "某委", "2026-09-20"))


def test_chart__is_native_over_the_numbers_in_the_cells() -> None:
    sheet = statistics(BARS).worksheets[0]
    first = next(row for row in range(1, 60) if sheet.cell(row, 2).value == "一级")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_col=4)]
    assert rows == [
        [None, "一级", "三级", "合计"],
        ["委办公室", 3, 1, 4],
        ["=1+1", 0, 2, 2],
        ["云溪街道计生办", 12, 0, 12],
        ["合计", 15, 3, 18],
    ]
    assert sheet.cell(first + 2, 1).data_type == "s"
    drawn: Any
    (drawn,) = vars(sheet)["_charts"]  # no public way to the charts of a sheet
    assert (drawn.type, drawn.grouping, drawn.overlap) == ("bar", "stacked", 100)
    places = [(one.val.numRef.f, one.cat.numRef.f, one.tx.strRef.f) for one in drawn.series]
    name = sheet.title
    assert places == [
        (
            f"'{name}'!${column}${first + 1}:${column}${first + 3}",
            f"'{name}'!$A${first + 1}:$A${first + 3}",
            f"'{name}'!{column}{first}",
        )
        for column in "BC"
    ]
    below = drawn.anchor._from.row + drawn.anchor.ext.height / 360_000 / 0.53  # noqa: SLF001 - as above
    assert below < first, "the numbers stand below the chart"
    assert [one.graphicalProperties.pattFill.prst for one in drawn.series] == ["wdUpDiag", "pct20"]


def test_chart__labels_are_shown_and_zeros_are_not() -> None:
    data = render_xlsx(Document("统计", "统计", (HEAT, BARS), "某委", "2026-09-20"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        drawing = package.read("xl/charts/chart1.xml").decode()
    assert drawing.count('<c:numFmt formatCode="0;;" sourceLinked="0"') == 2 or (
        drawing.count('<numFmt formatCode="0;;" sourceLinked="0"') == 2
    )


def test_heat_map__is_shaded_by_a_rule_over_its_cells() -> None:
    sheet = statistics(HEAT).worksheets[0]
    (area,) = sheet.conditional_formatting
    (rule,) = area.rules
    assert (str(area.sqref), rule.type) == ("B4:C5", "colorScale")
    assert [cell.value for cell in sheet[5]][:4] == ["受理", 0, 9, 9]


def test_grid__boxes_are_merged_cells_high_enough_for_their_text() -> None:
    sheet = statistics(FORM).worksheets[0]
    assert sheet["A2"].value == "审核表"
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"B3:C3", "A5:C6"}
    assert (sheet["B3"].value, sheet["C4"].value) == ("委办公室", "一级（红色）")
    assert sheet["C4"].fill.fgColor.rgb.endswith(LEVEL_TINTS[1])
    lines = 200 * 2 / sheet.column_dimensions["B"].width
    assert sheet.row_dimensions[4].height > lines * 13
    heights = [sheet.row_dimensions[row].height for row in (5, 6)]
    assert sum(heights) > 40 * 15
    assert max(heights) <= 409


def test_annex__heads_the_sheet_of_its_table() -> None:
    table = Table((Column("甲", 1),), ((Cell("乙"),),))
    sheet = statistics(Annex(1, "一览表"), table).worksheets[0]
    assert sheet["A2"].value == "附件1　一览表"
