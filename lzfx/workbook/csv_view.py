"""A table of a document as csv: UTF-8 with its mark, so that Excel and WPS read it as it is.

A program that opens a csv calculates what looks like a formula. A cell whose text begins with one
of `= + - @`, be they of full width or behind blanks, or with a tab, therefore gets an apostrophe
before it, which a program that reads on has to take off; a plain whole number gets none.
"""

from __future__ import annotations

import csv
import io
import re

from lzfx.content.blocks import Table
from lzfx.workbook.text import clean, looks_like_formula

MARK = "'"
"""Stands before a text that would be calculated, and before one that begins with it."""

_NUMBER = re.compile(r"-?[0-9]{1,15}")
_BOM = "\ufeff"
_BLANKS = " \n\u3000\u00a0\ufeff"


def render_csv(table: Table) -> bytes:
    """The headings and rows, commas between them, every line ended as Windows does."""
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
