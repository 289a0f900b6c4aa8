"""Single cells, right of their label or in it: above a table, or alone on a sheet of their own.

What else stands beside them is said; on a sheet that has nothing else, whatever stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.layout import CODE_LABEL, COUNT_BROKEN, COUNTED_NONE, COUNTED_SOME
from lzfx.forms.places import where
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import find_code
from lzfx.intake.bounded import LIMITS
from lzfx.intake.rows import is_blank, stray
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.cell import letters
from lzfx.model.finding import Finding, Severity, Where

Header = tuple[dict[str, RawCell], dict[str, Where], list[Finding]]

_QUOTED = 60
_NOWHERE = 1 << 20
"""A column right of every other."""

_MOST_ROWS = 20
"""So many rows with something left over are said one by one, all further ones together."""

_COUNTS = frozenset({CellKind.NUMBER, CellKind.UNCACHED, CellKind.ERROR})


@dataclass(slots=True)
class _Found:
    """What was found so far, row by row."""

    file: str
    sheet: RawSheet
    titles: Mapping[str, str]
    values: dict[str, RawCell] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)

    def take(self, row: int, cells: list[RawCell]) -> tuple[set[int], int]:
        """Take the values of a row; gives the columns that are used, and that of the first label.

        Of a label that comes twice the first counts.
        """
        labels = _labels(cells, self.titles)
        written = {cell.column: _beside_colon(cell, self.titles) for cell in cells}
        edges = labels.keys() | {column for column, (name, _) in written.items() if name}
        used = set(labels)
        for column, name in labels.items():
            value, at = _right_of(self.sheet, cells, edges, column)
            if name in self.places:
                continue
            self.places[name] = where(self.file, self.sheet, row, at)
            if value is not None:
                self.values[name] = value
                used.add(value.column)
        for column, (name, value) in written.items():
            if name and value and name not in self.values:
                self.values[name] = value
                self.places[name] = where(self.file, self.sheet, row, column)
                used.add(column)
        return used, min(labels, default=_NOWHERE)


def read_header(file: str, form: FormSpec, sheet: RawSheet | None, heading_row: int) -> Header:
    """Values by field, their places (also of empty ones), and findings for what is left over.

    In a row with labels, everything right of the first is a label, a value, or left over.
    """
    if not form.header or sheet is None:
        return {}, {}, []
    found = _Found(file, sheet, form.labels)
    findings: list[Finding] = []
    for row, cells in _rows_of(sheet, heading_row - 1):
        used, first = found.take(row, cells)
        left = [cell for cell in cells if cell.column > first and cell.column not in used]
        findings.extend(_left_over(file, sheet, left))
    return found.values, found.places, findings


def read_header_alone(file: str, form: FormSpec, sheet: RawSheet | None) -> Header:
    """The same on a sheet that has no table: every cell is a label, a value, or left over.

    What the form itself says above its first label is none of these.
    """
    if sheet is None:
        return {}, {}, []
    found = _Found(file, sheet, form.labels)
    findings: list[Finding] = []
    rest: list[RawCell] = []
    for row, cells in _rows_of(sheet, LIMITS.rows):
        used, _ = found.take(row, cells)
        left = [cell for cell in cells if cell.column not in used]
        if not found.places:
            left = [cell for cell in left if not _is_printed(cell, form)]
        if len(findings) < _MOST_ROWS:
            findings.extend(_left_over(file, sheet, left))
        else:
            rest += left
    findings.extend(_left_over(file, sheet, rest))
    findings.extend(_oddities(file, form, sheet, found.values))
    return found.values, found.places, findings


def find_header(
    file: str, form: FormSpec, sheets: tuple[RawSheet, ...]
) -> tuple[RawSheet | None, list[Finding]]:
    """The sheet with most labels of a form without tables; of equal ones the first that shows.

    Another one with as many and something filled in is said, and that there is none.
    """
    labels = {sheet.name: _labelled(sheet, form) for sheet in sheets}
    ranked = sorted(sheets, key=lambda sheet: (-labels[sheet.name], not sheet.visible))
    if not ranked or not labels[ranked[0].name]:
        return None, [Finding("table-missing", Where(file), {"table": form.sheet})]
    home, *others = ranked
    findings = [] if home.visible else [
        Finding("hidden-sheet", Where(file, home.name), {}, Severity.QUERY)
    ]  # fmt: skip
    findings.extend(
        Finding("table-twice", where(file, other, 1, 1), {"table": form.sheet})
        for other in others
        if labels[other.name] == labels[home.name] and read_header_alone(file, form, other)[0]
    )
    return home, findings


def _labelled(sheet: RawSheet, form: FormSpec) -> int:
    """How many of the form's fields have a label on that sheet."""
    found = (
        form.labels.get(heading_key(str(cell.value))) or _beside_colon(cell, form.labels)[0]
        for cell in sheet.cells
        if cell.kind is CellKind.TEXT
    )
    return len(set(filter(None, found)))


def _labels(cells: list[RawCell], titles: Mapping[str, str]) -> dict[int, str]:
    """Fields by the column of their label, of cells in one row."""
    return {
        cell.column: titles[heading_key(str(cell.value))]
        for cell in cells
        if cell.kind is CellKind.TEXT and heading_key(str(cell.value)) in titles
    }


def _rows_of(sheet: RawSheet, limit: int) -> Iterator[tuple[int, list[RawCell]]]:
    """The cells of each row down to that one."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if cell.row <= limit:
            rows.setdefault(cell.row, []).append(cell)
    yield from sorted(rows.items())


def _left_over(file: str, sheet: RawSheet, cells: list[RawCell]) -> Iterator[Finding]:
    left = [cell for cell in cells if not is_blank(cell)]
    if left:
        yield stray(file, sheet, left, "", Severity.ADVICE)


def _oddities(
    file: str, form: FormSpec, sheet: RawSheet, values: Mapping[str, RawCell]
) -> Iterator[Finding]:
    """Answers that the sender may not have meant to send, or not have seen: struck or hidden."""
    titles = {spec.name: spec.title for spec in form.header}
    for name, cell in values.items():
        place = where(file, sheet, cell.row, cell.column)
        if cell.struck:
            params = {"value": tidy(str(cell.value))[:_QUOTED]}
            yield Finding("struck-text", place, params, Severity.QUERY)
        if cell.row in sheet.hidden_rows:
            yield Finding("hidden-row", place, {}, Severity.QUERY)
        if cell.column in sheet.hidden_columns:
            params = {"title": titles[name], "column": letters(cell.column)}
            yield Finding("hidden-column", place, params, Severity.ADVICE)


def _is_printed(cell: RawCell, form: FormSpec) -> bool:
    """Whether the form itself says that above its fields: its title, the counter, the code."""
    text = fold(str(cell.value))
    before, after = map(fold, COUNTED_SOME)
    counts = text.startswith(before) and text.endswith(after)
    said = {fold(COUNTED_NONE), fold(COUNT_BROKEN), f"{fold(CODE_LABEL)}:{find_code(text) or ''}"}
    return (
        counts
        or text in said
        or text.endswith(fold(form.title))
        or (cell.column == 1 and cell.kind in _COUNTS)
    )


def _right_of(
    sheet: RawSheet, cells: list[RawCell], edges: Collection[int], column: int
) -> tuple[RawCell | None, int]:
    """The first non-empty cell between a label and the next, and the column it is or belongs in."""
    row = cells[0].row
    edge = next(
        (
            right
            for top, left, bottom, right in sheet.merges
            if top <= row <= bottom and left == column
        ),
        column,
    )
    until = min((other for other in edges if other > column), default=_NOWHERE)
    value = next(
        (cell for cell in cells if edge < cell.column < until and tidy(str(cell.value))), None
    )
    return value, value.column if value else min(edge + 1, LIMITS.columns)


def _beside_colon(cell: RawCell, titles: Mapping[str, str]) -> tuple[str, RawCell | None]:
    """“填报人：张三” written into one cell: the field's name and the value, or nothing."""
    label, colon, rest = str(cell.value).replace(":", "：", 1).partition("：")
    name = titles.get(heading_key(label), "") if colon and cell.kind is CellKind.TEXT else ""
    return (name, replace(cell, value=tidy(rest))) if name and tidy(rest) else ("", None)
