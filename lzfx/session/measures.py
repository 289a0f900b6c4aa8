"""Which unit wrote which measure, so that copied ones are found when the next return is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lzfx.campaign.subjects import Subjects
from lzfx.forms.characters import fold
from lzfx.model.submission import Submission

_Authors = dict[str, dict[str, str]]
"""The units that wrote a measure, name by code; by the folded text of the measure."""


class MeasureAuthors:
    """The measures in a table of all returns that count; a run adds those of each new return."""

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
        """The name of another unit that wrote a measure, by its folded text."""
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
