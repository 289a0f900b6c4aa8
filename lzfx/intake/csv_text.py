"""Text in columns (csv) as a workbook of one sheet; encodings and quotes are read strictly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.cells import ERROR_TEXT, Cells, Tally
from lzfx.intake.serials import whole_as_int
from lzfx.model.book import CellKind, RawBook, RawSheet, Shown

SHEET = "表1"
"""The name of the only sheet, as the file has none."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODINGS = ("utf-8", "gb18030")
_SEPARATORS = (",", "\t", ";")
_HINT = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
_SHORTENED = re.compile(r"-?[0-9](?:\.([0-9]{1,17}))?[Ee]\+([0-9]{2,3})")
_LARGEST_EXPONENT = 308
_LOOKED_AT = 65_536
_ROWS_LOOKED_AT = 200
_FEWEST = 2
"""The least rows and separators of a table; a text with less is a letter."""


def read_text(data: bytes, limits: Limits = LIMITS) -> RawBook:
    """The rows in `data` as texts, errors marked as such; Refused when it is no sound table."""
    text = decoded(data)
    if "\0" in text:
        raise Refused("text-damaged")
    hint = _HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    if separator is None:
        raise Refused("not-a-workbook-text")
    cells, tally = Cells(SHEET, limits), Tally(limits)
    for number, row in enumerate(_rows(text[hint.end() :] if hint else text, separator), start=1):
        tally.add_elements(len(row))
        for column, value in enumerate(row, start=1):
            if value == "":
                continue
            if column > limits.text_columns:
                raise Refused("too-many-columns", {"limit": limits.text_columns}, sheet=SHEET)
            tally.add_values(1)
            kind, held, shown = _held(value)
            cells.put(number, column, kind, held, shown=shown)
    return RawBook("csv", (RawSheet(SHEET, visible=True, cells=cells.in_order()),))


def _held(value: str) -> tuple[CellKind, str | float, Shown | None]:
    """Kind, value and print: a text, except for errors and numbers that have lost their end.

    What a sheet shows without a format has no more than eleven digits, and so has its csv.
    """
    if ERROR_TEXT.fullmatch(value):
        return CellKind.ERROR, value, None
    short = _SHORTENED.fullmatch(value)
    if short is not None and len(short[1] or "") < int(short[2]) < _LARGEST_EXPONENT:
        return CellKind.NUMBER, whole_as_int(float(value)), Shown(value, sure=False)
    return CellKind.TEXT, value, None


def decoded(data: bytes) -> str:
    """The text, decoded whole: by its byte order mark, else as UTF-8, else as GB18030."""
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _ENCODINGS:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise Refused("text-encoding")


def in_columns(data: bytes) -> bytes:
    """A text that is known to be a table, with the line that says what separates its columns."""
    bom = next((mark for mark, name in _BOMS if data.startswith(mark) and name == "utf-8"), b"")
    plain = data[len(bom) :]
    most = max(_SEPARATORS, key=lambda one: plain[:_LOOKED_AT].count(one.encode()))
    return bom + f"sep={most}\n".encode() + plain


def _separator(text: str) -> str | None:
    """The character that separates most fields at the beginning of the text; None without any."""
    weights = {character: _weight(text[:_LOOKED_AT], character) for character in _SEPARATORS}
    best = max(_SEPARATORS, key=weights.__getitem__)
    return best if weights[best] else None


def _weight(text: str, separator: str) -> int:
    """How many fields that character would separate; 0 when the result is no table."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    counts: list[int] = []
    with suppress(csv.Error):  # reported when the whole table is read
        for row in islice(reader, _ROWS_LOOKED_AT):
            counts.append(len(row) - 1)  # noqa: PERF401 - what came before an error counts
    enough = sum(count >= _FEWEST for count in counts) >= _FEWEST
    return sum(counts) if enough else 0


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(
            "text-broken", {"line": reader.line_num, "detail": str(error)}, sheet=SHEET
        ) from error
