"""Columns as wide as what they hold: laws over made-up tables, and the kinds that were wrong."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lzfx.content.blocks import Cell, Column, Document, Paragraph, Table
from lzfx.content.fitting import Room, fitted, fitted_table, least_width
from lzfx.content.lines import line_count

ROOM = Room(225.0, 3.175, 1.1)
NARROW = Room(156.0, 3.7, 1.1)

_TEXTS = st.one_of(
    st.sampled_from(("", "一级", "LD00-002", "2026-09-15", "乔木青", "5000元", "1.先查；2.再改。")),
    st.text(alphabet="查改办公室审核廉政，。；1234年A", max_size=120),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to eight columns with shares as somebody may have written them."""
    count = draw(st.integers(1, 8))
    widths = draw(st.lists(st.floats(8, 60), min_size=count, max_size=count))
    rows = draw(st.lists(st.lists(_TEXTS, min_size=count, max_size=count), max_size=12))
    return Table(
        tuple(Column(f"栏目{at}", wide) for at, wide in enumerate(widths)),
        tuple(tuple(Cell(text) for text in row) for row in rows),
        merge=tuple(range(draw(st.integers(0, min(2, count))))),
    )


def characters(table: Table, room: Room) -> list[float]:
    """The characters that each column has room for on the page."""
    total = sum(one.width for one in table.columns)
    return [room.characters(room.wide * one.width / total) for one in table.columns]


def height(table: Table, room: Room) -> int:
    """The estimated lines of all rows."""
    wide = characters(table, room)
    return sum(
        max(line_count(cell.text, width) for cell, width in zip(row, wide, strict=True))
        for row in table.rows
    )


@given(tables(), st.sampled_from((ROOM, NARROW)))
def test_law__nothing_but_widths_changes(table: Table, room: Room) -> None:
    done = fitted_table(table, room)
    titles = [(one.title, one.align) for one in table.columns]
    assert [(one.title, one.align) for one in done.columns] == titles
    assert replace(done, columns=table.columns) == table


@given(tables(), st.sampled_from((ROOM, NARROW)))
def test_law__a_table_is_never_higher_than_with_its_own_widths(table: Table, room: Room) -> None:
    assert height(fitted_table(table, room), room) <= height(table, room)


@given(tables(), st.sampled_from((ROOM, NARROW)))
def test_law__no_piece_is_broken_where_all_have_room(table: Table, room: Room) -> None:
    """As long as the least widths fit on the page, and the table is not left as it was."""
    done = fitted_table(table, room)
    least = [
        least_width([row[at].text for row in table.rows], column.title)
        for at, column in enumerate(table.columns)
    ]
    page = sum(characters(table, room))
    if done != table and sum(least) <= page:
        for wide, needed in zip(characters(done, room), least, strict=True):
            assert wide >= needed - 1e-6


def one_row(*texts: str, shares: tuple[float, ...]) -> Table:
    columns = tuple(Column(f"栏{at}", share) for at, share in enumerate(shares))
    return Table(columns, tuple(tuple(map(Cell, texts)) for _ in range(3)))


def test_codes_and_numbers_with_units__stay_whole() -> None:
    table = one_row("LD00-002", "限额5000元", "办" * 200, shares=(8, 8, 209))
    wide = characters(fitted_table(table, ROOM), ROOM)
    assert line_count("LD00-002", wide[0]) == 1
    assert line_count("5000元", wide[1]) == 1


def test_numbers_of_papers__stay_whole() -> None:
    table = one_row("廉警〔2026〕橙1号", "办" * 300, shares=(6, 219))
    assert characters(fitted_table(table, ROOM), ROOM)[0] >= 7.5


def test_a_grid__keeps_its_columns_alike() -> None:
    table = one_row("1", "2 值班抽查办公设备采购", shares=(30, 30))
    assert fitted_table(table, ROOM) == table


def test_names_of_two_to_four_signs__stay_whole() -> None:
    table = one_row("欧阳木青", "办" * 300, shares=(6, 219))
    assert characters(fitted_table(table, ROOM), ROOM)[0] >= 4


def test_a_column_of_nothing__gives_its_room_to_the_others() -> None:
    table = one_row("办" * 200, "", shares=(25, 200))
    done = characters(fitted_table(table, ROOM), ROOM)
    assert done[0] > 4 * done[1]
    assert height(fitted_table(table, ROOM), ROOM) < height(table, ROOM) / 3


def test_a_merged_text__counts_in_each_of_its_rows() -> None:
    """It has room in the row wherever a page cuts its cell: 44 characters in each of ten rows."""
    columns = (Column("单位", 8), Column("职责", 20), Column("措施", 197))
    row = tuple(map(Cell, ("财务科", "管" * 44, "查" * 40)))
    done = fitted_table(Table(columns, (row,) * 10, merge=(0, 1)), ROOM)
    assert characters(done, ROOM)[1] > 20


def test_document__takes_the_size_of_the_page_that_a_table_stands_on() -> None:
    table = one_row("LD00-002", "办" * 90, shares=(10, 100))
    blocks = (Paragraph("说明"), table, replace(table, landscape=True), replace(table, wide=True))
    document = Document("名", "题", blocks, "甲", "2026-09-30")
    note, upright, lying, screen = fitted(document, NARROW, ROOM).blocks
    assert note == blocks[0]
    assert screen == blocks[3]
    assert isinstance(upright, Table)
    assert isinstance(lying, Table)
    assert sum(one.width for one in upright.columns) < 157
    assert 224 < sum(one.width for one in lying.columns) < 226


def test_wide_texts__of_one_column_are_left_alone() -> None:
    table = one_row("办" * 90, shares=(1,))
    assert line_count("办" * 90, characters(fitted_table(table, ROOM), ROOM)[0]) == 2
