"""Days, sums and numerals as official papers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_NUMERALS = "零一二三四五六七八九"
_TEN_THOUSAND = 10_000
_PLACES = ((_TEN_THOUSAND, "万"), (1000, "千"), (100, "百"), (10, "十"))


def chinese_date(day: date) -> str:
    """`2026年9月30日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def large_sum(yuan: int) -> str:
    """What a large sum is, as every paper of a campaign says it: `大额度资金指5万元（含）以上`."""
    whole = yuan % (_TEN_THOUSAND // 10) == 0 and yuan >= _TEN_THOUSAND
    return f"大额度资金指{f'{yuan / _TEN_THOUSAND:g}万' if whole else yuan}元（含）以上"


def and_said(names: Sequence[str]) -> str:
    """`甲、乙和丙`; nothing for none."""
    *others, last = names or ("",)
    return f"{'、'.join(others)}和{last}" if others else last


def run_together(first: str, second: str) -> str:
    """Two words as one, what both say said once: `高风险` and `风险点` make `高风险点`."""
    shared = (size for size in range(min(len(first), len(second)), 0, -1))
    same = next((size for size in shared if first.endswith(second[:size])), 0)
    return first + second[same:]


def numeral(number: int) -> str:
    """A whole number, none below 0, in Chinese numerals, as headings are numbered: `一百零五`.

    The one before ten is left out only where the number begins with it: 十五, but 一百一十五.
    """
    said, gap, rest = "", False, number
    for place, name in _PLACES:
        count, rest = divmod(rest, place)
        if count:
            said += ("零" if gap else "") + numeral(count) + name
        gap = bool(said) and not count
    if rest or not number:
        said += ("零" if gap else "") + _NUMERALS[rest]
    return said.removeprefix("一") if said.startswith("一十") else said


def doc_number(prefix: str, year: int, number: int, series: str = "") -> str:
    """`澄人计〔2011〕12号`: the whole year, no 第, no leading zero (7.2.5).

    A `series` stands before the number, as in `廉警〔2011〕红1号`.
    """
    return f"{prefix}〔{year}〕{series}{number}号"
