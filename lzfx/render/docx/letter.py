"""The parts of an official letter in a Word file, and what is computed from what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lzfx.content.blocks import Block, Document, only
from lzfx.content.letter import (
    Annex,
    AnnexNames,
    Imprint,
    Letterhead,
    SignOff,
    bare,
)
from lzfx.content.lines import text_width
from lzfx.render.docx.text import paragraph, run
from lzfx.render.lengths import MM_PER_POINT, POINT_TWIPS, millimetres

_WORD = 3.0
"""The width of `附件：` in characters."""


_BETWEEN = 0.25
_BOUNDARY = re.compile(r"(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])")
_NO_ROOM = "".join(
    f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
)


@dataclass(frozen=True, slots=True)
class LetterParts:
    """A letter taken apart: its head, its text, what follows it, and the 版记."""

    head: Letterhead
    text: tuple[Block, ...]
    names: AnnexNames | None
    signed: SignOff | None
    annexes: tuple[Block, ...]
    imprint: Imprint | None


def letter_parts(document: Document) -> LetterParts | None:
    """The parts of a document that begins with a letterhead; None for any other."""
    head = next(iter(only(document.blocks[:1], Letterhead)), None)
    if head is None:
        return None
    imprint = next(iter(only(document.blocks, Imprint)), None)
    rest = [block for block in document.blocks[1:] if not isinstance(block, Imprint)]
    ends = AnnexNames | SignOff | Annex
    end = next((at for at, block in enumerate(rest) if isinstance(block, ends)), len(rest))
    text, rest = rest[:end], rest[end:]
    names = next(iter(only(rest[:1], AnnexNames)), None)
    rest = rest[1:] if names else rest
    signed = next(iter(only(rest[:1], SignOff)), None)
    rest = rest[1:] if signed else rest
    return LetterParts(head, tuple(text), names, signed, tuple(rest), imprint)


def annex_names(block: AnnexNames, standard: Mapping[str, Any]) -> str:
    """The annex note, one line below the text; a name's further lines begin under its first."""
    size = standard["body"]["size"] * POINT_TWIPS
    several = len(block.names) > 1
    number = text_width(f"{len(block.names)}. ") if several else 0.0
    begin = standard["annex_names"]["inset_characters"]
    start, left = begin + _WORD, begin + _WORD + number
    above = standard["annex_names"]["lines_above"] * standard["body"]["line_twips"]
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{round(start * size)}"/></w:tabs>'
    lines = []
    for at, name in enumerate(block.names):
        lead = "" if at else "附件："
        hanging = number if at else left - begin
        before = "" if at else f'<w:spacing w:before="{round(above)}"/>'
        place = (
            f'<w:ind w:left="{round(left * size)}" w:hanging="{round(hanging * size)}"/>'
            '<w:jc w:val="left"/>'
        )
        counted = run(f"{at + 1}.") + "<w:r><w:tab/></w:r>" if several else ""
        content = (run(lead) if lead else "") + counted + run(name)
        lines.append(paragraph("AnnexNames", content, (tab if not at else "") + before + place))
    return "".join(lines)


def annex(block: Annex) -> str:
    """The beginning of an annex: its mark on the first line of a page, its title on the third."""
    number = "" if block.number is None else str(block.number)
    title = paragraph("AnnexTitle", run(block.title)) if block.title else ""
    return paragraph("AnnexMark", run(f"附件{number}")) + title


def sign_off(block: SignOff, standard: Mapping[str, Any]) -> str:
    """Who signs and when; the lines above leave room for a seal where there will be one."""
    places = sign_off_places(block, standard)
    issuer, date = (f'<w:ind w:left="{place}"/>' for place in places)
    above = lines_above(block, standard)
    room = f'<w:spacing w:before="{above}"/>'
    lines = [paragraph("LetterIssuer", run(block.issuer), room + issuer)] if block.issuer else []
    lines += [paragraph("LetterDate", run(block.date), date)] if block.date else []
    lines += [paragraph("LetterNote", run(f"（{block.note}）"))] if block.note else []
    return "".join(lines)


def lines_above(block: SignOff, standard: Mapping[str, Any]) -> int:
    """Twips between the text and who signs."""
    kind = "sealed_lines_above" if block.sealed else "lines_above"
    return round(float(standard["sign_off"][kind] * standard["body"]["line_twips"]))


def imprint(block: Imprint, standard: Mapping[str, Any]) -> str:
    """The 版记 as a table at the foot of the type area of the page it comes on."""
    block = bare(block)
    ruled = block.style == "document"
    rows = [copies_row(f"抄送：{block.copies_to}。", standard)] if block.copies_to else []
    if block.printer or block.printed_on:
        rows.append(printer_row(block.printer, block.printed_on, standard, ruled=ruled))
    return imprint_table(rows, standard, ruled=ruled) if rows else ""


def copies_row(text: str, standard: Mapping[str, Any]) -> str:
    """The row of those who get a copy."""
    return _imprint_row(paragraph("ImprintCopies", run(text)), standard)


def printer_row(printer: str, date: str, standard: Mapping[str, Any], *, ruled: bool) -> str:
    """The row of the office that prints, and the day; only the general format says 印发."""
    content = run(printer) + "<w:r><w:tab/></w:r>" + run(f"{date}印发" if ruled and date else date)
    return _imprint_row(paragraph("ImprintPrinter", content), standard)


def imprint_table(rows: Sequence[str], standard: Mapping[str, Any], *, ruled: bool) -> str:
    """The table of those rows; its last rule lies on the lower edge of the type area."""
    left = millimetres(standard["page"]["left"])
    wide = millimetres(standard["page"]["text_width"])
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{left}"'
        ' w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{wide}" w:type="dxa"/>{_imprint_rules(standard) if ruled else ""}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_NO_ROOM}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _imprint_row(content: str, standard: Mapping[str, Any]) -> str:
    wide = millimetres(standard["page"]["text_width"])
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc></w:tr>'
    )


def _imprint_rules(standard: Mapping[str, Any]) -> str:
    kinds = {"top": "outer_rule", "bottom": "outer_rule", "insideH": "inner_rule"}
    eighths = {
        side: round(standard["imprint"][kind] / MM_PER_POINT * 8) for side, kind in kinds.items()
    }
    rules = (
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in eighths.items()
    )
    return f"<w:tblBorders>{''.join(rules)}</w:tblBorders>"


def sign_off_places(block: SignOff, standard: Mapping[str, Any]) -> tuple[int, int]:
    """Twips from the left of the type area to who signs and to the date (7.3.5.1, 7.3.5.2).

    Both are counted in characters of a full line from the left, so that one begins as far from
    the other as it should whatever the figures of the font are wide.
    """
    line, sign_off = standard["body"]["characters"], standard["sign_off"]
    edge, shift = sign_off["right_characters"], sign_off["date_characters"]
    who, when = text_width(block.issuer), _set_width(block.date)
    if block.sealed:
        date = line - sign_off["sealed_right_characters"] - when
        issuer = date + when / 2 - who / 2
        beyond = max(0.0, issuer + who - line)
        issuer, date = issuer - beyond, date - beyond
    elif when > who:
        date = line - edge - when
        issuer = date - shift
    else:
        issuer = line - edge - who
        date = issuer + shift
    character = millimetres(standard["page"]["text_width"]) / line
    return round(max(0.0, issuer) * character), round(max(0.0, date) * character)


def _set_width(text: str) -> float:
    """The width as set: a quarter of a character more between Chinese and figures."""
    return text_width(text) + _BETWEEN * len(_BOUNDARY.findall(text))


def mark_size(mark: str, largest: float, standard: Mapping[str, Any]) -> float:
    """Points at which the mark fits on one line of the type area, to half a point."""
    room = standard["letterhead"]["mark_filled"] * standard["page"]["text_width"] / MM_PER_POINT
    longest = max(text_width(line) for line in mark.split("\n"))
    return int(2 * min(largest, room / max(longest, 1.0))) / 2
