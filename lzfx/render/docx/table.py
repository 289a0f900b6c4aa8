"""Tables as WordprocessingML: repeated head, rows kept whole, merged and tinted cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lzfx.content.blocks import Cell, Column, Table
from lzfx.content.lines import line_count
from lzfx.render.docx.text import KEEP_NEXT, paragraph, run
from lzfx.render.lengths import POINT_TWIPS, list_size, millimetres

TALL = 0.6
"""Share of the page's height from which a row may be split: some offices cut such rows off."""


def table(block: Table, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """The table with its caption, as wide as the type area.

    Word shows the text of a merged cell on its first page only. So cells are merged where the
    table stays on one page; in others each of them has the text.
    """
    page = standard["page"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    widths = shares([column.width for column in block.columns], millimetres(wide))
    size, look = list_size(landscape=landscape), "List" if landscape else "Table"
    heights = [_height(cells, widths, standard, size) for cells in block.rows]
    room = millimetres(high)
    whole = sum(heights) <= standard["table"]["whole"] * room
    rows = [
        _row(block, at, widths, standard["tints"], look, whole=whole, splits=height > TALL * room)
        for at, height in enumerate(heights)
    ]
    edges = standard["table"]
    properties = table_properties(widths, (edges["inset_x"], edges["inset_y"]), edges["stroke"])
    caption = paragraph("Caption", run(block.caption)) if block.caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_head(block.columns, widths, standard, look, stays=whole)}{''.join(rows)}</w:tbl>"
    )


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """The whole length in twips divided in those shares, without a rest."""
    total = sum(parts)
    widths = [int(whole * part / total) for part in parts]
    widths[-1] += whole - sum(widths)
    return widths


def table_properties(
    widths: list[int], inset: tuple[float, float], stroke: float, kind: str = "single"
) -> str:
    """The tblPr of a table of that width with lines of that kind around every cell.

    `inset` is the room left of its text and above it in millimetres, `stroke` in points.
    """
    line = f'w:val="{kind}" w:sz="{round(stroke * 8)}" w:space="0"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} {line} w:color="000000"/>' for side in sides)
    across, down = map(millimetres, inset)
    room = (("top", down), ("left", across), ("bottom", down), ("right", across))
    margins = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in room)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _head(
    columns: tuple[Column, ...],
    widths: list[int],
    standard: Mapping[str, Any],
    look: str,
    *,
    stays: bool,
) -> str:
    tint, keep = standard["table"]["head_tint"], KEEP_NEXT if stays else ""
    cells = "".join(
        table_cell(width, paragraph(f"{look}Head", run(column.title), keep), tint=tint)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(  # noqa: PLR0913 - where it stands and how it looks
    block: Table,
    at: int,
    widths: list[int],
    tints: Mapping[int, str],
    look: str,
    *,
    whole: bool,
    splits: bool,
) -> str:
    """A row; that of a `whole` table is merged with its neighbours and stays with the next."""
    cells, keep = [], KEEP_NEXT if whole and at < len(block.rows) - 1 else ""
    for column, cell in enumerate(block.rows[at]):
        merge, text = "", cell.text
        if whole and column in block.merge:
            length = dict(block.runs(column)).get(at, 0)
            merge = {0: "<w:vMerge/>", 1: ""}.get(length, '<w:vMerge w:val="restart"/>')
            text = text if length else ""
        centred = column in block.merge or block.columns[column].align == "center"
        content = paragraph(f"{look}{'Centered' if centred else 'Text'}", run(text), keep)
        tint = tints.get(cell.level or 0, "")
        cells.append(table_cell(widths[column], content, merge=merge, tint=tint))
    together = "" if splits else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{together}{''.join(cells)}</w:tr>"


def table_cell(  # noqa: PLR0913 - the properties of a cell
    width: int,
    content: str,
    *,
    merge: str = "",
    borders: str = "",
    tint: str = "",
    align: str = "center",
) -> str:
    """A cell of paragraphs, `merge` being its gridSpan or vMerge, `align` its place up or down."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{borders}{shade}'
        f'<w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'
    )


def _height(
    cells: tuple[Cell, ...], widths: list[int], standard: Mapping[str, Any], sized: str
) -> float:
    """An estimate of a row's height in twips."""
    size = standard["sizes"][sized] * POINT_TWIPS
    line = size * (1 + standard["table"]["leading"])
    inset = 2 * millimetres(standard["table"]["inset_x"])
    lines = max(
        line_count(cell.text, (width - inset) / size)
        for cell, width in zip(cells, widths, strict=True)
    )
    return float(lines * line + 2 * millimetres(standard["table"]["inset_y"]))
