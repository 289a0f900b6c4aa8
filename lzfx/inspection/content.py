"""Whether a print says everything its document says."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lzfx.content.blocks import Document, strings
from lzfx.model.finding import Finding, Where

_UNSEEN = re.compile(r"[\s\u200b\u00ad\ufffe]")
_AROUND = 10_000
_MIDDLE = 20
"""The least signs of a text on a page it runs through; fewer are met on a page by chance."""
_ENDS = re.compile(r"[。;；!！?？\n]")


@dataclass(frozen=True, slots=True)
class Inspection:
    """The faults of a printed file; of a pdf also the text of each page without its number."""

    findings: tuple[Finding, ...]
    pages: tuple[str, ...] = ()


def squeezed(text: str) -> str:
    """The text for comparison: without white space and invisible breaks, width folded."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def pieces(text: str) -> list[str]:
    """The squeezed sentences of a text; a page break may fall between two of them."""
    return [piece for piece in map(squeezed, _ENDS.split(text)) if piece]


def missing_texts(document: Document, pages: Sequence[str], file: str) -> Iterator[Finding]:
    """Texts of the document that are on no page; `pages` are squeezed, without page numbers.

    A sentence cut by page breaks counts as there if its parts are on pages that follow each other.
    Text in drawings is left out, because in most formats they are pictures.
    """
    whole = "\0".join(pages)
    seen: set[str] = set()
    at = 0
    for text in strings(document, drawings=False):
        for piece in pieces(text):
            if piece in seen:
                continue
            seen.add(piece)
            place = _near(piece, whole, at)
            if place >= 0:
                at = place
            elif not any(broken_over_pages(piece, pages, page) for page in range(len(pages))):
                yield Finding("print-text-missing", Where(file), {"value": piece})


def unmarked(document: Document, heads: Sequence[str], where: Where) -> Iterator[Finding]:
    """The finding that a draft lacks its mark in one of the places that every page shows."""
    wanted = squeezed(document.mark)
    if wanted and not (heads and all(wanted in squeezed(head) for head in heads)):
        yield Finding("print-draft-unmarked", where, {"value": document.mark})


def _near(piece: str, whole: str, at: int) -> int:
    """The position of the piece, -1 for none; searched near `at` first, as texts are long."""
    place = whole.find(piece, max(0, at - _AROUND), at + _AROUND)
    return place if place >= 0 else whole.find(piece)


def broken_over_pages(text: str, pages: Sequence[str], at: int = 0) -> bool:
    """Whether the text begins on page `at` and goes on over the pages behind it to its end."""
    ends = set(range(1, min(_length_on(text, pages[at]), len(text) - 1) + 1))
    for page in islice(pages, at + 1, None):
        if any(text[end:] in page for end in ends):
            return True
        ends = {
            further
            for end in ends
            if len(text) - end > _MIDDLE and text[end : end + _MIDDLE] in page
            for further in range(end + _MIDDLE, end + _length_on(text[end:], page) + 1)
        }
        if not ends:
            return False
    return False


def _length_on(text: str, page: str) -> int:
    """How many of the text's first signs stand on the page one after the other."""
    return bisect_left(range(1, len(text) + 1), 1, key=lambda n: int(text[:n] not in page))
