"""Figures and charts in a Word file: drawn as PNG by typst, with their captions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import typst

from lzfx.content.blocks import Block
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart, Figure
from lzfx.render.docx.text import KEEP_NEXT, paragraph, run
from lzfx.render.fonts import FontChoice, find_fonts
from lzfx.render.lengths import MM_PER_POINT, emu
from lzfx.render.svg import with_fonts

_DOTS = 220.0
"""Dots an inch of a drawing in print."""
_FIRST_ID = 100
_CAPTION_LINES = 1.5
_SPARE_LINES = 0.5
_PAGE = """\
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as PNG; `name` is its part in folder `word`, `number` counts them from 1."""

    figure: Figure
    number: int
    data: bytes

    @property
    def name(self) -> str:
        """The part that holds it."""
        return f"media/figure-{self.number}.png"


def pictures(
    blocks: Iterable[Block], standard: Mapping[str, Any], fonts: FontChoice
) -> Mapping[Figure | Chart, Picture]:
    """Every figure and chart among the blocks, drawn; a drawing that comes twice is drawn once."""
    found: dict[Figure | Chart, Picture] = {}
    for block in blocks:
        if isinstance(block, Figure | Chart) and block not in found:
            figure = chart_figure(block, standard["tints"]) if isinstance(block, Chart) else block
            found[block] = Picture(figure, len(found) + 1, _png(figure, standard, fonts))
    return found


def _png(figure: Figure, standard: Mapping[str, Any], fonts: FontChoice) -> bytes:
    inputs = {
        "svg": with_fonts(figure.svg, standard),
        "width": str(figure.width),
        "height": str(figure.height),
    }
    return typst.compile(
        _PAGE.encode(),
        format="png",
        ppi=_DOTS,
        sys_inputs=inputs,
        font_paths=find_fonts(fonts),
        ignore_system_fonts=True,
    )


def drawing(
    picture: Picture,
    standard: Mapping[str, Any],
    *,
    landscape: bool,
    caption: str,
    above: float = 0.0,
) -> str:
    """The picture, made smaller as a whole where it must, and its caption under it.

    `above` is the room in lines of text that what announces it takes on its page.
    """
    page, size = standard["page"], standard["sizes"]["caption"]
    wide, high = page["text_width"], page["text_height"]
    if landscape:
        wide, high = high, wide
    line = standard["body"]["line_twips"] / 20 * MM_PER_POINT
    look = standard["figure"]
    high -= (above + _SPARE_LINES) * line + look["space"]
    if caption:
        high -= look["gap"] + look["space"] + _CAPTION_LINES * size * MM_PER_POINT
    figure = picture.figure
    scale = min(1.0, wide / figure.width, high / figure.height)
    across, down = emu(scale * figure.width), emu(scale * figure.height)
    number, alt = _FIRST_ID + picture.number, escape(figure.alt)
    inside = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="图{picture.number}" descr="{alt}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rel_id(picture)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图{picture.number}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    named = paragraph("FigureCaption", run(caption)) if caption else ""
    return paragraph("Figure", inline, KEEP_NEXT if caption else "") + named


def rel_id(picture: Picture) -> str:
    """The name of the relation from the document to the picture."""
    return f"figure-{picture.number}"
