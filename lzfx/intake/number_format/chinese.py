"""Numbers in Chinese signs, as the formats [DBNum1], [DBNum2] and [DBNum3] show them."""

from __future__ import annotations

_WIDE = "".join(chr(0xFF10 + digit) for digit in range(10))
_DIGITS = ("0123456789", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", _WIDE)
_SMALL = ("", "十百千", "拾佰仟", "十百千")
_GROUPS = ("", "万", "亿", "万亿")
_SPOKEN = (1, 2)
"""The numerals in which days and months are words; the third are only wide digits there."""

_TEN, _TWENTY = 10, 20


def in_digits(text: str, numerals: int) -> str:
    """The text with each digit as a sign of its own: 2026 is 二〇二六."""
    return text.translate(str.maketrans(_DIGITS[0], _DIGITS[numerals]))


def in_words(number: int, numerals: int) -> str:
    """A whole number below 10^16 in words: 10205 is 一万〇二百〇五, 10 is 一十."""
    if not number:
        return _DIGITS[numerals][0]
    said, gap = "", False
    for group in reversed(range(len(_GROUPS))):
        part = number // 10_000**group % 10_000
        if not part:
            gap = bool(said)
            continue
        if said and (gap or part < 1000):  # noqa: PLR2004 - a group has four digits
            said += _DIGITS[numerals][0]
        said += _group(part, numerals) + _GROUPS[group]
        gap = False
    return said.replace("万亿", "万", 1) if "亿" in said.partition("万亿")[2] else said


def _group(number: int, numerals: int) -> str:
    """A number from 1 to 9999."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += _DIGITS[numerals][0] if gap else ""
        said += _DIGITS[numerals][digit] + (_SMALL[numerals][place - 1] if place else "")
        gap = False
    return said


def of_day(number: int, width: int, numerals: int) -> str:
    """The number of a month, day or hour: 11 is 十一 in the plain signs, 壹拾壹 in the grave."""
    if number < _TEN or numerals not in _SPOKEN:
        return in_digits(f"{number:0{width}}", numerals)
    said = in_words(number, numerals)
    return said[1:] if numerals == 1 and number < _TWENTY else said
