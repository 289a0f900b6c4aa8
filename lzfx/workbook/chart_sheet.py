"""A chart on a sheet: its numbers in cells, and a native chart of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series as DrawnSeries
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.content.drawing import Chart, Series
from lzfx.content.lines import text_width
from lzfx.content.palette import LEVEL_TINTS, ink_of
from lzfx.workbook.table_rows import BORDER, CENTERED, TEXT
from lzfx.workbook.table_sheet import set_up_page, write_cell

_HATCHES: dict[int, Any] = {1: "wdUpDiag", 2: "ltDnDiag", 3: "pct20", 4: "vert", 5: "dnDiag"}
_GREYS = ("F2F2F2", "C0C0C0", "909090")
_NO_ZERO = "0;;"
_TOTAL = "合计"
_NARROW, _NAME_EDGE, _MOST = 10.0, 3.0, 44.0
_WIDTH_CM, _BAR_CM, _FRAME_CM, _TALLEST_CM = 22, 0.8, 3.0, 15
"""A chart stays on one printed page."""

_ROW_CM, _ROW_POINTS = 0.53, 15
_TOP = 3
"""The row, below the caption and an empty row, where the chart or the heat map begins."""


def fill_chart_sheet(
    sheet: Worksheet, chart: Chart, tints: Mapping[int, str] = LEVEL_TINTS
) -> None:
    """The caption, the chart, and below it the numbers with their totals.

    Bars are a native stacked chart that follows the cells; a heat map is the cells themselves,
    shaded by a rule that follows them too. Both can be read in grey.
    """
    table = _numbers(chart)
    first = _TOP
    if chart.shape == "bars":
        height = min(round(_FRAME_CM + _BAR_CM * len(chart.categories)), _TALLEST_CM)
        first += ceil(height / _ROW_CM) + 1
        for row in range(_TOP, first):
            sheet.row_dimensions[row].height = _ROW_POINTS
        sheet.add_chart(_drawn(sheet, chart, (first, height), tints), f"A{_TOP}")
    for row, values in enumerate(table, start=first):
        for column, value in enumerate(values, start=1):
            cell = write_cell(sheet, row, column, str(value))
            cell.font, cell.border, cell.alignment = TEXT, BORDER, CENTERED
    write_cell(sheet, 1, 1, chart.caption).font = TEXT
    longest = max(text_width(str(values[0])) for values in table)
    sheet.column_dimensions["A"].width = min(2 * longest + _NAME_EDGE, _MOST)
    for column in range(2, len(table[0]) + 1):
        wide = max(2 * text_width(str(table[0][column - 1])) + _NAME_EDGE, _NARROW)
        sheet.column_dimensions[get_column_letter(column)].width = wide
    if chart.shape == "heat":
        sheet.freeze_panes = f"B{first + 1}"
        _shade(sheet, len(chart.series), len(chart.categories))
    set_up_page(sheet)


def _numbers(chart: Chart) -> list[list[str | int]]:
    """The rows: for bars one a category, for heat one a series; totals in last row and column."""
    names: Sequence[str]
    rows: list[tuple[str, Sequence[int]]]
    if chart.shape == "bars":
        names = [one.name for one in chart.series]
        rows = [
            (category, [one.values[at] for one in chart.series])
            for at, category in enumerate(chart.categories)
        ]
    else:
        names = chart.categories
        rows = [(one.name, one.values) for one in chart.series]
    sums = [sum(values) for values in zip(*(values for _, values in rows), strict=True)]
    return [
        ["", *names, _TOTAL],
        *([name, *values, sum(values)] for name, values in rows),
        [_TOTAL, *sums, sum(sums)],
    ]


def _drawn(
    sheet: Worksheet, chart: Chart, place: tuple[int, int], tints: Mapping[int, str]
) -> BarChart:
    """The chart over the numbers; `place` is the row of their headings, and its height in cm."""
    first, height = place
    last = first + len(chart.categories)
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = "bar", "stacked", 100, 40
    drawn.title = chart.caption
    drawn.width = _WIDTH_CM
    drawn.height = height
    data = Reference(sheet, min_col=2, max_col=1 + len(chart.series), min_row=first, max_row=last)
    drawn.add_data(data, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    drawn.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = "0"
    drawn.y_axis.majorGridlines = None
    if drawn.legend is not None:
        drawn.legend.position = "b"
    for number, (made, series) in enumerate(zip(drawn.series, chart.series, strict=True)):
        _look(made, series, number, tints)
    return drawn


def _look(made: DrawnSeries, series: Series, number: int, tints: Mapping[int, Any]) -> None:
    """Add hatching to the colour, and numbers in the bars, except zeros."""
    level = series.level or 0
    ink: Any = ink_of(tints[level]) if level in tints else "000000"
    made.graphicalProperties.line.solidFill = ink
    if level in tints:
        made.graphicalProperties.pattFill = PatternFillProperties(
            prst=_HATCHES[level],
            fgClr=ColorChoice(srgbClr=ink),
            bgClr=ColorChoice(srgbClr=tints[level]),
        )
    else:
        made.graphicalProperties.solidFill = _GREYS[number % len(_GREYS)]
    made.dLbls = DataLabelList(numFmt=_NO_ZERO, showVal=True)
    for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showLeaderLines"):
        setattr(made.dLbls, shown, False)


def _shade(sheet: Worksheet, rows: int, columns: int) -> None:
    area = f"B{_TOP + 1}:{get_column_letter(columns + 1)}{_TOP + rows}"
    ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
    colors = [Color("FFFFFFFF"), Color("FF8C8C8C")]
    rule = Rule(type="colorScale", colorScale=ColorScale(cfvo=ends, color=colors))
    sheet.conditional_formatting.add(area, rule)


def own_number_format(drawing: bytes) -> bytes:
    """A saved chart whose labels have a format of their own, which openpyxl cannot write."""
    given = f'formatCode="{_NO_ZERO}"'.encode()
    return drawing.replace(given, given + b' sourceLinked="0"')
