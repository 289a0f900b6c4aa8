"""Page size, margins and page numbers of a Word file's sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx.styles import XML
from lzfx.render.docx.text import field, paragraph, run
from lzfx.render.lengths import MM_PER_POINT, POINT_TWIPS, emu, millimetres
from lzfx.render.sections import Section

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_SHAPE = "形状"
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())


def section_properties(part: Section, standard: Mapping[str, Any], *, first_numbered: bool) -> str:
    """sectPr: A4 upright or turned; the first section with numbers starts at 1 on a right page."""
    kind = "oddPage" if first_numbered else "nextPage"
    start = '<w:pgNumType w:start="1"/>' if first_numbered else ""
    grid = f'<w:docGrid w:type="lines" w:linePitch="{standard["body"]["line_twips"]}"/>'
    return (
        f'<w:sectPr>{_references(part)}<w:type w:val="{kind}"/>'
        f"{_paper(part, standard)}{start}"
        f"{'' if part.landscape or part.sheets else grid}</w:sectPr>"
    )


def _references(part: Section) -> str:
    if part.cover:
        return ""
    name = "landscape" if part.landscape else "upright"
    if part.sheets:  # without any, those of the section before would go on
        name = "sheet"
    return "".join(
        f'<w:{what}Reference w:type="{kind}" r:id="{what}-{name}-{kind}"/>'
        for what in ("header", "footer")
        for kind in ("default", "even")
    )


def _paper(part: Section, standard: Mapping[str, Any]) -> str:
    page = standard["page"]
    top, left = page["top"], page["left"]
    bottom = page["height"] - top - page["text_height"]
    right = page["width"] - left - page["text_width"]
    wide, high, turned = page["width"], page["height"], ""
    if part.sheets:
        top = right = bottom = left = standard["cards"]["edge"]
    if part.landscape:
        top, right, bottom, left = left, top, right, bottom
        wide, high, turned = high, wide, ' w:orient="landscape"'
    edges = {"top": top, "right": right, "bottom": bottom, "left": left}
    margins = " ".join(f'w:{edge}="{millimetres(length)}"' for edge, length in edges.items())
    header = 0 if part.sheets else millimetres(top / 2)
    footer = (
        standard["number"]["footer_twips"]
        if not part.landscape and not part.sheets
        else millimetres(bottom / 2)
    )
    return (
        f'<w:pgSz w:w="{millimetres(wide)}" w:h="{millimetres(high)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{header}" w:footer="{footer}" w:gutter="0"/>'
    )


def headers_and_footers(standard: Mapping[str, Any]) -> dict[str, str]:
    """Part name (without `.xml`) -> part: numbers in upright footers, turned ones in headers."""
    parts = {}
    for kind, odd in (("default", True), ("even", False)):
        number = _number(standard, odd=odd)
        parts[f"header-upright-{kind}"] = _part("hdr", _empty())
        parts[f"footer-upright-{kind}"] = _part("ftr", number)
        parts[f"header-landscape-{kind}"] = _part("hdr", _turned(standard, number))
        parts[f"footer-landscape-{kind}"] = _part("ftr", _empty())
        parts[f"header-sheet-{kind}"] = _part("hdr", paragraph("Gap", ""))
        parts[f"footer-sheet-{kind}"] = _part("ftr", paragraph("Gap", ""))
    return parts


def _part(kind: str, content: str) -> str:
    return f"{XML}<w:{kind} {SPACES}>{content}</w:{kind}>"


def _empty() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr></w:p>'


def _number(standard: Mapping[str, Any], *, odd: bool) -> str:
    """The line "— 1 —": one character from the right on odd pages, from the left on even ones."""
    number = standard["number"]
    inset = round(number["inset_characters"] * number["size"] * POINT_TWIPS)
    chars = round(number["inset_characters"] * 100)
    side = "right" if odd else "left"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="PageNumber"/>'
        f'<w:ind w:{side}Chars="{chars}" w:{side}="{inset}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{run('— ')}{field('PAGE', '1')}{run(' —')}</w:p>"
    )


def _turned(standard: Mapping[str, Any], number: str) -> str:
    """A header whose text box stands where the upright page has its number, turned with it."""
    page, size = standard["page"], standard["number"]["size"] * MM_PER_POINT
    right = page["height"] - page["top"] - page["text_height"] - standard["number"]["below"]
    across, down = 2 * size, page["text_width"]
    place = (right + size / 2 - across, page["left"], across, down)
    box = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu(across)}" cy="{emu(down)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>'
        "</wps:wsp>"
    )
    return f'<w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>{_shape(box, place, 1)}</w:p>'


def foot_rule(standard: Mapping[str, Any]) -> str:
    """A header with the double rule, thin above thick, at the foot of a plain letter's first page.

    Each line is a shape of its own: offices draw the double border of a paragraph differently.
    """
    plain, page = standard["letter"], standard["page"]
    wide = plain["rule_width"]
    left, foot = (page["width"] - wide) / 2, page["height"] - plain["rule_above_edge"]
    thin, thick = plain["thin"], plain["thick"]
    lines = ((1, foot - thick - plain["gap"] - thin, thin), (2, foot - thick, thick))
    drawn = "".join(
        _shape(_bar(standard, wide, high), (left, y, wide, high), number)
        for number, y, high in lines
    )
    return _part("hdr", f'<w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>{drawn}</w:p>')


def _bar(standard: Mapping[str, Any], wide: float, high: float) -> str:
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu(wide)}" cy="{emu(high)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{standard["letterhead"]["red"].lstrip("#")}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _shape(shape: str, place: tuple[float, float, float, float], number: int) -> str:
    """The run with a shape at that place of the sheet: x, y, width, height in millimetres."""
    x, y, across, down = map(emu, place)
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{across}" cy="{down}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{_SHAPE}{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SPACES["wps"]}">{shape}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        "<mc:Fallback/></mc:AlternateContent></w:r>"
    )
