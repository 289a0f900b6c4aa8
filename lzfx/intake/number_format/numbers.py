"""What a section of a number format makes of a number: digits put in the places of its signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from lzfx.forms.general import exact, general_text, rounded
from lzfx.intake.number_format.chinese import in_digits, in_words
from lzfx.intake.number_format.sections import Section
from lzfx.intake.number_format.signs import Sign, Token

_IDLE = {"0": "0", "?": " ", "#": ""}
"""What each sign for a digit shows where the number has none."""

_WIDE = 3
_WORDS_BELOW = 10**16
_SOMETHING = frozenset("".join(in_digits("123456789", numerals) for numerals in range(4)))
_LONGEST_DENOMINATOR = 9


def number_text(section: Section, value: float) -> str | None:
    """The text of a number that is not negative; None when nobody can say for certain."""
    if section.plain is not None:
        return section.plain.text(value)
    if section.has(Sign.GENERAL) or not section.has(Sign.DIGIT):
        return _general(section, value)
    scaled = exact(value).scaleb(2 * sum(token.sign is Sign.PERCENT for token in section.tokens))
    tokens = list(section.tokens)
    slash = _slash(tokens)
    if slash is not None:
        shown = _fraction(tokens, slash, scaled)
    elif section.has(Sign.EXPONENT):
        shown = _scientific(tokens, scaled)
    else:
        shown = _fixed(tokens, scaled)
    return in_digits(shown, section.numerals) if shown is not None else None


def is_nothing(text: str) -> bool:
    """Whether a number was rounded to nothing, so that its minus is not shown."""
    return not any(sign in _SOMETHING for sign in text)


def _general(section: Section, value: float) -> str | None:
    """Words around the number as it is without a format; no number where none is asked for."""
    if section.has(Sign.DIGIT, Sign.EXPONENT):
        return None
    plain = general_text(value)
    if section.numerals:
        if value >= _WORDS_BELOW or section.numerals == _WIDE:
            return None  # Excel and LibreOffice do not agree on words with wide digits
        whole, point, rest = f"{exact(value):f}".partition(".")
        plain = in_words(int(whole), section.numerals) + point + in_digits(rest, section.numerals)
        if not section.tokens:
            return plain
    return "".join(
        plain if token.sign in {Sign.GENERAL, Sign.TEXT} else token.text for token in section.tokens
    )


def _fixed(tokens: Sequence[Token], value: Decimal) -> str | None:
    """A number without exponent: digits before the point and after it, words left in place."""
    if sum(token.sign is Sign.POINT for token in tokens) > 1:
        return None
    point = next((at for at, token in enumerate(tokens) if token.sign is Sign.POINT), None)
    before = list(tokens if point is None else tokens[:point])
    after = [] if point is None else list(tokens[point + 1 :])
    thousands, shift, before = _commas(before)
    _, shift_after, after = _commas(after)
    places = sum(token.sign is Sign.DIGIT for token in after)
    digits = f"{rounded(value.scaleb(-3 * (shift + shift_after)), places):f}"
    whole, _, rest = digits.partition(".")
    shown = "".join(_before(before, whole.lstrip("0"), thousands=thousands))
    return shown + ("" if point is None else "." + "".join(_after(after, rest)))


def _commas(tokens: list[Token]) -> tuple[bool, int, list[Token]]:
    """Whether commas part thousands, how many of them divide by thousand, and the other tokens.

    Commas before the first digit are shown as they are.
    """
    places = [at for at, token in enumerate(tokens) if token.sign is Sign.DIGIT]
    if not places:
        return False, 0, tokens
    first, last = places[0], places[-1]
    commas = [at for at, token in enumerate(tokens) if token.sign is Sign.COMMA]
    thousands = any(first < at < last for at in commas)
    shift = 0
    while last + 1 + shift in commas:
        shift += 1
    gone = {at for at in commas if first < at <= last + shift}
    return thousands, shift, [token for at, token in enumerate(tokens) if at not in gone]


def _before(tokens: Sequence[Token], digits: str, *, thousands: bool) -> list[str]:
    """The tokens before the point with the digits in their places, from the last to the first."""
    places = [at for at, token in enumerate(tokens) if token.sign is Sign.DIGIT]
    shown = [token.text for token in tokens]
    left, count = digits, 0
    for at in reversed(places):
        is_first = at == places[0]
        mine = (left if is_first else left[-1:]) or _IDLE[tokens[at].text]
        left = "" if is_first else left[:-1]
        piece = ""
        for digit in reversed(mine):
            if thousands and count and count % 3 == 0:
                piece = ("," if digit != " " else " ") + piece
            piece, count = digit + piece, count + 1
        shown[at] = piece
    if not places and digits:
        shown.append(digits)
    return shown


def _after(tokens: Sequence[Token], digits: str) -> Iterator[str]:
    """The tokens after the point; zeros at the end are shown as their signs say."""
    left, at = digits, 0
    for token in tokens:
        if token.sign is not Sign.DIGIT:
            yield token.text
            continue
        idle = not left[at:].strip("0")
        yield _IDLE[token.text] if idle else left[at]
        at += 1


def _scientific(tokens: list[Token], value: Decimal) -> str | None:
    """A number with an exponent, which is a multiple of the number of places before the point."""
    at = next(at for at, token in enumerate(tokens) if token.sign is Sign.EXPONENT)
    before, sign, after = tokens[:at], tokens[at].text, tokens[at + 1 :]
    point = next((at for at, token in enumerate(before) if token.sign is Sign.POINT), len(before))
    wide = max(1, sum(token.sign is Sign.DIGIT for token in before[:point]))
    places = sum(token.sign is Sign.DIGIT for token in before[point:])
    if not any(token.sign is Sign.DIGIT for token in after):
        return None
    exponent = value.adjusted() // wide * wide if value else 0
    if value and rounded(value.scaleb(-exponent), places).adjusted() >= wide:
        exponent += wide
    mantissa = _fixed(before, value.scaleb(-exponent))
    power = "".join(_before(after, str(abs(exponent)), thousands=False))
    minus = "-" if exponent < 0 else "+" if sign.endswith("+") else ""
    return None if mantissa is None else f"{mantissa}{sign[0]}{minus}{power}"


def _slash(tokens: Sequence[Token]) -> int | None:
    """The place of the stroke of a fraction; None when there is none, or it is only a sign."""
    for at, token in enumerate(tokens):
        if token.sign is Sign.SLASH and 0 < at < len(tokens) - 1:
            counts = tokens[at - 1].sign is Sign.DIGIT
            if counts and (tokens[at + 1].sign is Sign.DIGIT or tokens[at + 1].text.isdigit()):
                return at
    return None


def _fraction(tokens: list[Token], slash: int, value: Decimal) -> str | None:
    """A number as a fraction, with its whole part before it where there is a place for that."""
    begin, end = slash, slash + 1
    while begin and tokens[begin - 1].sign is Sign.DIGIT:
        begin -= 1
    while end < len(tokens) and (tokens[end].sign is Sign.DIGIT or tokens[end].text.isdigit()):
        end += 1
    over, under = tokens[begin:slash], tokens[slash + 1 : end]
    has_whole = any(token.sign is Sign.DIGIT for token in tokens[:begin])
    given = "".join(token.text for token in under)
    is_fixed = any(token.sign is Sign.LITERAL for token in under)
    if (is_fixed and not given.isdecimal()) or len(under) > _LONGEST_DENOMINATOR:
        return None
    whole, rest = divmod(Fraction(value), 1) if has_whole else (0, Fraction(value))
    denominator = int(given) if is_fixed else 0
    if is_fixed:
        numerator = int(rest * denominator + Fraction(1, 2))
    else:
        near = rest.limit_denominator(10 ** len(under) - 1)
        numerator, denominator = near.numerator, near.denominator
    if has_whole and numerator == denominator:
        whole, numerator = whole + 1, 0
    before = _before(tokens[:begin], str(whole).lstrip("0"), thousands=False)
    shown = "".join(before) if has_whole else "".join(token.text for token in tokens[:begin])
    if has_whole and not numerator and (is_fixed or "0" not in given):
        middle = "" if any(sign.isdigit() for sign in "".join(before)) else "0"
    else:
        top = "".join(_before(over, str(numerator).lstrip("0") or "0", thousands=False))
        middle = f"{top}/{denominator}"
    return shown + middle + "".join(token.text for token in tokens[end:])
