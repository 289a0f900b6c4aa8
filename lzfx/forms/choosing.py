"""Which choice of a list a text names, which ones it lists, and which it is nearest to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lzfx.forms.beside import LONGEST, Beside, beside, numbered, split_outside, unnumbered
from lzfx.forms.characters import fold
from lzfx.forms.spec import Choice

_NEAR = 0.6
_COMPARED = 100
_REMEMBERED = 1024
_SPLITS = (re.compile("、"), re.compile(r"[，,。;；/|\n＋+]"), re.compile(r"\s+"))


def match_choice(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that `text` names by label, alias or code, compared folded; else None."""
    return _by_name(choices).get(fold(text).upper())


@lru_cache(maxsize=_REMEMBERED)
def _by_name(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    """Choices by all their names, folded; where two share one, the first has it."""
    named: dict[str, Choice] = {}
    for choice in choices:
        for name in _names(choice):
            named.setdefault(fold(name).upper(), choice)
    return named


def meant_choice(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice a text names, be it with a remark, a number, a bullet or a full stop beside it.

    What stands beside it must not name another choice, nor leave the answer open, and what is left
    must name one choice only: what could mean two things means none.
    """
    found = match_choice(text, choices)
    if found is not None or len(text) > LONGEST:
        return found
    found = _beside_remark(beside(text), choices)
    item = unnumbered(text) if found is None else None
    if item is None:
        return found
    number, rest = item
    found = match_choice(rest, choices) or _beside_remark(beside(rest), choices)
    if found is None:
        return None
    named = match_choice(str(number), choices) or found
    is_place = number in (1, choices.index(found) + 1) or named.code == str(number)
    return found if named is found and is_place else None


def _beside_remark(read: Beside, choices: tuple[Choice, ...]) -> Choice | None:
    found = [choice for choice in choices if read.name and _is_meant(read, choice)]
    if len(found) != 1 or not read.is_sure:
        return None
    others = (name for other in choices if other is not found[0] for name in _names(other))
    return None if any(read.says(fold(name).upper()) for name in others) else found[0]


def _is_meant(read: Beside, choice: Choice) -> bool:
    """Whether a name of the choice is what is left; one with a remark of its own takes no other."""
    named = (_beside(name) for name in _names(choice))
    return any(
        read.name == one.name and (not one.remarks or read.remarks in ((), one.remarks))
        for one in named
    )


_beside = lru_cache(maxsize=_REMEMBERED)(beside)


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.label, *choice.aliases, choice.code)


def chosen(text: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...] | str:
    """The choices that a text lists, as often as it does; else the part that names none.

    A list may be numbered; a number that names a choice which its item does not is no number.
    """
    found = _all_meant(_parts(text, choices), choices)
    items = numbered(text) if isinstance(found, str) else ()
    listed: list[Choice] = []
    for number, item in items:
        meant = _all_meant(_parts(item, choices), choices)
        if isinstance(meant, str):
            return meant
        named = match_choice(str(number), choices)
        if named is not None and named not in meant:
            return found
        listed.extend(meant)
    return tuple(listed) if items else found


def _all_meant(parts: Iterable[str], choices: tuple[Choice, ...]) -> tuple[Choice, ...] | str:
    found = []
    for part in parts:
        choice = meant_choice(part, choices)
        if choice is None:
            return part
        found.append(choice)
    return tuple(found)


def _parts(text: str, choices: tuple[Choice, ...], level: int = 0) -> Iterator[str]:
    """The parts between separators, the surest separator first: a label may hold a blank or `/`."""
    if not fold(text):
        return
    if level == len(_SPLITS) or meant_choice(text, choices):
        yield text
        return
    for part in split_outside(_SPLITS[level], text):
        yield from _parts(part, choices, level + 1)


def nearest_label(text: str, choices: tuple[Choice, ...]) -> str:
    """The label that is nearest to the text; empty where others are as near (`A级` is like all)."""
    likeness = sorted(
        ((_likeness(text, choice.label), choice.label) for choice in choices), reverse=True
    )
    best = [label for near, label in likeness if near >= _NEAR and near == likeness[0][0]]
    return best[0] if len(best) == 1 else ""


def _likeness(text: str, label: str) -> float:
    return difflib.SequenceMatcher(None, fold(text)[:_COMPARED], fold(label)).ratio()
