"""The parts of a Word file that hold styles, fonts and settings; sizes come from the standard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx.letter_styles import letter_styles
from lzfx.render.docx.looks import (
    CENTRED,
    NO_GRID,
    PLAIN,
    exact,
    fonts,
    indent,
    left,
    letters,
    style,
)
from lzfx.render.docx.paper_styles import paper_styles
from lzfx.render.lengths import millimetres

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CLOSE = '<w:spacing w:line="264" w:lineRule="auto"/>'
_CONTENTS_PITCH = 1.75
"""From one entry of the contents to the next, in sizes of its letters, as in the PDF."""
_AFTER = '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>'


def styles(standard: Mapping[str, Any]) -> str:
    """styles.xml: the body text as default, and one style for each kind of line."""
    kinds = (
        _text_styles,
        _page_styles,
        _cover_styles,
        _table_styles,
        letter_styles,
        paper_styles,
    )
    found = "".join(one for kind in kinds for one in kind(standard))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(standard, 'body')}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return f"{XML}<w:styles {W}>{defaults}{found}</w:styles>"


def _text_styles(standard: Mapping[str, Any]) -> list[str]:
    body, sizes = standard["body"], standard["sizes"]
    pitch = f'<w:spacing w:line="{body["line_twips"]}" w:lineRule="exact"/>'
    narrow = f'<w:spacing w:val="{body["spacing_twips"]}"/>'
    size = body["size"]
    part = letters(standard, "title", sizes["part"], PLAIN)
    roomy = '<w:spacing w:after="320" w:line="240" w:lineRule="auto"/>'
    centred = f'<w:keepNext/>{NO_GRID}{roomy}{CENTRED}<w:outlineLvl w:val="0"/>'
    normal = letters(standard, "body", size, narrow)
    head = indent(sizes["heading"])
    wide = letters(standard, "body", sizes["landscape_text"], PLAIN)
    note = letters(standard, "body", sizes["note"], PLAIN)
    found = [
        style("Normal", "Normal", f'{pitch}<w:jc w:val="both"/>', normal, based="", default=True),
        style("Body", "Body", indent(size)),
        style("Centered", "Centered", CENTRED),
        style("Wide", "Wide", f"{NO_GRID}{_CLOSE}", wide),
        style("WideBody", "Wide Body", _AFTER + indent(sizes["landscape_text"]), based="Wide"),
        style("WideCentered", "Wide Centered", f"{_AFTER}{CENTRED}", based="Wide"),
        style("Note", "Note", f"{NO_GRID}{_CLOSE}{indent(sizes['note'])}", note),
        style("Heading1", "heading 1", centred, part, after="Body"),
    ]
    for level, role in enumerate(("hei", "kai", "body"), start=2):
        looks = f'<w:keepNext/>{head}<w:outlineLvl w:val="{level - 1}"/>'
        runs = letters(standard, role, sizes["heading"])
        found.append(style(f"Heading{level}", f"heading {level}", looks, runs, after="Body"))
    return found


def _page_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes, page = standard["sizes"], standard["page"]
    title = letters(standard, "title", sizes["title"], PLAIN)
    roomy = '<w:spacing w:before="240" w:after="240" w:line="240" w:lineRule="auto"/>'
    found = [
        style("Title", "Title", f"<w:keepNext/>{NO_GRID}{roomy}{CENTRED}", title),
        style("ContentsTitle", "Contents Title", "", based="Title"),
        style(
            "Gap",
            "Gap",
            f'{NO_GRID}<w:spacing w:line="20" w:lineRule="exact"/>',
            letters(standard, "body", 1.0, PLAIN),
        ),
        style(
            "PageNumber",
            "Page Number Line",
            f"{NO_GRID}{exact(standard['number']['size'])}",
            letters(standard, "song", standard["number"]["size"], PLAIN),
        ),
    ]
    entry = letters(standard, "body", sizes["contents"], PLAIN)
    end = millimetres(page["text_width"])
    pitch = exact(_CONTENTS_PITCH * sizes["contents"])
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{end}"/></w:tabs>'
    for level in (1, 2, 3):
        steps = left(level - 1, sizes["contents"])
        runs = letters(standard, "hei", sizes["contents"], PLAIN) if level == 1 else entry
        looks = f'{tabs}{NO_GRID}{pitch}{steps}<w:jc w:val="left"/>'
        found.append(style(f"TOC{level}", f"toc {level}", looks, runs))
    return found


def _cover_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes, high = standard["sizes"], standard["page"]["text_height"]
    cover = letters(standard, "title", sizes["cover_title"], PLAIN)
    first = '<w:spacing w:before="{before}" w:line="360" w:lineRule="auto"/>'
    return [
        style(
            "CoverTitle",
            "Cover Title",
            f'{NO_GRID}<w:spacing w:line="360" w:lineRule="auto"/>{CENTRED}',
            cover,
        ),
        style(
            "CoverTitleFirst",
            "Cover Title First",
            first.format(before=millimetres(0.16 * high)),
            based="CoverTitle",
        ),
        style("CoverFact", "Cover Fact", CENTRED, letters(standard, "body", sizes["cover"], PLAIN)),
        style(
            "CoverFactFirst",
            "Cover Fact First",
            f'<w:spacing w:before="{millimetres(0.12 * high)}"/>',
            based="CoverFact",
        ),
    ]


def _table_styles(standard: Mapping[str, Any]) -> list[str]:
    sizes = standard["sizes"]
    looks = f'{NO_GRID}<w:spacing w:line="240" w:lineRule="auto"/>'
    text = letters(standard, "song", sizes["table"], PLAIN)
    head = letters(standard, "hei", sizes["table_head"], PLAIN)
    listed = letters(standard, "song", sizes["list"], PLAIN)
    list_head = letters(standard, "hei", sizes["list_head"], PLAIN)
    caption = letters(standard, "hei", sizes["caption"], PLAIN)
    roomy = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
    return [
        style("TableText", "Table Text", f'{looks}<w:jc w:val="left"/>', text),
        style("TableCentered", "Table Centered", CENTRED, based="TableText"),
        style("TableHead", "Table Head", CENTRED, head, based="TableText"),
        style("ListText", "List Text", f'{looks}<w:jc w:val="left"/>', listed),
        style("ListCentered", "List Centered", CENTRED, based="ListText"),
        style("ListHead", "List Head", CENTRED, list_head, based="ListText"),
        style("Caption", "caption", f"<w:keepNext/>{NO_GRID}{roomy}{CENTRED}", caption),
    ]


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
