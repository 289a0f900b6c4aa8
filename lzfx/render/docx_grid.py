"""Forms to fill in by hand and sheets of cards as WordprocessingML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from lzfx.documents.blocks import LEVEL_TINTS
from lzfx.documents.lines import line_count
from lzfx.documents.paper_blocks import Box, Card, Cards, Grid
from lzfx.render.docx_table import TALL, shares, table_cell, table_properties
from lzfx.render.docx_text import paragraph, run
from lzfx.render.lengths import POINT_TWIPS, millimetres

_SPARE = 80
"""Twips left free on a sheet of cards, for the strokes and the paragraph after the table."""


def grid(block: Grid, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """The form with its caption; each row is at least as high as its boxes keep room for."""
    page = standard["page"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    widths = shares(block.widths, millimetres(wide))
    rows = "".join(_row(boxes, widths, standard, millimetres(high)) for boxes in block.rows)
    caption = paragraph("Caption", run(block.caption)) if block.caption else ""
    return f"{caption}<w:tbl>{table_properties(widths, standard)}{_columns(widths)}{rows}</w:tbl>"


def _columns(widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(boxes: tuple[Box, ...], widths: list[int], standard: Mapping[str, Any], room: int) -> str:
    size = standard["sizes"]["table"] * POINT_TWIPS
    inset = 2 * millimetres(standard["table"]["inset_x"])
    at, cells, lines = 0, [], 1.0
    for box in boxes:
        width = sum(widths[at : at + box.span])
        at += box.span
        lines = max(lines, box.lines, line_count(box.text, (width - inset) / size))
        cells.append(_box(box, width))
    line = size * (1 + standard["table"]["leading"])
    height = round(lines * line + 2 * millimetres(standard["table"]["inset_y"]))
    whole = "<w:cantSplit/>" if height <= TALL * room else ""
    least = f'<w:trHeight w:val="{min(height, room)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{least}</w:trPr>{''.join(cells)}</w:tr>"


def _box(box: Box, width: int) -> str:
    look = {"center": "TableCentered", "left": "TableText"}[box.align]
    content = paragraph("TableHead" if box.label else look, run(box.text))
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    return table_cell(width, content, merge=span, tint=LEVEL_TINTS.get(box.level or 0, ""))


def cards(block: Cards, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """Sheets of cards, each on a page that it fills, with dashed lines to cut at.

    A place is two rows of the table, what the card says and who signs at its foot.
    """
    page = standard["page"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    widths = shares((1.0,) * block.across, millimetres(wide))
    foot = millimetres(standard["card"]["foot"])
    heights = ((millimetres(high) - _SPARE) // block.down - foot, foot)
    sheets = []
    count = block.across * block.down
    for start in range(0, len(block.cards), count):
        places = [*block.cards[start : start + count], *(None,) * count][:count]
        lines = [places[at : at + block.across] for at in range(0, count, block.across)]
        rows = chain.from_iterable(_places(line, widths, heights) for line in lines)
        sheets.append(
            f"<w:tbl>{table_properties(widths, standard, kind='dashed')}{_columns(widths)}"
            f"{''.join(rows)}</w:tbl>"
        )
    return paragraph("Gap", "", "<w:pageBreakBefore/>").join(sheets)


def _places(
    row: Sequence[Card | None], widths: list[int], heights: tuple[int, int]
) -> tuple[str, str]:
    upper = [
        table_cell(width, _says(card), borders=_without("bottom"), align="top")
        for card, width in zip(row, widths, strict=True)
    ]
    lower = [
        table_cell(width, _signs(card), borders=_without("top"), align="bottom")
        for card, width in zip(row, widths, strict=True)
    ]
    return _card_row(upper, heights[0]), _card_row(lower, heights[1])


def _card_row(cells: list[str], height: int) -> str:
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{least}</w:trPr>{''.join(cells)}</w:tr>"


def _without(side: str) -> str:
    return f'<w:tcBorders><w:{side} w:val="nil"/></w:tcBorders>'


def _says(card: Card | None) -> str:
    if card is None:
        return paragraph("CardText", "")
    facts = (paragraph("CardText", run(f"{name}：") + run(fact)) for name, fact in card.facts)
    texts = (paragraph("CardBody", run(text)) for text in card.paragraphs)
    number = paragraph("CardNumber", run(card.number)) if card.number else ""
    return number + paragraph("CardTitle", run(card.title)) + "".join((*facts, *texts))


def _signs(card: Card | None) -> str:
    lines = card.foot if card is not None else ()
    return "".join(paragraph("CardText", run(line)) for line in lines or ("",))
