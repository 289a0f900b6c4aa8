"""Addresses are numbers until they are shown or stored, and the same again when read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.addresses import at

from lzfx.cli.paper import json_values
from lzfx.ledger.codec import findings_of, findings_text, places_of, places_text
from lzfx.messages import placed
from lzfx.model.cell import Cell, SheetCell, WholeCell, cell_at, letters
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import CompletedFrom, Origin, Place, Stamp, Stands, Submission

_C17 = Cell(17, 3)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (_C17, "C17"),
        (Cell(1, 1), "A1"),
        (Cell(1_048_576, 16_384), "XFD1048576"),
        (Cell(9, 28), "AB9"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    assert cell.text == text
    assert cell_at(text) == cell


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_law__every_cell_is_read_back(row: int, column: int) -> None:
    assert cell_at(Cell(row, column).text) == Cell(row, column)


@pytest.mark.parametrize("text", ["", "C", "c17", "C17:C18", "$C$17", "第3页", "C" + "9" * 5000])
def test_what_is_no_address__is_none(text: str) -> None:
    assert cell_at(text) is None


def test_no_column__has_no_letters() -> None:
    assert [letters(number) for number in (1, 0, -1)] == ["A", "", ""]


def test_order__as_they_are_read() -> None:
    assert sorted(map(at, ["B10", "AA9", "B9"])) == [at("B9"), at("AA9"), at("B10")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (_C17, "来件.xlsx 风险点 C17："),
        (None, "来件.xlsx 风险点："),
        (WholeCell(3, 3), "来件.xlsx 风险点："),
    ],
)
def test_shown(cell: Cell | WholeCell | None, shown: str) -> None:
    where = Where("来件.xlsx", "风险点", cell)
    assert placed(Finding("late", where)) == shown
    address = "C17" if cell == _C17 else ""
    assert json_values(where) == {"file": "来件.xlsx", "sheet": "风险点", "cell": address}


FOUND = (
    Finding("late", Where("甲.xlsx"), {}, Severity.ADVICE),
    Finding("not-a-date", Where("甲.xlsx", "风险点", _C17), {"value": "明天"}),
)
STORED = (
    '[["late","advice","甲.xlsx","","",{}],'
    '["not-a-date","error","甲.xlsx","风险点","C17",{"value":"明天"}]]'
)


def test_stored_findings__are_the_text_they_always_were() -> None:
    assert findings_text(FOUND) == STORED
    assert findings_of(STORED) == FOUND


def test_stored_findings__of_several_cells_are_one_for_each() -> None:
    stored = '[["required-empty","error","甲.xlsx","风险点","K7:K9、AB12",{"title":"责任人"}]]'
    found = findings_of(stored)
    assert [one.where.address for one in found] == ["K7", "K8", "K9", "AB12"]
    assert {(one.code, one.where.sheet, one.params["title"]) for one in found} == {
        ("required-empty", "风险点", "责任人")
    }


def test_stored_findings__at_what_is_no_address_stay() -> None:
    (one,) = findings_of('[["comment-left","advice","甲.xlsx","风险点","?",{"text":"x"}]]')
    assert (one.code, one.where) == ("comment-left", Where("甲.xlsx", "风险点"))


PLACES = {
    "tables": {"points": ["风险点", {"name": "F", "note": "AB"}]},
    "header": {"duty": "表!一!N5"},
    "onto": {
        "sha256": "b",
        "by_rows": True,
        "origins": [["乙.xlsx", "b", {"points": ["表2", {"name": "A"}]}]],
        "rows": {"points": [[1, ["b", 7]], [2, ["a", 9]]]},
    },
}


def test_stored_places__are_the_text_they_always_were() -> None:
    one = Submission(
        Stamp("f", 1, "KS01", "2026"),
        "甲.xlsx",
        "a",
        {},
        {},
        {"points": Place("风险点", {"name": 6, "note": 28})},
        {"duty": SheetCell("表!一", Cell(5, 14))},
        CompletedFrom(
            "b",
            by_rows=True,
            origins={"b": Origin("乙.xlsx", "b", {"points": Place("表2", {"name": 1})})},
            rows={"points": {1: Stands("b", 7), 2: Stands("a", 9)}},
        ),
    )
    stored = places_text(one)
    assert stored == json.dumps(PLACES, ensure_ascii=False)
    again = places_of(stored)
    assert (again.tables, again.header, again.onto) == (one.places, one.header_cells, one.onto)
