"""What a return is checked against, and the return as understood so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from lzfx.campaign.choices import choices_for
from lzfx.campaign.subjects import Subjects
from lzfx.forms.as_shown import quoted_text
from lzfx.forms.spec import Choice, FieldSpec, FormSpec
from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.codes import FindingCode
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.roster import Roster, Unit
from lzfx.model.subject import Subject
from lzfx.model.submission import RawSubmission, RawTable, Row, Value

NOBODY = Subjects(Roster((), ()))

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Known:
    """The office's side of a check.

    `issued` is what was prefilled for the subject. `on_time` says that the subject delivered
    something before the deadline already. `everybody` are those who may owe a form by this roster;
    made of it, without reviewers, where it is not given. `beside` are the records of what only
    forms about something particular are checked against, one of each class; `on` asks for them.
    `clock_is_sure` says that the office's own clock can be trusted.
    """

    campaign: Campaign
    roster: Roster
    received_on: date
    issued: Filling = field(default_factory=Filling)
    on_time: bool = False
    everybody: Subjects = NOBODY
    beside: tuple[object, ...] = ()
    clock_is_sure: bool = True

    def on(self, kind: type[_T]) -> _T:
        """The record of that class; where there is none, an empty one."""
        return next((one for one in self.beside if isinstance(one, kind)), None) or kind()

    def __post_init__(self) -> None:
        if self.everybody is NOBODY:
            made = Subjects(self.roster, self.campaign.office.name)
            object.__setattr__(self, "everybody", made)  # frozen; it follows from the rest


def known_of(campaign: Campaign, everybody: Subjects, issued: Filling) -> Known:
    """What is known when a return that was taken in long ago is read again: nobody is late."""
    return Known(campaign, everybody.roster, campaign.deadline, issued, everybody=everybody)


@dataclass(frozen=True)
class Understood:
    """A return whose cells have been read; what the checks of whole rows look at."""

    form: FormSpec
    raw: RawSubmission
    known: Known
    header: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]

    @cached_property
    def subject(self) -> Subject | None:
        """The subject in use whose return it is; None when there is none."""
        stamp = self.raw.stamp
        found = self.known.everybody.find(stamp.subject, self.form.owed_by) if stamp else None
        return found if found is not None and found.in_use else None

    @cached_property
    def unit(self) -> Unit | None:
        """The unit in use that the subject is or belongs to; None when there is none."""
        subject = self.subject
        return self.known.roster.unit(subject.unit) if subject else None

    def choices(self, spec: FieldSpec) -> tuple[Choice, ...]:
        """The allowed values of a field, those from the roster included; none for nobody's."""
        if spec.roster is None:
            return spec.choices
        subject = self.subject
        return choices_for(spec, self.known.everybody, subject) if subject else ()

    def table_about(self, about: About) -> str:
        """The name of the table whose rows are about that; empty when the form has none."""
        return self._names.get(about, "")

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of the tables by what their rows are about; checks ask for them row by row."""
        return {table.about: table.name for table in self.form.tables}

    def rows_about(self, about: About) -> tuple[Row, ...]:
        """The rows about that."""
        return self.tables.get(self.table_about(about), ())

    def located_about(self, about: About) -> RawTable | None:
        """The table about that as it was found in the return, or None."""
        return self.raw.table(self.table_about(about))

    def field_about(self, about: About, name: str) -> FieldSpec | None:
        """A field of the table about that, or None when there is no such table or field."""
        table = self.form.table_about(about)
        return next((spec for spec in table.fields if spec.name == name), None) if table else None

    def labels_about(self, about: About, name: str) -> Mapping[str, str]:
        """What the codes of a field of the table about that are called."""
        spec = self.field_about(about, name)
        return {choice.code: choice.label for choice in spec.choices} if spec else {}

    def cell(self, table: str | About, row: Row, name: str) -> Where:
        """The place of one value of a row on the sender's sheet."""
        return place_of(self.raw, self._named(table), row.number, name)

    def quoted(self, table: str | About, row: Row, name: str) -> str:
        """What the sender wrote there, to be quoted."""
        located = self.raw.table(self._named(table))
        if located is None:
            return ""
        at = bisect_left(located.rows, row.number, key=lambda raw: raw.number)
        cell = located.rows[at].cells.get(name)
        return quoted_text(cell) if cell else ""

    def say(
        self,
        code: FindingCode,
        table: str | About,
        row: Row,
        name: str,
        severity: Severity = Severity.ERROR,
        /,
        **params: object,
    ) -> Finding:
        """A finding at a value, with its title and quoted text."""
        title = self.form.table(self._named(table)).field(name).title
        value = self.quoted(table, row, name)
        filled = {"title": title, "value": value, **params}
        return Finding(code, self.cell(table, row, name), filled, severity)

    def _named(self, table: str | About) -> str:
        """A table's name; it is asked for by its name, or by what it is about."""
        return self.table_about(table) if isinstance(table, About) else table


def place_of(raw: RawSubmission, table: str, number: int, name: str) -> Where:
    """The sender's cell of a field in a row; the row's first cell when the column is missing."""
    located = raw.table(table)
    if located is None:
        return Where(raw.file)
    column = located.columns.get(name, 1)
    return Where(raw.file, located.sheet, located.cell(number, column))
