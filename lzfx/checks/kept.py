"""Whether a marked copy came back as it went out: what it asked for and did not get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold
from lzfx.model.submission import RawSubmission
from lzfx.model.unread import UnreadLine

Texts = Mapping[str, str]
"""A row by field name."""

_MOST_COMPARED = 200_000
"""Pairs of rows that are compared at most; beyond, only rows that are alike word for word pair."""


def texts_of(raw: RawSubmission, table: str) -> Mapping[int, Texts]:
    """The rows of a table as they are shown, by number."""
    located = raw.table(table)
    return {
        row.number: {name: shown_text(cell) for name, cell in row.cells.items()}
        for row in (located.rows if located else ())
    }


def rows_again(copy: Sequence[Texts], back: Mapping[int, Texts]) -> Mapping[int, int]:
    """The number of the row in which each row of a copy came back; one that was taken out has none.

    Rows that say the same pair first; of the others those that share most of their answers, and at
    least half of what the copy had there.
    """
    free = dict(back)
    pairs: dict[int, int] = {}
    same: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number, row in back.items():
        same.setdefault(_folded(row), []).append(number)
    for at, row in enumerate(copy):
        if numbers := same.get(_folded(row)):
            pairs[at] = numbers.pop(0)
            free.pop(pairs[at])
    left = [at for at in range(len(copy)) if at not in pairs]
    if len(left) * len(free) > _MOST_COMPARED:
        return pairs
    likeness = [(_alike(copy[at], row), at, number) for at in left for number, row in free.items()]
    for alike, at, number in sorted(likeness, key=lambda one: (-one[0], abs(one[1] - one[2]))):
        if at not in pairs and number in free and alike * 2 >= len(_folded(copy[at])):
            pairs[at] = number
            free.pop(number)
    return pairs


def said_otherwise(copy: Sequence[Texts], back: Mapping[int, Texts]) -> bool:
    """Whether a table came back with anything that the copy did not say."""
    went = Counter(map(_folded, copy))
    came = Counter(filter(None, map(_folded, back.values())))
    return bool(came - went)


def _folded(row: Texts) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, fold(text)) for name, text in row.items() if fold(text)))


def _alike(one: Texts, other: Texts) -> int:
    """How many answers both rows have in common."""
    return sum(1 for name, text in _folded(one) if fold(other.get(name, "")) == text)


def with_answers(
    asked: Iterable[UnreadLine], on_copy: Iterable[UnreadLine]
) -> tuple[UnreadLine, ...]:
    """The lines that were asked about with the answers that came; then any others that stand there.

    A sheet that came back without a line leaves that line open.
    """
    given: dict[tuple[str, str], UnreadLine] = {}
    for line in on_copy:
        given.setdefault(line.key, line)
    lines = [
        replace(line, answer=given[line.key].answer if line.key in given else "") for line in asked
    ]
    known = {line.key for line in lines}
    return (*lines, *(line for line in given.values() if line.key not in known))


def settled_in_form(
    lines: Iterable[UnreadLine], copied: Iterable[str], came: Iterable[str], word: str
) -> Iterator[UnreadLine]:
    """The lines; an open one of which the form now has all texts that it had not is answered so."""
    added = Counter(filter(None, map(fold, came)))
    added.subtract(Counter(filter(None, map(fold, copied))))
    for line in lines:
        wanted = Counter(filter(None, map(fold, line.texts)))
        moved = bool(wanted) and all(added[text] >= count for text, count in wanted.items())
        if line.is_open and moved:
            added.subtract(wanted)
            yield replace(line, answer=word)
        else:
            yield line
