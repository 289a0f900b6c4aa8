"""The styles of papers to fill in, of cards and of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx_looks import CENTRED, NO_GRID, PLAIN, letters, style
from lzfx.render.lengths import millimetres

_CLOSE = '<w:spacing w:line="288" w:lineRule="auto"/>'


def paper_styles(standard: Mapping[str, Any]) -> list[str]:
    """Lines to cut at, the lines of a card, the paragraph of a picture."""
    card, page = standard["card"], standard["page"]
    text = letters(standard, "body", card["text"], PLAIN)
    wide = millimetres(page["text_width"])
    ends = ((wide // 2, "center"), (wide, "right"))
    tabs = "".join(f'<w:tab w:val="{at}" w:leader="hyphen" w:pos="{pos}"/>' for pos, at in ends)
    roomy = '<w:spacing w:before="240" w:after="240" w:line="240" w:lineRule="auto"/>'
    close = roomy.replace("240", "120", 2)
    return [
        style(
            "CutLine",
            "Cut Line",
            f'<w:tabs>{tabs}</w:tabs>{NO_GRID}{roomy}<w:jc w:val="left"/>',
            letters(standard, "song", standard["sizes"]["table"], PLAIN),
        ),
        style("Figure", "Figure", f"{NO_GRID}{close}{CENTRED}"),
        style("FigureCaption", "Figure Caption", '<w:keepNext w:val="0"/>', based="Caption"),
        style(
            "SheetTitle",
            "Sheet Title",
            f"{NO_GRID}{_CLOSE}{CENTRED}",
            letters(standard, "hei", standard["sizes"]["note"], PLAIN),
        ),
        style(
            "CardTitle",
            "Card Title",
            f'{NO_GRID}<w:spacing w:before="120" w:after="60"/>{CENTRED}',
            letters(standard, "title", card["title"], PLAIN),
        ),
        style("CardText", "Card Text", f"{NO_GRID}{_CLOSE}", text),
        style(
            "CardBody",
            "Card Body",
            f'<w:ind w:firstLineChars="200" w:firstLine="{round(card["text"] * 40)}"/>',
            based="CardText",
        ),
        style("CardNumber", "Card Number", '<w:jc w:val="right"/>', based="CardText"),
    ]
