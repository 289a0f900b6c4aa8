"""A clean return as plain sheets, and what people and attackers do to them, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from support.hostile_judge import sample, shipped

from lzfx.forms.layout import header_spots, marked_title, table_layout
from lzfx.intake.book import read_book
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet

POINTS, POSTS, STAMP = "风险点", "岗位职责", "_lzfx"
Edit = Callable[[RawBook], RawBook]


@cache
def base() -> RawBook:
    """The clean return of one unit: the two sheets with answers, and the hidden one."""
    book = read_book(shipped("主任办公会申报表.xlsx"))
    sheets = tuple(one for one in book.sheets if one.name in (POINTS, POSTS, STAMP))
    plain = tuple(
        replace(one, cells=tuple(cell for cell in one.cells if not cell.formula)) for one in sheets
    )
    names = {name: text for name, text in book.names.items() if name == "lzfx_token"}
    return RawBook("xlsx", plain, book.custom, names)


def head_row() -> int:
    """The row of the headings of the risk points."""
    return table_layout(sample().form, sample().form.tables[0]).heading_row


def last_row() -> int:
    """The last row with an answer."""
    return max(cell.row for cell in sheet_of(base(), POINTS).cells)


def column(field: str) -> int:
    """The column of a field of the risk points."""
    return table_layout(sample().form, sample().form.tables[0]).columns[field]


def sheet_of(book: RawBook, name: str = POINTS) -> RawSheet:
    """A sheet by its name."""
    return next(one for one in book.sheets if one.name == name)


def with_sheet(book: RawBook, changed: RawSheet, name: str = POINTS) -> RawBook:
    """The book with another sheet in place of the one of that name."""
    return replace(book, sheets=tuple(changed if one.name == name else one for one in book.sheets))


def with_cells(book: RawBook, cells: Iterable[RawCell], name: str = POINTS) -> RawBook:
    """The book with cells put into a sheet, over what stood there."""
    one = sheet_of(book, name)
    at = {(cell.row, cell.column): cell for cell in one.cells}
    at |= {(cell.row, cell.column): cell for cell in cells}
    kept = tuple(
        at[place] for place in sorted(at) if at[place].value != "" or _is_formula(at[place])
    )
    return with_sheet(book, replace(one, cells=kept), name)


def _is_formula(cell: RawCell) -> bool:
    return cell.kind is CellKind.UNCACHED


def text(row: int, at: int, value: str, **more: bool) -> RawCell:
    """A text in a cell."""
    return RawCell(
        row, at, CellKind.TEXT, value, more.get("formula", False), more.get("struck", False)
    )


def put(
    field: str,
    value: str | float,
    kind: CellKind = CellKind.TEXT,
    *,
    formula: bool = False,
    struck: bool = False,
) -> Edit:
    """Write into a field of the first answer."""
    cell = RawCell(head_row() + 1, column(field), kind, value, formula, struck)
    return lambda book: with_cells(book, [cell])


def put_header(field: str, value: str | float, kind: CellKind = CellKind.TEXT) -> Edit:
    """Write into a single cell above the table."""
    spot = header_spots(sample().form)[field].value
    return lambda book: with_cells(book, [RawCell(spot.row, spot.first, kind, value)])


def around(field: str, before: str, after: str) -> Edit:
    """Put something around the text of a field of the first answer."""

    def edit(book: RawBook) -> RawBook:
        at = (head_row() + 1, column(field))
        old = next(c for c in sheet_of(book).cells if (c.row, c.column) == at)
        return with_cells(book, [text(*at, f"{before}{old.value}{after}")])

    return edit


def moved(down: int, right: int, from_column: int = 1, from_row: int = 1) -> Edit:
    """Everything from there on somewhere else, merges too."""

    def edit(book: RawBook) -> RawBook:
        one = sheet_of(book)
        cells = tuple(
            replace(
                cell,
                row=cell.row + down * (cell.row >= from_row),
                column=cell.column + right * (cell.column >= from_column),
            )
            for cell in one.cells
        )
        merges = tuple(
            (
                top + down * (top >= from_row),
                left + right * (left >= from_column),
                bottom + down * (bottom >= from_row),
                end + right * (end >= from_column),
            )
            for top, left, bottom, end in one.merges
        )
        return with_sheet(book, replace(one, cells=cells, merges=merges))

    return edit


def without_column(field: str) -> Edit:
    """A column gone below the headings, with its heading."""

    def edit(book: RawBook) -> RawBook:
        one = sheet_of(book)
        at = column(field)
        kept = tuple(c for c in one.cells if c.column != at or c.row < head_row())
        return with_sheet(book, replace(one, cells=kept))

    return edit


def inserted_column(title: str, values: bool) -> Edit:  # noqa: FBT001 - with or without
    """A column of one's own in the middle of the table."""

    def edit(book: RawBook) -> RawBook:
        at = column("name")
        wider = moved(0, 1, from_column=at)(book)
        rows = range(head_row() + 1, last_row() + 1)
        cells = [text(row, at, "自定内容") for row in rows] if values else []
        return with_cells(wider, [text(head_row(), at, title), *cells])

    return edit


def again_below(*, without: str = "", gap: int = 2) -> Edit:
    """The headings and the first answer once more under the table, perhaps a heading less."""

    def edit(book: RawBook) -> RawBook:
        rows = (head_row(), head_row() + 1)
        by = last_row() + gap - head_row()
        copies = [
            replace(cell, row=cell.row + by)
            for cell in sheet_of(book).cells
            if cell.row in rows and (not without or cell.column != column(without))
        ]
        return with_cells(book, copies)

    return edit


def again_above(without: str) -> Edit:
    """A worse table above the good one: its answers must not vanish."""

    def edit(book: RawBook) -> RawBook:
        lower = moved(4, 0, from_row=head_row())(book)
        upper = [
            cell
            for cell in sheet_of(book).cells
            if head_row() <= cell.row <= head_row() + 2 and cell.column != column(without)
        ]
        return with_cells(lower, upper)

    return edit


def below(*rows: Mapping[int, str | float], merged: int = 0) -> Edit:
    """Lines under the table by column; `merged` spans that many columns from the first."""

    def edit(book: RawBook) -> RawBook:
        cells, merges = [], list(sheet_of(book).merges)
        for number, row in enumerate(rows, start=last_row() + 1):
            for at, value in row.items():
                kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
                cells.append(RawCell(number, at, kind, value))
            if merged:
                merges.append((number, min(row), number, min(row) + merged - 1))
        found = with_cells(book, cells)
        return with_sheet(found, replace(sheet_of(found), merges=tuple(merges)))

    return edit


def struck(field: str) -> Edit:
    """The text of a field struck through."""

    def edit(book: RawBook) -> RawBook:
        at = (head_row() + 1, column(field))
        old = next(c for c in sheet_of(book).cells if (c.row, c.column) == at)
        return with_cells(book, [replace(old, struck=old.kind is CellKind.TEXT)])

    return edit


def merged_down(field: str, rows: int) -> Edit:
    """One merged cell over several answers, empty below the first."""

    def edit(book: RawBook) -> RawBook:
        at, first = column(field), head_row() + 1
        one = sheet_of(
            with_cells(book, [text(row, at, "") for row in range(first + 1, first + rows)])
        )
        merge = (first, at, first + rows - 1, at)
        return with_sheet(book, replace(one, merges=(*one.merges, merge)))

    return edit


def facts(**changed: object) -> Edit:
    """The sheet of risk points with other facts: hidden rows, comments, its name."""
    return lambda book: with_sheet(book, replace(sheet_of(book), **changed))  # type: ignore[arg-type]


def extra(name: str, *, visible: bool = True) -> Edit:
    """A sheet of one's own."""
    one = RawSheet(name, visible, (text(1, 1, "备查"), text(2, 1, "另一行")))
    return lambda book: replace(book, sheets=(one, *book.sheets))


def without_sheet(name: str) -> Edit:
    """A sheet gone."""
    return lambda book: replace(book, sheets=tuple(s for s in book.sheets if s.name != name))


def title_of(field: str) -> str:
    """The heading of a field as it is printed."""
    return marked_title(sample().field(field))


def chain(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(book: RawBook) -> RawBook:
        for one in edits:
            book = one(book)
        return book

    return edit
