"""Single cells, to the right of their label or in it: above a table, or on a sheet without one.

Other cells beside them become findings; on a sheet without a table, all other cells do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lzfx.forms.answers import AnswerSigns
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.layout import CODE_LABEL, COUNT_BROKEN, COUNTED_BLANK, COUNTED_NONE, COUNTED_SOME
from lzfx.forms.places import where
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import find_code, without_answered
from lzfx.intake.bounded import LIMITS
from lzfx.intake.oddities import odd_answers
from lzfx.intake.rows import is_blank, stray
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.cell import letters
from lzfx.model.finding import Finding, Severity, Where

Header = tuple[dict[str, RawCell], dict[str, Where], list[Finding]]

_NOWHERE = 1 << 20
"""A column to the right of all others."""

_MOST_ROWS = 20
"""The most rows with leftover cells that get a finding each; all others share one."""

_LABEL_OF_CODE = 3
"""The most signs of another label before a short code; more may say something."""

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
        """Take the values of a row; gives the columns used, and the column of the first label.

        If a label occurs twice, the first counts.
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


def read_header(
    file: str, form: FormSpec, sheet: RawSheet | None, heading_row: int, signs: AnswerSigns
) -> Header:
    """Values by field, their places (also of empty ones), and findings for leftover cells.

    In a row with labels, every cell right of the first label is a label, a value, or left over.
    """
    if not form.header or sheet is None:
        return {}, {}, []
    found = _Found(file, sheet, form.labels)
    findings: list[Finding] = []
    for row, cells in _rows_of(sheet, heading_row - 1):
        used, first = found.take(row, cells)
        left = [cell for cell in cells if cell.column > first and cell.column not in used]
        findings.extend(_left_over(file, sheet, left, signs))
    findings.extend(_oddities(file, form, sheet, found.values))
    return found.values, found.places, findings


def text_above(  # noqa: PLR0913 - a place on a sheet of a form, and what answers look like
    file: str,
    form: FormSpec,
    sheet: RawSheet,
    heading_row: int,
    signs: AnswerSigns,
    *,
    is_home: bool,
) -> Iterator[Finding]:
    """Findings for text over a heading that stands left of all labels, or in a row without any.

    Labels count only on the sheet that single cells were read from. Text that the form itself has
    there is left out: title, counter, note and short code.
    """
    labels = form.labels if is_home else {}
    rest: list[RawCell] = []
    rows = 0
    for _, cells in _rows_of(sheet, heading_row - 1):
        taken = _labels(cells, labels).keys() | {
            cell.column for cell in cells if _beside_colon(cell, labels)[0]
        }
        until = min(taken, default=_NOWHERE)
        left = [cell for cell in cells if cell.column < until and not is_printed(cell, form)]
        if left and rows < _MOST_ROWS:
            rows += 1
            yield from _left_over(file, sheet, left, signs)
        else:
            rest += left
    yield from _left_over(file, sheet, rest, signs)


def read_header_alone(
    file: str, form: FormSpec, sheet: RawSheet | None, signs: AnswerSigns
) -> Header:
    """`read_header` on a sheet without a table: every cell is a label, a value, or left over.

    Text that the form itself has above its first label is left out.
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
            left = [cell for cell in left if not is_printed(cell, form)]
        if len(findings) < _MOST_ROWS:
            findings.extend(_left_over(file, sheet, left, signs))
        else:
            rest += left
    findings.extend(_left_over(file, sheet, rest, signs))
    findings.extend(_oddities(file, form, sheet, found.values))
    return found.values, found.places, findings


def find_header(
    file: str, form: FormSpec, sheets: tuple[RawSheet, ...], signs: AnswerSigns
) -> tuple[RawSheet | None, list[Finding]]:
    """The sheet with most labels of a form without tables; among equals the first visible one.

    There is a finding for another sheet with as many labels and answers, and for no sheet at all.
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
        if labels[other.name] == labels[home.name]
        and read_header_alone(file, form, other, signs)[0]
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
    """Fields by the column of their label, in one row."""
    return {
        cell.column: titles[heading_key(str(cell.value))]
        for cell in cells
        if cell.kind is CellKind.TEXT and heading_key(str(cell.value)) in titles
    }


def _rows_of(sheet: RawSheet, limit: int) -> Iterator[tuple[int, list[RawCell]]]:
    """The cells of each row up to row `limit`."""
    rows: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if cell.row <= limit:
            rows.setdefault(cell.row, []).append(cell)
    yield from sorted(rows.items())


def _left_over(
    file: str, sheet: RawSheet, cells: list[RawCell], signs: AnswerSigns
) -> Iterator[Finding]:
    left = [cell for cell in cells if not is_blank(cell)]
    if left:
        asked = signs.in_row([shown_text(cell) for cell in left])
        yield stray(file, sheet, left, "", Severity.QUERY if asked else Severity.ADVICE)


def _oddities(
    file: str, form: FormSpec, sheet: RawSheet, values: Mapping[str, RawCell]
) -> Iterator[Finding]:
    """Findings for answers that are hidden, struck through or not seen."""
    titles = {spec.name: spec.title for spec in form.header}
    yield from odd_answers(file, sheet, values.values())
    for name, cell in values.items():
        place = where(file, sheet, cell.row, cell.column)
        if cell.row in sheet.hidden_rows:
            yield Finding("hidden-row", place, {}, Severity.QUERY)
        if _is_hidden_across(sheet, cell):
            params = {"title": titles[name], "column": letters(cell.column)}
            yield Finding("hidden-column", place, params, Severity.ADVICE)


def _is_hidden_across(sheet: RawSheet, cell: RawCell) -> bool:
    """Whether all columns of a cell, or of the merged ones it begins, are hidden."""
    last = max(
        (right for top, left, _, right in sheet.merges if (top, left) == (cell.row, cell.column)),
        default=cell.column,
    )
    return sheet.hidden_columns.issuperset(range(cell.column, last + 1))


def is_printed(cell: RawCell, form: FormSpec) -> bool:
    """Whether it is the form's own text above its fields: title, counter or short code."""
    text = fold(str(cell.value))
    before, after = map(fold, COUNTED_SOME)
    counts = text.startswith(before) and text.endswith(after)
    said = {*map(fold, (COUNTED_NONE, COUNTED_BLANK, COUNT_BROKEN))}
    said.update(fold(table.note) for table in form.tables)
    titles = (form.title, *(f"{form.title}：{table.sheet}" for table in form.tables))
    return (
        counts
        or text in said
        or text.endswith(tuple(map(fold, titles)))
        or _is_short_code(without_answered(text), find_code(text) or "")
        or (cell.column == 1 and cell.kind in _COUNTS)
    )


def _is_short_code(text: str, code: str) -> bool:
    """Whether a text is the short code, or the place for it, with a label at most before it."""
    beside = text.upper().replace(code, "").removeprefix(fold(CODE_LABEL).upper()).strip(":")
    return len(beside) <= _LABEL_OF_CODE if code else not beside


def _right_of(
    sheet: RawSheet, cells: list[RawCell], edges: Collection[int], column: int
) -> tuple[RawCell | None, int]:
    """The first non-empty cell between a label and the next, and its column (also if empty)."""
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
    """Field and value of a cell such as “填报人：张三”, which has label and value in one."""
    label, colon, rest = str(cell.value).replace(":", "：", 1).partition("：")
    name = titles.get(heading_key(label), "") if colon and cell.kind is CellKind.TEXT else ""
    return (name, replace(cell, value=tidy(rest))) if name and tidy(rest) else ("", None)
