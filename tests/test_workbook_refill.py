from __future__ import annotations

from dataclasses import replace

import pytest
from support.addresses import at
from support.templates import form_named
from support.workbook_examples import ABOUT, ISSUED, POSTS, STAMP

from lzfx.forms.layout import table_layout
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.book import CellKind, RawCell
from lzfx.model.filling import Remark
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawRow, RawSubmission, RawTable
from lzfx.workbook.blank import build
from lzfx.workbook.refill import refill
from lzfx.workbook.spots import remarks_of

FORM = form_named("declaration")


def _cell(row: int, column: int, value: str | float, kind: CellKind = CellKind.TEXT) -> RawCell:
    return RawCell(row, column, kind, value)


def _raw() -> RawSubmission:
    points = RawTable(
        "risk_points",
        "Sheet1",
        4,
        {"post": 2, "name": 3, "declared_level": 5},
        (
            RawRow(5, {"post": _cell(5, 2, "会计"), "name": _cell(5, 3, "账实不符")}),
            RawRow(9, {"declared_level": _cell(9, 5, 2.0, CellKind.NUMBER)}),
        ),
    )
    posts = RawTable(
        "posts",
        "岗位职责",
        3,
        {"post_code": 1, "post_name": 2, "duty": 3, "zero_report": 4},
        (
            RawRow(4, {"post_code": _cell(4, 1, "LX03-P9"), "duty": _cell(4, 3, "不是发的")}),
            RawRow(
                6,
                {
                    "post_code": _cell(6, 1, "\uff4c\uff5803-P2"),
                    "post_name": _cell(6, 2, "改了名"),
                    "duty": _cell(6, 3, "记账。"),
                },
            ),
        ),
    )
    header = {
        "unit_name": _cell(2, 2, "别的科"),
        "filler": _cell(2, 4, "示例人乙"),
        "filed_on": _cell(2, 6, "2026-09-08", CellKind.DATE),
    }
    places = {
        "unit_name": Where("a.xls", "Sheet1", at("B2")),
        "filler": Where("a.xls", "Sheet1", at("D2")),
        "filed_on": Where("a.xls", "Sheet1", at("F2")),
        "filler_phone": Where("a.xls", "Sheet1", at("H2")),
    }
    return RawSubmission("a.xls", "", "xls", STAMP, header, places, (points, posts))


def test_pour__open_header_fields_from_the_sender_locked_ones_from_the_office() -> None:
    filling = refill(FORM, ISSUED, _raw()).filling
    assert filling.header["unit_name"] == "示例科"
    assert filling.header["filler"] == "示例人乙"
    assert filling.header["filed_on"] == "2026-09-08"
    assert filling.header["filler_phone"] == ""
    assert (filling.token, filling.code, filling.roster) == (
        ISSUED.token,
        ISSUED.code,
        ISSUED.roster,
    )


def test_pour__rows_as_the_sender_typed_them_in_his_order() -> None:
    made = refill(FORM, ISSUED, _raw())
    filling, rows = made.filling, made.rows
    assert filling.tables["risk_points"] == (
        {"post": "会计", "name": "账实不符"},
        {"declared_level": "2"},
    )
    assert rows["risk_points"] == {5: 0, 9: 1}


def test_pour__fixed_rows_stay_as_issued_but_for_their_open_fields() -> None:
    made = refill(FORM, ISSUED, _raw())
    filling, rows = made.filling, made.rows
    assert [row["post_name"] for row in filling.tables["posts"]] == ["科长", "会计", "出纳"]
    assert filling.tables["posts"][1]["duty"] == "记账。"
    assert filling.tables["posts"][0] == POSTS[0]
    assert rows["posts"] == {6: 1}


def test_pour__a_table_the_return_lacks_stays_as_issued() -> None:
    raw = replace(_raw(), tables=_raw().tables[:1])
    made = refill(FORM, ISSUED, raw)
    filling, rows = made.filling, made.rows
    assert filling.tables["posts"] == ISSUED.tables["posts"]
    assert "posts" not in rows


def test_pour__the_issue_itself_returned_gives_the_issue() -> None:
    raw = locate(read_book(build(FORM, ISSUED, ABOUT)), FORM, file="a", sha256="", stamp=STAMP)
    made = refill(FORM, ISSUED, raw)
    filling, rows = made.filling, made.rows
    assert build(FORM, filling, ABOUT) == build(FORM, ISSUED, ABOUT)
    first = table_layout(FORM, FORM.table("posts")).first_row
    assert rows["posts"] == {first: 0, first + 1: 1, first + 2: 2}


PLACES = {
    "a header cell": ("Sheet1", "D2", {}, Remark("error", "", "", "", None, "filler", "示例人乙")),
    "an empty header cell": ("Sheet1", "H2", {}, Remark("error", "", "", "", None, "filler_phone")),
    "a missing header label": (
        "Sheet1",
        "",
        {"title": "单位（部门）职责"},
        Remark("error", "", "", "", None, "unit_duty"),
    ),
    "a cell of a row": (
        "Sheet1",
        "E9",
        {"value": "2.0"},
        Remark("error", "", "", "risk_points", 1, "declared_level", "2"),
    ),
    "an empty cell of a row": (
        "Sheet1",
        "C9",
        {},
        Remark("error", "", "", "risk_points", 1, "name"),
    ),
    "a cell beside the columns": (
        "Sheet1",
        "K9",
        {"value": "多余"},
        Remark("error", "", "", "risk_points", 1, "", "多余"),
    ),
    "a row left out": (
        "Sheet1",
        "B20",
        {"value": "合计"},
        Remark("error", "", "", "risk_points", None, "post", "合计"),
    ),
    "a missing column": (
        "Sheet1",
        "A4",
        {"title": "防范措施"},
        Remark("error", "", "", "risk_points", None, "measures"),
    ),
    "a post": ("岗位职责", "C6", {}, Remark("error", "", "", "posts", 1, "duty", "记账。")),
    "a row that was not issued": (
        "岗位职责",
        "C4",
        {},
        Remark("error", "", "", "posts", None, "duty", "不是发的"),
    ),
    "the file": ("", "", {"value": "x"}, Remark("error", "", "", "", None, "", "x")),
    "another sheet": ("别的", "A1", {}, Remark("error", "", "", "", None, "", "")),
}


@pytest.mark.parametrize("case", PLACES)
def test_remarks_of__where_a_finding_lands(case: str) -> None:
    sheet, cell, params, wanted = PLACES[case]
    raw = _raw()
    rows = refill(FORM, ISSUED, raw).rows
    finding = Finding("late", Where("a.xls", sheet, at(cell) if cell else None), params)
    (remark,) = remarks_of(FORM, raw, (finding,), lambda _: ("", ""), rows)
    assert remark == wanted


def test_remarks_of__the_sentences_and_the_severity_come_along() -> None:
    finding = Finding("late", Where("a.xls"), {}, Severity.ADVICE)
    (remark,) = remarks_of(FORM, _raw(), (finding,), lambda f: (f.code, "做"), {})
    assert (remark.severity, remark.says, remark.do) == ("advice", "late", "做")
