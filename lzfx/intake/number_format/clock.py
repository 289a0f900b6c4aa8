"""The parts of a number format that shows a day or a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.intake.number_format.signs import Names, Sign, Token

MINUTE = "n"
"""The letter of minutes once they are told from months, which formats write as m too."""

NAMED, LONG = 3, 4
"""Letters from which on a month or weekday is named, and named in full."""

_OF_DAYS = "ymdea"
_COUNTED = frozenset((Sign.DAY, Sign.ELAPSED))
_ONLY_SIGNS = frozenset((Sign.COMMA, Sign.SLASH, Sign.PERCENT))


@dataclass(frozen=True, slots=True)
class Clock:
    """The parts with small letters, minutes told from months, and decimals of seconds as one.

    `places` are those decimals; `is_day` is whether a day, month or year is among the parts;
    `told` is whether all programs show the same, as to the language of names.
    """

    tokens: tuple[Token, ...]
    places: int
    is_day: bool
    told: bool


def clock_of(tokens: Sequence[Token], names: Names) -> Clock:
    """The parts of a section that shows a day or a time."""
    parts = _with_decimals(tokens)
    for at, token in enumerate(parts):
        if token.sign is Sign.DAY and _is_minute(parts, at):
            parts[at] = Token(Sign.DAY, MINUTE * len(token.text))
    days = [token for token in parts if token.sign is Sign.DAY]
    return Clock(
        tuple(parts),
        max((len(token.text) - 1 for token in parts if token.sign is Sign.POINT), default=0),
        any(token.text[0] in _OF_DAYS for token in days),
        not any(_depends(token, names) for token in parts),
    )


def _depends(token: Token, names: Names) -> bool:
    """Whether a sign names a month, a weekday or a half of the day in a language not told."""
    if token.sign is Sign.HALF:
        return token.text.isascii() and names is Names.UNKNOWN
    letter, width = token.text[:1], len(token.text)
    if token.sign is not Sign.DAY or width < NAMED or letter not in "mda":
        return False
    if names is Names.CHINESE:
        return width == NAMED if letter == "a" else letter == "m" and width != LONG
    return letter != "a" and names is not Names.ENGLISH


def _with_decimals(tokens: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, zeros = tokens[at], ""
        if token.sign is Sign.POINT:
            while at + 1 < len(tokens) and tokens[at + 1] == Token(Sign.DIGIT, "0"):
                zeros, at = zeros + "0", at + 1
            token = Token(Sign.POINT if zeros else Sign.LITERAL, "." + zeros)
        elif token.sign in _ONLY_SIGNS:
            token = Token(Sign.LITERAL, token.text)
        elif token.sign in _COUNTED:
            token = Token(token.sign, token.text.lower())
        found.append(token)
        at += 1
    return found


def _is_minute(tokens: Sequence[Token], at: int) -> bool:
    """Whether an m stands for minutes: after hours, or before seconds."""
    if tokens[at].text not in {"m", "mm"}:
        return False
    before = [token.text[0] for token in tokens[:at] if token.sign in _COUNTED]
    after = [token.text[0] for token in tokens[at + 1 :] if token.sign in _COUNTED]
    return before[-1:] == ["h"] or after[:1] == ["s"]
