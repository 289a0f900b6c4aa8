"""The office's workbook of revisions, filled in as its clerk would."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import load_workbook
from support.clerk import ROUND_TWO, Clerk
from support.two_units import put

FILE = "OFFICE 廉政风险防范管理工作领导小组办公室 修订记录表.xlsx"
_MUST = "＊"  # noqa: RUF001 - the mark of a title
Row = Mapping[str, str]


def revision(number: int, about: str, field: str, before: str, after: str, **more: str) -> Row:
    """A row under its headings; the group approved it unless something else is said."""
    return {
        "修订号": f"修2026-{number:02}", "来源": "公示意见", "对象": about, "修订栏目": field,
        "修订前": before, "修订后": after, "理由": "意2026-01采纳", "提出人": "办公室",
        "批准环节": "领导小组审定", "批准日期": "2026-09-17", **more,
    }  # fmt: skip


def written(clerk: Clerk, file: str, rows: Sequence[Row]) -> bytes:
    """The workbook that went out with those rows in it."""
    book = load_workbook(clerk.folder / "发出" / file)
    sheet = book["修订"]
    heads: dict[str, int] = {}
    first = 0
    for line in sheet.iter_rows():
        titles = {str(cell.value).lstrip(_MUST): int(cell.column or 0) for cell in line}
        if "修订号" in titles:
            heads, first = titles, int(line[0].row or 0) + 1
    for at, row in enumerate(rows):
        for title, text in row.items():
            sheet.cell(first + at, heads[title], text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def revised(clerk: Clerk, *rows: Row, file: str = FILE, now: str = ROUND_TWO) -> dict[str, Any]:
    """The workbook comes back with those rows; gives what became of it."""
    put(clerk, file, written(clerk, file, rows))
    ran = clerk.run("collect", "--json", now=now)
    return next(dict(one) for one in ran.json["deliveries"] if one["file"] == file)
