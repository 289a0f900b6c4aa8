"""The mark of a draft on every page of a finished Word file, whoever designed it.

The office may have changed the headers of its letters, so the mark is set into those that are
there, as the first paragraph of each; what must not be taken for a document has it across the page.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

from lxml import etree

from lzfx.content.lines import text_width
from lzfx.render.docx.order import W, in_order
from lzfx.render.docx.package import OFFICE, WORD, zipped
from lzfx.render.docx.pages import SPACES
from lzfx.render.docx.styles import XML
from lzfx.render.docx.text import run
from lzfx.render.lengths import POINT_TWIPS, millimetres

_DOCUMENT, _TYPES = "word/document.xml", "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_OWN = "header-draft"
"""The header of pages that have none, such as a cover; so is its part called."""

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_LINE = 1.4
"""The height of the line of the mark by the size of its characters."""


def with_mark(
    data: bytes, mark: str, standard: Mapping[str, Any], *, across: bool = False
) -> bytes:
    """The file with the mark at the head of every page, and `across` it where that is wanted.

    As it was where there is no mark.
    """
    if not mark:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {one.filename: package.read(one) for one in package.infolist()}
    document = etree.fromstring(files[_DOCUMENT])
    relations = etree.fromstring(files[_RELATIONS])
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sections = list(document.iter(W + "sectPr"))
    if sections and _complete(sections[0]):
        files[f"word/{_OWN}.xml"] = f"{XML}<w:hdr {SPACES}></w:hdr>".encode()
        targets[_OWN] = f"{_OWN}.xml"
        _declare(files, relations)
    heads: dict[str, bool] = {}
    for section in sections:
        low = _low(section)
        for reference in section.findall(W + "headerReference"):
            heads[targets[reference.get(_R_ID, "")]] = low
    for name in files:
        if name.startswith("word/header"):
            heads.setdefault(name.removeprefix("word/"), False)
    in_order(document)
    files[_DOCUMENT] = _bytes(document)
    for name, low in heads.items():
        part = f"word/{name.removeprefix('/word/')}"
        header = etree.fromstring(files[part])
        header.insert(0, _paragraph(mark, standard, low=low, across=across))
        files[part] = _bytes(header)
    return zipped(files)


def _complete(section: etree._Element) -> bool:
    """Give the first section the references it lacks; whether it lacked any.

    Later sections go on with the headers of the one before.
    """
    kinds = ["default", "even"]
    if section.find(W + "titlePg") is not None:
        kinds.append("first")
    given = {one.get(W + "type") for one in section.findall(W + "headerReference")}
    lacking = [kind for kind in kinds if kind not in given]
    for kind in lacking:
        section.append(etree.Element(W + "headerReference", {W + "type": kind, _R_ID: _OWN}))
    return bool(lacking)


def _declare(files: dict[str, bytes], relations: etree._Element) -> None:
    space = etree.QName(relations).namespace
    kind = f"{OFFICE}/relationships/header"
    told = {"Id": _OWN, "Type": kind, "Target": f"{_OWN}.xml"}
    etree.SubElement(relations, f"{{{space}}}Relationship", told)
    files[_RELATIONS] = _bytes(relations)
    types = etree.fromstring(files[_TYPES])
    space = etree.QName(types).namespace
    part = {"PartName": f"/word/{_OWN}.xml", "ContentType": f"{WORD}.header+xml"}
    etree.SubElement(types, f"{{{space}}}Override", part)
    files[_TYPES] = _bytes(types)


def _low(section: etree._Element) -> bool:
    """Whether the pages leave little room at their head, as sheets of cards do; then it is used."""
    margins = section.find(W + "pgMar")
    if margins is None or margins.get(W + "header") != "0":
        return False
    margins.set(W + "header", str(millimetres(1)))
    return True


def _paragraph(
    mark: str, standard: Mapping[str, Any], *, low: bool, across: bool
) -> etree._Element:
    size = standard["sizes"]["cards"][-1] if low else standard["number"]["size"]
    line = round(size * _LINE * POINT_TWIPS)
    looks = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}"'
        ' w:lineRule="exact"/><w:ind w:firstLine="0" w:right="0"/><w:jc w:val="right"/>'
    )
    text = run(mark, round(2 * size), standard["fonts"]["hei"]["name"])
    written = _watermark(mark, standard) if across else ""
    paragraph = f"<w:p><w:pPr>{looks}</w:pPr>{written}{text}</w:p>"
    return etree.fromstring(f"<w:hdr {SPACES} {_VML}>{paragraph}</w:hdr>")[0]


def _watermark(mark: str, standard: Mapping[str, Any]) -> str:
    """The mark as Word writes a watermark: a text on a path, behind the text, in mid-page."""
    size, shade = standard["across"]["size"], standard["across"]["shade"]
    font = escape(standard["fonts"]["hei"]["name"])
    place = (
        f"position:absolute;width:{size * text_width(mark):g}pt;height:{size:g}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape type="#_x0000_t136" style="{place}" fillcolor="{shade}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{font}&quot;" string="{escape(mark)}"/></v:shape>'
        "</w:pict></w:r>"
    )


def _bytes(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
