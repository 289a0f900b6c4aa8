"""What a return is checked against, and the return as understood so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lzfx.campaign.choices import choices_for
from lzfx.campaign.subjects import Subjects
from lzfx.forms.kinds import shown_text
from lzfx.forms.places import a1
from lzfx.forms.spec import Choice, FieldSpec, FormSpec
from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.codes import FindingCode
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.roster import Roster, Unit
from lzfx.model.subject import Subject
from lzfx.model.submission import RawSubmission, Row, Value

NOBODY = Subjects(Roster((), ()), {})


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
class Known:
    """The office's side of a check.

    `issued` is what was prefilled for the subject; `ids` maps every risk point id ever given to
    its unit; `owed` are the ids that must come back; `measures` maps the folded text of a measure
    to another unit that wrote it. `on_time` says that the subject delivered something before the
    deadline already. `everybody` are those who may owe a form by this roster; made of it where it
    is not given.

    The functions are the rules of the day. Asked with the values of a point, its unit and its post
    (empty for the unit itself): its level, on what that rests in words, and what a reviewer should
    look at again (a finding code, and words for it); `rolled` is the level of several points.
    """

    campaign: Campaign
    roster: Roster
    received_on: date
    issued: Filling = field(default_factory=Filling)
    ids: Mapping[str, str] = field(default_factory=dict)
    owed: frozenset[str] = frozenset()
    measures: Mapping[str, str] = field(default_factory=dict)
    level_of: Callable[[Values, str, str], int | None] = _no_level
    grounds_of: Callable[[Values, str, str], str] = _no_grounds
    hint_of: Callable[[Values, str, str], tuple[FindingCode, str] | None] = _no_hint
    rolled: Rolled = _worst
    conducts_in: Callable[[str], tuple[str, ...]] = _no_words
    on_time: bool = False
    everybody: Subjects = NOBODY

    def __post_init__(self) -> None:
        if self.everybody is NOBODY:
            campaign = self.campaign
            made = Subjects(self.roster, campaign.bodies, campaign.office.name)
            object.__setattr__(self, "everybody", made)  # frozen; it follows from the rest


@dataclass(frozen=True, slots=True)
class Understood:
    """A return whose cells have been read; what the checks of whole rows look at."""

    form: FormSpec
    raw: RawSubmission
    known: Known
    header: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]

    @property
    def subject(self) -> Subject | None:
        """The subject in use whose return it is; None when there is none."""
        stamp = self.raw.stamp
        found = self.known.everybody.find(stamp.subject, self.form.owed_by) if stamp else None
        return found if found is not None and found.in_use else None

    @property
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
        table = self.form.table_about(about)
        return table.name if table else ""

    def rows_about(self, about: About) -> tuple[Row, ...]:
        """The rows about that."""
        return self.tables.get(self.table_about(about), ())

    def cell(self, table: str, row: Row, name: str) -> Where:
        """The place of one value of a row on the sender's sheet."""
        return place_of(self.raw, table, row.number, name)

    def quoted(self, table: str, row: Row, name: str) -> str:
        """What the sender wrote there, to be quoted."""
        located = self.raw.table(table)
        if located is None:
            return ""
        at = bisect_left(located.rows, row.number, key=lambda raw: raw.number)
        cell = located.rows[at].cells.get(name)
        return shown_text(cell) if cell else ""

    def say(
        self,
        code: FindingCode,
        table: str,
        row: Row,
        name: str,
        severity: Severity = Severity.ERROR,
        /,
        **params: object,
    ) -> Finding:
        """A finding at a value, with its title and quoted text."""
        title = self.form.table(table).field(name).title
        value = self.quoted(table, row, name)
        filled = {"title": title, "value": value, **params}
        return Finding(code, self.cell(table, row, name), filled, severity)


def place_of(raw: RawSubmission, table: str, number: int, name: str) -> Where:
    """The sender's cell of a field in a row; the row's first cell when the column is missing."""
    located = raw.table(table)
    if located is None:
        return Where(raw.file)
    column = located.columns.get(name, 1)
    return Where(raw.file, located.sheet, a1(number, column))
