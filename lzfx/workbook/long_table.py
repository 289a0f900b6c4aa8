"""One very long table as a workbook, row by row: no more than a row is held at a time.

It looks as `table_view` makes it, except that a row is never split: one that would be too high for
a sheet is as high as a row can be.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import BinaryIO

from openpyxl import Workbook

from lzfx.content.blocks import Cell, Document, Table, day, only
from lzfx.model.cell import letters
from lzfx.workbook.package import EPOCH, with_fixed_times
from lzfx.workbook.saving import workbook_bytes
from lzfx.workbook.table_rows import TALLEST, RowWriter, down_to
from lzfx.workbook.table_sheet import column_widths, fill_sheet

_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_PIECE = 500
"""Rows that are handed to the packer at a time."""

MOST_ROWS = 1_000_000
"""The most rows that a sheet takes beside its head."""


def write_long_table(
    out: BinaryIO, document: Document, rows: Iterable[Sequence[Cell]], count: int
) -> None:
    """Write the one table of the document, which has no rows, with those `rows`; there are `count`.

    Same input, same bytes.
    """
    (table,) = only(document.blocks, Table)
    template, writer, head = _template(document, table, count)
    with (
        zipfile.ZipFile(io.BytesIO(template)) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            body = source.read(name)
            with target.open(info, "w", force_zip64=name == _SHEET) as member:
                if name != _SHEET:
                    member.write(body)
                    continue
                before, after = body.split(_END)
                member.write(down_to(before, head + count))
                for piece in _pieces(writer, head + 1, rows):
                    member.write(piece)
                member.write(_END + after)


def _template(document: Document, table: Table, count: int) -> tuple[bytes, RowWriter, int]:
    """The workbook without rows, the writer of its rows, and the number of the head's row."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = document.name[:31]
    empty = replace(table, rows=())
    head = fill_sheet(sheet, document.title, (), empty, (), document.tints).after - 1
    last = letters(len(table.columns))
    sheet.auto_filter.ref = f"A{head}:{last}{head + count}"
    writer = RowWriter(sheet, table, column_widths(table), document.tints)
    writer.register((None, *document.tints))
    workbook.properties.title = document.title
    workbook.properties.creator = document.author
    moment = datetime.combine(day(document), time())
    workbook.properties.created = moment
    return with_fixed_times(workbook_bytes(workbook), moment, {}), writer, head


def _pieces(writer: RowWriter, first: int, rows: Iterable[Sequence[Cell]]) -> Iterable[bytes]:
    made: list[str] = []
    for number, cells in enumerate(rows, start=first):
        made.append(writer.row(number, cells, min(writer.height(cells), TALLEST)))
        if len(made) == _PIECE:
            yield "".join(made).encode()
            made.clear()
    yield "".join(made).encode()
