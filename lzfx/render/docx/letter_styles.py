"""The styles of an official letter's parts, at the places and in the sizes of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.docx.looks import CENTRED, NO_GRID, PLAIN, exact, letters, style
from lzfx.render.lengths import MM_PER_POINT, POINT_TWIPS, millimetres

MARK_LINE = 1.2
"""Height of the mark's line in sizes of its letters; no office cuts the letters off then."""
_BASELINE, _GLYPH_TOP, _GLYPH_FOOT = 0.8, 0.84, 0.12
"""Where an exact line has its baseline, and how far letters reach above and below that."""
_MARKS_WIDTH = 2400
"""Twips: room for the copy number, the secrecy and the urgency, none of which takes more."""
_COPIES = 3.0
"""Width of the word `抄送：` in characters: further lines begin after it (7.4.2)."""
_IMPRINT_LINE = 1.4
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
    body, line = standard["body"], _line(standard)
    title = letters(standard, "title", standard["sizes"]["title"], PLAIN)
    note = _chars(standard["sign_off"]["note_characters"], standard)
    before_title = (standard["annex"]["title_line"] - 2) * line
    return [
        *_general(standard, line, title),
        *_plain(standard, line),
        style(
            "LetterRecipients",
            "Letter Recipients",
            exact(line, standard["letterhead"]["lines_below_title"] * line),
        ),
        style("LetterIssuer", NAMES["issuer"], f"<w:keepNext/>{exact(line, line)}{_LEFT}"),
        style("LetterDate", NAMES["date"], _LEFT),
        style("LetterNote", "Letter Note", f'<w:ind w:left="{note}"/>'),
        style("AnnexNames", "Annex Names", "<w:keepNext/>"),
        style(
            "AnnexMark",
            "Annex Mark",
            "<w:keepNext/><w:pageBreakBefore/>",
            letters(standard, "hei", body["size"]),
        ),
        style(
            "AnnexTitle",
            "Annex Title",
            f"<w:keepNext/>{NO_GRID}{exact(line, before_title, line)}{CENTRED}",
            title,
        ),
        *_imprint(standard),
    ]


def _general(standard: Mapping[str, Any], line: float, title: str) -> list[str]:
    """The head of the general format."""
    head = standard["letterhead"]
    size, red = head["mark_size"], head["red"].lstrip("#")
    slack = line * (1 - _BASELINE) - _GLYPH_FOOT * standard["body"]["size"]
    space = round(head["rule_below_number"] / MM_PER_POINT - slack)
    rule = _rule("single", head["rule"] / MM_PER_POINT, space, red)
    apart = exact(line, head["lines_below_mark"] * line)
    frame = frames(standard)["LetterMarks"]
    inset = _chars(head["inset_characters"], standard)
    upward = f'<w:tabs><w:tab w:val="right" w:pos="{_end(standard, inset)}"/></w:tabs>'
    return [
        style("LetterMarks", "Letter Marks", frame, letters(standard, "hei", 16, PLAIN)),
        style(
            "LetterMark",
            NAMES["mark"],
            f"{NO_GRID}{exact(MARK_LINE * size, mark_before(standard, size))}{CENTRED}",
            letters(standard, "title", size, PLAIN, red),
        ),
        style("LetterNumber", "Letter Number", f"{rule}{apart}{CENTRED}"),
        style(
            "LetterNumberUp",
            "Letter Number Up",
            f'{rule}{upward}{apart}<w:ind w:firstLine="{inset}"/>',
        ),
        style(
            "LetterTitle",
            "Letter Title",
            f"{NO_GRID}{exact(line, head['lines_below_rule'] * line)}{CENTRED}",
            title,
        ),
    ]


def _plain(standard: Mapping[str, Any], line: float) -> list[str]:
    """The head of the letter format."""
    size, red = standard["letterhead"]["mark_size"], standard["letterhead"]["red"].lstrip("#")
    place = PlainPlaces(standard, size)
    slack = (MARK_LINE - place.top_gap - _GLYPH_TOP - _GLYPH_FOOT) * size
    space = round(standard["letter"]["rule_below_mark"] / MM_PER_POINT - slack)
    mark, marks = (frames(standard)[key] for key in ("PlainLetterMark", "PlainLetterMarks"))
    return [
        style("PlainLetterMarks", NAMES["plain_marks"], marks, based="LetterMarks"),
        style(
            "PlainLetterMark",
            NAMES["plain_mark"],
            mark
            + _rule("thickThinSmallGap", standard["letter"]["thick"] / MM_PER_POINT, space, red)
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
    imprint, size = standard["imprint"], standard["sizes"]["imprint"]
    one = round(imprint["inset_characters"] * size * POINT_TWIPS)
    word = round(_COPIES * size * POINT_TWIPS)
    room = round(imprint["padding"] / MM_PER_POINT * POINT_TWIPS)
    looks = f'{NO_GRID}<w:spacing w:before="{room}" w:after="{room}" w:line="{{line}}"'
    looks = looks.format(line=round(_IMPRINT_LINE * size * POINT_TWIPS)) + ' w:lineRule="exact"/>'
    hanging = f'<w:ind w:left="{one + word}" w:right="{one}" w:hanging="{word}"/>'
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_end(standard, one)}"/></w:tabs>'
    runs = letters(standard, "body", size, PLAIN)
    return [
        style("ImprintCopies", "Imprint Copies", looks + hanging, runs),
        style(
            "ImprintPrinter",
            "Imprint Printer",
            f'{tab}{looks}<w:ind w:left="{one}"/><w:jc w:val="left"/>',
            runs,
        ),
    ]


def frames(standard: Mapping[str, Any]) -> dict[str, str]:
    """The frames of the styles that have one; LibreOffice asks for them in each paragraph too."""
    place = PlainPlaces(standard, standard["letterhead"]["mark_size"])
    wide = millimetres(standard["letter"]["rule_width"])
    left, top = ' w:xAlign="left"', ' w:yAlign="top"'
    first, mark = (f' w:y="{y}"' for y in (place.first, place.mark))
    return {
        "LetterMarks": _frame(_MARKS_WIDTH, "margin", left, "margin", top),
        "PlainLetterMarks": _frame(_MARKS_WIDTH, "margin", left, "page", first),
        "PlainLetterMark": _frame(wide, "page", ' w:xAlign="center"', "page", mark),
    }


def mark_before(standard: Mapping[str, Any], size: float) -> float:
    """Points above the line of a mark of that size whose letters begin where they should."""
    below = standard["letterhead"]["mark_below"] / MM_PER_POINT
    return float(below - (MARK_LINE * _BASELINE - _GLYPH_TOP) * size)


class PlainPlaces:
    """Where the parts of a plain letter stand under a mark of that size, in twips from the top.

    `rule` is the whole width of the double rule in points.
    """

    top_gap = MARK_LINE * _BASELINE - _GLYPH_TOP

    def __init__(self, standard: Mapping[str, Any], size: float) -> None:
        plain, body = standard["letter"], standard["body"]
        top = plain["mark_top"] / MM_PER_POINT
        rule = top + (_GLYPH_TOP + _GLYPH_FOOT) * size + plain["rule_below_mark"] / MM_PER_POINT
        self.rule = (plain["thick"] + plain["gap"] + plain["thin"]) / MM_PER_POINT
        first = rule + self.rule + plain["text_below_rule"] * body["size"]
        first -= _line(standard) * _BASELINE - _GLYPH_TOP * body["size"]
        self.mark = round((top - self.top_gap * size) * POINT_TWIPS)
        self.first = round(first * POINT_TWIPS)
        self.number_before = max(0, self.first - millimetres(standard["page"]["top"]))


def _frame(wide: int, across: str, at_x: str, down: str, at_y: str) -> str:
    anchors = f'w:wrap="through" w:vAnchor="{down}" w:hAnchor="{across}"'
    return f'<w:framePr w:w="{wide}" {anchors}{at_x}{at_y}/>'


def _rule(kind: str, stroke: float, space: int, color: str) -> str:
    size = round(stroke * 8)
    line = f'w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{color}"'
    return f"<w:pBdr><w:bottom {line}/></w:pBdr>"


def _end(standard: Mapping[str, Any], inset: int) -> int:
    """Twips from the left of the type area to so many before its right edge."""
    return millimetres(float(standard["page"]["text_width"])) - inset


def _line(standard: Mapping[str, Any]) -> float:
    return float(standard["body"]["line_twips"]) / POINT_TWIPS


def _chars(count: float, standard: Mapping[str, Any]) -> int:
    return round(count * float(standard["body"]["size"]) * POINT_TWIPS)
