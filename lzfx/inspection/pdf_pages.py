"""The pages of a pdf compared with the standard: paper, type area, page numbers, contents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lzfx.inspection.content import squeezed
from lzfx.inspection.pdf_facts import Glyph, Pdf, PdfPage
from lzfx.model.finding import Finding, Where

Edges = tuple[float, float, float, float]

_PAGE_NUMBER = re.compile(r"[—-](\d+)[—-]")
_ENTRY = re.compile(r"(.*?)[.…·]{2,}(\d+)")
_DRAFT = re.compile(r"\w{1,8}稿|样张")
"""What the mark of a draft or a specimen looks like where it is not known."""
_DOTS = re.compile(r"[.…·]{6,}")
_STRIP = 16.0
"""The band below the type area, in millimetres, where the page number is looked for."""
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page as a reader sees it: its text, its page number, what is outside the type area.

    `marked` is the mark of a draft at its head, which is not part of its text.
    """

    page: PdfPage
    text: str
    number: int | None
    number_glyphs: tuple[Glyph, ...]
    outside: tuple[Glyph, ...]
    marked: str = ""


def pages_seen(
    pages: Iterable[PdfPage], standard: Mapping[str, Any], mark: str | None = None
) -> tuple[PageSeen, ...]:
    """Every page, with its number and the mark of a draft separated from its text.

    Without a known `mark` (empty for a paper that is no draft) it is guessed from how it looks.

    Only the first page, the last one and those of the contents keep their glyphs.
    """
    found: list[PageSeen] = []
    for page in pages:
        if len(found) > 1 and not _DOTS.search(found[-1].text):
            found[-1] = replace(found[-1], page=replace(found[-1].page, glyphs=()))
        found.append(_laid(page, standard, mark))
    return tuple(found)


def type_area(page: PdfPage, standard: Mapping[str, Any]) -> Edges:
    """Left, top, right and bottom edge in mm; on a landscape page the upright ones turned."""
    size = standard["page"]
    left, top = size["left"], size["top"]
    right, bottom = left + size["text_width"], top + size["text_height"]
    if not page.landscape:
        return left, top, right, bottom
    return size["height"] - bottom, left, size["height"] - top, right


def _laid(page: PdfPage, standard: Mapping[str, Any], mark: str | None) -> PageSeen:
    left, top, right, bottom = type_area(page, standard)
    marked = _mark_on(page, top, mark)
    held = set(marked)
    slack = standard["tolerance"]["edge"] + standard["tolerance"]["ink"]
    strip, outside = [], []
    for glyph in page.glyphs:
        if glyph in held:
            continue
        below = left - glyph.right if page.landscape else glyph.top - bottom
        if 0 < below < _STRIP:
            strip.append(glyph)
            continue
        if (
            glyph.left < left - slack
            or glyph.right > right + slack
            or glyph.top < top - slack
            or glyph.bottom > bottom + slack
        ):
            outside.append(glyph)
    number = _PAGE_NUMBER.fullmatch("".join(glyph.text for glyph in strip))
    if number is None:
        outside += strip
    said = squeezed("".join(glyph.text for glyph in marked))
    return PageSeen(
        page,
        _without(_without(page.written, said), number.group() if number else ""),
        int(number[1]) if number else None,
        tuple(strip) if number else (),
        tuple(outside),
        said,
    )


def _mark_on(page: PdfPage, top: float, mark: str | None) -> tuple[Glyph, ...]:
    """The glyphs of the mark over the type area; none where it is not there."""
    over = tuple(glyph for glyph in page.glyphs if glyph.bottom <= top)
    said = "".join(glyph.text for glyph in over)
    if mark is None:
        return over if _DRAFT.fullmatch(squeezed(said)) else ()
    wanted = "".join(mark.split())
    at = said.rfind(wanted) if wanted else -1
    whose = [glyph for glyph in over for _ in glyph.text]
    return tuple(dict.fromkeys(whose[at : at + len(wanted)])) if at >= 0 else ()


def _without(text: str, number: str) -> str:
    """The text without the last piece that is equal to the page number."""
    before, _, after = text.rpartition(number) if number else (text, "", "")
    return before + after


def paper(
    pages: Sequence[PageSeen],
    standard: Mapping[str, Any],
    file: str,
    free: Collection[int] = (),
    mark: str = "",
) -> Iterator[Finding]:
    """Faults of paper: not A4, or text outside the type area (5.1, 5.2.1); a draft without mark.

    The page number may be outside; on the pages in `free` any text may.
    """
    size = standard["page"]
    for laid in pages:
        where = at_page(file, laid)
        sides = sorted((laid.page.width, laid.page.height))
        if abs(sides[0] - size["width"]) > 1 or abs(sides[1] - size["height"]) > 1:
            yield Finding(
                "print-not-a4", where, {"width": round(sides[0]), "height": round(sides[1])}
            )
        if laid.outside and laid.page.number not in free:
            text = "".join(glyph.text for glyph in laid.outside)[:_SHOWN]
            yield Finding("print-outside-area", where, {"value": text})
        if mark and laid.text and laid.marked != squeezed(mark):
            yield Finding("print-draft-unmarked", where, {"value": mark})
        if laid.page.blind:
            yield Finding("print-glyph-missing", where, {"number": laid.page.blind})


def numbers(pages: Sequence[PageSeen], standard: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """Faults of page numbers: 1 to n, odd right, even left, 7 mm below the type area (7.5, 8).

    Pages before the first number, empty pages and the page of the imprint may have none; the first
    page of a 信函 has none but counts (10.1).
    """
    expected = None
    for at, laid in enumerate(pages):
        where = at_page(file, laid)
        empty = not laid.text
        if laid.number is None:
            if expected is not None:
                expected += 1
                if not empty and laid is not pages[-1]:
                    yield Finding("print-number-missing", where, {"expected": expected - 1})
            continue
        if expected is None:
            expected = 2 if at == 1 and laid.number == 2 else 1  # noqa: PLR2004 - the second page
        if laid.number != expected:
            params = {"value": laid.number, "expected": expected}
            yield Finding("print-number-wrong", where, params)
        expected = laid.number + 1
        if empty:
            yield Finding("print-blank-numbered", where, {"value": laid.number})
        if not _well_placed(laid, standard):
            yield Finding("print-number-misplaced", where, {"value": laid.number})


def _well_placed(laid: PageSeen, standard: Mapping[str, Any]) -> bool:
    """Whether the number is where the upright sheet has it, its dash 7 mm below the type area."""
    left, top, right, bottom = type_area(laid.page, standard)
    dash = laid.number_glyphs[0]
    wanted = standard["number"]["below"]
    if laid.page.landscape:
        below = left - max(glyph.right for glyph in laid.number_glyphs)
        dash_below = left - dash.right
        middle = (laid.number_glyphs[0].top + laid.number_glyphs[-1].bottom) / 2
        late = middle > (top + bottom) / 2
    else:
        below = min(glyph.top for glyph in laid.number_glyphs) - bottom
        dash_below = dash.top - bottom
        middle = (laid.number_glyphs[0].left + laid.number_glyphs[-1].right) / 2
        late = middle > (left + right) / 2
    near = abs(dash_below - wanted) <= standard["tolerance"]["number"] and below > 0
    return near and late == (laid.number is not None and laid.number % 2 == 1)


def contents_faults(
    pdf: Pdf, pages: Sequence[PageSeen], depth: int, file: str
) -> Iterator[Finding]:
    """Entries of the contents whose number is not that of the page with the heading."""
    listed = [laid for laid in pages if _DOTS.search(laid.text)]
    if not listed:
        return
    entries = [entry for laid in listed for entry in _entries(laid)]
    where = at_page(file, listed[0])
    for level, title, page in pdf.outline:
        if level > depth or not 0 < page <= len(pages):
            continue
        expected = pages[page - 1].number
        params = {"name": title, "expected": expected}
        entry = _entry_of(squeezed(title), entries)
        if entry is None:
            yield Finding("print-contents-missing", where, params)
            continue
        entries.remove(entry)
        if expected is not None and entry[1] != expected:
            yield Finding("print-contents-wrong", where, params | {"value": entry[1]})


def _entry_of(title: str, entries: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
    """The first entry of that title; the first entry may begin with the title of the contents."""
    same = (entry for entry in entries if entry[0] == title)
    return next(same, None) or next((one for one in entries if one[0].endswith(title)), None)


def _entries(laid: PageSeen) -> Iterator[tuple[str, int]]:
    """Title and number of each entry on a page of the contents; a long title takes two lines."""
    title = ""
    for line in lines(laid.page.glyphs):
        entry = _ENTRY.fullmatch(line)
        title += entry[1] if entry else line
        if entry:
            yield title, int(entry[2])
        if entry or not title:
            title = ""


def lines(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """The lines of a page; a glyph left of the one before it begins a new line."""
    line: list[str] = []
    for before, glyph in pairwise((*glyphs, None)):
        if before is not None:
            line.append(before.text)
        if (
            before is None
            or glyph is None
            or glyph.right < before.left
            or glyph.top > before.bottom
        ):
            yield "".join(line)
            line = []


def at_page(file: str, laid: PageSeen) -> Where:
    """The place of a finding on that page."""
    return Where(file, f"第{laid.page.number}页")
