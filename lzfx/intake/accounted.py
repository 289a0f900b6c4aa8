"""What a unit wrote on the sheet of a marked copy that lists what was not read."""

from __future__ import annotations

from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import tidy
from lzfx.forms.layout import UNREAD_SHEET
from lzfx.forms.unread_list import (
    ANSWER_COLUMN,
    AREA_COLUMN,
    BETWEEN,
    HEADS,
    SHEET_COLUMN,
    TEXT_COLUMN,
)
from lzfx.model.book import RawBook, RawSheet
from lzfx.model.unread import UnreadLine


def lines_on_copy(book: RawBook) -> tuple[UnreadLine, ...]:
    """The lines of that sheet with their answers; `row` is where the answer stands in this file."""
    sheet = next((one for one in book.sheets if one.name == UNREAD_SHEET), None)
    return tuple(_lines(sheet)) if sheet else ()


def _lines(sheet: RawSheet) -> list[UnreadLine]:
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = tidy(shown_text(cell))
    heading = next((row for row, texts in rows.items() if texts.get(1) == HEADS[0]), None)
    if heading is None:
        return []
    return [
        UnreadLine(
            texts[SHEET_COLUMN],
            texts.get(AREA_COLUMN, ""),
            tuple(texts.get(TEXT_COLUMN, "").split(BETWEEN)),
            row,
            ANSWER_COLUMN,
            answer=texts.get(ANSWER_COLUMN, ""),
        )
        for row, texts in sorted(rows.items())
        if row > heading and texts.get(SHEET_COLUMN)
    ]
