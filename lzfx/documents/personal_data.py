"""What of a person stands in a text: names of the roster, phones, e-mails, identity numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from lzfx.content.blocks import Document, strings
from lzfx.model.roster import Roster

Kind = Literal["name", "id_number", "phone", "email"]

MASK = "×××"
"""What stands for a person's data in a public edition."""

_SHORTEST_NAME = 2
_HALF = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
"""Full-width characters as the half-width ones of the same length."""

_GAP = r"[\s\u200b-\u200f\u2060\ufeff]*"
_DASH = r"[\s\u2010-\u2015-]?"
_NUMBERS: tuple[tuple[Kind, str], ...] = (
    ("email", r"[A-Za-z0-9_.%+-]{1,256}+@[A-Za-z0-9-]{1,255}+(?:\.[A-Za-z0-9-]{1,255}+)++"),
    ("id_number", r"(?<!\d)\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx](?!\d)"),
    ("id_number", r"(?<!\d)\d{15}(?!\d)"),
    ("phone", rf"(?<!\d)1[3-9]\d{_DASH}\d{{4}}{_DASH}\d{{4}}(?!\d)"),
    ("phone", rf"(?<!\d)(?:0\d{{2,3}}|\(0\d{{2,3}}\)){_DASH}\d{{7,8}}(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class Personal:
    """One person's datum as it stands in a text."""

    kind: Kind
    text: str


def names_of(roster: Roster) -> tuple[str, ...]:
    """The names that may not be public: everybody's of the roster."""
    names = {person.name for person in roster.people.values()}
    return tuple(sorted(name for name in names if len(name) >= _SHORTEST_NAME))


def personal_data(text: str, names: Collection[str]) -> tuple[Personal, ...]:
    """Every name and number of a person in a text, in order; names also with gaps in them."""
    return tuple(found for _, found in _found(text, tuple(names)))


def masked(text: str, names: Collection[str]) -> str:
    """The text with `MASK` for each of them."""
    kept, at = [], 0
    for (start, end), _ in _found(text, tuple(names)):
        kept += [text[at:start], MASK]
        at = end
    return "".join((*kept, text[at:]))


def revealed(document: Document, names: Collection[str], told: Iterable[str]) -> Iterator[Personal]:
    """Each datum of a person in what a document prints or carries in its properties, once.

    The texts `told` are meant to be public as they are: whom to give comments to.
    """
    carried = (document.name, document.title, document.author, *document.facts.values())
    meant = frozenset(told)
    seen = {
        found: None
        for text in (*strings(document), *carried)
        if text not in meant
        for found in personal_data(text, names)
    }
    yield from seen


def _found(text: str, names: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], Personal]]:
    for match in _pattern(names).finditer(text.translate(_HALF)):
        kind = cast("Kind", str(match.lastgroup).rpartition("_")[0])
        yield match.span(), Personal(kind, text[match.start() : match.end()])


@lru_cache(16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all, longer names before those they begin with."""
    longest = sorted((name.translate(_HALF) for name in names), key=len, reverse=True)
    spelt = "|".join(_GAP.join(map(re.escape, name)) for name in longest) or r"(?!)"
    numbers = (
        f"(?P<{kind}_{at}>{pattern})" for at, (kind, pattern) in enumerate(_NUMBERS, start=1)
    )
    return re.compile("|".join((f"(?P<name_0>{spelt})", *numbers)))
