"""python-calamine as an independent second reader of the same files."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from support.intake_files import converted, zipped

from lzfx.intake.book import read_book
from lzfx.model.book import CellKind, RawCell

WORDS = ("单位", "姓名", "a&b<c>", "  前后 ", "换\n行", "0012", "３号", "'文", "\U0001f600", "“引”")


def _form(seed: int) -> bytes:
    """A form-like workbook filled by a seeded die."""
    dice = random.Random(seed)  # noqa: S311 - repeatable
    book = Workbook()
    for title in ("说明", "填报", "_lzfx"):
        sheet = book.create_sheet(title)
        for row in range(1, 60):
            for column in range(1, 15):
                cell = sheet.cell(row, column)
                cell.number_format = dice.choice(("General", "yyyy-mm-dd", "0.00", "@"))
                match dice.randrange(6):
                    case 0:
                        cell.value = dice.choice(WORDS)
                    case 1:
                        cell.value = dice.choice((0, 7, -3.25, 1e15, 0.1))
                        cell.number_format = "0.00"
                    case 2:
                        cell.value = dt.date(2026, 1, 1) + dt.timedelta(dice.randrange(900))
                        cell.number_format = "yyyy/m/d"
                    case 3:
                        cell.value = dice.choice((True, False))
                        cell.number_format = "General"
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _seen(cell: RawCell) -> object:
    """The value as the other reader gives it; it trims texts and knows no blank ones."""
    if cell.kind is CellKind.DATE:
        return dt.date.fromisoformat(str(cell.value))
    if cell.kind is CellKind.BOOL:
        return bool(cell.value)
    return str(cell.value).strip() if cell.kind is CellKind.TEXT else float(cell.value)


def _other(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool | dt.date):
        return value
    return value.strip() if isinstance(value, str) else float(str(value))


@pytest.mark.parametrize("suffix", ["", "xlsx", "xls", "ods"])
def test_read_book__agrees_with_calamine(suffix: str) -> None:
    for seed in (1,) if suffix else range(6):
        data = converted(_form(seed), "xlsx", suffix) if suffix else _form(seed)
        other = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in read_book(data).sheets:
            rows = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            theirs = {
                (row, column): _other(value)
                for row, values in enumerate(rows, 1)
                for column, value in enumerate(values, 1)
                if value != ""
            }
            ours = {(cell.row, cell.column): _seen(cell) for cell in sheet.cells}
            assert len(ours) > 400
            assert ours == theirs


def test_read_book__patterns_and_parser_see_the_same() -> None:
    """A comment in a part turns the shortcuts off; the workbook must read the same."""
    for data in (_form(1), converted(_form(1), "xlsx", "xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        slow = {
            name: re.sub(rb"(</[^<]*>)\s*$", rb"<!-- -->\1", body) for name, body in parts.items()
        }
        assert all(slow[name] != body for name, body in parts.items() if "sheet" in name)
        assert read_book(zipped(slow)) == read_book(data)
