"""The kinds of field: what each takes from a cell, how SQL holds it, how a workbook shows it.

A parse gets a cell that is neither an error value nor an uncached formula, and returns either
`ParsedValue` (with the text as it was when something was normalised) or `ParseFault` (a finding
code and its parameters). Nothing is guessed: what is ambiguous is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from lzfx.forms.as_shown import EXACT_DIGITS, has_lost_digits, shown_text, text_of_stored
from lzfx.forms.characters import fold, tidy
from lzfx.forms.choosing import chosen, meant_choice, nearest_label
from lzfx.forms.days import WEEKDAYS, day_of_another_weekday, day_of_serial, day_of_text
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.codes import FindingCode
from lzfx.model.submission import Value

MULTIPLE = "、"
"""What joins several choices in one cell."""

NONE = "none"
"""Code of the choice that says that no other applies."""

_EMAIL = re.compile(
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$"
)
_PHONE = re.compile(r"^(?:\+|\(?)[0-9][0-9\-()/转、,;]{5,29}$")
"""The most digits that a number in a spreadsheet keeps."""
_DECIMAL = re.compile(r"-?[0-9]{1,11}(?:\.[0-9]{1,4})?")
_SHORT = 12
_REMEMBERED = 1024
"""Cells with choices hold few different answers: each is parsed once and cached."""
_NOTHING = frozenset(("无", "无。", "没有", "暂无", "/", "//", "\\", "-", "--", "—", "——", "―"))


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A value that was understood; `was` is the cell's text where that was written differently."""

    value: Value
    was: str = ""


@dataclass(frozen=True, slots=True)
class ParseFault:
    """Why a cell was not understood: a finding code and what its sentence needs."""

    code: FindingCode
    params: Mapping[str, object] = field(default_factory=dict)


Parsed = ParsedValue | ParseFault
Parse = Callable[[RawCell, FieldSpec, tuple[Choice, ...]], Parsed]


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One kind of field: its parser, SQL type and number format, and whether it has a drop-down.

    `stored`: it takes a number or day as the file stores it, not as the sender sees it.
    """

    parse: Parse
    sql: str
    number_format: str = "@"
    listed: bool = False
    stored: bool = False


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say: `无`, a stroke, a dash."""
    return len(text) <= _SHORT and fold(text) in _NOTHING


def _text_of(cell: RawCell) -> str | ParseFault:
    """The cell as it is seen; a fault where the spreadsheet has lost the last digits."""
    return _digits_lost(cell) or shown_text(cell)


def _digits_lost(cell: RawCell) -> ParseFault | None:
    if not has_lost_digits(cell):
        return None
    text = text_of_stored(cell)
    return ParseFault("digits-lost", {"value": text[:EXACT_DIGITS].ljust(len(text), "0")})


def _parse_text(cell: RawCell, spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    text = tidy(read)
    if len(text) > spec.max_length:
        return ParseFault("too-long", {"length": len(text), "limit": spec.max_length})
    if text and len(fold(text)) < spec.min_length:
        return ParseFault("too-short", {"length": len(fold(text)), "limit": spec.min_length})
    changed = cell.kind is not CellKind.TEXT or cell.shown or text != read.strip(" \n")
    return ParsedValue(text or None, was=read if changed else "")


def _parse_line(cell: RawCell, spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    taken = _parse_text(cell, spec, choices)
    if isinstance(taken, ParseFault) or not isinstance(taken.value, str) or "\n" not in taken.value:
        return taken
    joined = " ".join(filter(None, map(str.strip, taken.value.split("\n"))))
    return ParsedValue(joined, was=taken.value)


def _parse_code(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    code = fold(read).upper()
    return ParsedValue(code or None, was="" if _as_written(cell, code) else read)


def _not_a_choice(text: str, choices: tuple[Choice, ...]) -> ParseFault:
    """The fault; it names the nearest label where there is one."""
    params: dict[str, object] = {"choices": MULTIPLE.join(choice.label for choice in choices)}
    nearest = nearest_label(text, choices)
    if nearest:
        return ParseFault("not-a-choice-near", {**params, "nearest": nearest})
    return ParseFault("not-a-choice", params)


def _parse_choice(cell: RawCell, _spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    return _chosen(cell, lambda read: _one_of(read, choices))


def _chosen(cell: RawCell, parse: Callable[[str], Parsed]) -> Parsed:
    """What is seen, where that is a choice, else what is stored: a format may show 1 as 是.

    Where both are choices, and not the same, that is said.
    """
    seen = parse(shown_text(cell))
    if cell.shown is None:
        return seen
    stored = parse(text_of_stored(cell))
    if isinstance(seen, ParseFault):
        return seen if isinstance(stored, ParseFault) else stored
    other = isinstance(stored, ParsedValue) and stored.value != seen.value
    return replace(seen, was=seen.was or text_of_stored(cell)) if other else seen


@lru_cache(maxsize=_REMEMBERED)
def _one_of(read: str, choices: tuple[Choice, ...]) -> Parsed:
    found = meant_choice(read, choices)
    if found is None:
        return _not_a_choice(read, choices)
    return ParsedValue(found.code, was="" if read == found.label else read)


def _parse_choices(cell: RawCell, spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    is_roster = spec.roster is not None
    return _chosen(cell, lambda read: _some_of(read, choices, as_written=is_roster))


@lru_cache(maxsize=_REMEMBERED)
def _some_of(read: str, choices: tuple[Choice, ...], *, as_written: bool) -> Parsed:
    """Codes in the order of the list; of posts and people, the first named comes first."""
    listed = chosen(tidy(read), choices)
    if isinstance(listed, str):
        labels = MULTIPLE.join(choice.label for choice in choices)
        return ParseFault("not-among-choices", {"value": tidy(listed), "choices": labels})
    found = {choice.code: choice for choice in listed}
    ordered = tuple(found.values() if as_written else (c for c in choices if c.code in found))
    codes = tuple(choice.code for choice in ordered)
    none = next((choice for choice in ordered if choice.code == NONE), None)
    if none is not None and len(codes) > 1:
        return ParseFault("none-and-more", {"none": none.label})
    plain = MULTIPLE.join(choice.label for choice in found.values())
    return ParsedValue(codes or None, was="" if read == plain else read)


def _parse_date(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    """The day that is stored; where that is none, the one that is shown."""
    read = text_of_stored(cell)
    day = day_of_serial(float(cell.value)) if cell.kind is CellKind.NUMBER else None
    if day is not None:
        return ParsedValue(day, was=read)
    day = day_of_text(read.split("T")[0] if cell.kind is CellKind.DATE else read)
    if day is None and cell.shown is not None:
        read = shown_text(cell)
        day = day_of_text(read)
    if day is None:
        other = day_of_another_weekday(read)
        if other is not None:
            is_on = WEEKDAYS[other.weekday()]
            return ParseFault("weekday-differs", {"day": other.isoformat(), "weekday": is_on})
        return ParseFault("not-a-date")
    return ParsedValue(
        day, was="" if cell.kind is CellKind.DATE or read == day.isoformat() else read
    )


def _parse_integer(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    lost = _digits_lost(cell)
    if lost is not None:
        return lost
    read = text_of_stored(cell)
    text = _ended(read).replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        return ParseFault("not-a-number")
    plain = cell.kind is CellKind.NUMBER or read == str(int(text))
    return ParsedValue(int(text), was="" if plain else read)


def _parse_decimal(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    """A number as text without idle zeros, so that it stays exact; number cells have 15 digits."""
    number = cell.kind is CellKind.NUMBER
    read = f"{float(cell.value):.15g}" if number else text_of_stored(cell)
    text = _ended(read).replace(",", "")
    if not _DECIMAL.fullmatch(text):
        return ParseFault("not-a-decimal")
    if lost := _digits_lost(cell):
        return lost
    plain = f"{Decimal(text).normalize():f}"
    return ParsedValue(plain, was="" if number or read == plain else read)


def _parse_email(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = shown_text(cell)
    text = _without_remark(read)
    if not _EMAIL.match(text):
        return ParseFault("not-an-email")
    return ParsedValue(text, was="" if text == read else read)


def _parse_phone(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    text = re.sub(r"[－—\u2013]", "-", _without_remark(read))
    if not _PHONE.match(text):
        return ParseFault("not-a-phone")
    return ParsedValue(text, was="" if _as_written(cell, text) else read)


def _ended(read: str) -> str:
    """The text folded, without the stop of a sentence behind it."""
    return fold(read).rstrip("。;、")


def _without_remark(read: str) -> str:
    """The text folded, without a remark without digits behind it: whose number, which one."""
    return _ended(re.sub(r"\([^()0-9@]*\)$", "", _ended(read)))


def _as_written(cell: RawCell, text: str) -> bool:
    """Whether the cell holds just that text; a number may have lost its leading zeros."""
    return cell.kind is CellKind.TEXT and cell.value == text


KINDS: Mapping[str, FieldKind] = {
    "text": FieldKind(_parse_text, "TEXT"),
    "line": FieldKind(_parse_line, "TEXT"),
    "code": FieldKind(_parse_code, "TEXT"),
    "choice": FieldKind(_parse_choice, "TEXT", listed=True),
    "choices": FieldKind(_parse_choices, "TEXT"),
    "date": FieldKind(_parse_date, "TEXT", number_format="yyyy-mm-dd", stored=True),
    "integer": FieldKind(_parse_integer, "INTEGER", number_format="0", stored=True),
    "decimal": FieldKind(_parse_decimal, "TEXT", stored=True),
    "email": FieldKind(_parse_email, "TEXT"),
    "phone": FieldKind(_parse_phone, "TEXT"),
}


def answer_text(cell: RawCell, spec: FieldSpec) -> str:
    """What the field takes from the cell, as a text: as it is seen, or as it is stored."""
    return text_of_stored(cell) if KINDS[spec.kind].stored else shown_text(cell)


def shown(value: Value, choices: tuple[Choice, ...]) -> str:
    """A stored value as it is written on paper: labels for codes, ISO for days, empty for none."""
    if value is None:
        return ""
    labels = {choice.code: choice.label for choice in choices}
    if isinstance(value, tuple):
        return MULTIPLE.join(labels.get(code, code) for code in value)
    if isinstance(value, date):
        return value.isoformat()
    return labels.get(str(value), str(value))
