"""Whether a choice was written in its own word, or in another that is only known to mean it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lzfx.forms.characters import fold
from lzfx.forms.kinds import says_nothing

_SPLIT = re.compile(r"[、,，。;；/|+＋\s①-⑳]+")
_REMARK = re.compile(r"[(（【][^)）】]{0,60}[)）】]")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]")
_KIND = re.compile(r"(?:风险)?[级点]?(?:风险)?$")
"""What may follow the number of a level: the same level is written with and without it."""

_NUMBERS = {
    written: number
    for number, all_ in {
        "1": ("I", "一", "壹"), "2": ("II", "二", "贰"), "3": ("III", "三", "叁"),
        "4": ("IV", "四", "肆"), "5": ("V", "五", "伍"),
    }.items()
    for written in (number, *all_)
}  # fmt: skip


def is_another_word(written: str, labels: Iterable[str]) -> bool:
    """Whether any part of what was written is none of those labels in another writing.

    Width, blanks, separators, a remark in brackets and the writing of a number make no other word;
    较大 for 大 is one.
    """
    known = {_key(label) for label in labels}
    parts = (_key(part) for part in _SPLIT.split(_REMARK.sub("", written)) if fold(part))
    others = [part for part in parts if part not in known and not says_nothing(part)]
    return bool(others) and _key(written) not in known


def _key(text: str) -> str:
    key = fold(text).upper().rstrip(".。:,;")
    number = _NUMBERS.get(_KIND.sub("", key))
    return number or _NUMBERED.sub("", key) or key
