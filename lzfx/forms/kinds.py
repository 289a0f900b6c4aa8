"""The kinds of field: what each takes from a cell, how SQL holds it, how a workbook shows it.

A parse gets a cell that is neither an error value nor an uncached formula, and returns either
`ParsedValue` (with the text as it was when something was normalised) or `ParseFault` (a finding
code and its parameters). Nothing is guessed: what is ambiguous is a fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from lzfx.forms.characters import fold, tidy
from lzfx.forms.days import day_of_serial, day_of_text
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.codes import FindingCode
from lzfx.model.submission import Value

MULTIPLE = "、"
"""What joins several choices in one cell."""

NONE = "none"
"""Code of the choice that says that no other applies."""

_SPLITS = (re.compile("、"), re.compile(r"[，,。;；/|\n＋+]"), re.compile(r"\s+"))
_EMAIL = re.compile(
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$"
)
_PHONE = re.compile(r"^(?:\+|\(?)[0-9][0-9\-()/转、,;]{5,29}$")
_EXACT_DIGITS = 15
_DECIMAL = re.compile(r"-?[0-9]{1,11}(?:\.[0-9]{1,4})?")
_NEAR = 0.6
_COMPARED = 100
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
    """One kind of field: its parser, SQL type and number format, and whether it has a drop-down."""

    parse: Parse
    sql: str
    number_format: str = "@"
    listed: bool = False


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say: `无`, a stroke, a dash."""
    return len(text) <= _SHORT and fold(text) in _NOTHING


def shown_text(cell: RawCell) -> str:
    """The cell as the sender sees it, near enough to quote it."""
    if cell.kind is CellKind.NUMBER and float(cell.value) == int(cell.value):
        return str(int(cell.value))
    if cell.kind is CellKind.BOOL:
        return "TRUE" if cell.value else "FALSE"
    return str(cell.value)


def _digits_of(cell: RawCell) -> str | ParseFault:
    """A number cell as its digits; a fault beyond 15, where the spreadsheet has lost the rest."""
    number = float(cell.value)
    if number != int(number):
        return str(cell.value)
    text = str(int(number))
    if len(text.lstrip("-")) > _EXACT_DIGITS:
        return ParseFault("digits-lost", {"value": text[:_EXACT_DIGITS].ljust(len(text), "0")})
    return text


def _text_of(cell: RawCell) -> str | ParseFault:
    return _digits_of(cell) if cell.kind is CellKind.NUMBER else shown_text(cell)


def _parse_text(cell: RawCell, spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    text = tidy(read)
    if len(text) > spec.max_length:
        return ParseFault("too-long", {"length": len(text), "limit": spec.max_length})
    if text and len(fold(text)) < spec.min_length:
        return ParseFault("too-short", {"length": len(fold(text)), "limit": spec.min_length})
    changed = cell.kind is not CellKind.TEXT or text != read.strip(" \n")
    return ParsedValue(text or None, was=read if changed else "")


def _parse_line(cell: RawCell, spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    taken = _parse_text(cell, spec, choices)
    if isinstance(taken, ParseFault) or not isinstance(taken.value, str) or "\n" not in taken.value:
        return taken
    joined = re.sub(r"\s*\n\s*", " ", taken.value)
    return ParsedValue(joined, was=taken.value)


def _parse_code(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    code = fold(read).upper()
    return ParsedValue(code or None, was="" if _as_written(cell, code) else read)


def match_choice(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that `text` names by label, alias or code, compared folded; else None."""
    return _by_name(choices).get(fold(text).upper())


@lru_cache(maxsize=_REMEMBERED)
def _by_name(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    """Choices by all their names, folded; where two share one, the first has it."""
    named: dict[str, Choice] = {}
    for choice in choices:
        for name in (choice.label, *choice.aliases, choice.code):
            named.setdefault(fold(name).upper(), choice)
    return named


def _not_a_choice(text: str, choices: tuple[Choice, ...]) -> ParseFault:
    """The fault; it names the nearest label only when no other is as near (`A级` is like all)."""
    params: dict[str, object] = {"choices": MULTIPLE.join(choice.label for choice in choices)}
    likeness = sorted(
        ((_likeness(text, choice.label), choice.label) for choice in choices), reverse=True
    )
    best = [label for near, label in likeness if near >= _NEAR and near == likeness[0][0]]
    if len(best) == 1:
        return ParseFault("not-a-choice-near", {**params, "nearest": best[0]})
    return ParseFault("not-a-choice", params)


def _likeness(text: str, label: str) -> float:
    return difflib.SequenceMatcher(None, fold(text)[:_COMPARED], fold(label)).ratio()


def _parse_choice(cell: RawCell, _spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    return _one_of(shown_text(cell), choices)


@lru_cache(maxsize=_REMEMBERED)
def _one_of(read: str, choices: tuple[Choice, ...]) -> Parsed:
    found = match_choice(read, choices)
    if found is None:
        return _not_a_choice(read, choices)
    return ParsedValue(found.code, was="" if read == found.label else read)


def _parse_choices(cell: RawCell, spec: FieldSpec, choices: tuple[Choice, ...]) -> Parsed:
    return _some_of(shown_text(cell), choices, as_written=spec.roster is not None)


@lru_cache(maxsize=_REMEMBERED)
def _some_of(read: str, choices: tuple[Choice, ...], *, as_written: bool) -> Parsed:
    """Codes in the order of the list; of posts and people, the first named comes first."""
    found: dict[str, Choice] = {}
    for part in _parts(tidy(read), choices):
        choice = match_choice(part, choices)
        if choice is None:
            labels = MULTIPLE.join(choice.label for choice in choices)
            return ParseFault("not-among-choices", {"value": tidy(part), "choices": labels})
        found.setdefault(choice.code, choice)
    listed = found.values() if as_written else choices
    ordered = tuple(choice for choice in listed if choice.code in found)
    codes = tuple(choice.code for choice in ordered)
    none = next((choice for choice in ordered if choice.code == NONE), None)
    if none is not None and len(codes) > 1:
        return ParseFault("none-and-more", {"none": none.label})
    plain = MULTIPLE.join(choice.label for choice in found.values())
    return ParsedValue(codes or None, was="" if read == plain else read)


def _parts(text: str, choices: tuple[Choice, ...], level: int = 0) -> Iterator[str]:
    """The parts between separators, the surest separator first: a label may hold a blank or `/`."""
    if not fold(text):
        return
    if level == len(_SPLITS) or match_choice(text, choices):
        yield text
        return
    for part in _SPLITS[level].split(text):
        yield from _parts(part, choices, level + 1)


def _parse_date(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = shown_text(cell)
    day = day_of_serial(float(cell.value)) if cell.kind is CellKind.NUMBER else None
    if day is not None:
        return ParsedValue(day, was=read)
    day = day_of_text(read.split("T")[0] if cell.kind is CellKind.DATE else read)
    if day is None:
        return ParseFault("not-a-date")
    return ParsedValue(
        day, was="" if cell.kind is CellKind.DATE or read == day.isoformat() else read
    )


def _parse_integer(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    text = fold(read).replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        return ParseFault("not-a-number")
    plain = cell.kind is CellKind.NUMBER or read == str(int(text))
    return ParsedValue(int(text), was="" if plain else read)


def _parse_decimal(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    """A number as text without idle zeros, so that it stays exact; number cells have 15 digits."""
    number = cell.kind is CellKind.NUMBER
    read = f"{float(cell.value):.15g}" if number else shown_text(cell)
    text = fold(read).replace(",", "")
    if not _DECIMAL.fullmatch(text):
        return ParseFault("not-a-decimal")
    plain = f"{Decimal(text).normalize():f}"
    return ParsedValue(plain, was="" if number or read == plain else read)


def _parse_email(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = shown_text(cell)
    text = fold(read)
    if not _EMAIL.match(text):
        return ParseFault("not-an-email")
    return ParsedValue(text, was="" if text == read else read)


def _parse_phone(cell: RawCell, _spec: FieldSpec, _choices: tuple[Choice, ...]) -> Parsed:
    read = _text_of(cell)
    if isinstance(read, ParseFault):
        return read
    text = re.sub(r"[－—\u2013]", "-", fold(read))
    if not _PHONE.match(text):
        return ParseFault("not-a-phone")
    return ParsedValue(text, was="" if _as_written(cell, text) else read)


def _as_written(cell: RawCell, text: str) -> bool:
    """Whether the cell holds just that text; a number may have lost its leading zeros."""
    return cell.kind is CellKind.TEXT and cell.value == text


KINDS: Mapping[str, FieldKind] = {
    "text": FieldKind(_parse_text, "TEXT"),
    "line": FieldKind(_parse_line, "TEXT"),
    "code": FieldKind(_parse_code, "TEXT"),
    "choice": FieldKind(_parse_choice, "TEXT", listed=True),
    "choices": FieldKind(_parse_choices, "TEXT"),
    "date": FieldKind(_parse_date, "TEXT", number_format="yyyy-mm-dd"),
    "integer": FieldKind(_parse_integer, "INTEGER", number_format="0"),
    "decimal": FieldKind(_parse_decimal, "TEXT"),
    "email": FieldKind(_parse_email, "TEXT"),
    "phone": FieldKind(_parse_phone, "TEXT"),
}


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
