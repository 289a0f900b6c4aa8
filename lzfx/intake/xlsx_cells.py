"""What the filled cells of an xlsx worksheet hold, from their attributes and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, cast

from lzfx.forms.places import a1
from lzfx.intake.bounded import Refused
from lzfx.intake.gathered import Cells, Tally, place
from lzfx.intake.serials import count_of, iso_day, iso_text, read_number
from lzfx.intake.xlsx_strings import decoded
from lzfx.intake.xlsx_styles import Styles
from lzfx.model.book import CellKind

_TRUE = frozenset(("1", "true", "on"))
_TEXT = CellKind.TEXT

Filled = tuple[dict[str, str], str | None, bool]
"""A cell's attributes, its value's text if it has one, and whether it has a formula."""

_Found = tuple[CellKind, str | float | None]
"""The value None stands for a shared string that is not there or too long for a cell."""


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What a worksheet part needs from the rest of its workbook."""

    name: str
    visible: bool
    strings: Sequence[str | None]
    styles: Styles
    since_1904: bool
    tally: Tally


def put_plain(
    part: str, context: SheetContext, cells: Cells, columns: Sequence[Sequence[bytes]]
) -> None:
    """Put cells given as letters, digits, style, type and value, each an ASCII text or None."""
    letters, digits, styles, types, texts = columns
    at = {name: place(f"{name.decode()}1")[1] for name in set(letters)}
    rows = list(map(int, digits))
    numbers = [at[name] for name in letters]
    struck = context.styles.struck
    kinds = [_TEXT] * len(rows)
    values = _texts(context.strings, types, texts)
    for index, value in enumerate(values):
        if value is None:
            style, letter = (styles[index] or b"0").decode(), (types[index] or b"n").decode()
            given, text = {"s": style, "t": letter}, texts[index].decode()
            kinds[index], values[index] = _held(context, given, text, formula=False)
            if values[index] is None:
                _unheld(part, context, cells, (rows[index], numbers[index]), text)
    flags = [(style or b"0").decode() in struck for style in styles] if struck else []
    whole = cast("list[str | float]", values)  # what was None has been refused above
    cells.put_all(rows, numbers, kinds, whole, flags or [False] * len(rows))


def _texts(
    strings: Sequence[str | None], types: Sequence[bytes], texts: Sequence[bytes]
) -> list[str | float | None]:
    """The shared string of each cell of type `s`, None for every other."""
    count = len(strings)
    return [
        strings[int(text)] if letter == b"s" and text.isdigit() and int(text) < count else None
        for letter, text in zip(types, texts, strict=True)
    ]


def _shared(strings: Sequence[str | None], text: str) -> str | None:
    index = count_of(text.strip())
    return strings[index] if index is not None and index < len(strings) else None


def _unheld(
    part: str, context: SheetContext, cells: Cells, at: tuple[int, int], text: str
) -> NoReturn:
    """Say why a shared string is not there: too long for a cell, or never written."""
    index = count_of(text)
    if index is not None and index < len(context.strings):
        cells.too_long(*at)
    raise broken(part, context, f"shared string {text[:20]}", a1(*at))


def put_filled(part: str, context: SheetContext, cells: Cells, filled: Sequence[Filled]) -> None:
    """Put the cells the parser noted; refuses places and strings that cannot be."""
    struck = context.styles.struck
    for given, text, formula in filled:
        row, column = place(given["r"])
        if not row or not column:
            raise broken(part, context, f"address {given['r'][:40]}")
        kind, value = _held(context, given, text, formula=formula)
        if value is None:
            _unheld(part, context, cells, (row, column), text or "")
        if value != "" or kind is CellKind.UNCACHED:
            cells.put(row, column, kind, value, formula, given.get("s", "0") in struck)


def _held(
    context: SheetContext, given: dict[str, str], text: str | None, *, formula: bool
) -> _Found:
    """What the cell holds, by its type letter."""
    letter = given.get("t", "n")
    if letter == "n" and text:
        return _number(context, text, given.get("s", "0"))
    if letter == "s" and text:
        return _TEXT, _shared(context.strings, text)
    if letter in ("str", "inlineStr", "s"):
        return _TEXT, decoded(text or "")
    if not text:
        return (CellKind.UNCACHED, "") if formula else (_TEXT, "")
    return _marked(letter, text)


def _marked(letter: str, text: str) -> _Found:
    """Values that say their own kind: errors, booleans, written days; others stay texts."""
    if letter == "e":
        return CellKind.ERROR, text
    if letter == "b":
        return CellKind.BOOL, int(text.strip() in _TRUE)
    day = iso_text(text) if letter == "d" else None
    return (CellKind.DATE, day) if day else (_TEXT, text)


def _number(context: SheetContext, text: str, style: str) -> _Found:
    number = read_number(text)
    if number is None:
        return _TEXT, text
    if style in context.styles.dates:
        day = iso_day(number, since_1904=context.since_1904)
        if day is not None:
            return CellKind.DATE, day
    return CellKind.NUMBER, number


def broken(part: str, context: SheetContext, detail: str, cell: str = "") -> Refused:
    """The refusal for a worksheet that contradicts itself."""
    return Refused(
        "workbook-damaged", {"part": part, "detail": detail}, sheet=context.name, cell=cell
    )
