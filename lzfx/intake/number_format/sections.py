"""A number format code in its parts: sections between semicolons, and the signs of each.

The signs are those of ECMA-376, 18.8.30 and 18.8.31, with the Chinese spellings of Excel and WPS,
and with the `!` that stands there for a backslash.
What is none of them makes a section that is not sure: nobody here knows what it shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lzfx.intake.number_format.clock import Clock, clock_of
from lzfx.intake.number_format.plain import Plain, plain_of
from lzfx.intake.number_format.plain_day import PlainDay, plain_day_of
from lzfx.intake.number_format.signs import Names, Sign, Token

_SIGN = re.compile(
    r"""
    "(?P<quoted>[^"]*)(?:"|$)
    | [\\!](?P<escaped>.)
    | _(?P<blank>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|Standard|常规)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<day>y+|m+|d+|h+|s+|a{3,}|e+)
    | (?P<digit>[0\#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<slash>/)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(
    r"(<=|>=|<>|<|>|=)\s*([+-]?[0-9]*\.?[0-9]+(?:E[+-]?[0-9]{1,3})?)", re.IGNORECASE
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]{1,2}"
    r"|黑色|蓝色|青色|蓝绿色|绿色|洋红色?|红色|白色|黄色|颜色 ?[0-9]{1,2}",
    re.IGNORECASE,
)
_NUMERALS = re.compile(r"dbnum([0-3])", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Za-z,_-]*))?")
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
_CHINESE, _ENGLISH = 0x04, 0x09
_SYSTEM_DAY, _SYSTEM_TIME = "F800", "F400"
_MOST = 4
"""Sections of a format: for numbers of three signs, and for texts."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `numerals` is the number of its Chinese digits (0: plain ones).

    `condition` is what a number must be for it; `sure` is whether every sign of it is known.
    `clock` are its parts if it shows a day or a time, `plain` and `plain_day` how it shows
    numbers or days, if simply.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: int = 0
    names: Names = Names.UNKNOWN
    sure: bool = True
    signs: frozenset[Sign] = frozenset()
    clock: Clock | None = None
    plain: Plain | None = None
    plain_day: PlainDay | None = None

    def has(self, *signs: Sign) -> bool:
        """Whether one of these signs is among its parts."""
        return not self.signs.isdisjoint(signs)

    @property
    def shows_time(self) -> bool:
        """Whether it shows a day or a time rather than a number."""
        return self.clock is not None


@lru_cache(512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code, one to four; what comes after the fourth makes it unsure."""
    texts = split(code)
    found = [_section(text) for text in texts[:_MOST]]
    if len(texts) > _MOST:
        found = [replace(one, sure=False) for one in found]
    return tuple(found)


def split(code: str) -> list[str]:
    """The texts between semicolons that are not quoted, escaped or in brackets."""
    found, last = [""], 0
    for sign in _SIGN.finditer(code):
        if sign.lastgroup == "other" and sign[0] == ";":
            found.append("")
        else:
            found[-1] += sign[0]
        last = sign.end()
    found[-1] += code[last:]
    return found


_LITERALS = frozenset(("quoted", "escaped", "other"))


def _section(text: str) -> Section:
    tokens: list[Token] = []
    told = _Told()
    for sign in _SIGN.finditer(text):
        name = sign.lastgroup or ""
        if name == "bracket":
            tokens.extend(told.bracket(sign[name]))
        elif name in _LITERALS:
            tokens.append(Token(Sign.LITERAL, sign[name]))
            if name == "other" and sign[name].isascii() and sign[name].isalpha():
                told.sure = False
        elif name == "blank":
            tokens.append(Token(Sign.LITERAL, " "))
        elif name != "fill":
            tokens.append(Token(Sign[name.upper()], sign[name]))
    signs = frozenset(token.sign for token in tokens)
    is_clock = not signs.isdisjoint((Sign.DAY, Sign.ELAPSED, Sign.HALF))
    clock = clock_of(tokens, told.names) if is_clock else None
    return Section(
        tuple(tokens),
        told.condition,
        told.numerals,
        told.names,
        told.sure,
        signs,
        clock,
        None if is_clock or told.numerals else plain_of(tokens),
        plain_day_of(clock.tokens) if clock and not told.numerals else None,
    )


class _Told:
    """What the brackets of a section say of the whole of it."""

    def __init__(self) -> None:
        self.condition: tuple[str, float] | None = None
        self.numerals = 0
        self.names = Names.UNKNOWN
        self.sure = True

    def bracket(self, text: str) -> tuple[Token, ...]:
        """Note what a bracket says; what it shows itself is returned."""
        if _ELAPSED.fullmatch(text):
            return (Token(Sign.ELAPSED, text),)
        if (condition := _CONDITION.fullmatch(text.strip())) is not None:
            self.condition = condition[1], float(condition[2])
        elif (numerals := _NUMERALS.fullmatch(text)) is not None:
            self.numerals = int(numerals[1])
        elif (currency := _CURRENCY.fullmatch(text)) is not None:
            self._language(currency[2] or "")
            return (Token(Sign.LITERAL, currency[1]),) if currency[1] else ()
        elif not _COLOUR.fullmatch(text.strip()):
            self.sure = False
        return ()

    def _language(self, tag: str) -> None:
        """The language of a number or a name; another calendar or other digits are not known."""
        tag = tag.partition(",")[0]
        if tag.upper() == _SYSTEM_DAY or tag.lower() == "x-sysdate":
            self.names = Names.SYSTEM_DAY
        elif tag.upper() == _SYSTEM_TIME or tag.lower() == "x-systime":
            self.names = Names.SYSTEM_TIME
        elif _HEX.fullmatch(tag):
            number = int(tag, 16)
            self.names = _PRIMARY.get(number & 0x3FF, Names.UNKNOWN)
            self.sure &= (number >> 16) & 0xFF <= 1 and number >> 24 <= 1
        else:
            self.names = _PRIMARY_TAGS.get(tag.lower().partition("-")[0], Names.UNKNOWN)


_PRIMARY = {_CHINESE: Names.CHINESE, _ENGLISH: Names.ENGLISH}
_PRIMARY_TAGS = {"zh": Names.CHINESE, "en": Names.ENGLISH}
