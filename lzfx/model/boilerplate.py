"""The text an issued form carries itself: headings, labels, lists, instructions; no answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Page = Mapping[tuple[int, int], str]
"""The texts of a sheet by (row, column)."""


@dataclass(frozen=True, slots=True)
class BoilerplateTable:
    """The headings of a table's sheet: their texts and columns by field, in order, and their row.

    `above` are the texts over the table by (row, column); of the title only its last part. Labels
    of single cells, by field, may stand anywhere above. A sheet of single cells alone has no name.
    """

    name: str
    headings: Mapping[str, str]
    heading_row: int
    columns: Mapping[str, int]
    above: Mapping[tuple[int, int], str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BoilerplateList:
    """The drop-down list in one column of the hidden sheet.

    `titles` are the titles of the fields it is for; `roster` names a list that differs by unit.
    """

    column: int
    titles: tuple[str, ...]
    labels: tuple[str, ...]
    roster: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The boilerplate of one version of a form.

    `pages` are the sheets that take no answers, by name, as they would go out to nobody; empty
    where it is not known what was said there.
    """

    tables: tuple[BoilerplateTable, ...]
    lists: tuple[BoilerplateList, ...]
    instructions: tuple[str, ...]
    pages: Mapping[str, Page] = field(default_factory=dict)
