"""The zip around the parts of a Word file: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from lzfx.content.blocks import Document, day
from lzfx.render.docx.drawing import Picture, rel_id
from lzfx.render.docx.styles import XML

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
IMAGE = f"{OFFICE}/relationships/image"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(document: Document, parts: Mapping[str, str], drawn: Iterable[Picture] = ()) -> bytes:
    """The file; `parts` are the XML parts of folder `word` by name, `document` among them."""
    pictures = tuple(drawn)
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            {
                "document": (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
                "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": core(document),
        "word/_rels/document.xml.rels": _relations(
            {
                name: (f"{OFFICE}/relationships/{_kind(name)}", f"{name}.xml")
                for name in parts
                if name != "document"
            }
            | {rel_id(one): (IMAGE, one.name) for one in pictures}
        ),
    } | {f"word/{name}.xml": part for name, part in parts.items()}
    encoded = {name: text.encode("utf-8") for name, text in files.items()}
    return zipped(encoded | {f"word/{one.name}": one.data for one in pictures})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files by name as a zip in their order, without the time it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def _kind(name: str) -> str:
    """A part's kind: `header` for `header-upright-even`."""
    return name.partition("-")[0]


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType='
        f'"{WORD}.{"document.main" if name == "document" else _kind(name)}+xml"/>'
        for name in parts
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/docProps/core.xml" ContentType='
        f'"application/vnd.openxmlformats-package.core-properties+xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def core(document: Document) -> str:
    """docProps/core.xml: title, author and facts of the edition, its date as that of the file."""
    moment = f"{day(document).isoformat()}T00:00:00Z"
    words = "；".join(f"{name}：{fact}" for name, fact in document.facts.items())
    times = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>'
        for what in ("created", "modified")
    )
    author = escape(document.author)
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{escape(words)}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{times}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
