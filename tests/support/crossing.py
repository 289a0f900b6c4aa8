"""Offices of a few units that check each other: drawn, issued, filled in as a checker would."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.clerk import ISSUED, Clerk, sample_workspace
from support.spreadsheets import beside
from support.two_units import put

_MUST = "＊"  # noqa: RUF001 - the mark of a title
_HEADING = 3
EDUCATION = ("KS05", "第一轮/宣传教育科（报送） 9.8.ods")
PLANNING = ("KS03", "第一轮/规划统计科-岗位廉政风险等级划分申报表.xls")
DISCIPLINE = ("KS08", "第一轮/信访与纪检监察室 申报表 改2.xlsx")
THREE = (EDUCATION, PLANNING, DISCIPLINE)
Row = Mapping[str, str | int]


def office_of(folder: Path, kept: Collection[str]) -> Clerk:
    """A clerk of the sample office in which only those units are left; nothing is issued."""
    clerk = sample_workspace(folder)
    book = load_workbook(clerk.folder / "名册.xlsx")
    for row in book["单位"].iter_rows(min_row=_HEADING + 1):
        if row[1].value and row[1].value not in kept:
            row[10].value = "撤销"
    book.save(clerk.folder / "名册.xlsx")
    return clerk


def done(clerk: Clerk, *words: str, now: str = ISSUED) -> str:
    """Run a command that must do its work; gives what it said."""
    ran = clerk.run(*words, now=now)
    assert ran.code in {0, 3}, ran.out + ran.err
    return ran.out


def filled(  # noqa: PLR0913 - what a person writes into a workbook
    clerk: Clerk,
    file: str,
    sheet: str,
    rows: Mapping[str, Row],
    *,
    usual: Row | None = None,
    new: Mapping[str, Collection[Row]] | None = None,
    **header: str,
) -> bytes:
    """A workbook of 发出 filled in: each known row with `usual` and what is said of it by its code.

    `new` are rows added on other sheets; titles are those on the form.
    """
    book = load_workbook(clerk.folder / "发出" / file)
    page = book[sheet]
    _header(page, header)
    heads = _heads(page)
    key = next(iter(heads.values()))
    for line in range(1, page.max_row + 1):
        code = str(page.cell(line, key).value or "")
        if line > _heading_line(page) and code:
            for title, value in {**(usual or {}), **rows.get(code, {})}.items():
                page.cell(line, heads[title], value)
    for name, added in (new or {}).items():
        other = book[name]
        titles = _heads(other)
        for at, row in enumerate(added, _heading_line(other) + 1):
            for title, value in row.items():
                other.cell(at, titles[title], value)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header(page: Worksheet, said: Mapping[str, str]) -> None:
    for line in page.iter_rows():
        for cell in line:
            title = str(cell.value or "").lstrip(_MUST)
            if title in said:
                place = beside(page, (cast("int", cell.row), cast("int", cell.column)))
                page.cell(*place, value=said[title])


def _heading_line(page: Worksheet) -> int:
    """The line of the titles: the last that begins with 序号."""
    return max(at for at in range(1, page.max_row + 1) if page.cell(at, 1).value == "序号")


def _heads(page: Worksheet) -> dict[str, int]:
    line = page[_heading_line(page)]
    return {str(cell.value).lstrip(_MUST): cell.column for cell in line[1:] if cell.value}


def collected(clerk: Clerk, file: str, data: bytes, now: str) -> dict[str, object]:
    """What became of a file that came in."""
    put(clerk, file, data)
    told = clerk.run("collect", "--json", now=now).json["deliveries"]
    return next(dict(one) for one in told if one["file"] == file)
