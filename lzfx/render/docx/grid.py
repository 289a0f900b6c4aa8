"""Forms to fill in by hand as WordprocessingML: boxes over several columns, with room to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.content.lines import line_count
from lzfx.content.paper import Box, Grid
from lzfx.render.docx.table import TALL, shares, table_cell, table_properties
from lzfx.render.docx.text import paragraph, run
from lzfx.render.lengths import POINT_TWIPS, millimetres


def grid(block: Grid, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """The form with its caption; each row is at least as high as its boxes keep room for."""
    page, look = standard["page"], standard["grid"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    widths = shares(block.widths, millimetres(wide))
    rows = "".join(_row(boxes, widths, standard, millimetres(high)) for boxes in block.rows)
    caption = paragraph("Caption", run(block.caption)) if block.caption else ""
    inset = (look["inset_x"], look["inset_y"])
    properties = table_properties(widths, inset, standard["table"]["stroke"])
    return f"{caption}<w:tbl>{properties}{columns(widths)}{rows}</w:tbl>"


def columns(widths: list[int]) -> str:
    """The tblGrid of a table of those widths in twips."""
    found = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{found}</w:tblGrid>"


def row(cells: list[str], height: int, *, whole: bool = True) -> str:
    """A row at least `height` twips high; a `whole` one is never split between pages."""
    together = "<w:cantSplit/>" if whole else ""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{together}{least}</w:trPr>{''.join(cells)}</w:tr>"


def _row(boxes: tuple[Box, ...], widths: list[int], standard: Mapping[str, Any], room: int) -> str:
    look, size = standard["grid"], standard["sizes"]["grid"] * POINT_TWIPS
    inset = 2 * millimetres(look["inset_x"])
    at, cells, kept, written = 0, [], 1.0, 1.0
    for box in boxes:
        width = sum(widths[at : at + box.span])
        at += box.span
        kept = max(kept, box.lines)
        written = max(written, line_count(box.text, (width - inset) / size))
        cells.append(_box(box, width, standard))
    line, edges = size * (1 + look["leading"]), 2 * millimetres(look["inset_y"])
    height = min(round(max(kept, written) * line + edges), room)
    return row(cells, height, whole=written * line + edges <= TALL * room)


def _box(box: Box, width: int, standard: Mapping[str, Any]) -> str:
    """A box; room to write in begins at its top, a single line stands in the middle."""
    style = "GridHead" if box.label else {"center": "GridCentered", "left": "GridText"}[box.align]
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    middle = box.label or box.align == "center" or box.lines <= 1
    tint = standard["table"]["head_tint"] if box.label else ""
    tint = standard["tints"].get(box.level or 0, tint)
    content = paragraph(style, run(box.text))
    return table_cell(width, content, merge=span, tint=tint, align="center" if middle else "top")
