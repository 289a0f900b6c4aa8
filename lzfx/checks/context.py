"""What a return is checked against, and the return as understood so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lzfx.forms.characters import fold
from lzfx.forms.kinds import shown_text
from lzfx.forms.places import a1
from lzfx.forms.spec import UNIT_SCOPE, Choice, FieldSpec, FormSpec
from lzfx.model.campaign import Campaign
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.roster import Roster, Unit
from lzfx.model.submission import RawSubmission, Row, Value

UNIT_SCOPE_LABEL = "本单位"
_REMEMBERED = 16_384


Values = Mapping[str, Value]
Rolled = Callable[[str, Sequence[tuple[Values, int | None]], str], int | None]


def _no_level(_values: Values, _unit: str, _post: str) -> int | None:
    return None


def _no_grounds(_values: Values, _unit: str, _post: str) -> str:
    return ""


def _no_hint(_values: Values, _unit: str, _post: str) -> tuple[str, str] | None:
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
    deadline already.

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
    hint_of: Callable[[Values, str, str], tuple[str, str] | None] = _no_hint
    rolled: Rolled = _worst
    conducts_in: Callable[[str], tuple[str, ...]] = _no_words
    on_time: bool = False


@lru_cache(_REMEMBERED)
def _choice(code: str, label: str, aliases: tuple[str, ...] = ()) -> Choice:
    """The same choice each time: making and comparing those of a whole roster costs more."""
    return Choice(code=code, label=label, aliases=aliases)


def post_choices(roster: Roster, unit: str, only: str = "") -> tuple[Choice, ...]:
    """What “岗位” offers a unit: the unit itself and its posts (or `only` one of them)."""
    posts = tuple(
        _choice(post.code, post.name)
        for post in roster.posts_of(unit)
        if not only or post.code == only
    )
    scope = _choice(UNIT_SCOPE, UNIT_SCOPE_LABEL, ("单位", "整个单位", "本科室"))
    return posts if only else (scope, *posts)


def subject_unit(roster: Roster, subject: str) -> Unit | None:
    """The unit of a subject, which is a unit's code or a post's code; None when unknown."""
    unit = roster.unit(subject)
    if unit is not None:
        return unit
    post = roster.post(subject)
    return roster.unit(post.unit) if post else None


def subject_named(roster: Roster, text: str) -> str:
    """The code of the unit or post that a person means by its code, name or alias, or nothing."""
    wanted = fold(text).upper()
    for unit in roster.units:
        if wanted in {fold(name).upper() for name in (unit.code, unit.name, *unit.aliases)}:
            return unit.code
    for post in roster.posts:
        if wanted in {fold(name).upper() for name in (post.code, roster.called(post.code))}:
            return post.code
    return ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A return whose cells have been read; what the checks of whole rows look at."""

    form: FormSpec
    raw: RawSubmission
    known: Known
    header: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]

    @property
    def unit(self) -> Unit | None:
        """The unit in use whose return it is; None when there is none."""
        stamp = self.raw.stamp
        unit = subject_unit(self.known.roster, stamp.subject) if stamp else None
        return unit if unit is not None and unit.in_use else None

    def choices(self, spec: FieldSpec) -> tuple[Choice, ...]:
        """The allowed values of a field, those from the roster included; none for nobody's."""
        if spec.roster is None:
            return spec.choices
        unit = self.unit
        if self.raw.stamp is None or unit is None:
            return ()
        return choices_for(spec, self.known.roster, unit.code, self.raw.stamp.subject)

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
        code: str,
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


def choices_for(spec: FieldSpec, roster: Roster, unit: str, subject: str) -> tuple[Choice, ...]:
    """The allowed values of a field that chooses from the roster."""
    if spec.roster == "posts":
        return post_choices(roster, unit, subject if subject != unit else "")
    if spec.roster == "units":
        return tuple(_choice(u.code, u.name, tuple(u.aliases)) for u in roster.units)
    return tuple(_choice(p.code, p.name) for p in roster.people.values())


def place_of(raw: RawSubmission, table: str, number: int, name: str) -> Where:
    """The sender's cell of a field in a row; the row's first cell when the column is missing."""
    located = raw.table(table)
    if located is None:
        return Where(raw.file)
    column = located.columns.get(name, 1)
    return Where(raw.file, located.sheet, a1(number, column))
