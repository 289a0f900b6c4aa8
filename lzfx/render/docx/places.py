"""Places and sizes in a letter that depend on what is written there.

A paragraph is found by the name of its style, so that it may stand anywhere in a template; where
the office gave it an indent or a distance of its own, that counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from lzfx.render.docx.graft import Grafted
from lzfx.render.docx.letter import LetterParts, lines_above, mark_size, sign_off_places
from lzfx.render.docx.letter_styles import MARK_LINE, NAMES, PlainPlaces, mark_before
from lzfx.render.docx.order import W
from lzfx.render.lengths import POINT_TWIPS


def placed(grafted: Grafted, letter: LetterParts) -> None:
    """Fit the mark to the line, set what stands below it, indent who signs and the date."""
    standard = grafted.standard
    for one in grafted.named(NAMES["mark"]):
        _general_mark(one, standard)
    for one in grafted.named(NAMES["plain_mark"]):
        _plain_mark(one, grafted)
    if letter.signed is None:
        return
    issuer, date = sign_off_places(letter.signed, standard)
    for one in grafted.named(NAMES["issuer"]):
        _give(one, "spacing", {"before": lines_above(letter.signed, standard)})
        _give(one, "ind", {"left": issuer})
    for one in grafted.named(NAMES["date"]):
        _give(one, "ind", {"left": date})


def _general_mark(mark: etree._Element, standard: Mapping[str, Any]) -> None:
    largest = standard["letterhead"]["mark_size"]
    size = mark_size(_text(mark), largest, standard)
    if size < largest:
        _sized(mark, size)
        before = round(mark_before(standard, size) * POINT_TWIPS)
        _give(mark, "spacing", {"before": before, **_line(size)})


def _plain_mark(mark: etree._Element, grafted: Grafted) -> None:
    standard = grafted.standard
    largest = standard["letterhead"]["mark_size"]
    size = mark_size(_text(mark), largest, standard)
    if size == largest:
        return
    place = PlainPlaces(standard, size)
    _sized(mark, size)
    _give(mark, "spacing", _line(size))
    _moved(mark, place.mark, grafted, "plain_mark")
    for one in grafted.named(NAMES["plain_marks"]):
        _moved(one, place.first, grafted, "plain_marks")
    for one in grafted.named(NAMES["plain_number"]):
        _give(one, "spacing", {"before": place.number_before})


def _line(size: float) -> dict[str, object]:
    return {"line": round(MARK_LINE * size * POINT_TWIPS), "lineRule": "exact"}


def _moved(paragraph: etree._Element, y: int, grafted: Grafted, style: str) -> None:
    """Put a framed paragraph at that height of the sheet, if it is still at that of its style."""
    usual, own = grafted.frame(NAMES[style]), paragraph.find(f"{W}pPr/{W}framePr")
    if own is not None and own.get(W + "y") == usual.get("y"):
        own.set(W + "y", str(y))


def _give(paragraph: etree._Element, name: str, values: Mapping[str, object]) -> None:
    """Set a property that the paragraph has only from its style."""
    properties = paragraph.find(W + "pPr")
    assert properties is not None  # noqa: S101 - it was found by the style named there
    if properties.find(W + name) is None:
        given = {W + key: str(value) for key, value in values.items()}
        etree.SubElement(properties, W + name, given)


def _sized(paragraph: etree._Element, size: float) -> None:
    for one in paragraph.iter(W + "r"):
        looks = one.find(W + "rPr")
        if looks is None:
            looks = etree.Element(W + "rPr")
            one.insert(0, looks)
        for name in ("sz", "szCs"):
            if looks.find(W + name) is None:
                etree.SubElement(looks, W + name, {W + "val": str(round(2 * size))})


def _text(paragraph: etree._Element) -> str:
    pieces = paragraph.iter(W + "t", W + "br")
    return "".join("\n" if one.tag == W + "br" else one.text or "" for one in pieces)
