from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook
from support.templates import form_named
from support.workbook_examples import ABOUT, ISSUED, STAMP

from lzfx.forms.layout import COMMENT_MARK, FAULT_SHEET, header_spots, table_layout
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.filling import Remark
from lzfx.workbook.marked import LEVELS, build_marked

FORM = form_named("declaration")
LEVEL_CELL = table_layout(FORM, FORM.table("risk_points")).cell(0, "declared_level")
FILLER_CELL = header_spots(FORM)["filler"].value.cell
REMARKS = (
    Remark("advice", "日期已规范。", "不用改。", "", None, "filed_on", "2026.9.8"),
    Remark("query", "等级与行为不一致。", "写明理由。", "risk_points", 0, "declared_level", "二级"),
    Remark("error", "不是可选项。", "请选一级。", "risk_points", 0, "declared_level", "=二级"),
    Remark("error", "没有填。", "请填姓名。", "", None, "filler"),
    Remark("error", "少一栏。", "用原表。", "risk_points", None, "note"),
    Remark("query", "整行隐藏。", "请确认。", "risk_points", 0),
    Remark("error", "岗位没有交代。", "请补。", "posts", 2, "post_name", "出纳"),
)
DATA = build_marked(FORM, ISSUED, ABOUT, REMARKS, ("贵单位报来的表有以下问题：",))


def _book() -> Workbook:
    return load_workbook(io.BytesIO(DATA))


def _listed() -> list[list[object]]:
    return [[cell.value for cell in row] for row in _book()[FAULT_SHEET].iter_rows()]


def test_build_marked__opens_on_the_list() -> None:
    book = _book()
    assert book.sheetnames[0] == FAULT_SHEET
    assert book.active is not None
    assert book.active.title == FAULT_SHEET
    selected = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert selected == [FAULT_SHEET]  # two selected sheets would be typed into together


def test_build_marked__errors_apart_whole_table_first_then_down_the_form() -> None:
    rows = _listed()
    start = next(number for number, row in enumerate(rows) if row[0] == "序号")
    says = [row[2] or row[0] for row in rows[start + 1 :]]
    assert says == [
        "必须更正（4 处）", "少一栏。", "没有填。", "不是可选项。", "岗位没有交代。",
        "请核实（2 处）", "等级与行为不一致。", "整行隐藏。", "提醒（1 处）", "日期已规范。",
    ]  # fmt: skip


def test_build_marked__a_line_says_record_problem_remedy_cell_field_and_value() -> None:
    row = next(row for row in _listed() if row[2] == "不是可选项。")
    assert row[1:] == [
        "“风险点”第 1 行", "不是可选项。", "请选一级。", LEVEL_CELL, "申报等级", "=二级",
    ]  # fmt: skip
    whole = next(row for row in _listed() if row[2] == "少一栏。")
    assert (whole[1], whole[4], whole[5]) == ("“风险点”整张表", None, "备注")


def test_build_marked__links_lead_to_the_cell() -> None:
    sheet = _book()[FAULT_SHEET]
    links = {
        cell.value: cell.hyperlink.location
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links[LEVEL_CELL] == f"'风险点'!{LEVEL_CELL}"
    assert links["C6"] == "'岗位职责'!C6"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_build_marked__head_has_unit_counts_deadline_and_contact() -> None:
    text = "\n".join(str(row[0]) for row in _listed())
    for part in ("示例科", "必须更正 4 处", "请核实 2 处", ABOUT.deadline, ABOUT.contact):
        assert part in text


def test_build_marked__cells_coloured_by_the_gravest_one_comment_with_all() -> None:
    sheet = _book()["风险点"]
    cell = sheet[LEVEL_CELL]
    assert cell.fill.fgColor.rgb == LEVELS[0].fill
    assert cell.comment.text == (
        f"{COMMENT_MARK}\n（1）必须更正：不是可选项。\n→ 请选一级。\n"
        "（2）请核实：等级与行为不一致。\n→ 写明理由。"
    )
    assert 60 <= cell.comment.height <= 360
    assert sheet[FILLER_CELL].fill.fgColor.rgb == LEVELS[0].fill
    assert sheet["A7"].fill.fgColor.rgb == LEVELS[1].fill
    assert sheet["A7"].comment.text == f"{COMMENT_MARK}\n请核实：整行隐藏。\n→ 请确认。"
    marked = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(marked) == 4


def test_build_marked__a_marked_empty_cell_can_still_be_filled_in() -> None:
    cell = _book()["风险点"][LEVEL_CELL]
    assert cell.value is None
    assert not cell.protection.locked


def test_build_marked__can_be_returned_as_it_is() -> None:
    seen = locate(read_book(DATA), FORM, file="a", sha256="", stamp=STAMP)
    assert {finding.code for finding in seen.findings} <= {"comment-left"}
    assert {name: cell.value for name, cell in seen.header.items()} == dict(ISSUED.header)


def test_build_marked__same_input_same_bytes() -> None:
    assert build_marked(FORM, ISSUED, ABOUT, REMARKS, ("贵单位报来的表有以下问题：",)) == DATA


def test_build_marked__many_long_remarks_stay_readable() -> None:
    many = tuple(
        Remark(
            "error", "很长的问题。" * 40, "很长的办法。" * 40, "risk_points", 0, "name", "字" * 900
        )
        for _ in range(9)
    )
    book = load_workbook(io.BytesIO(build_marked(FORM, ISSUED, ABOUT, many)))
    comment = book["风险点"]["I7"].comment
    assert len(comment.text) <= 1200
    assert comment.height <= 360
    heights = [row.height for row in book[FAULT_SHEET].row_dimensions.values() if row.height]
    assert max(heights) <= 409
