"""The stages that a plan tells: a name before 阶段, and days as plans write them."""

from __future__ import annotations

import re
from datetime import date

from lzfx.forms.characters import fold
from lzfx.forms.ten_days import SPOKEN, span_of

_NUMBER = r"[一二三四五六七八九十\d]+"
_NTH = rf"第{_NUMBER}阶段\s*[:、,]?\s*"
_HEAD = re.compile(
    rf"^(?:\(?{_NUMBER}[)、.]\s*)?(?P<nth>{_NTH})?"
    r"(?P<name>[一-龥、]{2,24}?)(?P<stage>阶段)?\s*[(:,](?P<days>.{2,48})"
)
_WHOLE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_LAST = re.compile(r"^\s*(?:至|到|[-—~])+\s*(\d{1,2}[日号]|[上中下]旬)")
_BETWEEN = re.compile(r"至|到")
_LONGEST_HEAD = 80


def stage_told(paragraph: str) -> str:
    """`动员：8月中旬至8月下旬`, where a paragraph begins a stage and gives its days; else empty.

    Full-width signs are to be narrow already.
    """
    found = _HEAD.match(paragraph[:_LONGEST_HEAD])
    if found is None or not (found["nth"] or found["stage"]):
        return ""
    days = _days(found["days"])
    return f"{found['name'].strip('、')}：{days}" if days else ""


def _days(text: str) -> str:
    """`8月下旬至9月中旬`: the first and the last days that the text names; nothing for none."""
    plain = fold(text)
    found = list(SPOKEN.finditer(plain))
    if not found:
        return "至".join(one[0] for one in _WHOLE.finditer(plain))
    said = [_without_words(one[0]) for one in found[:2]]
    if len(said) == 1 and (last := _LAST.match(plain[found[0].end() :])):
        said.append(f"{found[0][2]}月{last[1]}")
    return "至".join(said)


def _without_words(text: str) -> str:
    return text.removeprefix("今年").removeprefix("本年")


def stage_setting(text: str, year: int) -> dict[str, str | date] | None:
    """The setting of a stage told as `名称：起至止`, None where it names no days.

    Thirds of a month stay in words, as settings may have them; whole days become days.
    """
    name, _, days = text.replace(":", "：").partition("：")
    parts = [part.strip() for part in _BETWEEN.split(days) if part.strip()]
    spans = [span_of(part, year) for part in parts]
    if not name.strip() or not 1 <= len(parts) <= 2 or None in spans:  # noqa: PLR2004 - from, to
        return None
    named: dict[str, str | date] = {"name": name.strip()}
    for key, part, span in zip(("start", "end"), parts, spans, strict=False):
        if span is not None:
            named[key] = span[0] if span[0] == span[1] else part
    if len(parts) == 1 and isinstance(named["start"], date):
        named["end"] = named["start"]
    return named
