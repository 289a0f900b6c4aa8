"""A table of a document as csv: UTF-8 with a byte order mark, as Excel and WPS need it.

A spreadsheet program calculates what looks like a formula in a csv. So a text that begins with a
tab or one of `= + - @` (also in full width, also after blanks) gets an apostrophe before it, which
other readers have to take off. A plain whole number gets none.
"""

from __future__ import annotations

import csv
import io
import re

from lzfx.content.blocks import Table
from lzfx.workbook.text import clean, looks_like_formula

MARK = "'"
"""Put before a text that would be calculated, and before a text that begins with it."""

_NUMBER = re.compile(r"-?[0-9]{1,15}")
_BOM = "\ufeff"
_BLANKS = " \n\u3000\u00a0\ufeff"


def render_csv(table: Table) -> bytes:
    """The headings and rows, separated by commas; lines end as on Windows."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([_safe(column.title) for column in table.columns])
    lines.writerows([_safe(cell.text) for cell in row] for row in table.rows)
    return (_BOM + out.getvalue()).encode("utf-8")


def _safe(text: str) -> str:
    plain = clean(text)
    if _NUMBER.fullmatch(plain):
        return plain
    first = plain.lstrip(_BLANKS)
    is_formula = looks_like_formula(first) or first.startswith("\t")
    return MARK + plain if is_formula or plain.startswith(MARK) else plain
