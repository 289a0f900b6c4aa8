"""OpenDocument spreadsheets: content.xml read in one pass, repeats expanded only where filled."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.intake.bounded import LIMITS, Limits, Refused, XmlHandlers, parse_xml
from lzfx.intake.ods.cells import META
from lzfx.intake.ods.content import ContentReader
from lzfx.intake.ods.styles import StyleReader
from lzfx.intake.zipped import BoundedZip, open_zip
from lzfx.model.book import RawBook

_CONTENT = "content.xml"
_STYLES = "styles.xml"
_META = "meta.xml"
_PROPERTY = META + "user-defined"
_MANIFEST = "meta-inf/manifest.xml"


def read_ods(data: bytes, limits: Limits = LIMITS) -> RawBook:
    """The workbook in `data`: every table with its non-empty cells; Refused when unsound."""
    package = open_zip(data, limits)
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise Refused("password-protected")
    if _CONTENT not in package:
        raise Refused("workbook-damaged", {"part": _CONTENT, "detail": "missing"})
    styles = StyleReader()
    if _STYLES in package:
        parse_xml(_STYLES, package.read(_STYLES), _style_handlers(styles), limits=limits)
    reader = ContentReader(limits, styles)
    handlers = XmlHandlers(reader.start, reader.end, reader.text)
    parse_xml(_CONTENT, package.read(_CONTENT), handlers, limits=limits)
    if not reader.sheets:
        raise Refused("no-worksheet")
    return RawBook("ods", tuple(reader.sheets), _read_custom(package, limits), reader.names)


def _style_handlers(styles: StyleReader) -> XmlHandlers:
    starts = styles.starts()

    def start(tag: str, given: dict[str, str]) -> None:
        handler = starts.get(tag)
        if handler is not None:
            handler(given)

    return XmlHandlers(start, lambda _: None)


def _read_custom(package: BoundedZip, limits: Limits) -> Mapping[str, str]:
    """Custom document properties as texts."""
    custom: dict[str, str] = {}
    if _META not in package:
        return custom
    current = ""
    pieces: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal current
        if tag == _PROPERTY:
            current = given.get(META + "name", "")
            pieces.clear()

    def text(piece: str) -> None:
        if current:
            pieces.append(piece)

    def end(tag: str) -> None:
        nonlocal current
        if tag == _PROPERTY:
            custom[current] = "".join(pieces).strip()
            current = ""

    parse_xml(_META, package.read(_META), XmlHandlers(start, end, text), limits=limits)
    return custom
