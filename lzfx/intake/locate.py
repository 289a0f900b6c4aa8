"""Finding a form's tables and single cells in a foreign workbook: by headings, never by position.

Every non-empty cell in the area of a table goes into a row, or into a finding that names it. So
does every cell of a sheet that has only single cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lzfx.forms.answers import AnswerSigns
from lzfx.forms.characters import heading_key, tidy
from lzfx.forms.layout import OWN_SHEETS, ROW_NUMBER_TITLE
from lzfx.forms.places import where
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.intake.beside import left_beside
from lzfx.intake.bounded import LIMITS
from lzfx.intake.header import find_header, read_header, read_header_alone, text_above
from lzfx.intake.lines import Area
from lzfx.intake.rows import counts, is_blank, read_rows, stray
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawSubmission, RawTable, Stamp

_LONGEST_HEADING = 60
"""The longest text, in characters, that may be a heading."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A row that looks like a table's heading."""

    sheet: RawSheet
    row: int
    columns: Mapping[str, int]
    doubled: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known beside a table: spots of others, sheets with tables, what answers look like."""

    others: tuple[_Spot, ...]
    used: tuple[RawSheet, ...]
    signs: AnswerSigns
    lines: Mapping[int, _Lines]
    """The cells of each sheet by its `id`: a crafted workbook may name two sheets alike."""


class _Lines:
    """The cells of a sheet by row, so that each of many headings only looks at what is near it."""

    def __init__(self, sheet: RawSheet) -> None:
        self._rows: dict[int, list[RawCell]] = {}
        for cell in sheet.cells:
            self._rows.setdefault(cell.row, []).append(cell)
        self._numbers = sorted(self._rows)

    def at(self, row: int) -> Sequence[RawCell]:
        """The cells of that row."""
        return self._rows.get(row, ())

    def below(self, row: int, last: int) -> Iterator[RawCell]:
        """The cells under that row down to the `last`, from the top."""
        for at in range(bisect_right(self._numbers, row), len(self._numbers)):
            if self._numbers[at] > last:
                return
            yield from self._rows[self._numbers[at]]


_Row = tuple[RawSheet, int, list[str], list[RawCell]]
"""A row of a sheet: its number, the heading keys of its short texts, and their cells."""


def locate(
    book: RawBook, form: FormSpec, *, file: str, sha256: str, stamp: Stamp | None
) -> RawSubmission:
    """Find the form's header fields and tables in `book`; what is odd becomes findings."""
    sheets = tuple(sheet for sheet in book.sheets if sheet.name not in OWN_SHEETS)
    signs = AnswerSigns(form)
    if not form.tables:
        nothing = RawSubmission(file, sha256, book.container, stamp, {}, {}, ())
        return _alone(form, book, sheets, nothing, signs)
    findings: list[Finding] = []
    rows = [row for sheet in sheets for row in _wordy_rows(sheet, min(map(_enough, form.tables)))]
    spots = _best_claims({table.name: _spots(rows, table) for table in form.tables})
    used = tuple(found[0].sheet for found in spots.values() if found)
    tables: list[RawTable] = []
    lines = {id(sheet): _Lines(sheet) for sheet in sheets}
    for table in form.tables:
        found = spots[table.name]
        if not found:
            findings.append(Finding("table-missing", Where(file), {"table": table.sheet}))
            continue
        others = tuple(
            spot for name, list_ in spots.items() if name != table.name for spot in list_
        )
        located, said = _table(file, table, found, _Around(others, used, signs, lines))
        tables.append(located)
        findings.extend(said)
    first = next((one for one in tables if one.name == form.tables[0].name), None)
    home = next((sheet for sheet in used if first and sheet.name == first.sheet), None)
    header, places, said = read_header(file, form, home, first.header_row if first else 0, signs)
    findings.extend(said)
    findings.extend(_above(file, form, sheets, _heads(tables, findings), home, signs))
    findings.extend(left_beside(file, book, {table.sheet for table in tables}, signs))
    return RawSubmission(
        file=file,
        sha256=sha256,
        container=book.container,
        stamp=stamp,
        header=header,
        header_places=places,
        tables=tuple(tables),
        findings=tuple(findings),
        header_sheet=home.name if home else "",
    )


def _alone(
    form: FormSpec,
    book: RawBook,
    sheets: tuple[RawSheet, ...],
    nothing: RawSubmission,
    signs: AnswerSigns,
) -> RawSubmission:
    """A form without tables: adds the single cells of its one sheet to the empty `nothing`."""
    file = nothing.file
    home, findings = find_header(file, form, sheets, signs)
    header, places, said = read_header_alone(file, form, home, signs)
    findings += (*said, *left_beside(file, book, {home.name} if home else (), signs))
    return replace(
        nothing,
        header=header,
        header_places=places,
        findings=tuple(findings),
        header_sheet=home.name if home else "",
    )


def _above(  # noqa: PLR0913, PLR0917 - sheets, and what is known of them
    file: str,
    form: FormSpec,
    sheets: Iterable[RawSheet],
    heads: Mapping[str, int],
    home: RawSheet | None,
    signs: AnswerSigns,
) -> Iterator[Finding]:
    """Text over the first heading of each sheet that is no single cell's."""
    for sheet in sheets:
        if sheet.name in heads:
            yield from text_above(
                file, form, sheet, heads[sheet.name], signs, is_home=sheet is home
            )


def _heads(tables: Iterable[RawTable], findings: Iterable[Finding]) -> Mapping[str, int]:
    """The first heading of each sheet with a table, one that was named as a second one included."""
    heads: dict[str, int] = {}
    for table in tables:
        heads[table.sheet] = min(table.header_row, heads.get(table.sheet, table.header_row))
    for one in findings:
        if one.code == "table-twice" and one.where.sheet in heads and one.where.cell:
            heads[one.where.sheet] = min(one.where.cell.row, heads[one.where.sheet])
    return heads


def _enough(table: TableSpec) -> int:
    """The least known headings that make a row the heading row of the table."""
    return max(2, sum(spec.required for spec in table.fields) // 2)


def _spots(rows: Sequence[_Row], table: TableSpec) -> tuple[_Spot, ...]:
    """Possible heading rows of the table, best first: by fields found, then visible, then order."""
    titles, enough = table.headings, _enough(table)
    spots = []
    for sheet, row, keys, cells in rows:
        if len(titles.keys() & keys) < enough:
            continue
        columns: dict[str, int] = {}
        doubled = []
        for key, cell in zip(keys, cells, strict=True):
            name = titles.get(key)
            if name is None:
                continue
            if name in columns:
                doubled.append(cell)
            columns.setdefault(name, cell.column)
        if len(columns) >= enough:
            spots.append(_Spot(sheet, row, columns, tuple(doubled)))
    return tuple(sorted(spots, key=lambda spot: (-len(spot.columns), not spot.sheet.visible)))


def _wordy_rows(sheet: RawSheet, least: int) -> Iterator[_Row]:
    """Rows with at least that many short texts, which may be headings."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if cell.kind is CellKind.TEXT and len(str(cell.value)) <= _LONGEST_HEADING:
            rows.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(rows.items()):
        if len(cells) >= least:
            yield sheet, row, [heading_key(str(cell.value)) for cell in cells], cells


def _best_claims(spots: Mapping[str, tuple[_Spot, ...]]) -> dict[str, tuple[_Spot, ...]]:
    """The spots by table; a row that fits several tables goes to the one it has most columns of."""
    best: dict[tuple[str, int], int] = {}
    for spot in (spot for found in spots.values() for spot in found):
        key = (spot.sheet.name, spot.row)
        best[key] = max(len(spot.columns), best.get(key, 0))
    return {
        name: tuple(spot for spot in found if len(spot.columns) == best[spot.sheet.name, spot.row])
        for name, found in spots.items()
    }


def _table(
    file: str, table: TableSpec, found: tuple[_Spot, ...], around: _Around
) -> tuple[RawTable, list[Finding]]:
    """The table below the best of the spots; every other spot with content becomes a finding.

    A worse spot on a sheet without any table is left out, because the sheet itself is a finding.
    """
    spot = found[0]
    sheet = spot.sheet
    findings = [
        Finding("column-twice", where(file, sheet, cell.row, cell.column), {"title": cell.value})
        for cell in spot.doubled
    ]
    findings.extend(_missing_columns(file, table, spot))
    if not sheet.visible:
        findings.append(Finding("hidden-sheet", Where(file, sheet.name), {}, Severity.QUERY))
    stops = [other.row for other in around.others if other.sheet is sheet and other.row > spot.row]
    for second in found[1:]:
        if second.sheet is sheet and second.row > spot.row:
            stops.append(second.row)
        as_good = len(second.columns) == len(spot.columns)
        if not as_good and second.sheet not in around.used:
            continue
        if _has_content(second, spot, around.lines[id(second.sheet)]):
            place = where(file, second.sheet, second.row, 1)
            findings.append(Finding("table-twice", place, {"table": table.sheet}))
        elif second.sheet in around.used:
            row = around.lines[id(second.sheet)].at(second.row)
            findings.append(stray(file, second.sheet, row, "", Severity.ADVICE))
    heads = around.lines[id(sheet)].at(spot.row)
    headings = {cell.column: tidy(str(cell.value)) for cell in heads}
    counting = _counting(heads)
    stop = min(stops, default=0)
    area = Area(sheet, table, spot.row, stop, spot.columns, headings, counting, around.signs)
    rows, said = read_rows(file, area)
    findings.extend(said)
    return RawTable(table.name, sheet.name, spot.row, spot.columns, rows), findings


def _has_content(second: _Spot, best: _Spot, lines: _Lines) -> bool:
    """Whether more than row numbers stands below that heading, and above a better one after it."""
    above = second.sheet is best.sheet and second.row < best.row
    last = best.row - 1 if above else LIMITS.rows
    numbers = _counting(lines.at(second.row))
    return any(
        not is_blank(cell) and not (cell.column in numbers and counts(cell))
        for cell in lines.below(second.row, last)
    )


def _counting(heads: Iterable[RawCell]) -> frozenset[int]:
    """The columns that only count rows, by these headings."""
    return frozenset(
        cell.column
        for cell in heads
        if heading_key(str(cell.value)) == heading_key(ROW_NUMBER_TITLE)
    )


def _missing_columns(file: str, table: TableSpec, spot: _Spot) -> list[Finding]:
    return [
        Finding(
            "column-missing",
            where(file, spot.sheet, spot.row, 1),
            {"title": spec.title, "table": table.sheet},
            Severity.ERROR if spec.required else Severity.ADVICE,
        )
        for spec in table.fields
        if spec.name not in spot.columns
    ]
