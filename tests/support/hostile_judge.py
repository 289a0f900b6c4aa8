"""What becomes of a hostile file: opened, read by the supervised reader, judged; and the law."""

# ruff: noqa: RUF001 - full-width signs are what is looked at

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from support.sample_check import known
from support.sample_content import SAMPLE, Sample

from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.whole import LOOKED_NO_FURTHER
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, heading_key, tidy
from lzfx.forms.kinds import shown
from lzfx.forms.layout import OWN_SHEETS
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Answer, Reader
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.cell import Cell, letters
from lzfx.model.finding import Finding
from lzfx.model.submission import RawSubmission
from lzfx.session.inbox import InboxFile, inbox_files

DAY = date(2026, 9, 15)
_LONG = 60
_COUNT = re.compile(r"[(（]?[0-9０-９]{1,6}[)）.．、]?")


@cache
def sample() -> Sample:
    """The district whose forms the hostile files are made of."""
    return Sample()


@cache
def shipped(name: str) -> bytes:
    """A return of the first round."""
    return (SAMPLE / "returns" / "第一轮" / name).read_bytes()


@cache
def _known(subject: str) -> Known:
    return known(sample(), subject, DAY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided about one file, and what stands against the law of conservation."""

    label: str
    verdict: tuple[str, ...]
    lost: tuple[str, ...] = ()
    book: RawBook | None = None


def judged(label: str, answer: Answer) -> Outcome:
    """The decision on what a reader gave."""
    if isinstance(answer, Refused):
        cell = answer.cell.text if answer.cell else ""
        return Outcome(label, ("refused", _placed(answer.code, answer.sheet, cell)))
    form = sample().form
    stamp, said = recognise(carriers(answer, label), {form.name: form}, sample().key, label)
    if stamp is None:
        return Outcome(label, ("refused", *sorted(one.code for one in said)), (), answer)
    if stamp.form != form.name:
        return Outcome(label, ("refused", "other-form"), (), answer)
    raw = locate(answer, form, file=label, sha256="0" * 64, stamp=stamp)
    raw = replace(raw, findings=(*said, *raw.findings))
    checked = check(raw, form, _known(stamp.subject))
    told = _told(checked.findings)
    lost = (*unnamed(answer, raw), *changed(raw, checked))
    if any(one.code in LOOKED_NO_FURTHER for one in checked.findings):
        return Outcome(
            label, ("refused", *sorted({one.code for one in checked.findings})), (), answer
        )
    return Outcome(label, ("taken" if checked.submission else "back", *told), lost, answer)


def located(book: RawBook) -> RawSubmission:
    """The return in a book as it is located, whoever it is of."""
    form = sample().form
    stamp, _ = recognise(carriers(book, "来件"), {form.name: form}, sample().key, "来件")
    return locate(book, form, file="来件", sha256="0" * 64, stamp=stamp)


def _told(findings: Iterable[Finding]) -> Iterator[str]:
    """Each code once, at its first place, with the number of the others."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.severity, one.code), []).append(one)
    for (severity, code), ones in sorted(found.items()):
        first, more = ones[0].where, f" +{len(ones) - 1}" if len(ones) > 1 else ""
        cell = first.cell.text if isinstance(first.cell, Cell) else ""
        yield f"{severity} {_placed(code, first.sheet, cell)}{more}"


def _placed(code: str, sheet: str, cell: str) -> str:
    return f"{code} {sheet}!{cell}" if cell else code


def opened(folder: Path, name: str, data: bytes) -> list[InboxFile]:
    """The file as it arrives: itself, or what is in it."""
    path = folder / name
    path.write_bytes(data)
    found = list(inbox_files([path], folder))
    path.unlink()
    return found


def outcomes(reader: Reader, arrived: Iterable[InboxFile]) -> Iterator[Outcome]:
    """The decision on each arrival, in order."""
    waiting = list(arrived)
    answers = iter(
        reader.read_many((one.label, one.data) for one in waiting if one.refusal is None)
    )
    for one in waiting:
        if one.refusal is not None:
            yield Outcome(one.label, ("refused", one.refusal.code))
        else:
            yield judged(one.label, next(answers)[1])


# The law: every non-empty cell of the table's area is in a row that the checks saw, or named.


def unnamed(book: RawBook, raw: RawSubmission) -> Iterator[str]:
    """Cells on the sheets of the tables, below the first heading, that nothing accounts for."""
    homes = {table.sheet for table in raw.tables}
    for sheet in book.sheets:
        if sheet.name in homes:
            yield from _unnamed_on(sheet, raw)
        elif sheet.name not in OWN_SHEETS and sheet.cells:
            said = {one.where.sheet for one in raw.findings if one.code == "extra-sheet"}
            if sheet.name not in said:
                yield f"{sheet.name}: not said"


def _unnamed_on(sheet: RawSheet, raw: RawSubmission) -> Iterator[str]:
    tables = [table for table in raw.tables if table.sheet == sheet.name]
    findings = [one for one in raw.findings if one.where.sheet == sheet.name]
    taken = {
        (row.number, table.columns[name])
        for table in tables
        for row in table.rows
        for name in row.cells
    }
    left_out = {_row(one) for one in findings if one.code.endswith("-left-out")}
    again = [_row(one) for one in findings if one.code == "table-twice"]
    heads = {table.header_row for table in tables}
    named = {str(one.params["column"]) for one in findings if one.code == "unknown-column"}
    start = min(heads | _like(sheet, heads))
    told, whole_rows = _told_strays(findings)
    strays: dict[str, int] = {}
    for cell in sheet.cells:
        if cell.row < start or (cell.kind is CellKind.TEXT and not tidy(str(cell.value))):
            continue
        at = (cell.row, cell.column)
        is_head = cell.row in heads and any(
            table.header_row == cell.row and cell.column in table.columns.values()
            for table in tables
        )
        doubled = cell.row in heads and any(
            one.code == "column-twice" and one.where.address == f"{letters(cell.column)}{cell.row}"
            for one in findings
        )
        if at in taken or cell.row in left_out or is_head or doubled:
            continue
        if any(cell.row >= row for row in again) or _counts(sheet, heads, cell):
            continue
        if cell.row in heads and letters(cell.column) in named:
            continue
        if whole_rows.get(cell.row, 0) > 0:
            whole_rows[cell.row] -= 1
            continue
        strays[letters(cell.column)] = strays.get(letters(cell.column), 0) + 1
    for column in strays.keys() | told.keys():
        if strays.get(column, 0) > told.get(column, 0):
            yield f"{sheet.name} {column}: {strays[column]} cells, {told.get(column, 0)} told"


def _told_strays(findings: Iterable[Finding]) -> tuple[dict[str, int], dict[int, int]]:
    """How many stray cells were told by column, and by row where they stand in one."""
    columns: dict[str, int] = {}
    rows: dict[int, int] = {}
    for one in findings:
        if one.code in {"stray-cells", "unknown-column"}:
            count, cells = int(str(one.params["count"])), str(one.params["cells"]).split("、")
            if len({place.rstrip("0123456789") for place in cells}) > 1:
                rows[_row(one)] = rows.get(_row(one), 0) + count
            else:
                column = cells[0].rstrip("0123456789")
                columns[column] = columns.get(column, 0) + count
    return columns, rows


def _like(sheet: RawSheet, heads: set[int]) -> set[int]:
    """Rows that say much of what a heading says: another table begins there."""
    texts: dict[int, set[str]] = {}
    for cell in sheet.cells:
        if cell.kind is CellKind.TEXT and len(str(cell.value)) < _LONG:
            texts.setdefault(cell.row, set()).add(heading_key(str(cell.value)))
    said = set().union(*(texts.get(head, set()) for head in heads))
    return {row for row, found in texts.items() if len(found & said) * 2 > len(said)}


def _row(finding: Finding) -> int:
    return finding.where.cell.row if finding.where.cell else 0


def _counts(sheet: RawSheet, heads: set[int], cell: RawCell) -> bool:
    """Whether the cell only counts rows: the one listed reason to leave a cell unmentioned."""
    titles = {one.column: heading_key(str(one.value)) for one in sheet.cells if one.row in heads}
    if titles.get(cell.column) != "序号":
        return False
    if cell.row in heads:
        return True
    if cell.kind is CellKind.NUMBER:
        return float(cell.value).is_integer()
    text = "".join(tidy(str(cell.value)).split())
    return cell.kind is CellKind.UNCACHED or bool(_COUNT.fullmatch(text))


def changed(raw: RawSubmission, checked: Checked) -> Iterator[str]:
    """Answers that were taken in otherwise than they stand in the file, and nothing says so."""
    if checked.submission is None:
        return
    said = {(one.where.sheet, one.where.address) for one in checked.findings}
    for table in raw.tables:
        rows = {row.number: row.values for row in checked.submission.tables[table.name]}
        spec = sample().form.table(table.name)
        for row in table.rows:
            for name, cell in row.cells.items():
                value = rows[row.number].get(name)
                place = f"{letters(table.columns[name])}{row.number}"
                field = spec.field(name)
                if field.roster or (table.sheet, place) in said:
                    continue
                if _signs(shown(value, field.choices)) != _signs(shown_text(cell)):
                    yield f"{table.sheet} {place}: {cell.value!r} became {value!r}"


def _signs(text: str) -> list[str]:
    """The signs of a text in whatever order: that of several choices is the list's."""
    return sorted(fold(text))


def verdict_of(found: Iterable[Outcome]) -> Mapping[str, tuple[str, ...]]:
    """Verdicts by label."""
    return {one.label: one.verdict for one in found}
