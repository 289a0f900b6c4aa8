"""A printed workbook: paper, repeated heads, row heights, no formulas or macros."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, assert_never
from xml.etree import ElementTree as ET

from lzfx.content.blocks import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from lzfx.content.drawing import Chart, Figure
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.lines import line_count
from lzfx.content.paper import Cards, CutLine, Grid
from lzfx.inspection.content import missing_texts, squeezed, unmarked
from lzfx.model.cell import cell_at
from lzfx.model.finding import Finding, Where

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = "_xlnm.Print_Titles"
_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_A4 = "9"
_LINE = 13.0
"""The least height of a line of 10.5 point text, in points."""
_EDGE = 1.0
_USUAL = 8.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet by its name; `number` counts the sheets from 0, as the names of print titles do."""

    name: str
    number: int
    tree: ET.Element


def inspect_xlsx(data: bytes, file: str, document: Document | None) -> tuple[Finding, ...]:
    """All faults of a workbook; zipfile.BadZipFile, KeyError or ParseError if it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        workbook = _tree(package.read("xl/workbook.xml"))
        sheets = list(_sheets(package, workbook))
        texts = _strings(package.read(_SHARED)) if _SHARED in names else ()
        wrapping = _wrapping(package.read(_STYLES)) if _STYLES in names else ()
    found = [
        Finding("file-reaches-out", Where(file), {"value": name})
        for name in names
        if name.startswith(("xl/externalLinks/", "xl/connections", "xl/vbaProject"))
    ]
    titled = {
        int(one.get("localSheetId", "-1"))
        for one in workbook.iter(f"{S}definedName")
        if one.get("name") == _TITLES
    }
    said = []
    for sheet in sheets:
        found += _page(sheet, Where(file, sheet.name), titled)
        cells = list(_cells(sheet.tree, texts))
        found += _formulas(sheet, Where(file, sheet.name))
        found += _heights(sheet, cells, wrapping, Where(file, sheet.name))
        said += [text for _, text in cells]
    if document is not None:
        found += unmarked(document, list(map(_head, sheets)), Where(file))
        found += missing_texts(_of_sheets(document), [squeezed("\n".join(said))], file)
    return tuple(found)


def _head(sheet: _Sheet) -> str:
    """The text at the head of the sheet's pages, in which `&&` is an ampersand."""
    return (sheet.tree.findtext(f"{S}headerFooter/{S}oddHeader") or "").replace("&&", "&")


def _of_sheets(document: Document) -> Document:
    """The part of a document in its workbook: all of a list; of a book or letter only tables."""
    held = [_held(block) for block in document.blocks]
    if "nothing" not in held:
        return document
    sheets = (block for block, how in zip(document.blocks, held, strict=True) if how == "sheet")
    return replace(document, blocks=tuple(sheets))


def _held(block: Block) -> Literal["sheet", "text of a list", "nothing"]:
    """Where a block is in a workbook: on its own sheet, as text of a list, or nowhere."""
    match block:
        case Table() | Grid() | Chart():
            return "sheet"
        case Heading() | Paragraph() | PageBreak():
            return "text of a list"
        case Cover() | Contents() | CutLine() | Cards() | Figure():
            return "nothing"
        case Letterhead() | AnnexNames() | SignOff() | Annex() | Imprint():
            return "nothing"
        case _:
            assert_never(block)


def _tree(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - expat expands no foreign entity; sizes are capped


def _sheets(package: zipfile.ZipFile, workbook: ET.Element) -> Iterator[_Sheet]:
    targets = {
        one.get("Id"): one.get("Target", "").removeprefix("/xl/")
        for one in _tree(package.read("xl/_rels/workbook.xml.rels"))
    }
    for number, sheet in enumerate(workbook.iter(f"{S}sheet")):
        part = targets[sheet.get(f"{_R}id")]
        yield _Sheet(sheet.get("name", ""), number, _tree(package.read(f"xl/{part}")))


def _strings(data: bytes) -> Sequence[str]:
    items = _tree(data).iter(f"{S}si")
    return tuple("".join(text.text or "" for text in item.iter(f"{S}t")) for item in items)


def _wrapping(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that wrap text."""
    listed = _tree(styles).find(f"{S}cellXfs")
    return frozenset(
        str(number)
        for number, style in enumerate(listed if listed is not None else ())
        if (alignment := style.find(f"{S}alignment")) is not None
        and alignment.get("wrapText") in {"1", "true"}
    )


def _cells(tree: ET.Element, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Address and text of every cell that has one."""
    for cell in tree.iter(f"{S}c"):
        inline = "".join(text.text or "" for text in cell.iter(f"{S}t"))
        value = cell.findtext(f"{S}v") or ""
        text = inline or (texts[int(value)] if cell.get("t") == "s" and value else value)
        if text:
            yield cell.get("r", ""), text


def _page(sheet: _Sheet, where: Where, titled: set[int]) -> Iterator[Finding]:
    """Faults of the page: not A4 landscape or too wide, a list without its head on every page."""
    setup = sheet.tree.find(f"{S}pageSetup")
    given = (setup.get("paperSize"), setup.get("orientation")) if setup is not None else None
    if given != (_A4, "landscape"):
        yield Finding("sheet-page-wrong", where)
    if sheet.tree.find(f"{S}autoFilter") is not None and sheet.number not in titled:
        yield Finding("sheet-head-not-repeated", where)


def _formulas(sheet: _Sheet, where: Where) -> Iterator[Finding]:
    for cell in sheet.tree.iter(f"{S}c"):
        formula = cell.find(f"{S}f")
        if formula is not None:
            place = Where(where.file, where.sheet, cell_at(cell.get("r", "")))
            yield Finding("sheet-formula", place, {"value": formula.text or ""})


def _heights(
    sheet: _Sheet, cells: Sequence[tuple[str, str]], wrapping: Collection[str], where: Where
) -> Iterator[Finding]:
    """Rows too low for their text, which is then cut in print; merged rows count together."""
    widths = _widths(sheet.tree)
    merged = {one.get("ref", "").split(":")[0] for one in sheet.tree.iter(f"{S}mergeCell")}
    heights = {row.get("r"): float(row.get("ht", "0")) for row in sheet.tree.iter(f"{S}row")}
    wrapped = {cell.get("r") for cell in sheet.tree.iter(f"{S}c") if cell.get("s") in wrapping}
    for address, text in cells:
        place = cell_at(address)
        if place is None or address in merged or address not in wrapped:
            continue
        lines = line_count(text, widths.get(place.column, _USUAL) / 2 + _EDGE)
        height = heights.get(str(place.row), 0.0)
        if lines > 1 and height < lines * _LINE:
            params = {"height": round(height), "needed": round(lines * _LINE)}
            yield Finding("sheet-row-too-low", Where(where.file, where.sheet, place), params)


def _widths(tree: ET.Element) -> Mapping[int, float]:
    """The width of each column that has one of its own, by its number."""
    found = {}
    for column in tree.iter(f"{S}col"):
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        for number in range(first, min(last, first + 255) + 1):
            found[number] = float(column.get("width", _USUAL))
    return found
