"""What the filled cells of an xlsx worksheet hold, from their attributes and texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, repeat
from operator import eq
from typing import NoReturn, cast

from lzfx.forms.places import a1
from lzfx.intake.bounded import Refused
from lzfx.intake.cells import Cells, Tally, place
from lzfx.intake.number_format.show import shown_in
from lzfx.intake.serials import count_of, iso_day, iso_text, read_number
from lzfx.intake.xlsx.fast_path import column_at
from lzfx.intake.xlsx.strings import Strings, decoded, written
from lzfx.intake.xlsx.styles import Styles
from lzfx.model.book import CellKind, Shown
from lzfx.model.cell import Cell

_TRUE = frozenset(("1", "true", "on"))
_TEXT = CellKind.TEXT
_NUMBERS = frozenset((CellKind.NUMBER, CellKind.DATE))
_REMEMBERED = 4096

_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
_EMBEDDED = "嵌入的图片"
"""The value given to a cell that WPS shows as a picture; in the file it is a formula."""

Filled = tuple[dict[str, str], str | None, str | None, bool, bool]
"""A cell's attributes, its value and its inline text if any, has it a formula or a struck run."""

_Found = tuple[CellKind, str | float | None]
"""What a cell holds; a value of None is a shared string that is missing or too long for a cell."""


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What a worksheet part needs from the rest of its workbook."""

    name: str
    visible: bool
    strings: Strings
    styles: Styles
    since_1904: bool
    tally: Tally

    @property
    def may_hide(self) -> bool:
        """Whether some style or text of the workbook may keep a cell from being seen."""
        return bool(self.styles.unseen or self.styles.formats or self.strings.inks)


def put_plain(
    part: str, context: SheetContext, cells: Cells, columns: Sequence[Sequence[bytes]]
) -> None:
    """Put cells given as six columns: letters, digits, style, type, value and inline text."""
    letters, digits, styles, types, numbers, inline = columns
    rows, places = list(map(int, digits)), list(map(column_at, letters))
    kinds = [_TEXT] * len(rows)
    shown: list[Shown | None] = [None] * len(rows)
    values = _texts(part, context, types, numbers, inline)
    days, since_1904 = context.styles.dates, context.since_1904
    for index in [at for at, value in enumerate(values) if value is None]:
        style, letter, number = styles[index] or b"0", types[index] or b"n", numbers[index]
        if number is None:
            cells.too_long(rows[index], places[index])
        if letter == b"n":
            found = _number(number.decode(), style.decode() in days, since_1904)
        else:
            given = {"s": style.decode(), "t": letter.decode()}
            found = _held(context, given, number.decode(), formula=False)
            if found[1] is None:
                _unheld(part, context, cells, (rows[index], places[index]), number.decode())
        kinds[index], values[index] = found
    whole = cast("list[str | float]", values)  # what was None has been refused above
    if context.may_hide:
        for at, style in enumerate(styles):
            text = count_of(numbers[at].decode()) if types[at] == b"s" else None
            here = (rows[at], places[at])
            _note_unseen(context, cells, here, (style or b"0").decode(), kinds[at], text)
    codes = _codes(context)
    for at in [at for at, style in enumerate(styles) if style in codes]:
        raw = (numbers[at] or b"").decode()
        seen = _shown(codes[styles[at]], kinds[at], whole[at], raw, context.since_1904)
        shown[at] = cells.seen(rows[at], places[at], seen) if seen else None
    cells.put_all(rows, places, kinds, whole, _struck(context, styles, types, numbers), shown)


def _codes(context: SheetContext) -> Mapping[bytes | None, str]:
    """The number formats of styles as cells write them; cells without one have the first."""
    codes: dict[bytes | None, str] = {
        style.encode(): code for style, code in context.styles.codes.items()
    }
    return {**codes, None: codes[b"0"]} if b"0" in codes else codes


def _texts(
    part: str,
    context: SheetContext,
    types: Sequence[bytes],
    numbers: Sequence[bytes],
    inline: Sequence[bytes],
) -> list[str | float | None]:
    """The text of each cell; None for numbers, and for texts too long for a cell."""
    told = [raw for raw in inline if raw is not None]
    texts = written(part, told, context.tally.limits.text_length) if told else ()
    if len(told) == len(types):
        return list(texts)
    if types.count(b"s") == len(types):
        return list(_named(context, numbers))
    named = _named(context, list(compress(numbers, map(eq, types, repeat(b"s")))))
    following = iter(texts)
    return [
        next(following) if number is None else next(named) if letter == b"s" else None
        for letter, number in zip(types, numbers, strict=True)
    ]


def _named(context: SheetContext, numbers: Sequence[bytes]) -> Iterator[str | None]:
    """The shared strings of these numbers; None where there is none."""
    strings = context.strings.texts
    if b"".join(numbers).isdigit():
        places = list(map(int, numbers))
        if max(places) < len(strings):
            return map(strings.__getitem__, places)
    return (_shared(strings, number.decode()) for number in numbers)


def _struck(
    context: SheetContext,
    styles: Sequence[bytes],
    types: Sequence[bytes],
    numbers: Sequence[bytes],
) -> Sequence[bool]:
    """Which cells are struck through, by their style or in a part of their shared text."""
    by_style, by_text = context.styles.struck, context.strings.struck
    flags = [False] * len(styles)
    if by_style:
        flags = [(style or b"0").decode() in by_style for style in styles]
    if by_text:
        for index, letter in enumerate(types):
            if letter == b"s" and numbers[index].isdigit():
                flags[index] |= int(numbers[index]) in by_text
    return flags


def _shared(strings: Sequence[str | None], text: str) -> str | None:
    index = count_of(text.strip())
    return strings[index] if index is not None and index < len(strings) else None


def _unheld(
    part: str, context: SheetContext, cells: Cells, at: tuple[int, int], text: str
) -> NoReturn:
    """Refuse a shared string that is missing: too long for a cell, or not in the table."""
    index = count_of(text.strip())
    if index is not None and index < len(context.strings.texts):
        cells.too_long(*at)
    raise contradiction(part, context, f"shared string {text[:20]}", Cell(*at))


def put_filled(part: str, context: SheetContext, cells: Cells, filled: Sequence[Filled]) -> None:
    """Put the cells that the parser noted; refuses impossible places and strings."""
    by_style, by_text = context.styles.struck, context.strings.struck
    hides = context.may_hide
    for given, own, inline, formula, struck in filled:
        row, column = place(given["r"])
        if not row or not column:
            raise contradiction(part, context, f"address {given['r'][:40]}")
        text = inline or own
        kind, value = _held(context, given, text, formula=formula)
        if own and inline:
            _, other = _held(context, given, own, formula=formula)
            kind, value = _TEXT, decoded(inline)
            if other is not None and str(other) != value:
                cells.beside[a1(row, column)] = str(other)
        if value is None:
            _unheld(part, context, cells, (row, column), text or "")
        if value != "" or kind is CellKind.UNCACHED:
            of_text = bool(by_text) and given.get("t") == "s" and count_of(text or "") in by_text
            is_struck = struck or of_text or given.get("s", "0") in by_style
            code = context.styles.codes.get(given.get("s", "0"))
            seen = _shown(code, kind, value, text, context.since_1904) if code else None
            cells.put(row, column, kind, value, formula, is_struck, seen)
            if hides:
                index = count_of(text or "") if given.get("t") == "s" else None
                _note_unseen(context, cells, (row, column), given.get("s", "0"), kind, index)


def _held(
    context: SheetContext, given: dict[str, str], text: str | None, *, formula: bool
) -> _Found:
    """What the cell holds, by its type letter."""
    letter = given.get("t", "n")
    if letter == "n" and text:
        return _number(text, given.get("s", "0") in context.styles.dates, context.since_1904)
    if letter == "s" and text:
        return _TEXT, _shared(context.strings.texts, text)
    if formula and text and text.startswith(_PICTURE):
        return CellKind.ERROR, _EMBEDDED
    if letter in ("str", "inlineStr", "s"):
        return _TEXT, decoded(text or "")
    if not text:
        return (CellKind.UNCACHED, "") if formula else (_TEXT, "")
    return _marked(letter, text)


def _marked(letter: str, text: str) -> _Found:
    """Values of types with a kind of their own: errors, booleans, ISO days; others are texts."""
    if letter == "e":
        return CellKind.ERROR, text
    if letter == "b":
        return CellKind.BOOL, int(text.strip() in _TRUE)
    day = iso_text(text) if letter == "d" else None
    return (CellKind.DATE, day) if day else (_TEXT, text)


def _shown(
    code: str,
    kind: CellKind,
    value: str | float,
    text: str | None,
    since_1904: bool,  # noqa: FBT001
) -> Shown | None:
    """What the cell shows by its number format; `text` is how the file holds a number."""
    number = read_number(text or "") if kind in _NUMBERS else None
    return shown_in(code, kind, value, number, since_1904=since_1904)


@lru_cache(_REMEMBERED)
def _number(text: str, is_day: bool, since_1904: bool) -> _Found:  # noqa: FBT001 - of the cache
    """A number, or the day it shows; cached, as small numbers occur in every return."""
    number = read_number(text)
    if number is None:
        return _TEXT, text
    if is_day:
        day = iso_day(number, since_1904=since_1904)
        if day is not None:
            return CellKind.DATE, day
    return CellKind.NUMBER, number


def _note_unseen(  # noqa: PLR0913, PLR0917 - a cell has that many facts
    context: SheetContext,
    cells: Cells,
    at: tuple[int, int],
    style: str,
    kind: CellKind,
    index: int | None,
) -> None:
    """Note why a cell is not seen, if so; `index` is the number of its shared text."""
    inks = context.strings.inks.get(index, ()) if index is not None else ()
    why = context.styles.unseen_in(style, kind, inks)
    if why is not None:
        cells.unseen[a1(*at)] = why


def contradiction(
    part: str, context: SheetContext, detail: str, cell: Cell | None = None
) -> Refused:
    """The refusal for a worksheet that contradicts itself."""
    return Refused(
        "workbook-damaged", {"part": part, "detail": detail}, sheet=context.name, cell=cell
    )
