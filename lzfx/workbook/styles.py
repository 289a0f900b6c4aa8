"""The looks of cells, as plain records; each is registered once as a style of a workbook."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cache

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.dimensions import ColumnDimension

from lzfx.forms.kinds import KINDS
from lzfx.forms.layout import COUNTED_BLANK, COUNTED_NONE, COUNTED_SOME
from lzfx.forms.spec import FieldSpec

SONG, HEI = "宋体", "黑体"
INK, GREY, GREEN, RED = "FF000000", "FF808080", "FF1E7B34", "FFC00000"
HEAD_FILL, LABEL_FILL = "FFDCE6F1", "FFF2F2F2"
MISSING_FILL = "FFFDE1E1"
THIN = Side(style="thin", color="FF808080")
_CENTRED_KINDS = frozenset({"choice", "date", "integer", "decimal", "code"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks and whether it is locked; with `quoted` a text such as `=1+1` stays text."""

    font: str = SONG
    size: float = 12
    bold: bool = False
    color: str = INK
    fill: str = ""
    border: bool = False
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = True
    number_format: str = "@"
    locked: bool = True
    quoted: bool = False
    underline: bool = False
    indent: int = 0


TITLE = Look(font=HEI, size=20, horizontal="center", wrap=False)
HEADING = Look(font=HEI, size=11, fill=HEAD_FILL, border=True, horizontal="center")
LABEL = Look(font=HEI, size=11, fill=LABEL_FILL, border=True, horizontal="center")
VALUE = Look(border=True, fill=LABEL_FILL, indent=1)
NUMBER = Look(color=GREY, horizontal="center", number_format="0", wrap=False)
CODE = Look(size=10, color=GREY, horizontal="right", wrap=False)
NOTE = Look(size=11, color=GREY, wrap=False)
COUNTER = Look(
    font=HEI,
    size=14,
    color=GREEN,
    wrap=False,
    number_format=f'[=0]"{COUNTED_NONE}";"{COUNTED_SOME[0]}"0"{COUNTED_SOME[1]}"',
)
COUNTER_OF_ROWS = replace(COUNTER, number_format=f'[<0]"{COUNTED_BLANK}";{COUNTER.number_format}')
"""The counter of a form that has nothing to fill in but rows: a blank one is not complete."""

TEXT = Look(vertical="top")
STRONG = Look(font=HEI, size=13)
BOX = Look(border=True, indent=1)
BOX_CENTRED = Look(border=True, horizontal="center")
HIDDEN = Look(wrap=False)


def field_look(
    spec: FieldSpec, *, locked: bool, border: bool = False, filled: bool = False, indent: int = 0
) -> Look:
    """The look of a cell or column for values of that field; equal looks are one object."""
    return _look(spec.kind, locked, border, filled, indent)


@cache
def _look(kind: str, locked: bool, border: bool, filled: bool, indent: int) -> Look:  # noqa: FBT001 - a key
    return Look(
        border=border,
        fill=LABEL_FILL if filled else "",
        horizontal="center" if kind in _CENTRED_KINDS and not indent else "left",
        indent=indent,
        number_format=KINDS[kind].number_format,
        locked=locked,
    )


class Looks:
    """The looks registered in one workbook, each also as quoted."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.worksheets[0]
        self._styles: dict[Look, StyleArray] = {}
        self.ids: dict[Look, int] = {}

    def register(self, look: Look) -> int:
        """The number of the style for that look in the file."""
        if look not in self.ids:
            for each in (replace(look, quoted=False), replace(look, quoted=True)):
                cell = _dressed(Cell(self._sheet, row=1, column=1), each)
                self.ids[each] = cell.style_id
                self._styles[each] = cell._style  # type: ignore[attr-defined]  # noqa: SLF001 - see dress
        return self.ids[look]

    def dress(self, target: Cell | ColumnDimension, look: Look) -> None:
        """Give a cell or a column that look."""
        self.register(look)
        style = copy(self._styles[look])  # openpyxl's documented way to copy a whole style
        target._style = style  # type: ignore[union-attr]  # noqa: SLF001


def _dressed(cell: Cell, look: Look) -> Cell:
    cell.font = Font(
        name=look.font,
        size=look.size,
        bold=look.bold,
        color=look.color,
        underline="single" if look.underline else None,
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.border:
        cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    cell.alignment = Alignment(
        look.horizontal, look.vertical, wrap_text=look.wrap, indent=look.indent
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=look.locked)
    cell.quotePrefix = look.quoted
    return cell
