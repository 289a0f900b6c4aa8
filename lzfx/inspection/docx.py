"""A Word file compared with the page standard, by its XML, without Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

from lzfx.content.blocks import Contents, Document, only, strings
from lzfx.content.lines import line_count
from lzfx.inspection.content import missing_texts, squeezed, unmarked
from lzfx.model.finding import Finding, Where

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS = 1440 / 25.4
_SLACK = 2
_SIGN = 210
"""The width of a character of table text (10.5 points) in twips."""
_MANY_LINES = 16
"""The lines of table text that fill 0.6 of a landscape page."""
_PLACEHOLDER = re.compile(r"\{[{%].{0,20}")
_NUMBER_FIELD = re.compile(r"—.*?PAGE.*?—", re.DOTALL)
_ORDER: Mapping[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
        "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
        "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
        "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
        "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect",
        "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
        "specVanish", "oMath",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
        "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
        "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
    ),
    "tcPr": (
        "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
        "textDirection", "tcFitText", "vAlign", "hideMark",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
        "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign",
        "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
    ),
}  # fmt: skip
"""The order of child elements in the schema; Word refuses any other, LibreOffice does not."""


def inspect_docx(
    data: bytes, standard: Mapping[str, Any], file: str, document: Document | None
) -> tuple[Finding, ...]:
    """All faults of a Word file; zipfile.BadZipFile, KeyError or ParseError if it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: package.read(name)
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }
    trees = {
        name: ET.fromstring(part)  # noqa: S314 - expat expands no foreign entity; sizes are capped
        for name, part in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    body = trees["word/document.xml"]
    where = Where(file)
    found = [
        *_pages(body, standard, where),
        *_styles(trees["word/styles.xml"], standard, where),
        *_languages(trees, where),
        *_tables(body, where),
        *_order(trees, where),
        *_numbers(parts, trees, where),
    ]
    links = [
        one for name, part in parts.items() if name.endswith(".rels") for one in _outward(part)
    ]
    if links:
        found.append(Finding("file-reaches-out", where, {"value": links[0]}))
    text = "".join(_texts(body))
    meant = squeezed("\n".join(strings(document))) if document is not None else ""
    found += [
        Finding("word-placeholder-left", where, {"value": left})
        for left in _PLACEHOLDER.findall(text)
        if squeezed(left) not in meant
    ]
    if document is not None:
        found += unmarked(document, _heads(trees), where)
        found += missing_texts(document, [squeezed(text)], file)
        if only(document.blocks, Contents):
            instructions = "".join(one.text or "" for one in body.iter(f"{W}instrText"))
            if "TOC" not in instructions:
                found.append(Finding("word-contents-missing", where))
    return tuple(found)


def _heads(trees: Mapping[str, ET.Element]) -> list[str]:
    """The text of every header; an empty one for a first section that has none."""
    headers = [
        "".join(_texts(tree)) for name, tree in trees.items() if name.startswith("word/header")
    ]
    first = next(trees["word/document.xml"].iter(f"{W}sectPr"), None)
    bare = first is None or first.find(f"{W}headerReference") is None
    return [*headers, ""] if bare else headers


def _texts(tree: ET.Element) -> Iterator[str]:
    """The pieces of text in the body; a paragraph or a break ends a piece."""
    for element in tree.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in {f"{W}p", f"{W}br", f"{W}tab"}:
            yield "\n"


def _pages(body: ET.Element, standard: Mapping[str, Any], where: Where) -> Iterator[Finding]:
    """Faults of paper and margins: A4 and the type area in every section (5.1, 5.2.1).

    Landscape sections are turned; sections of cards have the margins of a sheet of cards.
    """
    page = standard["page"]
    sides = (page["width"], page["height"])
    right = page["width"] - page["left"] - page["text_width"]
    bottom = page["height"] - page["top"] - page["text_height"]
    upright = {"top": page["top"], "right": right, "bottom": bottom, "left": page["left"]}
    turned = {"top": page["left"], "right": page["top"], "bottom": right, "left": bottom}
    for number, section in enumerate(body.iter(f"{W}sectPr"), start=1):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None:
            yield Finding("word-page-wrong", where, {"number": number, "value": "没有写纸张"})
            continue
        wide, high = _twips(size, "w"), _twips(size, "h")
        wanted = tuple(side * _TWIPS for side in sides)
        wanted = wanted if wide < high else wanted[::-1]
        edges = upright if wide < high else turned
        given = tuple(_twips(margins, side) for side in edges)
        if _near(given, (standard["cards"]["edge"] * _TWIPS,) * len(given)):
            edges = dict.fromkeys(edges, standard["cards"]["edge"])
        wrong = [f"{wide}×{high}"] if not _near((wide, high), wanted) else []
        wrong += [
            f"{side} {_twips(margins, side)}"
            for side, edge in edges.items()
            if abs(_twips(margins, side) - edge * _TWIPS) > _SLACK
        ]
        if wrong:
            yield Finding("word-page-wrong", where, {"number": number, "value": "，".join(wrong)})


def _twips(element: ET.Element, name: str) -> int:
    return int(element.get(f"{W}{name}", "0"))


def _near(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return all(abs(one - other) <= _SLACK for one, other in zip(found, wanted, strict=True))


def _styles(styles: ET.Element, standard: Mapping[str, Any], where: Where) -> Iterator[Finding]:
    """Faults of fonts: text in 3号仿宋 at the fixed pitch, title in 2号小标宋 (5.2.2, 7.3.1)."""
    fonts, sizes = standard["fonts"], standard["sizes"]
    wanted = {
        "Normal": (fonts["body"]["name"], standard["body"]["size"]),
        "Title": (fonts["title"]["name"], sizes["title"]),
    }
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        if name not in wanted:
            continue
        font, size = wanted.pop(name)
        face = style.find(f"{W}rPr/{W}rFonts")
        size_found = style.find(f"{W}rPr/{W}sz")
        given = (
            face.get(f"{W}eastAsia") if face is not None else None,
            size_found.get(f"{W}val") if size_found is not None else None,
        )
        if given != (font, str(round(2 * size))):
            params = {"name": name, "value": f"{given[0]} {given[1]}", "expected": font}
            yield Finding("word-style-wrong", where, params)
        spacing = style.find(f"{W}pPr/{W}spacing")
        pitch = str(standard["body"]["line_twips"])
        if name == "Normal" and (spacing is None or spacing.get(f"{W}line") != pitch):
            yield Finding(
                "word-style-wrong", where, {"name": "行距", "value": "", "expected": pitch}
            )
    for name in wanted:
        yield Finding("word-style-wrong", where, {"name": name, "value": "", "expected": ""})


def _languages(trees: Mapping[str, ET.Element], where: Where) -> Iterator[Finding]:
    """Text that is not marked as Chinese, for which some programs use Japanese glyphs."""
    said = {
        lang.get(f"{W}eastAsia", "") for tree in trees.values() for lang in tree.iter(f"{W}lang")
    }
    if said != {"zh-CN"}:
        yield Finding("word-language-wrong", where, {"value": "、".join(sorted(said)) or "无"})


def _tables(body: ET.Element, where: Where) -> Iterator[Finding]:
    """Faults of tables: heads not repeated, rows that Word may split, merges without a start."""
    for number, table in enumerate(body.iter(f"{W}tbl"), start=1):
        rows = table.findall(f"{W}tr")
        params = {
            "number": number,
            "value": squeezed("".join(_texts(rows[0])))[:20] if rows else "",
        }
        is_list = any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        if is_list and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield Finding("word-head-not-repeated", where, params)
        looks = table.find(f"{W}tblPr/{W}tblLook")
        if not is_list and looks is not None and looks.get(f"{W}firstRow") == "1":
            yield Finding("word-head-not-repeated", where, params)
        if any(row.find(f"{W}trPr/{W}cantSplit") is None and not _high(row) for row in rows):
            yield Finding("word-row-may-split", where, params)
        open_columns: set[int] = set()
        for row in rows:
            column = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None:
                    open_columns.discard(column)
                elif merge.get(f"{W}val") == "restart":
                    open_columns.add(column)
                elif column not in open_columns:
                    yield Finding("word-merge-broken", where, params)
                    open_columns.add(column)
                column += int(span.get(f"{W}val", "1")) if span is not None else 1


def _high(row: ET.Element) -> bool:
    """Whether a row is, by estimate, too high for any page, so that Word has to split it."""
    lines = 0
    for cell in row.findall(f"{W}tc"):
        width = cell.find(f"{W}tcPr/{W}tcW")
        room = _twips(width, "w") / _SIGN - 1 if width is not None else 1.0
        lines = max(lines, line_count("".join(_texts(cell)).strip(), room))
    return lines > _MANY_LINES


def _order(trees: Mapping[str, ET.Element], where: Where) -> Iterator[Finding]:
    """Property elements whose children are not in the order of the schema, one fault a kind."""
    told: set[tuple[str, str]] = set()
    for tree in trees.values():
        for name, order in _ORDER.items():
            places = {f"{W}{child}": at for at, child in enumerate(order)}
            for element in tree.iter(f"{W}{name}"):
                known = [child.tag for child in element if child.tag in places]
                for before, after in pairwise(known):
                    pair = (name, after.removeprefix(W))
                    if places[before] > places[after] and pair not in told:
                        told.add(pair)
                        yield Finding("word-order-wrong", where, {"name": name, "value": pair[1]})


def _numbers(
    parts: Mapping[str, bytes], trees: Mapping[str, ET.Element], where: Where
) -> Iterator[Finding]:
    """Faults of page numbers: odd and even pages differ; both have numbers in dashes (7.5)."""
    settings = trees.get("word/settings.xml")
    even = settings is not None and settings.find(f"{W}evenAndOddHeaders") is not None
    carried = [
        name
        for name in parts
        if name.startswith(("word/footer", "word/header"))
        and _NUMBER_FIELD.search(_field_text(trees[name]))
    ]
    if not even or len(carried) < 2:  # noqa: PLR2004 - odd and even
        yield Finding("word-number-missing", where)


def _field_text(tree: ET.Element) -> str:
    kinds = {f"{W}t", f"{W}instrText"}
    return "".join(one.text or "" for one in tree.iter() if one.tag in kinds)


def _outward(relations: bytes) -> Iterator[str]:
    """Addresses outside the file that a program might fetch when it opens it."""
    for relation in ET.fromstring(relations):  # noqa: S314 - as above
        if relation.get("TargetMode") == "External":
            yield relation.get("Target", "")
