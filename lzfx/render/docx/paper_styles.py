"""The styles of papers to fill in, of cards and of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx.looks import CENTRED, NO_GRID, PLAIN, exact, letters, style
from lzfx.render.lengths import MM_PER_POINT, POINT_TWIPS, millimetres

_CLOSE = '<w:spacing w:line="240" w:lineRule="auto"/>'


def paper_styles(standard: Mapping[str, Any]) -> list[str]:
    """The boxes of a form, lines to cut at, the lines of a card, pictures and their captions."""
    sizes = standard["sizes"]
    pitch = exact(sizes["grid"] * (1 + standard["grid"]["leading"]))
    space = millimetres(standard["figure"]["space"])
    gap = millimetres(standard["figure"]["gap"])
    caption = f'<w:keepNext w:val="0"/><w:spacing w:before="{gap}" w:after="{space}"/>'
    around = f'<w:spacing w:before="{space}" w:line="240" w:lineRule="auto"/>'
    return [
        style(
            "GridText",
            "Grid Text",
            f'{NO_GRID}{pitch}<w:jc w:val="left"/>',
            letters(standard, "song", sizes["grid"], PLAIN),
        ),
        style("GridCentered", "Grid Centered", CENTRED, based="GridText"),
        style(
            "GridHead",
            "Grid Head",
            CENTRED,
            letters(standard, "hei", sizes["grid"], PLAIN),
            based="GridText",
        ),
        _cut_line(standard),
        style("Figure", "Figure", f"{NO_GRID}{around}{CENTRED}"),
        style("FigureCaption", "Figure Caption", caption, based="Caption"),
        *_card_styles(standard),
    ]


def _cut_line(standard: Mapping[str, Any]) -> str:
    wide = millimetres(standard["page"]["text_width"])
    ends = ((wide // 2, "center"), (wide, "right"))
    tabs = "".join(f'<w:tab w:val="{at}" w:leader="hyphen" w:pos="{pos}"/>' for pos, at in ends)
    space = standard["cut"]["space"] / MM_PER_POINT
    size = standard["sizes"]["cut"]
    looks = f"<w:tabs>{tabs}</w:tabs>{NO_GRID}{exact(1.2 * size, space, space)}"
    return style(
        "CutLine",
        "Cut Line",
        f'{looks}<w:jc w:val="left"/>',
        letters(standard, "song", size, PLAIN),
    )


def _card_styles(standard: Mapping[str, Any]) -> list[str]:
    """The lines of a card in the largest size; a card with more to say has smaller ones."""
    size = standard["sizes"]["cards"][0]
    twips = round(2 * size * POINT_TWIPS)
    number = letters(standard, "song", size, PLAIN)
    return [
        style(
            "CardTitle",
            "Card Title",
            f"{NO_GRID}{_CLOSE}{CENTRED}",
            letters(standard, "title", standard["sizes"]["card_title"], PLAIN),
        ),
        style(
            "CardText",
            "Card Text",
            f'{NO_GRID}{_CLOSE}<w:jc w:val="left"/>',
            letters(standard, "body", size, PLAIN),
        ),
        style(
            "CardBody",
            "Card Body",
            f'<w:ind w:firstLineChars="200" w:firstLine="{twips}"/><w:jc w:val="both"/>',
            based="CardText",
        ),
        style("CardNumber", "Card Number", '<w:jc w:val="right"/>', number, based="CardText"),
    ]
