"""What is left out of a return: asked about where it looks like an answer, told where it does not.

Each example is written in every format that can hold it, read, located and judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.hostile_biff import shape_records
from support.hostile_books import (
    Edit,
    base,
    below,
    column,
    facts,
    last_row,
    sheet_of,
    text,
    with_cells,
)
from support.hostile_judge import located
from support.hostile_pack import zipped
from support.hostile_sheets import WRITERS
from support.hostile_write import parts_of, xlsx_drawing
from support.intake_files import ods

from lzfx.intake.book import read_book
from lzfx.intake.ods.workbook import read_ods
from lzfx.intake.xls.drawn import drawn_on
from lzfx.intake.xlsx.workbook import read_xlsx
from lzfx.model.book import Drawn, RawSheet

FORMATS = ("xlsx", "ods", "xls")
LAST = last_row()


def _further(name: str, cells: dict[tuple[int, int], str]) -> Edit:
    one = RawSheet(name, True, tuple(text(*at, said) for at, said in sorted(cells.items())))  # noqa: FBT003
    return lambda book: replace(book, sheets=(*book.sheets, one))


def _drawn(row: int, at: int, said: str) -> Edit:
    return facts(drawn=(Drawn(row, at, said),))


LEFT_OUT: dict[str, tuple[Callable[[], Edit], str]] = {
    "a merged line that names a risk": (
        lambda: below({2: "办证时向申请人索要好处，二级。"}, merged=8),
        f"query line-left-out 风险点!B{LAST + 1}",
    ),
    "a merged line that is a plain note": (
        lambda: below({1: "以上内容属实，由本单位负责。"}, merged=8),
        f"advice note-row-left-out 风险点!A{LAST + 1}",
    ),
    "a note that takes a row back": (
        lambda: below({1: "备注：第3行作废。"}),
        f"query line-left-out 风险点!A{LAST + 1}",
    ),
    "a sheet on which the table goes on": (
        lambda: _further("续表", {(2, 2): "审核岗", (2, 3): "违规", (2, 4): "二级"}),
        "query extra-sheet 续表!B2",
    ),
    "a list for reference": (
        lambda: _further("企业名单（备查）", {(1, 1): "企业", (1, 2): "地址", (1, 3): "电话"}),
        "advice extra-sheet 企业名单（备查）!A1",
    ),
    "a list for reference with an answer in it": (
        lambda: _further("企业名单（备查）", {(1, 1): "企业", (2, 1): "甲厂", (2, 2): "违规"}),
        "query extra-sheet 企业名单（备查）!A2",
    ),
    "a sheet with a word": (
        lambda: _further("备查", {(1, 1): "备查"}),
        "advice extra-sheet 备查!A1",
    ),
    "text between heading rows": (
        lambda: lambda b: with_cells(b, [text(1, column("name"), "本页第3行作废")]),
        f"query stray-cells 风险点!{'ABCDEFGHIJ'[column('name') - 1]}1",
    ),
    "a text box with an answer": (
        lambda: _drawn(9, 3, "补充一条：\n票据审核不严"),
        "query drawn-text-left-out 风险点!C9",
    ),
    "a text box with a word": (
        lambda: _drawn(9, 3, "已阅"),
        "advice drawn-text-left-out 风险点!C9",
    ),
}


def _told(format_: str, edit: Edit) -> set[str]:
    raw = located(read_book(WRITERS[format_](edit(base()))))
    return {
        f"{one.severity} {one.code} {one.where.sheet}!{one.where.address}" for one in raw.findings
    }


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", LEFT_OUT)
def test_left_out__is_named_at_its_place(name: str, format_: str) -> None:
    edit, expected = LEFT_OUT[name]
    assert _told(format_, edit()) - _told(format_, lambda book: book) == {expected}


@pytest.mark.parametrize("format_", FORMATS)
def test_row_that_begins_like_a_note__is_an_answer(format_: str) -> None:
    """审批事项：再生育审批 in its own column, with a level beside it, is no note."""
    row = {
        column("power"): "审批事项：再生育审批",
        column("name"): "不按时限办结",
        column("declared_level"): "二级",
    }
    raw = located(read_book(WRITERS[format_](below(row)(base()))))
    table = raw.table("risk_points")
    assert table is not None
    assert table.rows[-1].number == LAST + 1
    assert {name: cell.value for name, cell in table.rows[-1].cells.items()} == {
        "power": "审批事项：再生育审批", "name": "不按时限办结", "declared_level": "二级",
    }  # fmt: skip


COMMENTS = {
    "请领导再看": "advice",
    "此条改为二级": "query",
    "【核对意见】\n（1）必须更正：“责任人”没有填写。\n→ 这一项必填，请补上。": "",
    "【核对意见】\n必须更正：“责任人”没有填写。\n→ 这一项必填，请补上。\n已核实，改为三级": "query",
}


@pytest.mark.parametrize("said", COMMENTS)
def test_comment__is_told_and_one_that_answers_is_asked_about(said: str) -> None:
    raw = located(facts(comments={"J8": said})(base()))
    told = [str(one.severity) for one in raw.findings if one.code == "comment-left"]
    assert told == [COMMENTS[said]] * bool(COMMENTS[said])


def test_comment__on_a_further_sheet_is_told_too() -> None:
    book = _further("备查", {(1, 1): "备查"})(base())
    further = replace(book.sheets[-1], comments={"B2": "违规"})
    raw = located(replace(book, sheets=(*book.sheets[:-1], further)))
    (one,) = (one for one in raw.findings if one.code == "comment-left")
    assert (one.severity, one.where.sheet, one.where.address) == ("query", "备查", "B2")


# texts that stand in no cell


@pytest.mark.parametrize("format_", FORMATS)
def test_drawn__is_read_at_its_cell(format_: str) -> None:
    drawn = (Drawn(9, 3, "第一行\n第二行"), Drawn(2, 1, "甲"))
    found = read_book(WRITERS[format_](facts(drawn=drawn)(base())))
    assert set(sheet_of(found).drawn) == set(drawn)


def test_drawn__a_table_within_a_cell_of_ods() -> None:
    inner = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in row)
        + "</table:table-row>"
        for row in (("审核岗", "违规", "二级"), ("窗口岗", "违章", "三级"))
    )
    cell = f'<table:table-cell><table:table table:is-sub-table="true">{inner}</table:table>'
    rows = f"<table:table-row><table:table-cell/>{cell}</table:table-cell></table:table-row>"
    (sheet,) = read_ods(ods(rows)).sheets
    assert sheet.drawn == (Drawn(1, 2, "审核岗 违规 二级\n窗口岗 违章 三级"),)
    raw = located(facts(drawn=sheet.drawn)(base()))
    (one,) = (one for one in raw.findings if one.code == "drawn-text-left-out")
    assert (one.severity, one.where.address) == ("query", "B1")


def test_drawn__shapes_on_the_page_of_ods_have_no_cell() -> None:
    shape = "<draw:custom-shape><text:p>第3行<text:s/>作废</text:p></draw:custom-shape>"
    (sheet,) = read_ods(ods(f"<table:shapes>{shape}</table:shapes>")).sheets
    assert sheet.drawn == (Drawn(0, 0, "第3行 作废"),)


def test_drawn__comments_of_xls_are_no_shapes() -> None:
    note, box = (
        shape_records(Drawn(4, 2, "甲"), 1, kind=0x19),
        shape_records(Drawn(5, 3, "乙"), 2),
    )
    found = drawn_on((one.kind, one.body) for one in (*note, *box))
    assert found == (Drawn(5, 3, "乙"),)


def test_drawn__a_text_box_in_an_alternative_counts_once() -> None:
    book = facts(drawn=(Drawn(9, 3, "补充"),))(base())
    parts = dict(parts_of(book))
    name = next(name for name in parts if name.startswith("xl/drawings/drawing"))
    shape = xlsx_drawing((Drawn(9, 3, "补充"),)).partition("<xdr:sp>")[2].partition("</xdr:sp>")[0]
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="a14">'
        f"<xdr:sp>{shape}</xdr:sp></mc:Choice><mc:Fallback><xdr:sp>{shape}</xdr:sp>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    parts[name] = parts[name].replace(f"<xdr:sp>{shape}</xdr:sp>", both)
    assert sheet_of(read_xlsx(zipped(parts))).drawn == (Drawn(9, 3, "补充"),)


def test_drawn__many_shapes_are_few_findings() -> None:
    drawn = tuple(Drawn(row, 1, f"图{row}") for row in range(1, 200))
    told = [one for one in located(facts(drawn=drawn)(base())).findings if "drawn" in one.code]
    assert len(told) == 20
    assert sum(int(str(one.params["count"])) for one in told) == 199


def test_flat__a_row_of_no_height_is_hidden() -> None:
    heights = {"0.02cm": {1}, "0.45cm": set()}
    for height, hidden in heights.items():
        style = (
            '<style:style style:name="flat"><style:table-row-properties '
            f'style:row-height="{height}"/></style:style>'
        )
        cell = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
        rows = f'<table:table-row table:style-name="flat">{cell}</table:table-row>'
        (sheet,) = read_ods(ods(rows, styles=style)).sheets
        assert sheet.hidden_rows == hidden


def test_hidden__a_single_cell_above_the_table_is_asked_about() -> None:
    place = located(base()).header_places["filler"].cell
    assert place is not None
    raw = located(facts(hidden_rows=frozenset({place.row}))(base()))
    (one, *_) = (one for one in raw.findings if one.code == "hidden-row")
    assert (one.severity, one.where.cell.row if one.where.cell else 0) == ("query", place.row)
