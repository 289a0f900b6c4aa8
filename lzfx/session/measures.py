"""Which unit wrote which measure: copied ones are told of when the next return is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.campaign.subjects import Subjects
from lzfx.forms.characters import fold
from lzfx.model.submission import Submission

_Authors = dict[str, dict[str, str]]
"""By folded text of a measure: the units that wrote it, name by code."""


class MeasureAuthors:
    """The measures in a table of all returns that count so far; a run adds those it takes in."""

    def __init__(self, everybody: Subjects, table: str) -> None:
        self._everybody = everybody
        self._table = table
        self._authors: _Authors = {}

    def note(self, one: Submission) -> None:
        """Remember the measures of a return."""
        unit = self._everybody.unit_of(one.stamp.subject)
        for row in one.tables.get(self._table, ()) if unit else ():
            text = fold(str(row.values.get("measures") or ""))
            if text and unit:
                self._authors.setdefault(text, {})[unit.code] = unit.name

    def of_others(self, unit: str) -> Mapping[str, str]:
        """By folded text, the name of a unit but this one that wrote it too."""
        return _AuthorsElsewhere(self._authors, unit)


class _AuthorsElsewhere(Mapping[str, str]):
    """The measures of all units but one, without copying them for each return."""

    def __init__(self, everybody: _Authors, unit: str) -> None:
        self._everybody = everybody
        self._unit = unit

    def __getitem__(self, text: str) -> str:
        for unit, name in self._everybody[text].items():
            if unit != self._unit:
                return name
        raise KeyError(text)

    def __iter__(self) -> Iterator[str]:
        return (text for text in self._everybody if text in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
