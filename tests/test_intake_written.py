"""What is written by hand in each format is read again as it was: the writers of hostile files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile_biff import xls_of
from support.hostile_write import csv_of, ods_of, xlsx_of

from lzfx.intake.book import read_book
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet

_SIGNS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"])
_OFTEN = st.sampled_from("甲乙ab12 ,;\t\n\u3000\u00a0\u200b&<>\"'_x\U0001f600")
_TEXTS = st.text(st.one_of(_OFTEN, _SIGNS), min_size=1, max_size=12)
_HELD = st.one_of(
    st.tuples(st.just(CellKind.TEXT), _TEXTS),
    st.tuples(st.just(CellKind.NUMBER), st.integers(-(10**15), 10**15)),
    st.tuples(
        st.just(CellKind.NUMBER),
        st.floats(-1e300, 1e300).filter(lambda number: not number.is_integer()),
    ),
    st.tuples(st.just(CellKind.DATE), st.dates(dt.date(1901, 1, 1)).map(str)),
    st.tuples(st.just(CellKind.BOOL), st.sampled_from([0, 1])),
    st.tuples(st.just(CellKind.ERROR), st.sampled_from(["#REF!", "#N/A", "#DIV/0!"])),
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn, name: str) -> RawSheet:
    places = draw(
        st.lists(st.tuples(st.integers(1, 12), st.integers(1, 30)), unique=True, max_size=25)
    )
    cells = []
    for row, column in sorted(places):
        kind, value = draw(_HELD)
        formula = draw(st.booleans()) and kind is not CellKind.BOOL
        struck = draw(st.booleans()) and kind is CellKind.TEXT and not formula
        cells.append(RawCell(row, column, kind, value, formula, struck))
    merges = ((3, 4, 5, 6),) if draw(st.booleans()) else ()
    lowest, widest = (max((f(c) for c in cells), default=0) for f in (_row_of, _column_of))
    rows = draw(st.frozensets(st.integers(1, 6), max_size=3))
    columns = draw(st.frozensets(st.integers(1, 9), max_size=3))
    return RawSheet(
        name,
        draw(st.booleans()),
        tuple(cells),
        merges,
        frozenset(row for row in rows if row <= lowest),
        frozenset(column for column in columns if column <= widest),
    )


def _row_of(cell: RawCell) -> int:
    return cell.row


def _column_of(cell: RawCell) -> int:
    return cell.column


@settings(deadline=None, max_examples=80)
@given(sheets("甲页"), sheets("乙<&页"))
def test_law__every_format_gives_the_same_record_again(first: RawSheet, second: RawSheet) -> None:
    book = RawBook("xlsx", (first, second), {"lzfx": "甲&"}, {"名": "1"})
    assert read_book(xlsx_of(book)) == book
    assert read_book(ods_of(book)) == replace(book, container="ods", names={})
    plain = replace(book, sheets=tuple(map(_for_xlrd, book.sheets)))
    assert read_book(xls_of(plain)).sheets == plain.sheets


def _for_xlrd(one: RawSheet) -> RawSheet:
    """Without the results of formulas at which xlrd gives up: signs beyond the first 65,536."""
    cells = tuple(
        replace(cell, formula=cell.formula and max(str(cell.value)) <= "\uffff")
        for cell in one.cells
    )
    return replace(one, cells=cells)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv__gives_the_same_texts_again(encoding: str) -> None:
    cells = tuple(
        RawCell(row, column, CellKind.TEXT, f"第{row}行，{column}")
        for row in range(1, 4)
        for column in range(1, 6)
    )
    one = RawSheet("表1", visible=True, cells=cells)
    assert read_book(csv_of(one, encoding=encoding)) == RawBook("csv", (one,))
