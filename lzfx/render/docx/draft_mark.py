"""The mark of a draft at the head of every page of a finished Word file, whoever designed it.

The office may have changed the headers of its letters, so the mark is set into those that are
there, as the first paragraph of each.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

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
_LINE = 1.4
"""The height of the line of the mark by the size of its characters."""


def with_mark(data: bytes, mark: str, standard: Mapping[str, Any]) -> bytes:
    """The file with the mark at the head of every page; as it was where there is none."""
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
        header.insert(0, _paragraph(mark, standard, low=low))
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


def _paragraph(mark: str, standard: Mapping[str, Any], *, low: bool) -> etree._Element:
    size = standard["sizes"]["cards"][-1] if low else standard["number"]["size"]
    line = round(size * _LINE * POINT_TWIPS)
    looks = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}"'
        ' w:lineRule="exact"/><w:ind w:firstLine="0" w:right="0"/><w:jc w:val="right"/>'
    )
    text = run(mark, round(2 * size), standard["fonts"]["hei"]["name"])
    whole = etree.fromstring(f"<w:hdr {SPACES}><w:p><w:pPr>{looks}</w:pPr>{text}</w:p></w:hdr>")
    return whole[0]


def _bytes(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
