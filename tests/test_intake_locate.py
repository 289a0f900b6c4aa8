"""Tables found by their headings; every cell of a table's area is taken or named."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from lzfx.forms.characters import tidy
from lzfx.forms.layout import REQUIRED_MARK
from lzfx.forms.spec import FormSpec
from lzfx.intake.locate import locate
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.submission import RawSubmission

FORM = FormSpec.model_validate(
    {
        "name": "small",
        "version": 1,
        "title": "小表",
        "stamped": False,
        "header": [
            {"name": "filler", "title": "填报人", "kind": "line", "required": True},
            {"name": "day", "title": "日期", "kind": "date"},
        ],
        "table": [
            {
                "name": "points",
                "sheet": "风险点",
                "field": [
                    {"name": "post", "title": "岗位", "kind": "line", "required": True},
                    {"name": "name", "title": "名称", "kind": "line", "aliases": ["风险点"]},
                    {"name": "level", "title": "等级", "kind": "line"},
                ],
            }
        ],
    }
)
HEADINGS = {1: "序号", 2: "岗位", 3: "自定", 4: "名称", 5: "", 6: "等级"}
FIRST_ROW = 4

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "\u200b",
            "甲岗",
            "合计",
            "合 计",
            "小计：",
            "注：略",
            "填表人：甲",
            "审核",
            "1",
            "（2）",
        ]
    ),
    st.integers(0, 99),
)
GRIDS = st.dictionaries(
    st.tuples(st.integers(FIRST_ROW, FIRST_ROW + 5), st.integers(1, 8)), CELLS, max_size=30
)
Grid = Mapping[tuple[int, int], str | int]


def sheet(grid: Grid, merges: tuple[tuple[int, int, int, int], ...] = ()) -> RawSheet:
    cells = tuple(
        RawCell(row, column, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for (row, column), value in sorted(grid.items())
    )
    return RawSheet("风险点", visible=True, cells=cells, merges=merges)


def located(grid: Grid, merges: tuple[tuple[int, int, int, int], ...] = ()) -> RawSubmission:
    headed = {(3, column): title for column, title in HEADINGS.items() if title} | dict(grid)
    book = RawBook("xlsx", (sheet(headed, merges),))
    return locate(book, FORM, file="来件.xlsx", sha256="", stamp=None)


def column_of(cell: str) -> int:
    return ord(re.sub(r"\d", "", cell)) - 64


@given(GRIDS)
def test_law__every_cell_is_taken_or_named(grid: Grid) -> None:
    found = located(grid)
    (table,) = found.tables
    taken = {
        (row.number, cell.column): cell.value for row in table.rows for cell in row.cells.values()
    }
    left_out = {
        int(re.sub(r"\D", "", finding.where.address))
        for finding in found.findings
        if finding.code.endswith("-left-out")
    }
    strays = {
        column_of(finding.where.address): finding.params["count"]
        for finding in found.findings
        if finding.code in {"unknown-column", "stray-cells"} and finding.severity == "query"
    }
    stray: dict[int, int] = {}
    for (row, column), value in grid.items():
        if row in left_out or (isinstance(value, str) and not tidy(value)):
            assert (row, column) not in taken
        elif column in table.columns.values():
            assert taken[row, column] == value
        elif column != 1 or not (isinstance(value, int) or re.fullmatch(r"[（(]?\d[）)]?", value)):
            stray[column] = stray.get(column, 0) + 1
    assert stray == strays
    idle = [one.where.address for one in found.findings if one.severity == "advice"]
    assert ("C3" in idle) == (3 not in stray)  # a heading over nothing is said as well


@given(GRIDS)
def test_law__rows_keep_their_numbers_and_their_order(grid: Grid) -> None:
    (table,) = located(grid).tables
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
    assert all(cell.row == row.number for row in table.rows for cell in row.cells.values())


@given(GRIDS, st.tuples(st.integers(4, 6), st.integers(7, 9)))
def test_law__unfolding_changes_no_cell_that_holds_something(
    grid: Grid, span: tuple[int, int]
) -> None:
    top, bottom = span
    (plain,) = located(grid).tables
    (merged,) = located(grid, merges=((top, 2, bottom, 2),)).tables
    assert [row.number for row in merged.rows] == [row.number for row in plain.rows]
    for before, after in zip(plain.rows, merged.rows, strict=True):
        assert before.cells.items() <= after.cells.items()
        assert set(after.cells) - set(before.cells) <= {"post"}


def test_locate__a_table_is_found_by_an_alias_and_marks() -> None:
    grid = {(9, 3): f"{REQUIRED_MARK}岗位（必填）", (9, 1): "风险点", (10, 1): "甲"}
    book = RawBook("xlsx", (sheet(grid),))
    found = locate(book, FORM, file="", sha256="", stamp=None)
    (table,) = found.tables
    assert (table.header_row, dict(table.columns)) == (9, {"name": 1, "post": 3})


def test_locate__the_sheet_with_most_headings_wins_then_the_visible_one() -> None:
    few = RawSheet(
        "甲", visible=True, cells=sheet({(1, 1): "岗位", (1, 2): "名称", (2, 1): "旧"}).cells
    )
    full = {(1, 1): "岗位", (1, 2): "名称", (1, 3): "等级", (2, 1): "新"}
    hidden = RawSheet("乙", visible=False, cells=sheet(full).cells)
    seen = RawSheet("丙", visible=True, cells=sheet(full).cells)
    book = RawBook("xlsx", (few, hidden, seen))
    found = locate(book, FORM, file="", sha256="", stamp=None)
    assert [table.sheet for table in found.tables] == ["丙"]
    assert [finding.code for finding in found.findings] == [
        *("table-twice", "extra-sheet", "extra-sheet"),
    ]


def test_locate__no_table_no_header() -> None:
    book = RawBook("xlsx", (sheet({(1, 1): "填报人", (1, 2): "裴知夏"}),))
    found = locate(book, FORM, file="", sha256="", stamp=None)
    assert (found.tables, dict(found.header)) == ((), {})
    assert [finding.code for finding in found.findings] == ["table-missing", "extra-sheet"]


def test_locate__header_values_stand_right_of_their_label_or_in_it() -> None:
    found = located({(1, 1): "填报人：", (1, 3): "裴知夏", (1, 5): "日期：2026-9-8"})
    assert {name: cell.value for name, cell in found.header.items()} == {
        "filler": "裴知夏",
        "day": "2026-9-8",
    }
    assert {name: where.address for name, where in found.header_places.items()} == {
        "filler": "C1",
        "day": "E1",
    }


def test_locate__an_empty_header_field_has_the_place_where_it_belongs() -> None:
    found = located({(1, 1): "填报人", (1, 4): "日期"}, merges=((1, 1, 1, 2),))
    assert dict(found.header) == {}
    assert {name: where.address for name, where in found.header_places.items()} == {
        "filler": "C1",
        "day": "E1",
    }


def test_locate__what_is_left_over_beside_a_header_value_is_said() -> None:
    found = located({(1, 1): "填报人", (1, 3): "裴知夏", (1, 4): "叶听澜", (1, 5): "填报人"})
    assert found.header["filler"].value == "裴知夏"
    left = [one.where.address for one in found.findings if one.code == "stray-cells"]
    assert left == ["C3", "D1"]


def test_locate__a_second_table_is_said_wherever_it_stands() -> None:
    """Above the better one, or with cells only beside its own columns: nothing is lost unsaid."""
    above = {(1, 2): "岗位", (1, 4): "名称", (2, 2): "甲"}
    below = {(6, 2): "岗位", (6, 4): "名称", (7, 7): "旁注"}
    for grid, row in ((above, 1), (below, 6)):
        (second,) = (one for one in located(grid).findings if one.code == "table-twice")
        assert second.where.address == f"A{row}"


def test_locate__only_counts_are_left_out_of_the_counting_column() -> None:
    cells = (
        (4, CellKind.NUMBER, 1),
        (5, CellKind.NUMBER, 1.5),
        (6, CellKind.ERROR, "#REF!"),
        (7, CellKind.UNCACHED, ""),
        (8, CellKind.DATE, "2026-09-08"),
    )
    headed = {(3, column): title for column, title in HEADINGS.items() if title}
    rows = sheet(headed).cells + tuple(RawCell(row, 1, kind, value) for row, kind, value in cells)
    book = RawBook("xlsx", (RawSheet("风险点", visible=True, cells=rows),))
    found = locate(book, FORM, file="", sha256="", stamp=None)
    (one, _) = (one for one in found.findings if one.code == "stray-cells")
    assert one.params["cells"] == "A5、A6、A8"
