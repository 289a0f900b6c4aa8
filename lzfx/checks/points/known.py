"""What only returns that declare risk points are checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lzfx.model.codes import FindingCode
from lzfx.model.submission import Value

Values = Mapping[str, Value]
Rolled = Callable[[str, Sequence[tuple[Values, int | None]], str], int | None]


def _no_level(_values: Values, _unit: str, _post: str) -> int | None:
    return None


def _no_grounds(_values: Values, _unit: str, _post: str) -> str:
    return ""


def _no_hint(_values: Values, _unit: str, _post: str) -> tuple[FindingCode, str] | None:
    return None


def _worst(_what: str, found: Sequence[tuple[Values, int | None]], _unit: str) -> int | None:
    return min((level for _, level in found if level), default=None)


def _no_words(_text: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class PointsKnown:
    """Points and measures of before, and the rules of the day; without them nothing is known.

    `ids` maps every risk point id ever given to its unit; `owed` are the ids that must come back;
    `measures` maps the folded text of a measure to another unit that wrote it.

    The functions are the rules. Asked with the values of a point, its unit and its post (empty for
    the unit itself): its level, on what that rests in words, and what a reviewer should look at
    again (a finding code, and words for it); `rolled` is the level of several points.
    `conducts_in` finds the conducts that a text speaks of.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    owed: frozenset[str] = frozenset()
    measures: Mapping[str, str] = field(default_factory=dict)
    level_of: Callable[[Values, str, str], int | None] = _no_level
    grounds_of: Callable[[Values, str, str], str] = _no_grounds
    hint_of: Callable[[Values, str, str], tuple[FindingCode, str] | None] = _no_hint
    rolled: Rolled = _worst
    conducts_in: Callable[[str], tuple[str, ...]] = _no_words
