"""The tables of a pdf compared with its document: heads on every page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lzfx.content.blocks import Document, Table, only
from lzfx.content.lines import line_count
from lzfx.inspection.content import broken_over_pages, squeezed
from lzfx.inspection.pdf_facts import MM, PdfPage
from lzfx.inspection.pdf_pages import PageSeen, at_page, type_area
from lzfx.model.finding import Finding, Severity

_SHORTEST = 6
"""The least characters of a cell by which a row is recognised."""
_NEAR = 3
"""The most pages ahead that a row is looked for; further on it would be another, equal row."""
_LONGEST_ROW = 12
"""The most pages on which the end of a row is looked for."""
_MAY_BREAK = 0.6
"""The share of the type area from which a row, by estimate, is too high and must be split."""


@dataclass(slots=True)
class _Found:
    """The rows of a table found: how many begin on each page, and which are on two pages."""

    rows: dict[int, int] = field(default_factory=dict)
    split: list[tuple[int, str]] = field(default_factory=list)


def tables(
    document: Document, pages: Sequence[PageSeen], standard: Mapping[str, Any], file: str
) -> Iterator[Finding]:
    """Faults of every table of the document, in order.

    A single row on the last page of its table is only advice.
    """
    at = 0
    for table in only(document.blocks, Table):
        title = table.caption or "、".join(squeezed(one.title) for one in table.columns[:3])
        head = squeezed("".join(column.title for column in table.columns))
        first = next((n for n in range(at, len(pages)) if head in pages[n].text), None)
        if first is None:
            yield Finding("print-head-missing", at_page(file, pages[at]), {"name": title})
            continue
        found, at = _find(table, pages, first, standard)
        for page, text in found.split:
            yield Finding("print-row-split", at_page(file, pages[page]), {"value": text})
        for page in found.rows:
            if head not in pages[page].text:
                yield Finding("print-head-missing", at_page(file, pages[page]), {"name": title})
        last = max(found.rows, default=0)
        if len(found.rows) > 1 and found.rows[last] == 1:
            where = at_page(file, pages[last])
            yield Finding("print-row-alone", where, {"name": title}, Severity.ADVICE)


def _find(
    table: Table, pages: Sequence[PageSeen], at: int, standard: Mapping[str, Any]
) -> tuple[_Found, int]:
    """The rows found from page `at` on, and the page of the last of them."""
    found = _Found()
    head = squeezed("".join(column.title for column in table.columns))
    for cells in table.rows:
        texts = [squeezed(cell.text) for cell in cells]
        key = max(texts, key=len, default="")
        if len(key) < _SHORTEST:
            continue
        page = _page(pages, at, texts, head)
        if key not in pages[page].text:
            places = (n for n in (page, page - 1) if n >= at and _parted(key, pages, n))
            parted = next(places, None)
            if parted is None:  # missing texts are found by `missing_texts`
                at = _end(pages, at, key)
                continue
            page = parted
            if not _must_break(table, texts, pages[page].page, standard):
                found.split.append((page, key))
        at = page
        found.rows[at] = found.rows.get(at, 0) + 1
    return found, at


def _page(pages: Sequence[PageSeen], at: int, texts: Sequence[str], head: str) -> int:
    """The page near `at` with most of a row's cells; among equals the first with the row's head.

    Offices copy texts, so a row cannot be recognised by a single cell.
    """
    near = range(at, min(at + _NEAR, len(pages) - 1) + 1)
    return max(
        near,
        key=lambda n: (sum(text in pages[n].text for text in texts), head in pages[n].text, -n),
    )


def _end(pages: Sequence[PageSeen], at: int, key: str) -> int:
    """The page on which a row over several pages ends; the same page where no end is found."""
    tail = key[-_SHORTEST:]
    ahead = range(at + 1, min(at + _LONGEST_ROW, len(pages)))
    return next((n for n in ahead if tail in pages[n].text), at)


def _parted(key: str, pages: Sequence[PageSeen], at: int) -> bool:
    return broken_over_pages(key, [laid.text for laid in pages[at : at + 2]])


def _must_break(
    table: Table, texts: Sequence[str], page: PdfPage, standard: Mapping[str, Any]
) -> bool:
    """Whether the row is, by estimate, too high for a page."""
    left, top, right, bottom = type_area(page, standard)
    lying = right - left > bottom - top
    size = standard["sizes"]["list" if lying else "table"] * MM
    total = sum(column.width for column in table.columns) or 1.0
    inset = 2 * standard["table"]["inset_x"]
    rooms = [((right - left) * one.width / total - inset) / size for one in table.columns]
    lines = max(line_count(text, room) for text, room in zip(texts, rooms, strict=False))
    height: float = lines * size * (1 + standard["table"]["leading"])
    return height > _MAY_BREAK * (bottom - top)
