"""The law of conservation: each text of a file is read, or is as issued, or a finding names it.

A book is one that a reader gave; the issued one is the same form before anybody wrote in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from support.hostile_judge import DAY, located, sample, shipped
from support.sample_check import known

from lzfx.checks.boilerplate import boilerplate_findings
from lzfx.checks.check import Checked, check
from lzfx.checks.whole import NOT_OURS
from lzfx.forms.characters import fold, tidy
from lzfx.forms.layout import COMMENT_MARK, LISTS_SHEET, OWN_SHEETS
from lzfx.forms.places import a1
from lzfx.intake.book import read_book
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.cell import letters
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import RawSubmission
from lzfx.workbook.boilerplate import boilerplate_of

RETURN = "主任办公会申报表.xlsx"
_COUNT = re.compile(r"[(（]?\d{1,6}[)）.．、]?")  # noqa: RUF001 - as people write them
_LISTED = 8
_LOUD = (Severity.ERROR, Severity.QUERY)


@cache
def whole() -> RawBook:
    """A clean return with all its sheets; formulas count nothing here and are left out."""
    book = read_book(shipped(RETURN))
    sheets = tuple(
        replace(one, cells=tuple(cell for cell in one.cells if not cell.formula))
        for one in book.sheets
    )
    names = {name: text for name, text in book.names.items() if name == "lzfx_token"}
    return replace(book, sheets=sheets, names=names)


@dataclass(frozen=True, slots=True)
class Told:
    """A return with all that was found in it."""

    book: RawBook
    raw: RawSubmission
    checked: Checked
    findings: tuple[Finding, ...]


def told(book: RawBook) -> Told:
    """What the office says of a book of the sample's form."""
    form = sample().form
    raw = located(book)
    assert raw.stamp is not None
    office = known(sample(), raw.stamp.subject, DAY)
    pages = {
        one.name: {(cell.row, cell.column): str(cell.value) for cell in one.cells}
        for one in whole().sheets
        if one.name in OWN_SHEETS
    }
    frame = replace(boilerplate_of(form), pages=pages)
    framed = boilerplate_findings((frame,), form, book, raw, office.issued)
    checked = check(replace(raw, findings=(*raw.findings, *framed)), form, office)
    return Told(book, raw, checked, checked.findings)


def is_ours(one: Told) -> bool:
    """Whether the return is looked at; one that is not ours is refused for that alone."""
    return not any(finding.code in NOT_OURS for finding in one.findings)


def unsaid(one: Told) -> Iterator[str]:
    """Texts of the book that are neither read, nor as issued, nor named."""
    for sheet in one.book.sheets:
        for cell, _ in unread(one, sheet):
            if not _named(one.findings, sheet.name, cell):
                yield f"{sheet.name}!{a1(cell.row, cell.column)}: {cell.value!r}"
        for at, text in sheet.comments.items():
            if tidy(text) and COMMENT_MARK not in text and not comment_named(one, sheet.name, at):
                yield f"{sheet.name}!{at}: comment {text!r}"
        for drawn in sheet.drawn:
            if tidy(drawn.text) and not drawn_named(one, sheet.name, drawn.text):
                yield f"{sheet.name}: drawn {drawn.text!r}"


def unread(one: Told, sheet: RawSheet) -> Iterator[tuple[RawCell, str]]:
    """The cells of a sheet that became no answer and say something else than was issued."""
    renamed = {table.sheet: sample().form.table(table.name).sheet for table in one.raw.tables}
    name = renamed.get(sheet.name, sheet.name)
    issued = next((page for page in whole().sheets if page.name == name), None)
    said = {(cell.row, cell.column): _text(cell) for cell in issued.cells} if issued else {}
    left = Counter(said.values())
    left.subtract(
        _text(cell) for cell in sheet.cells if said.get((cell.row, cell.column)) == _text(cell)
    )
    answers = _answers(one.raw)
    others = []
    for cell in sheet.cells:
        if not _text(cell) or (sheet.name, cell.row, cell.column) in answers:
            continue
        if said.get((cell.row, cell.column)) == _text(cell):
            continue
        if _numbers_rows(one.raw, sheet, cell):
            continue
        if left[_text(cell)] > 0:
            left[_text(cell)] -= 1
        else:
            others.append(cell)
    yield from ((cell, _text(cell)) for cell in others)


def _text(cell: RawCell) -> str:
    return fold(str(cell.value))


def _answers(raw: RawSubmission) -> set[tuple[str, int, int]]:
    """Cells that were read: as answers, or as the headings of those."""
    found = {
        (table.sheet, row.number, cell.column)
        for table in raw.tables
        for row in table.rows
        for cell in row.cells.values()
    }
    found |= {
        (table.sheet, table.header_row, at) for table in raw.tables for at in table.columns.values()
    }
    return found | {(raw.header_sheet, cell.row, cell.column) for cell in raw.header.values()}


def _numbers_rows(raw: RawSubmission, sheet: RawSheet, cell: RawCell) -> bool:
    """Whether the cell only counts rows, in a column with that heading."""
    heads = {table.header_row for table in raw.tables if table.sheet == sheet.name}
    counting = {
        one.column for one in sheet.cells if one.row in heads and fold(str(one.value)) == "序号"
    }
    if cell.column not in counting or cell.row < min(heads):
        return False
    if cell.kind is CellKind.NUMBER:
        return float(cell.value).is_integer()
    return cell.kind is CellKind.UNCACHED or bool(_COUNT.fullmatch(_text(cell)))


def named_by(findings: Iterable[Finding], sheet: str, cell: RawCell) -> Iterator[Finding]:
    """The findings that name a cell: at it, with its row or column, with its sheet."""
    for one in findings:
        if one.where.sheet == sheet and _names(one, cell):
            yield one


def _named(findings: Iterable[Finding], sheet: str, cell: RawCell) -> bool:
    return next(named_by(findings, sheet, cell), None) is not None


def _names(one: Finding, cell: RawCell) -> bool:
    row = one.where.cell.row if one.where.cell else 0
    if one.where.address == a1(cell.row, cell.column) or one.code == "extra-sheet":
        return True
    if one.code in {"stray-cells", "unknown-column", "own-sheet-written"}:
        return _among(one, cell, row)
    is_line = one.code in {"line-left-out", "note-row-left-out", "total-row-left-out"}
    return (is_line and row == cell.row) or (one.code == "table-twice" and cell.row >= row)


def _among(one: Finding, cell: RawCell, row: int) -> bool:
    """Whether a cell is one of those a finding lists, or could be of those it only counts."""
    places = str(one.params["cells"]).split("、")
    if a1(cell.row, cell.column) in places:
        return True
    column = str(one.params.get("column"))
    if one.code == "unknown-column" and column == letters(cell.column) and row > cell.row:
        return True  # its heading
    more = int(str(one.params["count"])) > _LISTED
    return more and (one.code == "own-sheet-written" or column == letters(cell.column))


def comment_named(one: Told, sheet: str, at: str, *, loud: bool = False) -> bool:
    """Whether a finding names the comment."""
    return any(
        each.code == "comment-left"
        and (each.where.sheet, each.where.address) == (sheet, at)
        and (not loud or each.severity in _LOUD)
        for each in one.findings
    )


def drawn_named(one: Told, sheet: str, text: str, *, loud: bool = False) -> bool:
    """Whether a finding names the text, or says with how many others it was left out."""
    return any(
        each.code == "drawn-text-left-out"
        and each.where.sheet == sheet
        and (str(each.params["text"]) in tidy(text) or int(str(each.params["count"])) > 1)
        and (not loud or each.severity in _LOUD)
        for each in one.findings
    )


def whispered(
    one: Told, answers: Mapping[str, object], plain: Container[str] = ()
) -> Iterator[str]:
    """Texts among `answers` that were left out, and only told as advice.

    A word that was put into a drop-down list is a choice, and no answer. A comment in `plain` words
    is advice: people talk to each other in comments.
    """
    for sheet in (each for each in one.book.sheets if each.name != LISTS_SHEET):
        for cell, text in unread(one, sheet):
            if text not in answers:
                continue
            if not any(f.severity in _LOUD for f in named_by(one.findings, sheet.name, cell)):
                yield f"{sheet.name}!{a1(cell.row, cell.column)}: {cell.value!r}"
        for drawn in sheet.drawn:
            if fold(drawn.text) in answers and not drawn_named(
                one, sheet.name, drawn.text, loud=True
            ):
                yield f"{sheet.name}: drawn {drawn.text!r}"
        for at, said in sheet.comments.items():
            is_plain = fold(said) in plain
            if fold(said) in answers and not comment_named(one, sheet.name, at, loud=not is_plain):
                yield f"{sheet.name}!{at}: comment {said!r}"
