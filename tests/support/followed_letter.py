"""A unit that does what the letter says, cell by cell in the copy it got, and knows no more."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

_LINE = re.compile(
    r"^　　\d+\. “(?P<sheet>[^”]+)”页(?P<rows>.*?)（(?P<cells>[A-Z0-9:、]+)）(?P<rest>.*)"
)
_REPEATS = "重复："


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One numbered line of a letter: a sheet, the rows as it names them, the cells, the rest."""

    sheet: str
    rows: str
    cells: tuple[str, ...]
    says: str


def lines_of(text: str) -> tuple[LetterLine, ...]:
    """The numbered lines of a letter; AssertionError when one cites no cell."""
    found = []
    for line in text.splitlines():
        if re.match(r"^　　\d+\. ", line):
            told = _LINE.match(line)
            assert told is not None, line
            found.append(
                LetterLine(told["sheet"], told["rows"], _cells(told["cells"]), told["rest"])
            )
    return tuple(found)


def _cells(text: str) -> tuple[str, ...]:
    cells: list[str] = []
    for span in text.split("、"):
        first, top, _, bottom = range_boundaries(span)
        assert first is not None
        assert top is not None
        assert bottom is not None
        column = re.sub(r"\d", "", span.partition(":")[0])
        cells.extend(f"{column}{row}" for row in range(top, bottom + 1))
    return tuple(cells)


def followed(letter: str, copy: Path, right: Workbook) -> bytes:
    """The copy after the letter was followed: each cell it cites gets the answer that is `right`.

    A row that repeats another is emptied, as the letter says.
    """
    book = load_workbook(copy)
    for line in lines_of(letter):
        sheet = book[line.sheet]
        for cell in line.cells:
            if _REPEATS in line.says:
                for each in sheet[sheet[cell].row][1:]:
                    each.value = None
            else:
                sheet[cell] = right[line.sheet][cell].value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
