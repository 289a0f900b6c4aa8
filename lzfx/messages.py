"""Codes and parameters -> the sentences a clerk reads.

`messages.toml` has three parts: `findings` (what is wrong, what to do), `errors` (why a run stops)
and `reasons` (phrases that say why a point has its level). `words.toml` has everything else that
stands on the screen or in a marked copy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from string import Formatter
from typing import TYPE_CHECKING, Any

from lzfx.errors import FindingsError, LzfxError
from lzfx.model.finding import Finding
from lzfx.model.printed_code import DIGITS

if TYPE_CHECKING:  # every command imports this module; types alone need not be loaded
    from lzfx.model.codes import ScreenWord
    from lzfx.model.risk import Phrase

ALIKE = "alike"
"""The parameter of an error with the names that a mistyped one may stand for."""

QUOTED = 60
"""Signs of a foreign value that are quoted at most."""

_FOREIGN = frozenset({"value", "expected", "now"})
"""Parameters that quote what somebody else wrote, however long."""

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]"
)


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """The sentences by part and code."""
    return _read("messages.toml")


@cache
def words() -> Mapping[str, str]:
    """The words of the screen by name."""
    return _read("words.toml")


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("lzfx").joinpath(name).read_text("utf-8"))


def sentences(finding: Finding) -> tuple[str, str]:
    """What is wrong, and what to do about it; KeyError for a code without a sentence."""
    entry = catalogue()["findings"][finding.code]
    return _filled(entry["says"], finding.params), _filled(entry["do"], finding.params)


def sentences_to_unit(finding: Finding) -> tuple[str, str]:
    """The same as it is told to the unit that gets a marked copy, or its file back.

    A sentence that would be untrue of the copy has another one for it (`says_to_unit`,
    `do_to_unit`); rows are counted as the copy prints them.
    """
    entry = catalogue()["findings"][finding.code]
    params = {**finding.params, **(finding.spot.params if finding.spot else {})}
    says, do = (
        next(text for text in (entry.get(f"{part}_to_unit"), entry[part]) if _fits(text, params))
        for part in ("says", "do")
    )
    return _filled(says, params), _filled(do, params)


def _fits(template: str | None, params: Mapping[str, object]) -> bool:
    """Whether there is such a sentence and all that it names is known."""
    if template is None:
        return False
    return {name for _, name, _, _ in Formatter().parse(template) if name} <= params.keys()


def sentence(finding: Finding) -> str:
    """What is wrong and what to do in one line."""
    return "".join(sentences(finding))


def reason(phrases: Iterable[Phrase]) -> str:
    """The phrases of `rules.reasons` as one sentence."""
    parts = [_filled(catalogue()["reasons"][one.code], one.params) for one in phrases]
    return "；".join(parts) + "。" if parts else ""


def told(error: LzfxError) -> str:
    """Why the run stops, with the remedy, in one line for each fault."""
    line = _filled(catalogue()["errors"][error.code], error.params)
    if alike := error.params.get(ALIKE):
        line += word("near", near=alike)
    if not isinstance(error, FindingsError):
        return line
    lines = (f"{placed(one)}{sentence(one)}" for one in error.findings)
    return "\n".join((line, *lines))


def placed(finding: Finding) -> str:
    """The place of a finding in words, with a colon; empty when it has none."""
    where = finding.where
    parts = [part for part in (where.file, where.sheet, where.address) if part]
    return " ".join(parts) + "：" if parts else ""


def word(name: ScreenWord, /, **params: object) -> str:
    """A word or line of the screen."""
    return _filled(words()[name], params)


def _filled(template: str, params: Mapping[str, object]) -> str:
    seen = {name: quoted(value) for name, value in params.items()}
    for name in _FOREIGN & seen.keys():
        seen[name] = shortened(str(seen[name]))
    return template.format_map(seen)


def quoted(value: object) -> object:
    """A value as it is quoted: unseen signs made visible, long texts cut, days in Chinese."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple | list):
        return "、".join(str(quoted(one)) for one in value)
    return _UNSEEN.sub(_named, str(value).strip("\n"))


def shortened(text: str) -> str:
    """A quoted value in at most `QUOTED` signs."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def _named(found: re.Match[str]) -> str:
    return "↵" if found.group() == "\n" else f"⟨U+{ord(found.group()):04X}⟩"


def in_fours(code: str, groups: int = DIGITS // 4) -> str:
    """The beginning of a hash in groups of four, as it is printed and read out."""
    return " ".join(code[start : start + 4] for start in range(0, groups * 4, 4))
