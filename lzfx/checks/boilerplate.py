"""Whether the questions are still those that were asked: the form itself, cell by cell.

Only a workbook that was issued has a frame; a table copied elsewhere owes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from lzfx.checks.own_sheets import own_sheet_findings
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.layout import INSTRUCTION_SHEET, LISTS_SHEET, REQUIRED_MARK
from lzfx.forms.spec import FormSpec
from lzfx.model.boilerplate import Boilerplate, BoilerplateList, BoilerplateTable
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.cell import Cell
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawSubmission, RawTable

_Cells = Mapping[tuple[int, int], RawCell]
_EMPTY = "（空）"


def boilerplate_findings(
    frames: Iterable[Boilerplate],
    form: FormSpec,
    book: RawBook,
    raw: RawSubmission,
    issued: Filling,
) -> tuple[Finding, ...]:
    """What the form says otherwise than the one of `frames` that it is most like.

    `form` is the newest, by which the cells were found; `frames` are those it may have been issued
    in, newest first: a definition may be amended without a new number. Another wording is advice
    as long as its meaning is known by an alias; headings in another order are an error, because
    nobody knows whose the answers are.
    """
    best: tuple[Finding, ...] | None = None
    for frame in frames:
        found = tuple(_findings(frame, form, book, raw, issued))
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or ()


def _findings(
    frame: Boilerplate, form: FormSpec, book: RawBook, raw: RawSubmission, issued: Filling
) -> Iterator[Finding]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for table in frame.tables:
        located = raw.table(table.name) if table.name else _without_table(raw, sheets)
        if located is None:
            continue
        cells = _upto(sheets[located.sheet], located.header_row)
        yield from _headings(raw.file, table, located, cells)
        yield from _labels(raw, form, table, located, cells)
        yield from _above(raw.file, table, located, cells)
    said: list[Finding] = []
    if LISTS_SHEET in sheets:
        said += _lists(raw.file, frame.lists, sheets[LISTS_SHEET], issued)
    if INSTRUCTION_SHEET in sheets:
        said += _instructions(raw.file, frame.instructions, sheets[INSTRUCTION_SHEET])
    yield from said
    told = tuple(one.where for one in said)
    yield from own_sheet_findings(raw.file, frame.pages, form, book, issued, told)


def _without_table(raw: RawSubmission, sheets: Mapping[str, RawSheet]) -> RawTable | None:
    """The sheet of a form without tables, as if the heading of an empty one ended it."""
    home = sheets.get(raw.header_sheet)
    last = max((cell.row for cell in home.cells), default=0) if home else 0
    return RawTable("", home.name, last + 1, {}, ()) if home else None


def _upto(sheet: RawSheet, row: int) -> _Cells:
    """The cells of a sheet down to that row; they come in reading order."""
    above = takewhile(lambda cell: cell.row <= row, sheet.cells)
    return {(cell.row, cell.column): cell for cell in above}


def _headings(
    file: str, table: BoilerplateTable, located: RawTable, cells: _Cells
) -> Iterator[Finding]:
    """Headings in other words, and headings in another order."""
    for name, column in located.columns.items():
        now = shown_text(cells[located.header_row, column])
        expected = table.headings.get(name)
        if expected is not None and heading_key(now) != heading_key(expected):
            where = Where(file, located.sheet, Cell(located.header_row, column))
            yield _reworded(where, expected, now)
    issued = [name for name in table.headings if name in located.columns]
    found = sorted(issued, key=lambda name: located.columns[name])
    displaced = next(((w, n) for w, n in zip(issued, found, strict=True) if w != n), None)
    if displaced is not None:
        wanted, name = displaced
        where = Where(file, located.sheet, Cell(located.header_row, located.columns[name]))
        params = {"expected": _plain(table.headings[wanted]), "value": _plain(table.headings[name])}
        # A unit may move a column with all that is in it; only a person can tell.
        yield Finding("headings-moved", where, params, Severity.QUERY)


def _labels(
    raw: RawSubmission, form: FormSpec, table: BoilerplateTable, located: RawTable, cells: _Cells
) -> Iterator[Finding]:
    """Labels of single cells in other words that are known for the same."""
    above = {
        heading_key(str(cell.value)): cell
        for (row, _), cell in cells.items()
        if row < located.header_row and cell.kind is CellKind.TEXT
    }
    for spec in form.header:
        expected = table.labels.get(spec.name)
        if expected is None or heading_key(expected) in above:
            continue
        known = (above.get(heading_key(title)) for title in (spec.title, *spec.aliases))
        label = next((cell for cell in known if cell is not None), None)
        if label is not None:
            where = Where(raw.file, located.sheet, Cell(label.row, label.column))
            yield _reworded(where, expected, str(label.value))


def _above(
    file: str, table: BoilerplateTable, located: RawTable, cells: _Cells
) -> Iterator[Finding]:
    """The title and the note over the table; they may have moved with it."""
    down, right = _moved(table, located)
    said = [fold(str(cell.value)) for cell in cells.values() if cell.kind is CellKind.TEXT]
    for (row, column), expected in table.above.items():
        if any(fold(expected) in text for text in said):
            continue
        place = (row + down, column + right)
        now = shown_text(cells[place]) if place in cells else ""
        where = Where(file, located.sheet, Cell(max(1, place[0]), max(1, place[1])))
        yield _changed(where, expected, now)


def _moved(table: BoilerplateTable, located: RawTable) -> tuple[int, int]:
    """How far down and right a table stands from where it was issued; single cells do not tell."""
    if not located.columns:
        return 0, 0
    first = min(located.columns.values())
    right = first - min(table.columns[name] for name in located.columns if name in table.columns)
    return located.header_row - table.heading_row, right


def _lists(
    file: str, lists: Iterable[BoilerplateList], sheet: RawSheet, issued: Filling
) -> Iterator[Finding]:
    """Drop-down lists whose choices are others: each at its first changed cell."""
    cells = {(cell.row, cell.column): shown_text(cell) for cell in sheet.cells}
    last = max((row for row, _ in cells), default=1)
    for each in lists:
        labels = issued.roster.get(each.roster, ()) if each.roster else each.labels
        if not labels:
            continue
        for row in range(2, max(last, len(labels) + 1) + 1):
            expected = labels[row - 2] if row - 2 < len(labels) else ""
            now = cells.get((row, each.column), "")
            if fold(now) != fold(expected):
                where = Where(file, sheet.name, Cell(row, each.column))
                params = {
                    "title": each.titles, "expected": expected or _EMPTY, "value": now or _EMPTY,
                }  # fmt: skip
                yield Finding("list-changed", where, params, Severity.ADVICE)
                break


def _instructions(file: str, texts: Iterable[str], sheet: RawSheet) -> Iterator[Finding]:
    """Instructions that say something else; each is known by its number."""
    cells = [cell for cell in sheet.cells if cell.kind is CellKind.TEXT]
    said = {fold(str(cell.value)) for cell in cells}
    for text in texts:
        if fold(text) in said:
            continue
        number = fold(text).partition(".")[0] + "."
        now = next((cell for cell in cells if fold(str(cell.value)).startswith(number)), None)
        where = Where(file, sheet.name, Cell(now.row, now.column) if now else None)
        yield _changed(where, text, str(now.value) if now else "")


def _reworded(where: Where, expected: str, now: str) -> Finding:
    params = {"expected": _plain(expected), "value": _plain(now)}
    return Finding("heading-reworded", where, params, Severity.ADVICE)


def _changed(where: Where, expected: str, now: str) -> Finding:
    params = {"expected": expected, "value": tidy(now) or _EMPTY}
    return Finding("frame-changed", where, params, Severity.ADVICE)


def _plain(heading: str) -> str:
    """A heading in one line, as it is quoted."""
    return "".join(tidy(heading).split("\n")).lstrip(REQUIRED_MARK)
