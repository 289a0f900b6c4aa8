"""What goes into a workbook besides the empty form; all of it text as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Filling:
    """Answers and prefilled values for one workbook, with the identity it carries.

    `header` by field name; `tables` rows by table name, each row by field name; `roster` the
    labels offered by fields that choose from the roster; `token` and `code` from `forms.stamp`.
    """

    header: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    roster: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    token: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault to be shown in a marked copy; `severity` is a word of `model.said.Said`.

    `table` is empty for a header field; `row` counts the refilled rows of the table from 0, or is
    None when the fault is about the whole table or form; `field` may then be empty too. `name` are
    the row's own words. One `on_unread` is about that line, from 0, of what was not read.
    """

    severity: str
    says: str
    do: str
    table: str = ""
    row: int | None = None
    field: str = ""
    found: str = ""
    name: str = ""
    on_unread: int | None = None


@dataclass(frozen=True, slots=True)
class KeptLook:
    """What of the look of a return its copy keeps, because a question is about it.

    Cells that were struck through by table, row and field; rows and columns that were hidden.
    """

    struck: frozenset[tuple[str, int | None, str]] = frozenset()
    hidden_rows: frozenset[tuple[str, int]] = frozenset()
    hidden_columns: frozenset[tuple[str, str]] = frozenset()


AS_ISSUED = KeptLook()


@dataclass(frozen=True, slots=True)
class FormNotes:
    """The text around the tables of an issued form, the same for everybody it goes to.

    `heading` is the title line; `grades` are (label, meaning, colour word) of each level. `further`
    are more lines of the instruction sheet, such as the large-sum threshold; `prompts` are
    sentences added to the prompt of a field, by field name. `wanted` says who asks for the form, on
    what ground and how long it takes; empty where nobody but the office fills it in. `made` (UTC,
    naive) is the only time in the file.
    """

    heading: str
    author: str
    made: datetime
    deadline: str = ""
    contact: str = ""
    grades: tuple[tuple[str, str, str], ...] = ()
    further: tuple[str, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()
