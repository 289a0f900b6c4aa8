"""What a judgement read besides the file itself; a file is judged anew only when that changed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import StrEnum
from functools import cached_property
from typing import Any

import lzfx
from lzfx.campaign.choices import OWN_LIST, records_listed, rosters_chosen_from
from lzfx.forms.spec import FormSpec, RosterList
from lzfx.ledger.queries import LastJudgement
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.subject import Subject
from lzfx.session.definitions import rules_digest
from lzfx.session.opening import Session

_DIGITS = 16
_ONLY_PRINTED = frozenset(
    {"letter", "instructions", "sign_off", "prompt", "width", "ready", "note", "short", "meaning"}
)
"""What a definition only prints: no return is judged by it."""


_BY_FORMS: frozenset[FindingCode] = frozenset({"other-form", "code-not-ours"})
"""What is said of a file because of the forms that there are."""


class BasisPart(StrEnum):
    """A part of what a return is judged by."""

    FORM = "form"
    RULES = "rules"
    SETTINGS = "settings"
    ROSTER = "roster"
    FORMS = "forms"
    PROGRAM = "program"
    SENDERS = "senders"


JUDGED_BY = (BasisPart.FORM, BasisPart.RULES, BasisPart.SETTINGS, BasisPart.ROSTER)
"""What a return is judged by."""

DOUBTED_BY = (*JUDGED_BY, BasisPart.SENDERS)
"""What a return from an unknown sender is judged by."""

ASSIGNED_BY = (BasisPart.SETTINGS, BasisPart.ROSTER)
"""What tells that a file of one of our forms is not for us: its campaign, and whom we know."""

_GONE = "gone"
"""In place of a digest, for a form that there is no more."""


class Bases:
    """The basis of every judgement of a session, by values: a file saved anew changes nothing.

    A basis is the text `part=digest part=digest …`. The program's version is part of it only where
    the program met an error of its own; the deadline never is: whether a return was late was
    settled on the day it came.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._forms: dict[str, str] = {}
        self._subjects: dict[tuple[str, str], str] = {}
        self._listed: dict[RosterList, str] = {}

    def of(self, form: str, subject: str, parts: Iterable[BasisPart] = JUDGED_BY) -> str:
        """The basis of a return of that form from that subject, or those parts of it."""
        spec = self._session.forms.get(form)
        told = ((part, self._part(part, spec, subject)) for part in parts)
        return " ".join(f"{part}={digest}" for part, digest in told if digest)

    def of_refused(self, codes: Iterable[FindingCode]) -> str:
        """The basis of a file that is nobody's: most such files were judged by their bytes alone.

        What the forms are called was looked at only where a form or a code was not known.
        """
        return "" if _BY_FORMS.isdisjoint(codes) else self.of("", "", (BasisPart.FORMS,))

    @property
    def of_our_error(self) -> str:
        """The basis of a file that met an error of the program: its next version may do better."""
        return self.of("", "", (BasisPart.PROGRAM,))

    def now(self, known: LastJudgement) -> str:
        """What the basis of a file that was judged before would be today."""
        old = _parts(known.basis)
        return self.of(known.form, known.subject, (part for part in BasisPart if part in old))

    def _part(self, part: BasisPart, spec: FormSpec | None, subject: str) -> str:
        """The digest of one part; empty where the form has nothing to do with it."""
        match part:
            case BasisPart.PROGRAM:
                told = lzfx.__version__
            case BasisPart.FORMS:
                told = self._names_of_forms
            case BasisPart.SETTINGS:
                told = self._settings
            case BasisPart.FORM:
                told = self._form(spec) if spec else _GONE
            case BasisPart.RULES:
                told = self._rules if spec and spec.table_about(About.RISK_POINT) else ""
            case BasisPart.SENDERS:
                told = self._senders
            case BasisPart.ROSTER:
                told = self._roster(spec, subject) if spec else _GONE
        return told

    @cached_property
    def _names_of_forms(self) -> str:
        session = self._session
        named = {name: form.version for name, form in session.forms.items()}
        return _digest([session.campaign.code, named])

    @cached_property
    def _senders(self) -> str:
        """Whom the office knows by address, and what becomes of mails of others."""
        session = self._session
        known = sorted(unit.email for unit in session.roster.units)
        return _digest([session.campaign.unknown_senders, session.campaign.office.email, known])

    def _form(self, spec: FormSpec) -> str:
        if spec.name not in self._forms:
            told = spec.model_dump(mode="json", by_alias=True)
            self._forms[spec.name] = _digest(_judged_by(told))
        return self._forms[spec.name]

    @cached_property
    def _rules(self) -> str:
        return rules_digest(self._session.rules)[:_DIGITS]

    @cached_property
    def _settings(self) -> str:
        campaign = self._session.campaign
        begins = campaign.stages[0].start.isoformat() if campaign.stages else ""
        return _digest([campaign.code, begins])

    def _roster(self, spec: FormSpec, subject: str) -> str:
        key = (spec.name, subject)
        if key not in self._subjects:
            found = self._session.everybody.find(subject, spec.owed_by)
            told = self._rows_of(spec, found) if found else None
            self._subjects[key] = _digest(told)
        return self._subjects[key]

    def _rows_of(self, spec: FormSpec, subject: Subject) -> Any:  # noqa: ANN401 - plain JSON
        """The roster's rows about a subject's unit, and the lists that its form chooses from."""
        unit = self._session.roster.unit(subject.unit)
        own = self._rows_of_units.get(unit.code, []) if unit else []
        lists = {*rosters_chosen_from(spec)}
        if unit:
            lists.discard(OWN_LIST)  # a unit's own are among its rows
        return [asdict(subject), asdict(unit) if unit else None, own, self._lists(lists)]

    @cached_property
    def _rows_of_units(self) -> Mapping[str, list[object]]:
        """Posts and people of every unit, gone through once for all subjects."""
        found: dict[str, list[object]] = defaultdict(list)
        for post in self._session.roster.posts:
            found[post.unit].append(asdict(post))
        for person in self._session.roster.people.values():
            found[person.unit].append(asdict(person))
        return found

    def _lists(self, lists: Iterable[RosterList]) -> list[str]:
        return [self._list(one) for one in sorted(lists)]

    def _list(self, listed: RosterList) -> str:
        """The digest of a whole list of the roster, worked out once."""
        if listed not in self._listed:
            rows = records_listed(listed, self._session.roster)
            self._listed[listed] = _digest([asdict(one) for one in rows])
        return self._listed[listed]


def changed_parts(before: str, now: str) -> tuple[BasisPart, ...]:
    """The parts in which two bases differ, in the order of `BasisPart`.

    None where the earlier one has no parts: older programs kept one digest over everything, of
    which nobody can say what it was about.
    """
    old, new = _parts(before), _parts(now)
    if not old:
        return ()
    return tuple(part for part in BasisPart if part in new and old.get(part) != new[part])


def _parts(basis: str) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in basis.split())
    return {name: digest for name, equals, digest in pairs if equals}


def _judged_by(told: Any) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(told, dict):
        return {name: _judged_by(one) for name, one in told.items() if name not in _ONLY_PRINTED}
    if isinstance(told, list):
        return [_judged_by(one) for one in told]
    return told


def _digest(told: object) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
