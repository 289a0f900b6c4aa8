"""Cases that are made of cells: each is written in every format that can hold it."""

# ruff: noqa: RUF001 - full-width signs are what is looked at

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from support.hostile_biff import xls_of
from support.hostile_books import (
    POINTS,
    POSTS,
    Edit,
    again_above,
    again_below,
    around,
    base,
    below,
    chain,
    column,
    extra,
    facts,
    head_row,
    inserted_column,
    last_row,
    merged_down,
    moved,
    put,
    put_header,
    sheet_of,
    struck,
    text,
    title_of,
    with_cells,
    with_sheet,
    without_column,
    without_sheet,
)
from support.hostile_write import csv_of, ods_of, xlsx_of

from lzfx.model.book import CellKind, RawBook

Make = Callable[[], bytes]


def _emptied(book: RawBook) -> RawBook:
    kept = tuple(cell for cell in sheet_of(book).cells if cell.row <= head_row())
    return with_sheet(book, replace(sheet_of(book), cells=kept))


def _reordered(book: RawBook) -> RawBook:
    return replace(book, sheets=book.sheets[::-1])


def _blank_cells(book: RawBook) -> RawBook:
    blanks = ("\u3000", "\u00a0", "\u200b", " \t", "\ufeff")
    rows = range(last_row() + 1, last_row() + 1 + len(blanks))
    return with_cells(
        book, [text(row, column("name"), sign) for row, sign in zip(rows, blanks, strict=True)]
    )


def _first(field: str) -> str:
    at = (head_row() + 1, column(field))
    return next(str(c.value) for c in sheet_of(base()).cells if (c.row, c.column) == at)


EDITS: Mapping[str, Callable[[], Edit]] = {
    "clean": chain,
    "moved-down": lambda: moved(5, 0),
    "moved-right": lambda: moved(0, 3),
    "moved-below-the-heading-rows": lambda: moved(70, 0),
    "column-inserted": lambda: inserted_column("上年是否申报", values=True),
    "column-inserted-untitled": lambda: inserted_column("", values=True),
    "column-inserted-empty": lambda: inserted_column("另栏", values=False),
    "column-deleted": lambda: without_column("measures"),
    "column-optional-deleted": lambda: without_column("note"),
    "column-renamed": lambda: (
        lambda b: with_cells(b, [text(head_row(), column("measures"), "整改办法")])
    ),
    "column-by-alias-and-marks": lambda: (
        lambda b: with_cells(b, [text(head_row(), column("name"), " 风险点\u3000名称（必填）：")])
    ),
    "column-twice": lambda: (
        lambda b: with_cells(
            b,
            [text(head_row(), 24, title_of("measures")), text(head_row() + 1, 24, "另一条措施")],
        )
    ),
    "headings-gone": lambda: (
        lambda b: with_cells(b, [text(head_row(), at, "") for at in range(1, 24)])
    ),
    "two-tables": again_below,
    "two-tables-worse-below": lambda: again_below(without="measures"),
    "two-tables-worse-above": lambda: again_above("measures"),
    "two-tables-side-note-only": lambda: chain(
        again_below(gap=9),
        lambda b: with_cells(
            b,
            [text(last_row() + 10, at, "") for at in range(1, 24)]
            + [text(last_row() + 11, 25, "旁注")],
        ),
    ),
    "totals": lambda: below({1: "合计", 4: 8, 6: "3个"}),
    "totals-in-words": lambda: below({2: "小 计：", 5: "共8条"}),
    "notes": lambda: below(
        {2: "注：以上内容已经会议通过。"}, {2: "填表人：岑砚秋", 9: "日期：9月8日"}
    ),
    "note-merged": lambda: below({1: "以上内容属实，由本单位负责。"}, merged=8),
    "signatures": lambda: below({1: "负责人（签字）", 9: "公章：", 14: "日期：2026年9月"}),
    "row-below-a-gap": lambda: below({}, {}, {}, {9: "漏写的一行"}),
    "merged-posts": lambda: merged_down("post", 3),
    "merged-across": lambda: (
        lambda b: with_sheet(
            b,
            replace(
                sheet_of(b), merges=(*sheet_of(b).merges, (head_row() + 1, 5, head_row() + 1, 7))
            ),
        )
    ),
    "extra-sheet": lambda: extra("企业名单"),
    "extra-sheet-hidden": lambda: extra("私下", visible=False),
    "sheet-renamed": lambda: facts(name="Sheet1"),
    "sheets-reordered": lambda: _reordered,
    "sheet-missing": lambda: without_sheet(POSTS),
    "first-sheet-missing": lambda: without_sheet(POINTS),
    "sheet-hidden": lambda: facts(visible=False),
    "row-hidden": lambda: facts(hidden_rows=frozenset({head_row() + 2})),
    "column-hidden": lambda: facts(hidden_columns=frozenset({column("measures")})),
    "struck": lambda: struck("measures"),
    "comment": lambda: facts(comments={"J8": "请领导再看"}),
    "empty": lambda: _emptied,
    "blank-cells": lambda: _blank_cells,
    "date-in-chinese": lambda: put_header("filed_on", "二○二六年九月八日"),
    "date-of-2011-in-chinese": lambda: put_header("filed_on", "二○一一年九月八日"),
    "date-full-width": lambda: put_header("filed_on", "２０２６－９－８"),
    "date-cell": lambda: put_header("filed_on", "2026-09-08", CellKind.DATE),
    "date-as-number": lambda: put_header("filed_on", 46273, CellKind.NUMBER),
    "date-without-year": lambda: put_header("filed_on", "9月8日"),
    "date-eight-digits-as-number": lambda: put_header("filed_on", 20260908, CellKind.NUMBER),
    "phone-full-width": lambda: put_header("filler_phone", "０５９９－５５５００００"),
    "phone-lost-its-zero": lambda: put_header("filler_phone", 5995550000, CellKind.NUMBER),
    "phone-in-words": lambda: put_header("filler_phone", "总机转"),
    "header-second-value": lambda: (
        lambda b: with_cells(b, [text(4, 22, "另一个电话"), text(4, 20, "0599-5550001")])
    ),
    "digits-18-as-number": lambda: put("name", 350702199001011234.0, CellKind.NUMBER),
    "digits-15-as-number": lambda: put("name", 123456789012345, CellKind.NUMBER),
    "number-in-text": lambda: put("measures", 2026.5, CellKind.NUMBER),
    "truth-value": lambda: put("measures", 1, CellKind.BOOL),
    "day-in-text": lambda: put("measures", "2026-09-08", CellKind.DATE),
    "error-value": lambda: put("measures", "#REF!", CellKind.ERROR),
    "error-of-formula": lambda: put("measures", "#N/A", CellKind.ERROR, formula=True),
    "formula-with-text": lambda: put("measures", "每月由科长抽查一次凭证并签字。", formula=True),
    "formula-with-number": lambda: put("measures", 12, CellKind.NUMBER, formula=True),
    "formula-without-value": lambda: put("measures", "", CellKind.UNCACHED, formula=True),
    "text-like-a-formula": lambda: put("measures", '=HYPERLINK("http://example.invalid","点")'),
    "no-break-space": lambda: around("name", "\u00a0", "\u00a0\u00a0"),
    "ideographic-space": lambda: around("measures", "\u3000\u3000", "\u3000"),
    "zero-width-space": lambda: around("measures", "\u200b", "\u200b\ufeff"),
    "choice-with-spaces": lambda: around("stage", "\u3000", " \u00a0"),
    "bidi-override": lambda: around("name", "\u202e", "\u202c"),
    "choice-unknown": lambda: put("declared_level", "特级"),
    "choices-two-levels": lambda: put("declared_level", "二级、三级"),
    "text-too-long": lambda: put("measures", "字" * 2500),
    "text-of-32767": lambda: put("measures", "字" * 32_767),
    "line-breaks": lambda: put("measures", "一是每月抽查；\n\n二是每季通报。"),
    "word-in-number-column": lambda: (
        lambda b: with_cells(b, [text(head_row() + 1, 1, "第一项要紧")])
    ),
    "day-in-number-column": lambda: (
        lambda b: with_cells(
            b, [replace(text(head_row() + 1, 1, "2026-09-08"), kind=CellKind.DATE)]
        )
    ),
    "far-right": lambda: lambda b: with_cells(b, [text(head_row() + 2, 250, "远处")]),
    "far-below": lambda: lambda b: with_cells(b, [text(60_000, column("name"), "远处的一行")]),
    "heading-over-nothing": lambda: lambda b: with_cells(b, [text(head_row(), 30, "领导批示")]),
    "row-twice": lambda: below(
        *[{c.column: c.value for c in sheet_of(base()).cells if c.row == head_row() + 1}]
    ),
    "unit-name-of-another": lambda: put_header("unit_name", "办公室"),
    "unit-name-changed": lambda: put_header("unit_name", "主任办公会议"),
    "post-of-nobody": lambda: put("post", "不存在的岗位"),
}

NOT_IN = {
    "xls": {"comment", "formula-without-value", "text-of-32767", "text-too-long", "far-below-row"},
    "csv": {
        *("sheet-renamed", "sheets-reordered", "sheet-missing", "first-sheet-missing"),
        *("sheet-hidden", "row-hidden", "column-hidden", "struck", "comment", "extra-sheet"),
        *("extra-sheet-hidden", "formula-without-value", "date-cell", "truth-value", "far-below"),
        *(
            "merged-across",
            "merged-posts",
            "error-of-formula",
            "formula-with-number",
            "day-in-text",
        ),
        *("formula-with-text", "far-right", "note-merged", "day-in-number-column", "text-of-32767"),
    },
    "ods": set(),
    "xlsx": set(),
}
"""What a format cannot hold, or holds no otherwise than another case."""


def _csv(book: RawBook) -> bytes:
    return csv_of(sheet_of(book))


WRITERS: Mapping[str, Callable[[RawBook], bytes]] = {
    "xlsx": xlsx_of,
    "ods": ods_of,
    "xls": xls_of,
    "csv": _csv,
}


def _made(format_: str, name: str) -> Make:
    return lambda: WRITERS[format_](EDITS[name]()(base()))


CASES: dict[str, Make] = {
    f"{format_}/{name}": _made(format_, name)
    for format_ in WRITERS
    for name in EDITS
    if name not in NOT_IN[format_]
}
