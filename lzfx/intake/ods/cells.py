"""What one OpenDocument cell holds, from its attributes and the text it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lzfx.forms.general import stored_text
from lzfx.intake.cells import ERROR_TEXT
from lzfx.intake.serials import iso_text, read_number, whole_as_int
from lzfx.model.book import CellKind, Shown

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0 "
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0 "
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_NUMBERS = frozenset(("float", "percentage", "currency"))
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_VALUES = frozenset((CellKind.NUMBER, CellKind.DATE, CellKind.BOOL))
_TRUTHS = {"=TRUE()": 1, "=FALSE()": 0}
"""The formula as which LibreOffice stores a typed truth value (or it stores a plain number)."""
_SPACE, _TAB, _BREAK = "\x00", "\x01", "\x02"
_HARD = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_BLANKS = re.compile(r"[ \t\r\n]+")


class CellParagraph:
    """One paragraph: runs of blanks become one; blanks given as elements are kept."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def add(self, piece: str) -> None:
        """Add text as it is in the file."""
        self._pieces.append(piece)

    def add_spaces(self, count: int) -> None:
        """Add blanks that are given as an element."""
        self._pieces.append(_SPACE * count)

    def add_tab(self) -> None:
        """Add a tabulator that is given as an element."""
        self._pieces.append(_TAB)

    def add_line_break(self) -> None:
        """Add a line break within the paragraph."""
        self._pieces.append(_BREAK)

    def text(self) -> str:
        """The text that a person sees."""
        return _BLANKS.sub(" ", "".join(self._pieces)).strip(" ").translate(_HARD)


def cell_value(given: Mapping[str, str], shown: str) -> tuple[CellKind, str | float, bool]:
    """Kind, value and whether there is a formula; an empty text is an empty cell."""
    formula = TABLE + "formula" in given
    if given.get(CALCEXT + "value-type") == "error":
        return CellKind.ERROR, shown or "#ERROR!", formula
    if formula and ERROR_TEXT.fullmatch(shown):
        return CellKind.ERROR, shown, formula
    if given.get(TABLE + "formula", "").removeprefix("of:") in _TRUTHS:
        return CellKind.BOOL, _TRUTHS[given[TABLE + "formula"].removeprefix("of:")], formula
    kind, value = _typed(given, shown)
    if value == "" and formula and OFFICE + "value-type" not in given:
        return CellKind.UNCACHED, "", formula
    return kind, value, formula


def _typed(given: Mapping[str, str], shown: str) -> tuple[CellKind, str | float]:
    kind = given.get(OFFICE + "value-type", "string")
    if kind in _NUMBERS:
        written = given.get(OFFICE + "value", "")
        number = read_number(written)
        return (CellKind.TEXT, shown or written) if number is None else (CellKind.NUMBER, number)
    if kind == "boolean":
        return CellKind.BOOL, int(given.get(OFFICE + "boolean-value") == "true")
    if kind == "date":
        written = given.get(OFFICE + "date-value", "")
        day = iso_text(written)
        return (CellKind.DATE, day) if day else (CellKind.TEXT, shown or written)
    if kind == "time":
        written = given.get(OFFICE + "time-value", "")
        days = _days(written)
        return (CellKind.TEXT, shown or written) if days is None else (CellKind.NUMBER, days)
    return CellKind.TEXT, shown or given.get(OFFICE + "string-value", "")


def shown_as(kind: CellKind, value: str | float, text: str) -> Shown | None:
    """The text that the file says a number, day or truth shows; None where it is as stored.

    A text of number signs alone is a column too narrow, and says nothing.
    """
    if kind not in _VALUES or not text or text == stored_text(kind, value):
        return None
    return Shown(text, sure=bool(text.strip("#")))


def _days(duration: str) -> int | float | None:
    """A duration as a number of days, as the other formats store it."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    hours, minutes, seconds = (
        float((part or "0").replace(",", ".")) for part in match.groups()[1:]
    )
    days = (hours * 3600 + minutes * 60 + seconds) / 86_400
    if days - days != 0:
        return None
    return whole_as_int(-days if match[1] else days)
