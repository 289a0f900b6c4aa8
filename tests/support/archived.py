"""Campaigns on their way into the archive: the catalogue issued, filled in as a person would."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from support.clerk import Clerk
from support.two_units import MEETING_FILE, SECTION_FILE, put, two_units

BY_HAND = {
    "全宗号": "LX012",
    "机构（问题）": "办公室",
    "机构代码": "BGS",
    "盒内文件情况": "文件齐全，按形成时间排列。",
    "整理人": "伍青禾",
    "检查人": "纪闻舸",
    "整理日期": "2027-01-15",
}
"""What a person adds to every box, by the title of the column."""

ARCHIVED = "2027-01-16T09:00:00"
_HEADING = 3


def printed(folder: Path) -> Clerk:
    """Two units whose returns came in, were merged and printed."""
    clerk = two_units(folder)
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("publish", "一览表")):
        ran = clerk.run(*words)
        assert ran.code == 0, ran.out + ran.err
    return clerk


def catalogue(clerk: Clerk) -> bytes:
    """The catalogue as it was issued, with what a person adds to its boxes."""
    ran = clerk.run("issue", "归档文件目录", "--late", now=ARCHIVED)
    assert ran.code == 0, ran.out + ran.err
    (name,) = (name for name in clerk.files("发出") if "归档文件目录" in name)
    book = load_workbook(clerk.folder / "发出" / name)
    counts: dict[object, int] = {}
    for row in rows(book["文件"]):
        counts[row["盒号"].value] = counts.get(row["盒号"].value, 0) + 1
        row["页数"].value = row["页数"].value or "2"
    for row in rows(book["盒"]):
        for title, text in BY_HAND.items():
            row[title].value = text
        row["本盒件数"].value = str(counts[row["盒号"].value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - openpyxl has no types
    """The filled rows of a sheet, each with its cells by the title of their column."""
    titles = ["".join(str(cell.value).split()).lstrip("\uff0a") for cell in sheet[_HEADING]]
    found = (dict(zip(titles, row, strict=False)) for row in sheet.iter_rows(min_row=_HEADING + 1))
    return [row for row in found if row["盒号"].value]


def catalogued(folder: Path) -> Clerk:
    """The same campaign with its catalogue taken in."""
    clerk = printed(folder)
    put(clerk, "归档目录.xlsx", catalogue(clerk))
    ran = clerk.run("collect", now=ARCHIVED)
    assert ran.code == 0, ran.out + ran.err
    return clerk
