"""Tables as WordprocessingML: repeated head, rows kept whole, merged and tinted cells."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from lzfx.documents.blocks import LEVEL_TINTS, Cell, Column, Table
from lzfx.documents.lines import line_count
from lzfx.render.docx_text import paragraph, run
from lzfx.render.lengths import POINT_TWIPS, millimetres

_TALL = 0.6
"""Share of the page's height from which a row may be split: some offices cut such rows off."""


def table(block: Table, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """The table with its caption, as wide as the type area."""
    page = standard["page"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    widths = _widths(block.columns, millimetres(wide))
    merged = {column: _pieces(block, column, standard) for column in block.merge}
    rows = [
        _row(block, at, widths, merged, splits=_tall(cells, widths, high, standard))
        for at, cells in enumerate(block.rows)
    ]
    caption = paragraph("Caption", run(block.caption)) if block.caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"{caption}<w:tbl>{_properties(widths, standard)}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_head(block.columns, widths, standard)}{''.join(rows)}</w:tbl>"
    )


def _widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    total = sum(column.width for column in columns)
    widths = [int(whole * column.width / total) for column in columns]
    widths[-1] += whole - sum(widths)
    return widths


def _properties(widths: list[int], standard: Mapping[str, Any]) -> str:
    line = f'w:val="single" w:sz="{round(standard["table"]["stroke"] * 8)}" w:space="0"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} {line} w:color="000000"/>' for side in sides)
    across = millimetres(standard["table"]["inset_x"])
    down = millimetres(standard["table"]["inset_y"])
    room = (("top", down), ("left", across), ("bottom", down), ("right", across))
    margins = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in room)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _head(columns: tuple[Column, ...], widths: list[int], standard: Mapping[str, Any]) -> str:
    tint = standard["table"]["head_tint"]
    cells = "".join(
        _cell(width, paragraph("TableHead", run(column.title)), tint=tint)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    block: Table,
    at: int,
    widths: list[int],
    merged: Mapping[int, Mapping[int, int]],
    *,
    splits: bool,
) -> str:
    cells = []
    for column, cell in enumerate(block.rows[at]):
        merge, text = "", cell.text
        if column in merged:
            length = merged[column].get(at, 0)
            merge = {0: "<w:vMerge/>", 1: ""}.get(length, '<w:vMerge w:val="restart"/>')
            text = text if length else ""
        centred = column in merged or block.columns[column].align == "center"
        content = paragraph("TableCentered" if centred else "TableText", run(text))
        tint = LEVEL_TINTS.get(cell.level or 0, "")
        cells.append(_cell(widths[column], content, merge=merge, tint=tint))
    whole = "" if splits else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, *, merge: str = "", tint: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _pieces(block: Table, column: int, standard: Mapping[str, Any]) -> dict[int, int]:
    """First row -> rows of each merged cell: long runs in even pieces, each with the text.

    An office shows the text of a merged cell on its first page only.
    """
    most = standard["table"]["merged_rows"]
    found: dict[int, int] = {}
    for start, length in block.runs(column):
        parts = -(-length // most)
        edges = [start + length * part // parts for part in range(parts + 1)]
        found |= {edge: after - edge for edge, after in pairwise(edges)}
    return found


def _tall(
    cells: tuple[Cell, ...], widths: list[int], high: float, standard: Mapping[str, Any]
) -> bool:
    size = standard["sizes"]["table"] * POINT_TWIPS
    line = size * (1 + standard["table"]["leading"])
    inset = 2 * millimetres(standard["table"]["inset_x"])
    lines = max(
        line_count(cell.text, (width - inset) / size)
        for cell, width in zip(cells, widths, strict=True)
    )
    return bool(lines * line > _TALL * millimetres(high))
