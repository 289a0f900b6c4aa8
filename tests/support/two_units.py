"""An office of two units out of the sample's, quick to drive to the end; its roster may change."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from support.clerk import ISSUED, SAMPLE, Clerk, sample_workspace

MEETING, SECTION = "JC00", "KS05"
MEETING_FILE = "第一轮/主任办公会申报表.xlsx"
SECTION_FILE = "第一轮/宣传教育科（报送） 9.8.ods"
_HEADING = 3


def two_units(folder: Path, *, issued: bool = True) -> Clerk:
    """A clerk of that office; the sample's other units are no more."""
    clerk = sample_workspace(folder)
    book = load_workbook(clerk.folder / "名册.xlsx")
    sheet = book["单位"]
    for row in sheet.iter_rows(min_row=_HEADING + 1):
        if row[1].value and row[1].value not in {MEETING, SECTION}:
            row[10].value = "撤销"
    book.save(clerk.folder / "名册.xlsx")
    if issued:
        ran = clerk.run("issue", now=ISSUED)
        assert ran.code == 0, ran.out + ran.err
    return clerk


def with_post(clerk: Clerk, code: str, unit: str, name: str) -> None:
    """Put a new post into the roster."""
    book = load_workbook(clerk.folder / "名册.xlsx")
    sheet = book["岗位"]
    rows = sheet.iter_rows(min_row=_HEADING + 1)
    row = next(row for row in rows if not row[1].value)
    for cell, text in zip(row[1:], (code, unit, name, "业务岗位", None, "", "在用"), strict=False):
        cell.value = text
    book.save(clerk.folder / "名册.xlsx")


def with_post_status(clerk: Clerk, code: str, status: str) -> None:
    """Give a post of the roster another status."""
    book = load_workbook(clerk.folder / "名册.xlsx")
    for row in book["岗位"].iter_rows(min_row=_HEADING + 1):
        if row[1].value == code:
            row[7].value = status
    book.save(clerk.folder / "名册.xlsx")


def changed_return(cells: Mapping[str, str | None], source: str = MEETING_FILE) -> bytes:
    """A sample return with cells of its risk points changed, as somebody would in a program."""
    book = load_workbook(SAMPLE / "returns" / source)
    for cell, text in cells.items():
        book["风险点"][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed_again(source: str = MEETING_FILE) -> bytes:
    """What a sample return says, typed into a new workbook: its identity is gone."""
    said = load_workbook(SAMPLE / "returns" / source)["风险点"]
    book = Workbook()
    sheet = book.worksheets[0]
    for row in said.iter_rows(values_only=True):
        sheet.append(["" if "表单编码" in str(value) else value for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(clerk: Clerk, name: str, data: bytes) -> None:
    """Put a file into 收件."""
    path = clerk.folder / "收件" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
