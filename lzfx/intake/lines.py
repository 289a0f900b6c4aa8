"""Lines under a table that are no answers: totals, notes, signatures, and what only looks like one.

A line that answers a column of the table is an answer, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.forms.answers import AnswerSigns
from lzfx.forms.as_shown import quoted_text, shown_text
from lzfx.forms.characters import fold, tidy
from lzfx.forms.choosing import match_choice
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.places import where
from lzfx.forms.spec import TableSpec
from lzfx.model.book import CellKind, RawCell, RawSheet
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|累计)")
_AMOUNT = re.compile(r"\d+[个条项处人]?")
_NOTE = re.compile(
    r"^(?:附?注|备注|说明|填表|填报|制表|审核|审批|复核|负责人|分管领导|经办|单位|科室|联系|日期)"
    r"[^,。;:]{0,8}(?:[:：]|[(（](?:盖章|签章|签字|签名|公章)[)）])"
)
_QUOTED = 60
_FEW_CELLS = 3
_SIGNING_CELLS = 8
_WIDE_MERGE = 3
_SHORTEST_CHOICE = 2
"""A shorter choice may be an amount."""
_ANSWERED = 0.5
"""The share of the required columns that are filled in a line that begins like a note."""


@dataclass(frozen=True, slots=True)
class Area:
    """A table's part of a sheet; `stop` is the first row after it (0: to the end of the sheet).

    `signs` tell what looks like an answer to the form.
    """

    sheet: RawSheet
    table: TableSpec
    heading_row: int
    stop: int
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    counting: frozenset[int]
    signs: AnswerSigns

    def holds(self, row: int) -> bool:
        """Whether that row of the sheet is below the heading and inside the table."""
        return row > self.heading_row and (not self.stop or row < self.stop)


def not_an_answer(file: str, area: Area, number: int, cells: Sequence[RawCell]) -> Finding | None:
    """The finding for a total or a note under the table, which is no row; None for answers.

    What looks like an answer all the same is a question.
    """
    first = cells[0]
    text = fold(str(first.value))
    code: FindingCode
    alone = len(cells) == 1 and _lies_wide(area.sheet, number, first.column)
    if not alone and _answers(area, cells):
        return None
    if _TOTAL.match(text) and _only_amounts(cells[1:]):
        code = "total-row-left-out"
    elif alone or (len(cells) <= _SIGNING_CELLS and _NOTE.match(text)):
        code = "note-row-left-out"
    else:
        return None
    severity = Severity.ADVICE
    if any(area.signs.in_text(str(cell.value)) for cell in cells if cell.kind is CellKind.TEXT):
        code, severity = "line-left-out", Severity.QUERY
    quoted = " ".join(tidy(quoted_text(cell)) for cell in cells)[:_QUOTED]
    return Finding(code, where(file, area.sheet, number, first.column), {"text": quoted}, severity)


def _answers(area: Area, cells: Sequence[RawCell]) -> bool:
    """Whether a line has a choice of the column it stands in, or most of what is required."""
    fields = {column: area.table.field(name) for name, column in area.columns.items()}
    told = [cell for cell in cells if not _AMOUNT.fullmatch(fold(str(cell.value)))]
    filled = [fields[cell.column] for cell in told if cell.column in fields]
    required = sum(spec.required for spec in area.table.fields)
    if required >= _FEW_CELLS and sum(spec.required for spec in filled) >= required * _ANSWERED:
        return True
    return any(
        len(fold(part)) >= _SHORTEST_CHOICE and match_choice(part, fields[cell.column].choices)
        for cell in cells[1:]
        if cell.column in fields and cell.kind is CellKind.TEXT
        for part in shown_text(cell)[:_QUOTED].split(MULTIPLE)
    )


def _only_amounts(cells: Sequence[RawCell]) -> bool:
    return len(cells) < _FEW_CELLS or all(
        cell.kind is not CellKind.TEXT or _AMOUNT.fullmatch(fold(str(cell.value))) for cell in cells
    )


def _lies_wide(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether a cell is merged over too many columns to be an answer."""
    return any(
        top <= row <= bottom and left <= column <= right and right - left >= _WIDE_MERGE
        for top, left, bottom, right in sheet.merges
    )
