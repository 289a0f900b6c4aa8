"""What stands beside a choice without changing it: a remark in brackets, a number, a bullet.

Nothing here knows a list of choices but by their names: what is cut off must neither name another
choice nor say that the answer is not sure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.forms.characters import fold

_OPENING, _CLOSING = "([{【〔〖「『《<〈", ")]}】〕〗」』》>〉"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_REMARK = re.compile(r"\(([^()]*)\)")
_WHOLE = re.compile(r"\(([^()]*)\)$")
_ENDS = "。.;,、!"
_BULLETS = "●•·▪◆○*-\u2013—"
_CIRCLED = {code: f"{number}." for number, code in enumerate(range(0x2460, 0x2474), start=1)}
_HAN = "一二三四五六七八九十"
_NUMBER = rf"\d{{1,2}}|[{_HAN}]{{1,3}}"
_MARK = re.compile(
    rf"\((?P<within>{_NUMBER})\)[.、,:]?|(?<![\d.])第?(?P<before>{_NUMBER})[).、,:](?!\d)"
)
_UNSURE = re.compile(
    r"[?]|^不$|不是|不定|不确定|不明|不详|不含|不包|不适用|^非|并非|未定|未填|未确定|待|或|^原|原来|原为"
    r"|拟|暂|改|取消|作废|撤|除|以前|曾|之前|去年|上年|建议|应为|可能|大概|左右"
)
"""Words of a remark that take back what stands before it, or leave it open."""

LONGEST = 200
"""Longer texts are no choice with something beside it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A name, folded, and the remarks that stood in brackets beside it."""

    name: str
    remarks: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether no remark takes the name back or leaves it open."""
        return not any(map(_UNSURE.search, self.remarks))

    def says(self, name: str) -> bool:
        """Whether a remark holds that name; of names of one sign it must be all there is."""
        return any(one == name or (len(name) > 1 and name in one) for one in self.remarks)


def beside(text: str) -> Beside:
    """A text as a name and its remarks; brackets around all of it, bullets and ends say nothing."""
    key = fold(text).translate(_BRACKETS).upper().lstrip(_BULLETS).rstrip(_ENDS)
    whole = _WHOLE.match(key)
    if whole:
        key = whole.group(1)
    return Beside(_REMARK.sub("", key).rstrip(_ENDS), tuple(_REMARK.findall(key)))


def numbered(text: str) -> tuple[tuple[int, str], ...]:
    """The items of a numbered list with their numbers; none unless it counts 1, 2, 3 from the top.

    The numbers may be written `1.`, `1、`, `（1）`, `①`, `一、` or `第一，`.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_BRACKETS).strip()
    marks = list(_MARK.finditer(plain)) if len(text) <= LONGEST else []
    numbers = [_value(mark.group("within") or mark.group("before")) for mark in marks]
    if not marks or marks[0].start() or numbers != list(range(1, len(marks) + 1)):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(plain)]
    items = [plain[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return tuple(zip(numbers, items, strict=True)) if all(items) else ()


def unnumbered(text: str) -> tuple[int, str] | None:
    """One answer and the number before it, whatever number that is; None when there is none."""
    plain = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_BRACKETS).strip()
    mark = _MARK.match(plain)
    if mark is None or not plain[mark.end() :]:
        return None
    return _value(mark.group("within") or mark.group("before")), plain[mark.end() :]


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _HAN.index(number) + 1 if len(number) == 1 else 0
    high = _HAN.index(tens) + 1 if len(tens) == 1 else int(not tens)
    low = _HAN.index(ones) + 1 if len(ones) == 1 else 0
    return high * 10 + low


def split_outside(splits: re.Pattern[str], text: str) -> Iterator[str]:
    """The pieces between separators, but for those within brackets: they part no answers."""
    begin = 0
    for mark in re.finditer(rf"\([^()]*\)|({splits.pattern})", text.translate(_IN_PLACE)):
        if mark.group(1):
            yield text[begin : mark.start()]
            begin = mark.end()
    yield text[begin:]


_IN_PLACE = {**_BRACKETS, **{ord(one) + 0xFEE0: _BRACKETS[ord(one)] for one in "([{<)]}>"}}
"""Brackets of full width as well: the places in the text stay what they are."""
