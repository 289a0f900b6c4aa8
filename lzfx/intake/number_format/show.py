"""A value by its number format, as its sender sees it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from lzfx.forms.general import general_text, stored_text
from lzfx.intake.number_format.days import day_text, system_code
from lzfx.intake.number_format.numbers import is_nothing, number_text
from lzfx.intake.number_format.sections import Section, sections_of
from lzfx.intake.number_format.signs import Sign
from lzfx.model.book import CellKind, Shown

_REMEMBERED = 4096
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_GENERAL = sections_of("General")[0]
_LONGEST = 255
"""Signs of a format code at most; programs write no longer one."""

_TEXTS = 3
"""The place of the section for texts, after those for three signs of numbers."""


def shown_in(
    code: str, kind: CellKind, value: str | float, number: float | None, *, since_1904: bool
) -> Shown | None:
    """What a cell of that number format shows; None where that is its value as it is stored.

    `number` is what stands in the file for a number or day.
    """
    if kind is CellKind.TEXT:
        return _shown_text(code, str(value))
    if number is None or kind not in {CellKind.NUMBER, CellKind.DATE}:
        return None
    shown = shown_number(code, number, since_1904=since_1904)
    return None if shown.sure and shown.text == stored_text(kind, value) else shown


@lru_cache(_REMEMBERED)
def shown_number(code: str, value: float, *, since_1904: bool) -> Shown:
    """The text of a number or day; not sure where programs would not show the same.

    A column too narrow shows only signs: that is not known here, and not the sender's answer.
    """
    found = _section_for(sections_of(code), value) if len(code) <= _LONGEST else None
    if found is None:
        return Shown(general_text(value), sure=False)
    section, unsigned = found
    if code := system_code(section):
        section = sections_of(code)[0]
    if section.shows_time:
        day = day_text(section, value, since_1904=since_1904)
        return day or Shown(general_text(value), sure=False)
    text = number_text(section, abs(value))
    if text is None:
        return Shown(general_text(value), sure=False)
    if value < 0 and not unsigned and not (section.has(Sign.DIGIT) and is_nothing(text)):
        text = f"-{text}"
    return Shown(text.strip(" "), section.sure)


def _shown_text(code: str, text: str) -> Shown | None:
    """A text in a cell of that number format, such as `@"元"`; None where it is shown as it is."""
    section = _text_section(code) if len(code) <= _LONGEST else None
    if section is None:
        return None
    parts = (text if token.sign is Sign.TEXT else token.text for token in section.tokens)
    return Shown("".join(parts).strip(" "), section.sure)


@lru_cache(512)
def _text_section(code: str) -> Section | None:
    """The section for texts; None when texts are shown as they are."""
    sections = sections_of(code)
    if len(sections) > _TEXTS:
        found = sections[_TEXTS]
    elif sections[-1].has(Sign.TEXT):
        found = sections[-1]
    else:
        return None
    plain = [token for token in found.tokens if token.text.strip(" ") or token.sign is Sign.TEXT]
    return None if [token.sign for token in plain] == [Sign.TEXT] else found


def _section_for(sections: tuple[Section, ...], value: float) -> tuple[Section, bool] | None:
    """The section for a number, and whether it shows no minus of its own; None for no section.

    Beside conditions, a section without one is for what is above nothing, or below, or the rest.
    """
    numbers = sections[:_TEXTS]
    if len(numbers) > 1 and numbers[-1].has(Sign.TEXT):
        numbers = numbers[:-1]
    if not any(one.condition for one in numbers):
        at = 1 if value < 0 and len(numbers) > 1 else 2 if value == 0 else 0
        at = at if at < len(numbers) else 0
        return numbers[at], at == 1
    for at, section in enumerate(numbers):
        implied = None if at == len(numbers) - 1 else (("<", 0.0) if at else (">", 0.0))
        condition = section.condition or implied
        if condition is None or _COMPARED[condition[0]](value, condition[1]):
            return (section if value >= 0 else replace(section, sure=False)), False
    return (_GENERAL, False) if len(numbers) == 1 else None
