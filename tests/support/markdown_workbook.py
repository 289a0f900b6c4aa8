"""A return written as Markdown tables -> the workbook an intake reader would have found in it.

A case file in `tests/findings` has lines `key: value` (see `Case`), tables that are laid over the
clean return of the same form, and the findings expected: `- error some-code 风险点 / 申报等级 / 7`.

A table's first heading is the sheet. The others are titles of fields (each stands where the issued
form has it) or column letters (the cell itself, whatever stands there); each row begins with its
number on the sheet. The table `表头` has a label and a value in each row. A blank cell changes
nothing, `∅` empties, `~~甲~~` is struck through, `{甲×9}` repeats, and what stands in backticks is
no text: `12`, `2026-09-08`, `TRUE`, `#REF!`, `=12` (a formula), `=` (one without a result),
`7 as 000007` (shown so by its number format; with `?` at the end nobody knows for certain).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from support.addresses import at

from lzfx.forms import layout
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet, Shown
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Where

HEADER = "表头"
FOLDER = Path(__file__).resolve().parents[1] / "findings"
_LETTERS = re.compile(r"[A-Z]{1,2}")
_AREA = re.compile(r"([A-Z]{1,2})(\d+):([A-Z]{1,2})(\d+)")
_REPEATED = re.compile(r"\{(.+?)×(\d+)\}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[0-9:]{8})?")


@dataclass(frozen=True, slots=True)
class Grid:
    """One Markdown table: its sheet, its other headings, and its rows."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """One line `- severity code place`; `place` has up to three parts."""

    severity: str
    code: str
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case file as it is written.

    `settings` by key: `form`, `file`, `received`, `strict` (all advice is listed); `stamp`,
    `token`, `code`, `property` (whose form it is); `last-year`, `known-ids`, `measure-of` (what
    the office knows); `merge`, `hide`, `remove`, `comment`, `copy` (what was done to a sheet).
    """

    name: str
    settings: Mapping[str, tuple[str, ...]]
    grids: tuple[Grid, ...]
    expected: tuple[Expected, ...]

    def one(self, key: str, default: str = "") -> str:
        """The only value of a setting."""
        values = self.settings.get(key, (default,))
        assert len(values) == 1, f"{self.name}: {key} is given twice"
        return values[0]


_KEYS = (
    *("form", "file", "received", "strict", "stamp", "token", "code", "property"),
    *("last-year", "known-ids", "measure-of", "merge", "hide", "remove", "comment", "copy"),
)


def read_case(path: Path) -> Case:
    """The case in that file."""
    return parse_case(path.stem, path.read_text("utf-8"))


def parse_case(name: str, text: str) -> Case:
    """A case from its text; whatever is neither setting, table nor expectation is prose."""
    settings: dict[str, tuple[str, ...]] = {}
    expected = []
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if line.startswith("|"):
            blocks[-1].append(line)
            continue
        blocks.append([])
        if line.startswith("- "):
            severity, code, *place = line[2:].split(" ", 2)
            parts = tuple(part.strip() for part in place[0].split(" / ")) if place else ()
            expected.append(Expected(severity, code, parts))
        elif colon and key in _KEYS:
            settings[key] = (*settings.get(key, ()), value.strip())
    grids = tuple(_grid(block) for block in blocks if block)
    return Case(name, settings, grids, tuple(expected))


def _grid(lines: Sequence[str]) -> Grid:
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    head, _, *body = rows
    return Grid(head[0], head[1:], tuple(body))


@dataclass
class Page:
    """A sheet that is being made."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    visible: bool = True
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[str, str] = field(default_factory=dict)

    def write(self, row: int, column: int, text: str) -> None:
        """Put, replace or empty one cell."""
        if text == "∅":
            self.cells.pop((row, column), None)
        elif text:
            self.cells[row, column] = _cell(row, column, text)

    def made(self, name: str) -> RawSheet:
        """The sheet as a reader gives it."""
        return RawSheet(
            name,
            self.visible,
            tuple(self.cells[at] for at in sorted(self.cells)),
            tuple(self.merges),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.comments,
        )


class Workbook:
    """The issued form, to be filled in and spoiled."""

    def __init__(self, form: FormSpec) -> None:
        self.form = form
        self.pages = {table.sheet: Page() for table in form.tables}
        for table in form.tables:
            page, place = self.pages[table.sheet], layout.table_layout(form, table)
            page.write(place.heading_row, 1, layout.ROW_NUMBER_TITLE)
            for spec in table.fields:
                page.write(place.heading_row, place.columns[spec.name], layout.marked_title(spec))
        for name, spot in layout.header_spots(form).items():
            title = next(layout.marked_title(spec) for spec in form.header if spec.name == name)
            self._first.write(spot.label.row, spot.label.first, title)
            self._first.merges.append(
                (spot.label.row, spot.label.first, spot.label.row, spot.label.last)
            )

    @property
    def _first(self) -> Page:
        return self.pages[self.form.tables[0].sheet]

    def lay(self, grid: Grid) -> None:
        """Put a table's cells where they belong."""
        if grid.sheet == HEADER:
            for title, value in grid.rows:
                spot = self._spot(title)
                self._first.write(spot.row, spot.first, value)
            return
        page = self.pages.setdefault(grid.sheet, Page())
        columns = [self.column(grid.sheet, heading) for heading in grid.headings]
        for number, *texts in grid.rows:
            for column, text in zip(columns, texts, strict=True):
                page.write(int(number), column, text)
            is_table = any(table.sheet == grid.sheet for table in self.form.tables)
            if is_table and not _LETTERS.fullmatch(grid.headings[0]):
                page.write(int(number), 1, f"`{number}`")

    def column(self, sheet: str, heading: str) -> int:
        """The column of a letter, or of the field with that title."""
        if _LETTERS.fullmatch(heading):
            return _number(heading)
        table = next(table for table in self.form.tables if table.sheet == sheet)
        name = next(spec.name for spec in table.fields if spec.title == heading)
        return layout.table_layout(self.form, table).columns[name]

    def _spot(self, title: str) -> layout.Span:
        name = next(spec.name for spec in self.form.header if spec.title == title)
        return layout.header_spots(self.form)[name].value

    def spoil(self, case: Case) -> None:
        """Do to the sheets what the settings say."""
        for pair in case.settings.get("copy", ()):
            source, _, name = pair.partition(" = ")
            self.pages[name] = Page(dict(self.pages[source].cells))
        for what in case.settings.get("remove", ()):
            self._remove(*what.split())
        for what in case.settings.get("merge", ()):
            sheet, area = what.split()
            match = _AREA.fullmatch(area)
            assert match, area
            left, top, right, bottom = match.groups()
            box = (int(top), _number(left), int(bottom), _number(right))
            self.pages[sheet].merges.append(box)
        for what in case.settings.get("hide", ()):
            self._hide(*what.split())
        for what in case.settings.get("comment", ()):
            sheet, cell, text = what.split(" ", 2)
            self.pages[sheet].comments[cell] = text

    def _remove(self, sheet: str, part: str = "") -> None:
        if not part:
            del self.pages[sheet]
            return
        page = self.pages[sheet]
        heading = self._heading_row(sheet)
        for row, column in tuple(page.cells):
            if str(row) == part or (row >= heading and a1(row, column) == f"{part}{row}"):
                del page.cells[row, column]

    def _heading_row(self, sheet: str) -> int:
        """Where a sheet's table begins; what stands above it is no part of its columns."""
        tables = [table for table in self.form.tables if table.sheet == sheet]
        return layout.table_layout(self.form, tables[0]).heading_row if tables else 1

    def _hide(self, sheet: str, part: str = "") -> None:
        page = self.pages[sheet]
        if not part:
            page.visible = False
        elif part.isdigit():
            page.hidden_rows.add(int(part))
        else:
            page.hidden_columns.add(_number(part))

    def place(self, expected: Expected, file: str) -> Where:
        """Where it stands: `风险点 / 申报等级 / 7`, `表头 / 申报日期`, `风险点 / A6`, `风险点`."""
        if not expected.place:
            return Where(file)
        sheet, *rest = expected.place
        if sheet == HEADER:
            return Where(file, self.form.tables[0].sheet, at(self._spot(rest[0]).cell))
        if len(rest) < 2:
            return Where(file, sheet, *map(at, rest))
        return Where(file, sheet, Cell(int(rest[1]), self.column(sheet, rest[0])))

    def book(self, custom: Mapping[str, str]) -> RawBook:
        """The finished workbook."""
        sheets = tuple(page.made(name) for name, page in self.pages.items())
        return RawBook("xlsx", sheets, custom)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(row: int, column: int, text: str) -> RawCell:
    struck = text.startswith("~~")
    text = _REPEATED.sub(lambda found: found[1] * int(found[2]), text.strip("~"))
    if not text.startswith("`"):
        plain = html.unescape(text.replace("<br>", "\n"))
        return RawCell(row, column, CellKind.TEXT, plain, struck=struck)
    stored, _, seen = text.strip("`").partition(" as ")
    kind, value = _typed(stored.lstrip("="))
    shown = Shown(seen.removesuffix("?"), sure=not seen.endswith("?")) if seen else None
    return RawCell(row, column, kind, value, text.startswith("`="), struck, shown)


def _typed(text: str) -> tuple[CellKind, str | float]:
    if not text:
        return CellKind.UNCACHED, ""
    if text in ("TRUE", "FALSE"):
        return CellKind.BOOL, int(text == "TRUE")
    if text.startswith("#"):
        return CellKind.ERROR, text
    if _DAY.fullmatch(text):
        return CellKind.DATE, text
    if text.startswith('"'):
        return CellKind.TEXT, text.strip('"')
    number = float(text)
    return CellKind.NUMBER, int(number) if number.is_integer() else number


def differences(
    case: Case, workbook: Workbook, found: Sequence[Finding], file: str
) -> Iterator[str]:
    """What was found and is not expected, and the reverse; advice only where the case lists it."""
    wanted = {(e.severity, e.code, workbook.place(e, file)) for e in case.expected}
    got = {(str(f.severity), str(f.code), f.where) for f in found}
    strict = case.one("strict") == "yes"
    for severity, code, where in sorted(got - wanted, key=repr):
        if strict or severity != "advice":
            yield f"not expected: {severity} {code} {where.sheet} / {where.address}"
    for severity, code, where in sorted(wanted - got, key=repr):
        yield f"not found: {severity} {code} {where.sheet} / {where.address}"
