"""What a person means by a name that is short, mistyped, or begun only."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lzfx.forms.characters import fold

_NEAR, _NEAR_SHORT, _SHORT = 0.6, 0.5, 3
"""How much alike two names must be; of short ones, such as two characters, one may be wrong."""
_COMPARED = 120
"""Signs of a name that are compared at most: comparing takes time that grows with the square."""
_TOLD = 3

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Meant(Generic[Named]):
    """What a text may mean: one thing, or several; if nothing, `near` are of names like it."""

    found: tuple[Named, ...] = ()
    near: tuple[Named, ...] = ()

    @property
    def one(self) -> Named | None:
        """The one thing it means; None for nothing and for several."""
        return self.found[0] if len(self.found) == 1 else None


def meant(text: str, known: Iterable[tuple[Named, Collection[str]]]) -> Meant[Named]:
    """What a text means among things that each have some names.

    A whole name comes before the beginning of one; width, case and blanks do not count. A thing
    without a name that is near gives nothing.
    """
    wanted = _key(text)
    things = [(thing, tuple(name for name in names if name)) for thing, names in known]
    if not wanted:
        return Meant()
    whole = [thing for thing, names in things if wanted in map(_key, names)]
    if whole:
        return Meant(tuple(whole))
    begun = [thing for thing, names in things if any(_key(n).startswith(wanted) for n in names)]
    if begun:
        return Meant(tuple(begun))
    by_name: dict[str, Named] = {}
    for thing, names in things:
        for name in names:
            by_name.setdefault(name, thing)
    found: list[Named] = []
    for name in near(text, by_name):
        found += [by_name[name]] if by_name[name] not in found else []
    return Meant(near=tuple(found))


def near(text: str, names: Iterable[str], most: int = _TOLD) -> tuple[str, ...]:
    """The names that a mistyped text may stand for, the likeliest first, if any is like it.

    A name that holds the text, or is held by it, is like it, too.
    """
    wanted = _key(text)[:_COMPARED]
    scored = []
    for at, name in enumerate(dict.fromkeys(names)):
        key = _key(name)[:_COMPARED]
        if not key or not wanted:
            continue
        held = min(len(key), len(wanted)) > 1 and (wanted in key or key in wanted)
        likeness = alike(wanted, key)
        enough = _NEAR_SHORT if len(wanted) <= _SHORT else _NEAR
        if held or likeness >= enough:
            scored.append((-likeness - held, at, name))
    return tuple(name for _, _, name in sorted(scored)[:most])


def alike(one: str, other: str) -> float:
    """How much alike two texts are, from 0 to 1, by their beginnings where they are long."""
    first, second = _key(one)[:_COMPARED], _key(other)[:_COMPARED]
    return difflib.SequenceMatcher(None, first, second).ratio()


def _key(text: str) -> str:
    return fold(text).upper()
