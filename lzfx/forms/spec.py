"""What a form is: header fields, tables, fields with kinds. Frozen, and strict about its keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lzfx.forms.characters import heading_key
from lzfx.model.about import About
from lzfx.model.subject import Owner

KindName = Literal[
    "text", "line", "code", "choice", "choices", "date", "integer", "decimal", "email", "phone"
]
RosterList = Literal["posts", "units", "people"]

UNIT_SCOPE = "unit"
"""Code of the choice, beside a unit's posts, that a point belongs to the unit itself."""

CORRECTED = "corrected"
"""Code of the choice that says of a row that it replaces one of the earlier return."""


SHEET_NAME = r"^[^\[\]:*?/\\']+$"
"""What a sheet may be called."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Strict):
    """One allowed value: stored as `code`, shown as `label`, also understood as any alias.

    `acts_as` is the meaning that the program gives an office's own code; without it the code is its
    own meaning. `tint` is the shade of a colour on paper, RRGGBB.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    meaning: str = ""
    acts_as: str = ""
    tint: str = Field(default="", pattern=r"^([0-9A-F]{6})?$")


class FieldSpec(_Strict):
    """One column of a table, or one single cell above it.

    `roster` takes the allowed values from the roster instead of a list; `prefill` names what the
    office fills in (`true`: what is known under the field's own name); `locked` must come back as
    it was issued; `example` is shown on the example sheet; `short` is the title in printed lists.
    `needed_when` makes it required where another field of the same part holds one of those codes,
    or anything where none is listed. A `private` answer names somebody who is protected: it stands
    in the ledger and nowhere whole in what is printed, exported or said.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    kind: KindName
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    roster: RosterList | None = None
    required: bool = False
    needed_when: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    prompt: str = ""
    width: float = Field(default=10, gt=2, le=80)
    prefill: str = ""
    locked: bool = False
    min_length: int = Field(default=0, ge=0)
    max_length: int = Field(default=2000, ge=1)
    default: str = ""
    example: str = ""
    short: str = ""
    private: bool = False

    @model_validator(mode="before")
    @classmethod
    def _own_name(cls, raw: Any) -> Any:  # noqa: ANN401 - not checked yet
        if isinstance(raw, dict) and isinstance(raw.get("prefill"), bool):
            return {**raw, "prefill": str(raw.get("name", "")) if raw["prefill"] else ""}
        return raw


def _offers(spec: FieldSpec, code: str) -> bool:
    return spec.kind == "choice" and any(choice.code == code for choice in spec.choices)


def _by_heading(fields: tuple[FieldSpec, ...]) -> Mapping[str, str]:
    return {
        heading_key(title): spec.name for spec in fields for title in (spec.title, *spec.aliases)
    }


class TableSpec(_Strict):
    """A table on a sheet of its own; `ready` rows are ruled, `key` fields tell its rows apart.

    A `fixed` table has exactly the rows that were issued: none is added, none taken away. `about`
    is what a row is about (`model.about`); `rows` names the known records it is issued with, one
    row each. A table may be part `of` an earlier one: its field `by` then holds the key of the row
    there.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    sheet: str = Field(min_length=1, max_length=31, pattern=SHEET_NAME)
    ready: int = Field(default=60, ge=1, le=1000)
    key: tuple[str, ...] = ()
    fixed: bool = False
    about: str = ""
    rows: str = ""
    of: str = ""
    by: str = ""
    note: str = ""
    fields: tuple[FieldSpec, ...] = Field(alias="field", min_length=1)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Field names by their titles and aliases, as headings are compared."""
        return _by_heading(self.fields)

    @cached_property
    def mark(self) -> str:
        """The field in which a row may say that it is a correction; empty when it cannot."""
        marks = (spec.name for spec in self.fields if _offers(spec, CORRECTED))
        return next(marks, "")

    def field(self, name: str) -> FieldSpec:
        """Return the field of that name, or raise KeyError."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)


class SignOffSpec(_Strict):
    """One box of the sign-off page: who signs, and the lines printed in it.

    A box with a `step` is only in the signing copies of those whom that body reviews.
    """

    title: str
    lines: tuple[str, ...]
    step: str = ""


class FormSpec(_Strict):
    """A whole form: the single source of its workbook, checks, ledger table and reference.

    `owed_by` says who owes it: the first of them unless the clerk says otherwise. `returns` is
    `one` where only a subject's newest return counts, `many` where each workbook is a return of its
    own. The campaign is not complete without its `expected` forms. `letter` is the sentence on
    filling it in for the letter that brings it. A form without tables has its single cells on
    `sheet`, and `about` says what a whole return is about.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    accepts: tuple[int, ...] = ()
    title: str = Field(min_length=1)
    stamped: bool = True
    owed_by: tuple[Owner, ...] = Field(default=("unit", "post"), min_length=1)
    returns: Literal["one", "many"] = "one"
    expected: bool = False
    about: str = ""
    sheet: str = Field(default="填报内容", min_length=1, max_length=31, pattern=SHEET_NAME)
    checks: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    asked_by: str = ""
    ground: str = ""
    header: tuple[FieldSpec, ...] = ()
    tables: tuple[TableSpec, ...] = Field(alias="table", default=())
    sign_off: tuple[SignOffSpec, ...] = ()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Header field names by their titles and aliases, as headings are compared."""
        return _by_heading(self.header)

    def table(self, name: str) -> TableSpec:
        """Return the table of that name, or raise KeyError."""
        for spec in self.tables:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def table_about(self, about: About) -> TableSpec | None:
        """The table whose rows are about that, or None; a form has at most one."""
        return next((table for table in self.tables if table.about == about), None)

    def ruled(self, rows: int) -> FormSpec:
        """The same form with that many ruled rows in every table that may grow."""
        tables = tuple(
            table if table.fixed else table.model_copy(update={"ready": rows})
            for table in self.tables
        )
        return self.model_copy(update={"tables": tables})

    @property
    def accepted_versions(self) -> tuple[int, ...]:
        """The versions of this form that may still come back."""
        return (*self.accepts, self.version)
