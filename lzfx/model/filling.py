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
    """A fault to be shown in a marked copy.

    `table` is empty for a header field; `row` counts the refilled rows of the table from 0, or is
    None when the fault is about the whole table or form; `field` may then be empty too.
    """

    severity: str
    says: str
    do: str
    table: str = ""
    row: int | None = None
    field: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class FormNotes:
    """The text around the tables of an issued form, the same for everybody it goes to.

    `heading` is the title line; `grades` are (label, meaning, colour word) of each level. `further`
    are more lines of the instruction sheet, such as the large-sum threshold; `prompts` are
    sentences added to the prompt of a field, by field name. `made` (UTC, naive) is the only time
    in the file.
    """

    heading: str
    author: str
    made: datetime
    deadline: str = ""
    contact: str = ""
    grades: tuple[tuple[str, str, str], ...] = ()
    further: tuple[str, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
