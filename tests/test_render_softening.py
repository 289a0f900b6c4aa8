"""Places to break: only in Latin runs too long for where they stand, and nothing is changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.printed_document import TEMPLATES

from lzfx.content.blocks import Cell, Column, Table
from lzfx.content.paper import Box, Grid
from lzfx.render.softening import BREAK_HERE, softened, softened_line, softened_rows
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("证号110101199001", 30, "证号110101|199001"),
        ("Excel2010表", 30, "Excel2010表"),
        ("=SUM(1)", 4, "=SUM|(1)"),
        ("=SUM(1)", 7, "=SUM(1)"),
        ("ab", 1, "a|b"),
        ("监控责任人", 1, "监控责任人"),
    ],
)
def test_softened__breaks_what_is_longer_than_its_room(text: str, room: int, expected: str) -> None:
    assert softened(text, room) == expected.replace("|", BREAK_HERE)


@given(st.text(alphabet="ab1/甲，\n ", max_size=60), st.integers(1, 40))
def test_law__the_text_stays_and_no_run_is_longer_than_its_room(text: str, room: int) -> None:
    made = softened(text, room)
    assert made.replace(BREAK_HERE, "") == text
    assert all(len(run) <= max(min(room, 9), 1) for run in re.findall(r"[!-~]+", made))


def test_rows__each_cell_for_the_width_of_its_column() -> None:
    table = Table((Column("窄", 10), Column("宽", 215)), ((Cell("=SUM(1)"), Cell("=SUM(1)")),))
    rows = [[{"text": cell.text} for cell in cells] for cells in table.rows]
    (made,) = softened_rows(table, rows, STANDARD, landscape=True)
    assert [BREAK_HERE in cell["text"] for cell in made] == [True, False]


def test_grid__a_box_over_several_columns_has_their_room() -> None:
    grid = Grid((1, 1, 18), ((Box("=SUM(1)"), Box("=SUM(1)", span=2)),))
    rows = [[{"text": box.text, "span": box.span} for box in boxes] for boxes in grid.rows]
    (made,) = softened_rows(grid, rows, STANDARD, landscape=False)
    assert [BREAK_HERE in box["text"] for box in made] == [True, False]


@given(st.text(alphabet="ab1/甲，\n ", max_size=60))
def test_law__a_line_keeps_its_text_and_no_run_is_longer_than_a_line(text: str) -> None:
    made = softened_line(text)
    assert made.replace(BREAK_HERE, "") == text
    assert all(len(run) <= 24 for run in re.findall(r"[!-~]+", made))
