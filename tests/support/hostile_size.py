"""Small files that would cost much: rows, faults, merges, headings and comments by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from support.hostile_books import (
    base,
    column,
    facts,
    head_row,
    last_row,
    moved,
    sheet_of,
    text,
    with_cells,
    with_sheet,
)
from support.hostile_judge import sample
from support.hostile_write import xlsx_of

from lzfx.model.book import RawBook


def wrong(rows: int, fields: int = 10) -> RawBook:
    """So many rows, the first fields of each filled with what no list has."""
    names = [spec.name for spec in sample().form.tables[0].fields][:fields]
    return with_cells(
        base(),
        [
            text(head_row() + 1 + row, column(name), f"错{row}")
            for row in range(rows)
            for name in names
        ],
    )


def lone(rows: int) -> RawBook:
    """So many rows with one cell each."""
    at = column("name")
    return with_cells(base(), [text(last_row() + 1 + row, at, f"单独{row}") for row in range(rows)])


def merged_over_each_other(ranges: int) -> RawBook:
    """So many merges, all of them from the answers to far below, over each other."""
    at, rows = column("post"), last_row() - head_row()
    tops = [head_row() + 1 + number % rows for number in range(ranges)]
    book = base()
    one = sheet_of(book)
    return with_sheet(
        book, replace(one, merges=(*one.merges, *((top, at, top + 6_000, at) for top in tops)))
    )


def merged_pairs(pairs: int) -> RawBook:
    """So many merges of two rows, each of the rows with another answer."""
    at, first = column("measures"), head_row() + 1
    book = with_cells(
        wrong(2 * pairs, 2), [text(first + 2 * one, at, "按月抽查") for one in range(pairs)]
    )
    sheet = sheet_of(book)
    pair = ((first + 2 * one, at, first + 2 * one + 1, at) for one in range(pairs))
    return with_sheet(book, replace(sheet, merges=(*sheet.merges, *pair)))


def headings(times: int) -> RawBook:
    """The headings again and again below the table."""
    book = base()
    heads = [cell for cell in sheet_of(book).cells if cell.row == head_row()]
    return with_cells(
        book, [replace(cell, row=last_row() + 2 + row) for row in range(times) for cell in heads]
    )


def words_above(rows: int) -> RawBook:
    """So many rows of words above the headings."""
    book = moved(rows + 5, 0, from_row=head_row())(base())
    return with_cells(book, [text(head_row() + row, 5, f"上方的话{row}") for row in range(rows)])


def comments(count: int) -> RawBook:
    """So many comments."""
    return facts(comments={f"J{8 + one}": f"请看{one}" for one in range(count)})(base())


def notes(rows: int) -> RawBook:
    """So many lines below the table that are no answers."""
    return with_cells(base(), [text(last_row() + 1 + row, 2, f"注：{row}") for row in range(rows)])


def columns(count: int) -> RawBook:
    """So many columns of one's own, each with a cell."""
    heads = [text(head_row(), 30 + one, f"另栏{one}") for one in range(count)]
    cells = [text(head_row() + 1, 30 + one, f"另答{one}") for one in range(count)]
    return with_cells(base(), [*heads, *cells])


GROWING: Mapping[str, Callable[[int], RawBook]] = {
    "wrong": wrong,
    "lone": lone,
    "merged-over-each-other": merged_over_each_other,
    "merged-pairs": merged_pairs,
    "headings": headings,
    "words-above": words_above,
    "comments": comments,
    "notes": notes,
    "columns": columns,
}
"""What may be made large, by the number of it."""

_SIZES = {"wrong": 1_000, "merged-over-each-other": 14_930, "merged-pairs": 900}
_TOO_MANY = 2_500


def _made(name: str) -> Callable[[], bytes]:
    return lambda: xlsx_of(GROWING[name](_SIZES.get(name, 600)))


CASES: dict[str, Callable[[], bytes]] = {
    **{f"size/{name}": _made(name) for name in GROWING},
    "size/rows-too-many": lambda: xlsx_of(wrong(_TOO_MANY, 3)),
}
