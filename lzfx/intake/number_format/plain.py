"""The number formats that nearly all numbers have: words, digits with their decimals, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lzfx.forms.general import exact, rounded
from lzfx.intake.number_format.signs import Sign, Token

_DIGITS = re.compile(r"(#,##0|#*0*)(?:\.(0+))?")
_CORE = frozenset((Sign.DIGIT, Sign.COMMA, Sign.POINT))
_WORDS = frozenset((Sign.LITERAL, Sign.PERCENT))


@dataclass(frozen=True, slots=True)
class Plain:
    """Words before and after a number, its least digits and its decimals; `shift` for percents."""

    before: str
    after: str
    least: int
    thousands: bool
    places: int
    shift: int

    def text(self, value: float) -> str:
        """The text of a number that is not negative."""
        number = exact(value)
        number = rounded(number.scaleb(self.shift) if self.shift else number, self.places)
        whole, point, rest = f"{number:f}".partition(".")
        if self.thousands:
            whole = f"{int(whole):,}"
        elif self.least != 1:
            whole = whole.lstrip("0").zfill(self.least)
        return f"{self.before}{whole}{point}{rest}{self.after}"


def plain_of(tokens: Sequence[Token]) -> Plain | None:
    """How such a section shows numbers; None for any other section."""
    before = list(takewhile(lambda token: token.sign in _WORDS, tokens))
    core = list(takewhile(lambda token: token.sign in _CORE, tokens[len(before) :]))
    after = tokens[len(before) + len(core) :]
    digits = _DIGITS.fullmatch("".join(token.text for token in core))
    if digits is None or not digits[1] or any(token.sign not in _WORDS for token in after):
        return None
    percents = sum(token.sign is Sign.PERCENT for token in (*before, *after))
    return Plain(
        "".join(token.text for token in before),
        "".join(token.text for token in after),
        digits[1].count("0"),
        "," in digits[1],
        len(digits[2] or ""),
        2 * percents,
    )
