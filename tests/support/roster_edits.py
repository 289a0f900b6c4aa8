"""Cells of a roster changed as the office does it in a program, and forms of last year's points."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.clerk import Clerk

from lzfx.forms.layout import REQUIRED_MARK

_HEADING = 3


def edited(clerk: Clerk, sheet: str, cells: Mapping[str, Mapping[str, str]]) -> None:
    """Change cells of that sheet: by the code of the row, then by the title of the column."""
    path = clerk.folder / "名册.xlsx"
    book = load_workbook(path)
    rows = list(book[sheet].iter_rows(min_row=_HEADING))
    at = {str(cell.value).lstrip(REQUIRED_MARK): place for place, cell in enumerate(rows[0])}
    for row in rows[1:]:
        for title, text in cells.get(str(row[1].value), {}).items():
            row[at[title]].value = text
    book.save(path)


def with_units(clerk: Clerk, **status: str) -> None:
    """Give units of the roster another status."""
    edited(clerk, "单位", {code: {"状态": text} for code, text in status.items()})


def issued_book(clerk: Clerk, code: str) -> Worksheet:
    """The sheet of points in the newest workbook that went out to a unit."""
    names = [name for name in clerk.files("发出") if name.startswith(code)]
    return load_workbook(clerk.folder / "发出" / names[-1])["风险点"]


def prefilled(sheet: Worksheet) -> list[str]:
    """The numbers of the points in it."""
    head, at = _columns(sheet)
    cells = (sheet.cell(row, at["风险点编号"]).value for row in range(head + 1, sheet.max_row + 1))
    return [str(value) for value in cells if value]


def answered_points(
    clerk: Clerk,
    code: str,
    rows: Mapping[str, Mapping[str, str]],
    *,
    none_at: Sequence[str] = (),
    filed: str = "2027-09-01",
) -> bytes:
    """A unit's workbook with each point kept, but for the cells given by number and title.

    The posts named have no points.
    """
    sheet = issued_book(clerk, code)
    book = sheet.parent
    assert book is not None
    head, at = _columns(sheet)
    for row in range(head + 1, sheet.max_row + 1):
        number = sheet.cell(row, at["风险点编号"]).value
        if number:
            for title, text in {"变动标记": "保留", **rows.get(str(number), {})}.items():
                sheet.cell(row, at[title]).value = text
    _sign(sheet, head, filed)
    posts = book["岗位职责"]
    head, at = _columns(posts)
    for row in range(head + 1, posts.max_row + 1):
        if posts.cell(row, at["岗位名称"]).value in none_at:
            posts.cell(row, at["无风险点声明"]).value = "无风险点"
            posts.cell(row, at["说明"]).value = "本年度只做会务服务，不经手钱物，也不办理审批。"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    head = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "序号")
    titles = {
        str(sheet.cell(head, column).value or "").lstrip(REQUIRED_MARK).replace("\n", ""): column
        for column in range(1, sheet.max_column + 1)
    }
    return head, titles


def _sign(sheet: Worksheet, head: int, filed: str) -> None:
    """Who filled it in, and when."""
    told = {
        "填报人": "闻人溪",
        "填报人电话": "0599-5552050",
        "申报日期": filed,
        "单位（部门）职责": "承担全区科学技术与宣传教育工作，管理项目和宣传经费。",
    }
    answers = {f"{REQUIRED_MARK}{title}": text for title, text in told.items()}
    for row in sheet.iter_rows(max_row=head):
        for cell in row:
            if isinstance(cell.value, str) and cell.value in answers:
                label = next((a for a in sheet.merged_cells.ranges if cell.coordinate in a), None)
                last = label.max_col if label else cell.column
                sheet.cell(cell.row, last + 1).value = answers[cell.value]
