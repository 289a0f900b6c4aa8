"""What units have declared of their powers, flows and rules, and what of it others may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lzfx.campaign.subjects import Subjects
from lzfx.checks.referred import REFERRING, Referred
from lzfx.documents.registers.power_catalogue import in_force
from lzfx.forms.kinds import shown
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import point_id_records
from lzfx.model.about import About
from lzfx.model.ledger import Whose
from lzfx.model.power import Power
from lzfx.model.submission import Submission
from lzfx.model.warning import WarningNotice
from lzfx.session.forms_about import returns_about
from lzfx.session.history import History, whose
from lzfx.session.opening import Session
from lzfx.session.warnings import number_of

_NAMING = tuple(map(About, REFERRING))


class ReferredSoFar:
    """Points and powers that returns may name, of the ledger and of this run."""

    def __init__(self, session: Session, history: History) -> None:
        self._session = session
        self._history = history

    @cached_property
    def _points(self) -> Mapping[str, str]:
        """The unit of every point that has a number, by that number."""
        return {one.point_id: one.unit for one in point_id_records(self._session.ledger)}

    @cached_property
    def _powers(self) -> dict[Whose, tuple[str, tuple[Power, ...]]]:
        """The unit and its powers, by the return that declares them."""
        forms, everybody = self._session.forms, self._session.everybody
        found = {}
        for key, one in self._history.valid.items():
            form = forms.get(key[0])
            if form is not None and form.table_about(About.POWER):
                found[key] = _powers_in(form, everybody, one)
        return found

    @cached_property
    def _records(self) -> dict[Whose, tuple[str, ...]]:
        """What a criticism may rest on, by the return that has it."""
        forms = self._session.forms
        return {
            key: _records_in(self._session, forms[key[0]], one)
            for key, one in self._history.valid.items()
            if key[0] in forms
        }

    def known(self, form: FormSpec) -> tuple[Referred, ...]:
        """What a return of that form is checked against; nothing if it names none of them."""
        if form.about == About.CRITICISM:
            names = (name for told in self._records.values() for name in told)
            return (Referred(records=tuple(dict.fromkeys(names))),)
        if not any(form.table_about(about) for about in _NAMING):
            return ()
        powers: dict[str, tuple[Power, ...]] = {}
        for unit, told in self._powers.values():
            powers[unit] = (*powers.get(unit, ()), *told)
        return (Referred(self._points.keys(), powers, self._points),)

    def note(self, form: FormSpec, one: Submission) -> None:
        """Remember a return of that form that was taken in."""
        self._records[whose(form, one.stamp.subject, one.stamp.issue)] = _records_in(
            self._session, form, one
        )
        if form.table_about(About.POWER):
            key = whose(form, one.stamp.subject, one.stamp.issue)
            self._powers[key] = _powers_in(form, self._session.everybody, one)


def _records_in(session: Session, form: FormSpec, one: Submission) -> tuple[str, ...]:
    """What a criticism may name of a return: its checks, its warnings, its scores."""
    checks = form.table_about(About.CHECK)
    rows = one.tables.get(checks.name, ()) if checks else ()
    found = [str(row.values["code"]) for row in rows if row.values.get("code")]
    warnings = records_of(form, one.tables, WarningNotice)
    found += (number_of(session, notice) for notice in warnings)
    if form.about == About.FEEDBACK and one.header.get("warning"):
        found.append(str(one.header["warning"]))
    if form.table_about(About.SCORE):
        found.append(form.title)
    return tuple(found)


def _powers_in(
    form: FormSpec, everybody: Subjects, one: Submission
) -> tuple[str, tuple[Power, ...]]:
    unit = everybody.unit_of(one.stamp.subject, form.owed_by)
    code = unit.code if unit else one.stamp.subject
    return code, records_of(form, one.tables, Power, {"unit": code})


def powers_declared(session: Session) -> Iterator[tuple[FormSpec, Power]]:
    """Every power of the returns that count, with the form it was declared in."""
    for form, _, one in returns_about(session, About.POWER):
        yield from ((form, power) for power in _powers_in(form, session.everybody, one)[1])


def powers_to_draw(session: Session) -> Mapping[str, list[Mapping[str, str]]]:
    """The powers of each unit that need a chart, as texts by what `campaign.prefill` calls them."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for form, one in powers_declared(session):
        if in_force((one,)) and not one.no_chart:
            table = form.table_about(About.POWER)
            kinds = [spec for spec in table.fields if spec.name == "kind"] if table else []
            kind = shown(one.kind, kinds[0].choices) if kinds else one.kind
            text = {
                "power_code": one.code,
                "power_name": one.name,
                "power_kind": kind,
                "unit_code": one.unit,
                "unit_name": session.roster.called(one.unit),
            }
            found.setdefault(one.unit, []).append(text)
    return found
