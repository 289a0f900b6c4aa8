"""Values as spreadsheets show them without a number format."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from lzfx.model.book import CellKind

_WIDEST = 11
"""Signs that a number without a format has at most, the minus not counted."""

_SHORT = 5
"""Decimals of a number in scientific notation, where it would be longer otherwise."""

_SMALLEST = Decimal("1e-4")
_HALVES_UP = Context(prec=1000, rounding=ROUND_HALF_UP)
"""More digits than the greatest number has, with as many decimals as a format can ask for."""

_DIGITS = 15
"""Digits that spreadsheets keep of a number."""


def exact(number: float) -> Decimal:
    """The number with the digits that a spreadsheet shows of it at most."""
    return Decimal(f"{number:.{_DIGITS}g}")


def rounded(number: Decimal, places: int) -> Decimal:
    """The number with so many decimals, halves away from zero."""
    return number.quantize(Decimal((0, (1,), -places)), context=_HALVES_UP)


def stored_text(kind: CellKind, value: str | float) -> str:
    """A value of a cell as it is stored; of a number all digits before the point."""
    if kind is CellKind.NUMBER:
        number = float(value)
        return str(int(number)) if number.is_integer() else general_text(number)
    if kind is CellKind.BOOL:
        return "TRUE" if value else "FALSE"
    return str(value)


def all_digits(kind: CellKind, value: str | float) -> str:
    """A value of a cell as it is stored; of a number all digits that a spreadsheet keeps."""
    if kind is CellKind.NUMBER and not float(value).is_integer():
        return f"{exact(float(value)):f}"
    return stored_text(kind, value)


def general_text(number: float) -> str:
    """The number in at most eleven signs: rounded, or as 1.23457E+11 where that is not enough."""
    value = abs(exact(number))
    text = _positive(value)
    return f"-{text}" if number < 0 and text.strip("0.") else text


def _positive(value: Decimal) -> str:
    plain = _plain(value)
    if len(plain) <= _WIDEST:
        return plain
    if _SMALLEST <= value < Decimal(10) ** _WIDEST:
        whole = max(1, value.adjusted() + 1)
        short = _plain(rounded(value, max(0, _WIDEST - whole - 1)))
        if len(short) <= _WIDEST:
            return short
    return _scientific(value)


def _scientific(value: Decimal) -> str:
    exponent = value.adjusted()
    mantissa = rounded(value.scaleb(-exponent), _SHORT)
    if mantissa.adjusted():
        exponent, mantissa = exponent + 1, mantissa.scaleb(-1)
    return f"{_plain(mantissa)}E{exponent:+03}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
