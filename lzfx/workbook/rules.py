"""Conditional formats: what Excel colours and rules while the form is filled in."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms.layout import (
    LAST_ROW,
    REQUIRED_MARK,
    STATUS_ROW,
    TableLayout,
    header_spots,
    must_be_filled,
)
from lzfx.forms.spec import FormSpec
from lzfx.model.cell import letters
from lzfx.workbook.styles import MISSING_FILL, RED

_LINE = Side(style="thin", color="FF808080")
_BOXED = DifferentialStyle(border=Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE))
_TINT = PatternFill("solid", fgColor=MISSING_FILL, bgColor=MISSING_FILL)
_MISSING = DifferentialStyle(fill=_TINT, border=_BOXED.border)
_WARN = DifferentialStyle(font=Font(color=RED, bold=True))


def rule_table(sheet: Worksheet, layout: TableLayout) -> None:
    """Rule every numbered or filled row; tint empty required cells in a row that was begun.

    Both formats have one range. The narrower one comes first and repeats the other, because
    LibreOffice applies only the first that holds.
    """
    first, last = layout.first_row, letters(layout.last_column)
    area = f"A{first}:{last}{LAST_ROW}"
    filled = f"COUNTA($B{first}:${last}{first})>0"
    missing = (
        f'AND(LEFT(A${layout.heading_row},1)="{REQUIRED_MARK}",LEN(TRIM(A{first}))=0,{filled})'
    )
    _add(sheet, area, missing, _MISSING)
    _add(sheet, area, f'OR($A{first}<>"",{filled})', _BOXED)


def rule_header(sheet: Worksheet, form: FormSpec) -> None:
    """Tint empty required header cells; the counter is red while anything is missing."""
    spots = header_spots(form)
    for spec in form.header:
        if must_be_filled(spec):
            spot = spots[spec.name].value
            _add(sheet, spot.area, f"LEN(TRIM(${letters(spot.first)}${spot.row}))=0", _MISSING)
    counter = f"A{STATUS_ROW}"
    _add(sheet, counter, f"NOT(N({counter})=0)", _WARN)


def _add(sheet: Worksheet, area: str, formula: str, look: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[formula]))
