"""The styles of an official letter's parts, at the places and in the sizes of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx_looks import CENTRED, NO_GRID, PLAIN, exact, indent, letters, style
from lzfx.render.lengths import MM_PER_POINT, POINT_TWIPS, millimetres

MARK_LINE = 1.2
"""Height of the mark's line in sizes of its letters; no office cuts the letters off then."""
_BASELINE, _GLYPH_TOP, _GLYPH_FOOT = 0.8, 0.84, 0.12
"""Where an exact line has its baseline, and how far letters reach above and below that."""
_LEFT = '<w:jc w:val="left"/>'
NAMES = {
    "mark": "Letter Mark",
    "plain_mark": "Plain Letter Mark",
    "plain_number": "Plain Letter Number",
    "plain_marks": "Plain Letter Marks",
    "issuer": "Letter Issuer",
    "date": "Letter Date",
}
"""The names of the styles whose place depends on what is written in them."""


def letter_styles(standard: Mapping[str, Any]) -> list[str]:
    """Head, sign-off, annex and imprint; sizes and places for a mark of the largest size."""
    body = standard["body"]
    line, size = body["line_twips"] / POINT_TWIPS, body["size"]
    title = letters(standard, "title", standard["sizes"]["title"], PLAIN)
    return [
        *_general(standard, line, title),
        *_plain(standard),
        style("LetterRecipients", "Letter Recipients", exact(line, line)),
        style("LetterIssuer", NAMES["issuer"], f"<w:keepNext/>{exact(line, line)}{_LEFT}"),
        style("LetterDate", NAMES["date"], _LEFT),
        style("LetterNote", "Letter Note", indent(size)),
        style("AnnexNames", "Annex Names", ""),
        style(
            "AnnexMark",
            "Annex Mark",
            "<w:keepNext/><w:pageBreakBefore/>",
            letters(standard, "hei", size),
        ),
        style(
            "AnnexTitle",
            "Annex Title",
            f"<w:keepNext/>{exact(line, line, line)}{CENTRED}",
            title,
        ),
        *_imprint(standard),
    ]


def _general(standard: Mapping[str, Any], line: float, title: str) -> list[str]:
    """The head of the general format."""
    letter, red = standard["letter"], standard["colors"]["red"]
    size = letter["mark_size"]
    mark = letters(standard, "title", size, PLAIN, red)
    slack = line * (1 - _BASELINE) - _GLYPH_FOOT * standard["body"]["size"]
    space = round(letter["rule_below"] / MM_PER_POINT - slack)
    rule = _rule("single", letter["rule_stroke"], space, red)
    apart = exact(line, letter["mark_to_number"] * line)
    frame = _frame(2400, "margin", ' w:xAlign="left"', "margin", ' w:yAlign="top"')
    upward = f'<w:tabs><w:tab w:val="right" w:pos="{_end(standard)}"/></w:tabs>'
    side = f'<w:ind w:firstLine="{_chars(1, standard)}"/>'
    return [
        style("LetterMarks", "Letter Marks", frame, letters(standard, "hei", 16, PLAIN)),
        style(
            "LetterMark",
            NAMES["mark"],
            f"{NO_GRID}{exact(MARK_LINE * size, mark_before(standard, size))}{CENTRED}",
            mark,
        ),
        style("LetterNumber", "Letter Number", f"{rule}{apart}{CENTRED}"),
        style("LetterNumberUp", "Letter Number Up", f"{rule}{upward}{apart}{side}"),
        style(
            "LetterTitle",
            "Letter Title",
            f"{exact(line, letter['rule_to_title'] * line)}{CENTRED}",
            title,
        ),
    ]


def _plain(standard: Mapping[str, Any]) -> list[str]:
    """The head of the letter format."""
    plain, red = standard["plain_letter"], standard["colors"]["red"]
    size, line = plain["mark_size"], standard["body"]["line_twips"] / POINT_TWIPS
    place = PlainPlaces(standard, size)
    wide = millimetres(plain["rule_width"])
    slack = (MARK_LINE - place.top_gap - _GLYPH_TOP - _GLYPH_FOOT) * size
    space = round(plain["rule_below"] / MM_PER_POINT - slack)
    across = ' w:xAlign="center"'
    mark = _frame(wide, "page", across, "page", f' w:y="{place.mark}"')
    marks = _frame(2400, "margin", ' w:xAlign="left"', "page", f' w:y="{place.first}"')
    return [
        style("PlainLetterMarks", NAMES["plain_marks"], marks, based="LetterMarks"),
        style(
            "PlainLetterMark",
            NAMES["plain_mark"],
            mark
            + _rule("thickThinSmallGap", plain["rule_stroke"], space, red)
            + f"{NO_GRID}{exact(MARK_LINE * size)}{CENTRED}",
            letters(standard, "title", size, PLAIN, red),
        ),
        style(
            "PlainLetterNumber",
            NAMES["plain_number"],
            f'{exact(line, place.number_before / POINT_TWIPS)}<w:jc w:val="right"/>',
        ),
    ]


def _imprint(standard: Mapping[str, Any]) -> list[str]:
    imprint = standard["imprint"]
    one = round(imprint["size"] * POINT_TWIPS)
    looks = f"{NO_GRID}{exact(imprint['line'])}"
    hanging = f'<w:ind w:left="{4 * one}" w:right="{one}" w:hanging="{3 * one}"/>'
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_end(standard, one)}"/></w:tabs>'
    runs = letters(standard, "body", imprint["size"], PLAIN)
    return [
        style("ImprintCopies", "Imprint Copies", looks + hanging, runs),
        style(
            "ImprintPrinter",
            "Imprint Printer",
            f'{tab}{looks}<w:ind w:left="{one}"/><w:jc w:val="left"/>',
            runs,
        ),
    ]


def mark_before(standard: Mapping[str, Any], size: float) -> float:
    """Points above the line of a mark of that size whose letters begin where they should."""
    below = standard["letter"]["mark_below"] / MM_PER_POINT
    return float(below - (MARK_LINE * _BASELINE - _GLYPH_TOP) * size)


class PlainPlaces:
    """Twips from the top of the sheet to the parts of a plain letter with a mark of that size."""

    top_gap = MARK_LINE * _BASELINE - _GLYPH_TOP

    def __init__(self, standard: Mapping[str, Any], size: float) -> None:
        plain, body = standard["plain_letter"], standard["body"]
        line = body["line_twips"] / POINT_TWIPS
        top = plain["mark_top"] / MM_PER_POINT
        rule = top + (_GLYPH_TOP + _GLYPH_FOOT) * size + plain["rule_below"] / MM_PER_POINT
        first = rule + plain["rule_stroke"] + plain["first_below"] / MM_PER_POINT
        first -= line * _BASELINE - _GLYPH_TOP * body["size"]
        self.mark = round((top - self.top_gap * size) * POINT_TWIPS)
        self.first = round(first * POINT_TWIPS)
        self.number_before = max(0, self.first - millimetres(standard["page"]["top"]))


def _frame(wide: int, across: str, at_x: str, down: str, at_y: str) -> str:
    anchors = f'w:wrap="around" w:vAnchor="{down}" w:hAnchor="{across}"'
    return f'<w:framePr w:w="{wide}" {anchors}{at_x}{at_y}/>'


def _rule(kind: str, stroke: float, space: int, color: str) -> str:
    size = round(stroke * 8)
    line = f'w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{color}"'
    return f"<w:pBdr><w:bottom {line}/></w:pBdr>"


def _end(standard: Mapping[str, Any], inset: int | None = None) -> int:
    """Twips from the left of the type area to one character before its right edge."""
    room = _chars(1, standard) if inset is None else inset
    return millimetres(float(standard["page"]["text_width"])) - room


def _chars(count: float, standard: Mapping[str, Any]) -> int:
    return round(count * float(standard["body"]["size"]) * POINT_TWIPS)
