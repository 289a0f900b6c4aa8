"""What was written on the sheets of a form that take no answers: instructions, example, sign-off.

They are compared with what was issued, cell by cell; a text that was moved is still issued.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from lzfx.forms.answers import AnswerSigns
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold, tidy
from lzfx.forms.layout import (
    CODE_LABEL,
    EXAMPLE_SHEET,
    FAULT_SHEET,
    INSTRUCTION_SHEET,
    LISTS_SHEET,
    SIGN_OFF_SHEET,
    STAMP_SHEET,
)
from lzfx.forms.near import alike
from lzfx.forms.places import where
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import find_code, without_answered
from lzfx.model.boilerplate import Page
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where

_COMPARED = (INSTRUCTION_SHEET, EXAMPLE_SHEET, SIGN_OFF_SHEET)
_QUOTED, _LISTED = 60, 8
_LATER = ("报送期限：", "报送和咨询：")
"""How lines begin that the office itself may have changed since: its day, its contact."""

_REWORDED = 0.4
"""How much alike a changed text is to the one it was."""

_FAULT_COLUMNS, _FAULT_NUMBER, _FAULT_HEAD = 7, 1, "序号"
_TOKEN_CELLS = ((1, 1), (1, 2))


def own_sheet_findings(  # noqa: PLR0913, PLR0917 - a book, and all it is compared with
    file: str,
    pages: Mapping[str, Page],
    form: FormSpec,
    book: RawBook,
    issued: Filling,
    told: Collection[Where] = (),
) -> Iterator[Finding]:
    """One finding for each sheet of ours with another text than was issued, by `pages`.

    What looks like an answer is a question. Places in `told` have findings
    already, and are named once more only where they look like one.
    """
    signs = AnswerSigns(form)
    for sheet in book.sheets:
        page = pages.get(sheet.name, {})
        places = {one.cell for one in told if one.sheet == sheet.name}
        cells = [
            cell
            for cell in _written(sheet, page, form, issued)
            if where(file, sheet, cell.row, cell.column).cell not in places
            or _is_answer([cell], page, signs)
        ]
        if cells:
            yield _finding(file, sheet, cells, page, signs)


def _written(sheet: RawSheet, page: Page, form: FormSpec, issued: Filling) -> Iterator[RawCell]:
    """The cells of a sheet of ours that hold something else than was issued."""
    filled = [cell for cell in sheet.cells if cell.kind is not CellKind.TEXT or _says(cell)]
    if sheet.name in _COMPARED and page:
        yield from _not_issued(filled, page, form, issued)
    elif sheet.name == FAULT_SHEET:
        yield from _beside_faults(filled)
    elif sheet.name == LISTS_SHEET and page:
        offered = {fold(label) for labels in issued.roster.values() for label in labels}
        others = _not_issued(filled, page, form, issued)
        yield from (cell for cell in others if fold(shown_text(cell)) not in offered)
    elif sheet.name == STAMP_SHEET:
        yield from (cell for cell in filled if (cell.row, cell.column) not in _TOKEN_CELLS)


def _says(cell: RawCell) -> bool:
    return bool(tidy(str(cell.value)))


def _not_issued(
    cells: Sequence[RawCell], page: Page, form: FormSpec, issued: Filling
) -> Iterator[RawCell]:
    left = Counter(map(fold, page.values()))
    others = []
    for cell in cells:
        text = fold(shown_text(cell))
        if text == fold(page.get((cell.row, cell.column), "")):
            left[text] -= 1
        else:
            others.append((cell, text))
    for cell, text in others:
        if left[text] > 0:
            left[text] -= 1
        elif not _is_ours(shown_text(cell), form, issued):
            yield cell


def _is_ours(text: str, form: FormSpec, issued: Filling) -> bool:
    """Whether it says whose form it is, or what the office may say otherwise by now."""
    if text.startswith(_LATER):
        return True
    if find_code(text):
        return (
            fold(without_answered(text)).upper() == fold(f"{CODE_LABEL}：{find_code(text)}").upper()
        )
    rest = fold(text)
    for spec in form.header:
        if spec.prefill and spec.locked:
            rest = rest.replace(fold(f"{spec.title}：{issued.header.get(spec.name, '')}"), "", 1)
    return not rest


def _beside_faults(cells: Sequence[RawCell]) -> Iterator[RawCell]:
    """What stands beside the columns of the list of faults, or in lines that it does not have."""
    heads = [cell.row for cell in cells if fold(shown_text(cell)) == _FAULT_HEAD]
    head = min(heads, default=0)
    ours = {cell.row for cell in cells if cell.column == _FAULT_NUMBER}
    for cell in cells:
        if cell.column > _FAULT_COLUMNS or (cell.row > head and cell.row not in ours):
            yield cell


def _finding(
    file: str, sheet: RawSheet, cells: Sequence[RawCell], page: Page, signs: AnswerSigns
) -> Finding:
    rows: dict[int, list[RawCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    asked = next((row for row in rows.values() if _is_answer(row, page, signs)), None)
    first = (asked or cells)[0]
    told = [where(file, sheet, cell.row, cell.column).address for cell in cells]
    params = {
        "sheet": sheet.name,
        "cells": "、".join(told[:_LISTED]),
        "count": len(cells),
        "value": tidy(shown_text(first))[:_QUOTED],
    }
    severity = Severity.QUERY if asked else Severity.ADVICE
    return Finding(
        "own-sheet-written", where(file, sheet, first.row, first.column), params, severity
    )


def _is_answer(cells: Sequence[RawCell], page: Page, signs: AnswerSigns) -> bool:
    """Whether what was written in one row looks like an answer; a reworded text of ours less so."""
    new = [shown_text(cell) for cell in cells if not _reworded(cell, page)]
    return signs.in_row(new) or any(signs.in_text(shown_text(cell), plain=False) for cell in cells)


def _reworded(cell: RawCell, page: Page) -> bool:
    """Whether a cell says much of what was issued there."""
    issued = page.get((cell.row, cell.column), "")
    return bool(issued) and alike(issued, shown_text(cell)) >= _REWORDED
