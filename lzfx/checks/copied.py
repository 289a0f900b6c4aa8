"""What of a cell may be typed into a marked copy, so that the copy says what the return said."""

from __future__ import annotations

from lzfx.checks.cells import Reading, read_cell
from lzfx.forms.as_shown import EXACT_DIGITS, has_lost_digits, shown_text
from lzfx.forms.kinds import answer_text, shown
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.finding import Severity, Where

_NOWHERE = Where()


def is_known(cell: RawCell) -> bool:
    """Whether the file holds what its sender wrote there.

    It does not of an error value, of a formula without a result, nor of a number longer than a
    spreadsheet can hold: its last digits are made up.
    """
    if has_lost_digits(cell):
        return False
    return cell.kind not in {CellKind.ERROR, CellKind.UNCACHED}


def seen_text(cell: RawCell) -> str:
    """The cell as its sender sees it: digits that a spreadsheet has lost are noughts there."""
    text = shown_text(cell)
    if cell.kind is not CellKind.NUMBER or is_known(cell):
        return text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + digits[:EXACT_DIGITS].ljust(len(digits), "0") if digits.isdecimal() else text


def copied_text(cell: RawCell, spec: FieldSpec, choices: tuple[Choice, ...]) -> str | None:
    """The text that reads as the cell does; None where its value is not known.

    A text stays as it was typed, with its faults. What is stored otherwise is written as it was
    understood where its own text would be understood otherwise; where nothing was understood and
    its text would be, that is a guess, and not known.
    """
    if not is_known(cell):
        return None
    text = answer_text(cell, spec)
    if cell.kind is CellKind.TEXT:
        return text
    meant = read_cell(cell, spec, choices, _NOWHERE)
    typed = RawCell(cell.row, cell.column, CellKind.TEXT, text)
    if _said(read_cell(typed, spec, choices, _NOWHERE)) == _said(meant):
        return text
    return shown(meant.value, choices) if meant.value is not None else None


def _said(reading: Reading) -> tuple[object, ...]:
    """The value, and what is wrong with it."""
    wrong = (one.code for one in reading.findings if one.severity is Severity.ERROR)
    return (reading.value, *wrong)
