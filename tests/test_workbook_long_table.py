"""A table written row by row is, cell by cell, the table that is written at once."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook

from lzfx.content.blocks import Cell, Column, Document, Table
from lzfx.workbook.long_table import write_long_table
from lzfx.workbook.table_view import render_xlsx

COLUMNS = (Column("序号", 6, "center"), Column("风险点", 60), Column("等级", 10, "center"))
ROWS = (
    (Cell("1"), Cell("用人议题未经充分讨论" * 9), Cell("一级", 1)),
    (Cell("2"), Cell("=1+1"), Cell("二级", 2)),
    (Cell("3"), Cell(" 两端有空格 "), Cell("", None)),
    (Cell("4"), Cell("一行\n又一行"), Cell("三级", 3)),
)
TABLE = Table(COLUMNS, ROWS, wide=True, frozen=1)
DOCUMENT = Document("清单", "风险点清单", (TABLE,), "示例办公室", "2026-10-08", landscape=True)


def _written(rows: tuple[tuple[Cell, ...], ...] = ROWS) -> bytes:
    out = io.BytesIO()
    empty = replace(DOCUMENT, blocks=(replace(TABLE, rows=()),))
    write_long_table(out, empty, iter(rows), len(rows))
    return out.getvalue()


def test_long_table__has_the_cells_heights_and_looks_of_the_usual_one() -> None:
    long, usual = (load_workbook(io.BytesIO(data)).worksheets[0] for data in (
        _written(), render_xlsx(DOCUMENT)
    ))  # fmt: skip
    assert long.dimensions == usual.dimensions
    assert long.auto_filter.ref == usual.auto_filter.ref
    assert (long.freeze_panes, long.print_title_rows) == (
        usual.freeze_panes, usual.print_title_rows
    )  # fmt: skip
    pairs = zip(long.iter_rows(), usual.iter_rows(), strict=True)
    for number, (mine, theirs) in enumerate(pairs, start=1):
        assert long.row_dimensions[number].height == usual.row_dimensions[number].height
        for cell, other in zip(mine, theirs, strict=True):
            assert (cell.value, cell.data_type, cell.quotePrefix) == (
                other.value, other.data_type, other.quotePrefix
            )  # fmt: skip
            for look in ("font", "fill", "border", "alignment"):
                assert repr(getattr(cell, look)) == repr(getattr(other, look)), look


def test_long_table__the_same_rows_give_the_same_bytes() -> None:
    assert _written() == _written()


def test_long_table__a_row_too_high_stays_one_row() -> None:
    sheet = load_workbook(io.BytesIO(_written(((Cell("1"), Cell("长" * 9999), Cell("一级", 1)),))))
    assert sheet.worksheets[0].row_dimensions[3].height == 400
    assert sheet.worksheets[0].max_row == 3
