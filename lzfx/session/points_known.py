"""What is known of risk points when a return that declares or names some is judged.

Measures that one unit copied from another become findings of the later return.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cached_property

from lzfx.campaign.subjects import Subjects
from lzfx.checks.answers import Proposed
from lzfx.checks.boxes import BoxKnown
from lzfx.checks.corrections import Before
from lzfx.checks.partial import Past
from lzfx.checks.points.known import PointsKnown
from lzfx.forms.characters import fold
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.filling import Filling
from lzfx.model.ledger import Whose
from lzfx.model.risk import PointId
from lzfx.model.submission import Submission
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.wording import conducts_in
from lzfx.session.accountability import registered
from lzfx.session.answers import what_is_proposed
from lzfx.session.archive_files import box_known
from lzfx.session.comments import what_is_shown
from lzfx.session.history import History
from lzfx.session.moved import numbers_now
from lzfx.session.opening import Session
from lzfx.session.point_numbers import numbered
from lzfx.session.powers import ReferredSoFar
from lzfx.session.warnings_known import WarningsSoFar

_Authors = dict[str, dict[str, str]]
"""The units that wrote a measure, name by code; by the folded text of the measure."""


class PointsSoFar:
    """What the ledger and this run know of points; the ledger is read at the first judgement."""

    def __init__(self, session: Session, earlier: History) -> None:
        self._session = session
        self._earlier = earlier
        self._referred = ReferredSoFar(session, earlier)
        self._warnings = WarningsSoFar(session, earlier)
        self._proposed: Proposed | None = None

    @cached_property
    def records(self) -> tuple[PointId, ...]:
        """Every record of a number that was given, the newest of each telling whose it is now."""
        return tuple(numbers_now(self._session.ledger))

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {record.point_id: record.unit for record in self.records}

    @cached_property
    def _rules(self) -> Evaluator:
        session = self._session
        bodies, day = session.campaign.bodies, session.now.date()
        return Evaluator(session.rules, session.roster, bodies, day)

    @cached_property
    def _measures(self) -> MeasureAuthors:
        session = self._session
        measures = MeasureAuthors(session.everybody, session.points_table.name)
        for (form, *_), one in self._earlier.valid.items():
            if form == session.declaration.name:
                measures.note(one)
        return measures

    def known(self, form: FormSpec, issued: Filling, unit: str, this: Whose) -> tuple[object, ...]:
        """What a unit's return is checked against, if its form declares points or names any.

        Points that it was `issued` with must come back. `this` is the return that it replaces.
        """
        table = form.table_about(About.RISK_POINT)
        if table is None:
            shown = what_is_shown(self._session, form)
            told = (*registered(self._session, form), *self._warnings.known(form, this))
            named = (*self._proposed_to(form), *self._referred.known(form))
            return (*shown, *self._boxes_of(form), *named, *told)
        labels = self._session.labels
        sent = frozenset(
            row["point_id"] for row in issued.tables.get(table.name, ()) if row["point_id"]
        )
        # What moved on after the form went out need not come back, and may.
        gone = frozenset(one for one in sent if self._ids.get(one, unit) != unit)
        known = PointsKnown(
            ids=ChainMap(dict.fromkeys(gone, unit), self._ids) if gone else self._ids,
            owed=sent - gone,
            measures=self._measures.of_others(unit),
            level_of=self._rules.level_of,
            grounds_of=self._rules.grounds_of(labels),
            hint_of=self._rules.hint_of(labels),
            rolled=self._rules.rolled,
            conducts_in=conducts_in,
        )
        return (known, *self._referred.known(form))

    def _proposed_to(self, form: FormSpec) -> Iterator[Proposed]:
        """What a return with answers is checked against, read once for many of them."""
        if form.table_about(About.ANSWER) is not None:
            self._proposed = self._proposed or what_is_proposed(self._session)
            yield self._proposed

    def _boxes_of(self, form: FormSpec) -> Iterator[BoxKnown]:
        """What a catalogue of archive boxes is checked against."""
        if form.table_about(About.ARCHIVE_ITEM) is not None:
            yield box_known(self._session)

    def numbered(self, form: FormSpec, past: Past) -> Past:
        """What a subject sent before, with the numbers that its points were given by now."""
        faulty = past.faulty and self._with_numbers(form, past.faulty)
        valid = self._with_numbers(form, Before(past.valid)) if past.valid else None
        return Past(past.valid, faulty, valid.numbers if valid else {})

    def _with_numbers(self, form: FormSpec, one: Before) -> Before:
        return numbered(one, form, self.records, self._session.roster)

    def note(self, form: FormSpec, one: Submission) -> None:
        """Remember a return of that form that was taken in."""
        if form.table_about(About.RISK_POINT):
            self._measures.note(one)
        if any(form.table_about(about) for about in (About.OPINION, About.MISSED_POINT)):
            self._proposed = None
        self._referred.note(form, one)


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
