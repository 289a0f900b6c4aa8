"""A filled Word template taken apart, and put together again with what was written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from lzfx.content.blocks import Document
from lzfx.render.docx.drawing import Picture, rel_id
from lzfx.render.docx.order import W, in_order
from lzfx.render.docx.package import IMAGE, OFFICE, WORD, core, zipped
from lzfx.render.docx.pages import headers_and_footers
from lzfx.render.docx.styles import styles

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_CORE = "docProps/core.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Grafted:
    """The files of a Word template by name; `document` and its styles are open to be changed."""

    def __init__(self, files: Mapping[str, bytes], standard: Mapping[str, Any]) -> None:
        self.standard = standard
        self.document = etree.fromstring(files[_DOCUMENT])
        self._files = dict(files)
        self._styles = etree.fromstring(files[_STYLES])
        ours = etree.fromstring(styles(standard).encode("utf-8"))
        self._ours = {one.get(W + "styleId", ""): one for one in ours.iter(W + "style")}
        self._ids = {
            _called(one): one.get(W + "styleId", "")
            for one in self._styles.iter(W + "style")
            if one.get(W + "type") == "paragraph"
        }

    def named(self, name: str) -> list[etree._Element]:
        """The paragraphs of the document in the style of that name."""
        key = self._ids.get(name.lower())
        return [
            look.getparent().getparent()
            for look in self.document.iter(W + "pStyle")
            if key is not None and look.get(W + "val") == key
        ]

    def frame(self, name: str) -> dict[str, str]:
        """The frame that the style of that name sets its paragraphs in, without the prefix w."""
        for one in self._styles.iter(W + "style"):
            frame = one.find(f"{W}pPr/{W}framePr")
            if _called(one) == name.lower() and frame is not None:
                return {str(key).removeprefix(W): str(value) for key, value in frame.items()}
        return {}

    def adopt(self, inserted: etree._Element) -> None:
        """Give paragraphs of our writer the template's styles of the same names, or bring ours."""
        for look in inserted.iter(W + "pStyle"):
            look.set(W + "val", self._style(look.get(W + "val", "")))

    def _style(self, key: str) -> str:
        ours = self._ours[key]
        name = _called(ours)
        if name not in self._ids:
            taken = set(self._ids.values())
            new = deepcopy(ours)
            self._ids[name] = key if key not in taken else f"lzfx{key}"
            new.set(W + "styleId", self._ids[name])
            self._styles.append(new)
            for link in ("basedOn", "next"):
                for one in new.findall(W + link):
                    one.set(W + "val", self._style(one.get(W + "val", "")))
        known: str = self._ids[name]
        return known

    def data(self, document: Document, drawn: Iterable[Picture]) -> bytes:
        """The Word file, with the parts that the document has come to need."""
        relations = etree.fromstring(self._files[_RELATIONS])
        types = etree.fromstring(self._files[_TYPES])
        known = {one.get("Id") for one in relations}
        for key, name, kind, content in self._needed(drawn):
            if key in known:
                continue
            space = etree.QName(relations).namespace
            etree.SubElement(
                relations, f"{{{space}}}Relationship", {"Id": key, "Type": kind, "Target": name}
            )
            _typed(types, name)
            self._files[f"word/{name}"] = content
        in_order(self.document)
        changed = {
            _TYPES: types,
            _RELATIONS: relations,
            _DOCUMENT: self.document,
            _STYLES: self._styles,
        }
        for name, root in changed.items():
            self._files[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        self._files[_CORE] = core(document).encode("utf-8")
        return zipped(self._files)

    def _needed(self, drawn: Iterable[Picture]) -> Iterable[tuple[str, str, str, bytes]]:
        """Relation, part, kind and content of what the document names and may lack."""
        used = {
            value
            for one in self.document.iter()
            for key, value in one.attrib.items()
            if str(key).startswith(_R)
        }
        for name, text in headers_and_footers(self.standard).items():
            if name in used:
                kind = f"{OFFICE}/relationships/{name.partition('-')[0]}"
                yield name, f"{name}.xml", kind, text.encode("utf-8")
        for one in drawn:
            yield rel_id(one), one.name, IMAGE, one.data


def _called(style: etree._Element) -> str:
    name = style.find(W + "name")
    return "" if name is None else name.get(W + "val", "").lower()


def _typed(types: etree._Element, name: str) -> None:
    """Say what kind of part that is: pictures by their ending, others one by one."""
    space = f"{{{etree.QName(types).namespace}}}"
    if name.endswith(".png"):
        if not any(one.get("Extension") == "png" for one in types):
            png = {"Extension": "png", "ContentType": "image/png"}
            types.insert(0, etree.Element(f"{space}Default", png))
        return
    kind = f"{WORD}.{name.partition('-')[0]}+xml"
    etree.SubElement(types, f"{space}Override", {"PartName": f"/word/{name}", "ContentType": kind})
