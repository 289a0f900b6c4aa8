"""Sheets of cards as WordprocessingML: places of one size, with dashed lines to cut at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from lzfx.content.lines import line_count
from lzfx.content.paper import Card, Cards
from lzfx.render.docx.grid import columns, row
from lzfx.render.docx.table import shares, table_cell, table_properties
from lzfx.render.docx.text import paragraph, run
from lzfx.render.lengths import POINT_TWIPS, millimetres

_SPARE = 200
"""Twips left free on a sheet, for the lines and the paragraphs around the table."""
_SPARE_LINES = 1
"""A replaced font may need a line more than the one the card was measured for."""

_TITLE_LINES = 2.5
"""Room of a card's title in lines of that size."""
_LETTER_GAP = "\u3000"


def cards(block: Cards, standard: Mapping[str, Any], *, landscape: bool) -> str:
    """The sheets, each on a page that it fills; its section has the margins of a sheet.

    A place is two rows of the table: what the card says, and who signs at its foot.
    """
    page, look = standard["page"], standard["cards"]
    wide, high = (page[side] - 2 * look["edge"] for side in ("width", "height"))
    if landscape:
        wide, high = high, wide
    widths = shares((1.0,) * block.across, millimetres(wide))
    place = (millimetres(high) - _SPARE) // block.down
    stroke = standard["cut"]["stroke"]
    properties = table_properties(widths, (look["inset"], 0.0), stroke, "dashed")
    count = block.across * block.down
    sheets = []
    for start in range(0, len(block.cards), count):
        places = [*block.cards[start : start + count], *(None,) * count][:count]
        lines = [places[at : at + block.across] for at in range(0, count, block.across)]
        rows = chain.from_iterable(_places(line, widths, place, standard) for line in lines)
        sheets.append(f"<w:tbl>{properties}{columns(widths)}{''.join(rows)}</w:tbl>")
    return paragraph("Gap", "", "<w:pageBreakBefore/>").join(sheets)


def _places(
    line: Sequence[Card | None], widths: list[int], height: int, standard: Mapping[str, Any]
) -> tuple[str, str]:
    """The two rows of cards that stand side by side."""
    sizes = [_size(card, width, height, standard) for card, width in zip(line, widths, strict=True)]
    foot = max(map(_foot_height, line, sizes, (standard,) * len(sizes)))
    placed = list(zip(line, widths, sizes, strict=True))
    upper = [
        table_cell(width, _says(card, size, standard), borders=_without("bottom"), align="top")
        for card, width, size in placed
    ]
    lower = [
        table_cell(width, _signs(card, size, standard), borders=_without("top"), align="bottom")
        for card, width, size in placed
    ]
    return row(upper, height - foot), row(lower, foot)


def _size(card: Card | None, width: int, height: int, standard: Mapping[str, Any]) -> float:
    """The largest of the standard's sizes in which the card is not taller than its place."""
    sizes = tuple(map(float, standard["sizes"]["cards"]))
    fitting = (size for size in sizes if _high(card, size, width, standard) <= height)
    return next(fitting, sizes[-1])


def _high(card: Card | None, size: float, width: int, standard: Mapping[str, Any]) -> float:
    """An estimate of a card's height in twips."""
    if card is None:
        return 0.0
    # A mark that may not begin a line takes the character before it along to the next one.
    room = (width - 2 * millimetres(standard["cards"]["inset"])) / (size * POINT_TWIPS) - 1
    texts = [f"{name}{_LETTER_GAP}{fact}" for name, fact in card.facts]
    texts += [f"{_LETTER_GAP}{_LETTER_GAP}{text}" for text in card.paragraphs]
    lines = sum(line_count(text, room) for text in texts) + bool(card.number) + _SPARE_LINES
    title = _TITLE_LINES * float(standard["sizes"]["card_title"]) * POINT_TWIPS
    return lines * _pitch(size, standard) + title + _foot_height(card, size, standard)


def _foot_height(card: Card | None, size: float, standard: Mapping[str, Any]) -> int:
    lines = len(card.foot) if card is not None else 0
    return round(lines * _pitch(size, standard)) + millimetres(standard["cards"]["inset"])


def _pitch(size: float, standard: Mapping[str, Any]) -> float:
    return float(size * (1 + standard["cards"]["leading"]) * POINT_TWIPS)


def _without(side: str) -> str:
    return f'<w:tcBorders><w:{side} w:val="nil"/></w:tcBorders>'


def _says(card: Card | None, size: float, standard: Mapping[str, Any]) -> str:
    inset = millimetres(standard["cards"]["inset"])
    top = f'<w:spacing w:before="{inset}" w:after="120"/>'
    if card is None:
        return paragraph("CardText", "")
    half, pitch = round(2 * size), _line(size, standard)
    number = paragraph("CardNumber", run(card.number, half), pitch) if card.number else ""
    facts = (
        paragraph("CardText", run(name, half, hei) + run(_LETTER_GAP + fact, half), pitch)
        for hei in (standard["fonts"]["hei"]["name"],)
        for name, fact in card.facts
    )
    texts = (paragraph("CardBody", run(text, half), pitch) for text in card.paragraphs)
    return paragraph("CardTitle", run(card.title), top) + number + "".join((*facts, *texts))


def _signs(card: Card | None, size: float, standard: Mapping[str, Any]) -> str:
    if card is None or not card.foot:
        return paragraph("Gap", "")
    lines = card.foot
    pitch, last = _line(size, standard), millimetres(standard["cards"]["inset"])
    written = [paragraph("CardText", run(line, round(2 * size)), pitch) for line in lines[:-1]]
    end = _line(size, standard, last)
    return "".join(written) + paragraph("CardText", run(lines[-1], round(2 * size)), end)


def _line(size: float, standard: Mapping[str, Any], after: int = 0) -> str:
    pitch = round(_pitch(size, standard))
    return f'<w:spacing w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'
