"""Reading a PDF as it is printed: the text of its pages, and where each sign of it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
from support.printed_document import TEMPLATES, sentences, squeezed

from lzfx.content.blocks import Document, strings
from lzfx.render.pdf.document import Rendered, render_pdf
from lzfx.render.standard import load_standard

MM = 72 / 25.4
_NUMBER_BELOW = 262.5
"""Millimetres from the head of an upright page below which its number stands."""

STANDARD = load_standard(TEMPLATES)
PAGE, TOLERANCE = STANDARD["page"], STANDARD["tolerance"]
LEFT, RIGHT = PAGE["left"], PAGE["left"] + PAGE["text_width"]
FOOT = PAGE["top"] + PAGE["text_height"]
CHARACTER = PAGE["text_width"] / STANDARD["body"]["characters"]
"""Millimetres of a character of running text, 28 to the line."""

LINE = 29.6 / MM
RED = (1.0, 0.0, 0.0)


def printed(document: Document) -> Rendered:
    """The document as pdf with the bundled fonts."""
    return render_pdf(document, TEMPLATES, "bundled")


def page_texts(data: bytes) -> list[str]:
    """What is seen on each page: text beyond its edges does not count, nor does the number."""
    pages = pypdfium2.PdfDocument(data)
    texts = (squeezed(page.get_textpage().get_text_bounded()) for page in pages)
    return [re.sub(r"—\d+—", "", text) for text in texts]


def missing(document: Document, data: bytes) -> list[str]:
    """The sentences on no page; one cut by a page break counts if both halves are there."""
    pages = page_texts(data)

    def printed(sentence: str) -> bool:
        if any(sentence in page for page in pages):
            return True
        return any(
            sentence[:cut] in page and sentence[cut:] in after
            for page, after in pairwise(pages)
            for cut in range(1, len(sentence))
        )

    found = {sentence for text in strings(document) for sentence in sentences(text)}
    return sorted(sentence for sentence in found if not printed(sentence))


def signs(data: bytes, page: int) -> list[dict[str, Any]]:
    """The signs of a page (from 0) but blanks, in the order they are read in."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [sign for sign in pdf.pages[page].chars if sign["text"].strip()]


def found(data: bytes, page: int, text: str) -> list[dict[str, Any]]:
    """The signs of the first place on a page (from 0) that reads `text`, blanks left out."""
    # Some signs are several when squeezed; each of these is where the sign is.
    on_page = [(part, sign) for sign in signs(data, page) for part in squeezed(sign["text"])]
    start = "".join(part for part, _ in on_page).index(squeezed(text))
    return [sign for _, sign in on_page[start : start + len(squeezed(text))]]


def straight_lines(data: bytes, page: int) -> list[dict[str, Any]]:
    """The lines drawn level across a page (from 0), from its top down; lengths in mm."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        shapes = [one for one in pdf.pages[page].lines if abs(one["top"] - one["bottom"]) < 0.1]
    return [
        {
            "y": one["top"] / MM,
            "left": one["x0"] / MM,
            "width": (one["x1"] - one["x0"]) / MM,
            "weight": one["linewidth"] / MM,
            "color": one["stroking_color"],
        }
        for one in sorted(shapes, key=lambda one: one["top"])
    ]


def left(data: bytes, page: int, text: str) -> float:
    """The left edge in mm of the first place on a page (from 0) that reads `text`."""
    return float(found(data, page, text)[0]["x0"]) / MM


def right(data: bytes, page: int, text: str) -> float:
    """The right edge in mm of the first place on a page (from 0) that reads `text`."""
    return float(found(data, page, text)[-1]["x1"]) / MM


def top(data: bytes, page: int, text: str) -> float:
    """The upper edge in mm of the first place on a page (from 0) that reads `text`."""
    return float(found(data, page, text)[0]["top"]) / MM


def numbers(data: bytes) -> list[str]:
    """What is printed below the type area of each upright page."""
    pages = range(len(pypdfium2.PdfDocument(data)))
    return [
        "".join(sign["text"] for sign in signs(data, page) if sign["top"] > _NUMBER_BELOW * MM)
        for page in pages
    ]


def ink(data: bytes, page: int, is_ink: Callable[[int, int, int], bool]) -> list[float]:
    """The heights in mm, in tenths, at which a page has ink of a colour."""
    picture = pypdfium2.PdfDocument(data)[page].render(scale=10 / MM).to_pil().convert("RGB")
    pixels = picture.load()
    return [
        y / 10
        for y in range(picture.height)
        if any(is_ink(*pixels[x, y]) for x in range(picture.width))
    ]
