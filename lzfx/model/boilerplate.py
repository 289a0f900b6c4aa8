"""What an issued form says itself, beside the cells that are filled in: its frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoilerplateTable:
    """A table's sheet: headings and their columns by field in their order, and their row.

    `above` are the texts over the table by (row, column), the title only in part; labels of single
    cells, by field, may stand anywhere there. A sheet of single cells alone has no name.
    """

    name: str
    headings: Mapping[str, str]
    heading_row: int
    columns: Mapping[str, int]
    above: Mapping[tuple[int, int], str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BoilerplateList:
    """The drop-down list in a column of the hidden sheet; `roster` names one that units differ in.

    `titles` are the fields it is for.
    """

    column: int
    titles: tuple[str, ...]
    labels: tuple[str, ...]
    roster: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The frame of one version of a form."""

    tables: tuple[BoilerplateTable, ...]
    lists: tuple[BoilerplateList, ...]
    instructions: tuple[str, ...]
