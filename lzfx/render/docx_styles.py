"""The parts of a Word file that hold styles, fonts and settings; sizes come from the standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.lengths import POINT_TWIPS, millimetres

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CENTRED = '<w:jc w:val="center"/>'
_NO_GRID = '<w:snapToGrid w:val="0"/>'
_CLOSE = '<w:spacing w:line="264" w:lineRule="auto"/>'
_CONTENTS_PITCH = 1.75
"""From one entry of the contents to the next, in sizes of its letters, as in the PDF."""
_AFTER = '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="{twips}"/>'


def styles(standard: Mapping[str, Any]) -> str:
    """styles.xml: the body text as default, and one style for each kind of line."""
    kinds = (_text_styles, _page_styles, _cover_styles, _table_styles)
    found = "".join(style for kind in kinds for style in kind(standard))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(standard, 'body')}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return f"{XML}<w:styles {W}>{defaults}{found}</w:styles>"


def _text_styles(standard: Mapping[str, Any]) -> list[str]:
    body, sizes = standard["body"], standard["sizes"]
    exact = f'<w:spacing w:line="{body["line_twips"]}" w:lineRule="exact"/>'
    narrow = f'<w:spacing w:val="{body["spacing_twips"]}"/>'
    size = body["size"]
    part = _run(standard, "title", sizes["part"], '<w:spacing w:val="0"/>')
    roomy = '<w:spacing w:after="320" w:line="240" w:lineRule="auto"/>'
    centred = f'<w:keepNext/>{_NO_GRID}{roomy}{_CENTRED}<w:outlineLvl w:val="0"/>'
    normal = _run(standard, "body", size, narrow)
    head = _indent(sizes["heading"])
    wide = _run(standard, "body", sizes["landscape_text"], '<w:spacing w:val="0"/>')
    note = _run(standard, "body", sizes["note"], '<w:spacing w:val="0"/>')
    found = [
        _style("Normal", "Normal", f'{exact}<w:jc w:val="both"/>', normal, based="", default=True),
        _style("Body", "Body", _indent(size)),
        _style("Centered", "Centered", _CENTRED),
        _style("Wide", "Wide", f"{_NO_GRID}{_CLOSE}", wide),
        _style("WideBody", "Wide Body", _AFTER + _indent(sizes["landscape_text"]), based="Wide"),
        _style("WideCentered", "Wide Centered", f"{_AFTER}{_CENTRED}", based="Wide"),
        _style("Note", "Note", f"{_NO_GRID}{_CLOSE}{_indent(sizes['note'])}", note),
        _style("Heading1", "heading 1", centred, part, after="Body"),
    ]
    for level, role in enumerate(("hei", "kai", "body"), start=2):
        looks = f'<w:keepNext/>{head}<w:outlineLvl w:val="{level - 1}"/>'
        letters = _run(standard, role, sizes["heading"])
        found.append(_style(f"Heading{level}", f"heading {level}", looks, letters, after="Body"))
    return found


def _page_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes, page = standard["sizes"], standard["page"]
    plain = '<w:spacing w:val="0"/>'
    title = _run(standard, "title", sizes["title"], plain)
    roomy = '<w:spacing w:before="240" w:after="240" w:line="240" w:lineRule="auto"/>'
    found = [
        _style("Title", "Title", f"<w:keepNext/>{_NO_GRID}{roomy}{_CENTRED}", title),
        _style("ContentsTitle", "Contents Title", "", based="Title"),
        _style(
            "Gap",
            "Gap",
            f'{_NO_GRID}<w:spacing w:line="20" w:lineRule="exact"/>',
            _run(standard, "body", 1.0, plain),
        ),
        _style(
            "PageNumber",
            "Page Number Line",
            f"{_NO_GRID}{_line(standard['number']['size'])}",
            _run(standard, "song", standard["number"]["size"], plain),
        ),
    ]
    entry = _run(standard, "body", sizes["contents"], plain)
    end = millimetres(page["text_width"])
    pitch = _line(_CONTENTS_PITCH * sizes["contents"])
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{end}"/></w:tabs>'
    for level in (1, 2, 3):
        indent = _left(level - 1, sizes["contents"])
        letters = _run(standard, "hei", sizes["contents"], plain) if level == 1 else entry
        looks = f'{tabs}{_NO_GRID}{pitch}{indent}<w:jc w:val="left"/>'
        found.append(_style(f"TOC{level}", f"toc {level}", looks, letters))
    return found


def _cover_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes, high = standard["sizes"], standard["page"]["text_height"]
    plain = '<w:spacing w:val="0"/>'
    cover = _run(standard, "title", sizes["cover_title"], plain)
    first = '<w:spacing w:before="{before}" w:line="360" w:lineRule="auto"/>'
    return [
        _style(
            "CoverTitle",
            "Cover Title",
            f'{_NO_GRID}<w:spacing w:line="360" w:lineRule="auto"/>{_CENTRED}',
            cover,
        ),
        _style(
            "CoverTitleFirst",
            "Cover Title First",
            first.format(before=millimetres(0.16 * high)),
            based="CoverTitle",
        ),
        _style("CoverFact", "Cover Fact", _CENTRED, _run(standard, "body", sizes["cover"], plain)),
        _style(
            "CoverFactFirst",
            "Cover Fact First",
            f'<w:spacing w:before="{millimetres(0.12 * high)}"/>',
            based="CoverFact",
        ),
    ]


def _table_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes = standard["sizes"]
    plain = '<w:spacing w:val="0"/>'
    looks = f'{_NO_GRID}<w:spacing w:line="240" w:lineRule="auto"/>'
    text = _run(standard, "song", sizes["table"], plain)
    head = _run(standard, "hei", sizes["table_head"], plain)
    caption = _run(standard, "hei", sizes["caption"], plain)
    roomy = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
    return [
        _style("TableText", "Table Text", f'{looks}<w:jc w:val="left"/>', text),
        _style("TableCentered", "Table Centered", _CENTRED, based="TableText"),
        _style("TableHead", "Table Head", _CENTRED, head, based="TableText"),
        _style("Caption", "caption", f"<w:keepNext/>{_NO_GRID}{roomy}{_CENTRED}", caption),
    ]


def _style(  # noqa: PLR0913 - the attributes of a Word style
    key: str,
    name: str,
    looks: str,
    letters: str = "",
    *,
    based: str = "Normal",
    after: str = "",
    default: bool = False,
) -> str:
    mark = ' w:default="1"' if default else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{key}"><w:name w:val="{name}"/>'
        f"{parent}{following}<w:qFormat/>"
        f"<w:pPr>{looks}</w:pPr>{f'<w:rPr>{letters}</w:rPr>' if letters else ''}</w:style>"
    )


def _run(standard: Mapping[str, Any], role: str, size: float, spacing: str = "") -> str:
    half_points = round(size * 2)
    sizes = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'{_fonts(standard, role)}<w:color w:val="000000"/>{spacing}{sizes}'


def _fonts(standard: Mapping[str, Any], role: str) -> str:
    name = standard["fonts"][role]["name"]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _indent(size: float) -> str:
    return _INDENT.format(twips=round(2 * size * POINT_TWIPS))


def _left(steps: int, size: float) -> str:
    """An indent of two characters a step."""
    twips = round(2 * steps * size * POINT_TWIPS)
    return f'<w:ind w:leftChars="{200 * steps}" w:left="{twips}"/>' if steps else ""


def _line(size: float) -> str:
    return f'<w:spacing w:line="{round(size * POINT_TWIPS)}" w:lineRule="exact"/>'


def font_table(standard: Mapping[str, Any]) -> str:
    """fontTable.xml: the standard's fonts, each with the name of its usual replacement."""
    fonts = "".join(
        f'<w:font w:name="{role["name"]}"><w:altName w:val="{role["alternatives"]}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for role in standard["fonts"].values()
    )
    return f"{XML}<w:fonts {W}>{fonts}</w:fonts>"


def settings(*, update_fields: bool) -> str:
    """settings.xml: odd and even page numbers differ; fields may be renewed on opening."""
    update = '<w:updateFields w:val="true"/>' if update_fields else ""
    mode = (
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/>{update}'
        f"<w:compat>{mode}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
