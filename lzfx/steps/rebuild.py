"""`lzfx rebuild`: the ledger made again from the originals and the record alone, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lzfx.checks.check import submission_of, understood
from lzfx.checks.context import Known, known_of
from lzfx.checks.corrections import Before
from lzfx.checks.identity import carriers
from lzfx.checks.partial import whole_again
from lzfx.checks.roster import roster_of
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import REBUILT
from lzfx.files.writing import write_atomic
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.audit import differences
from lzfx.ledger.copies import copy_all
from lzfx.ledger.inherited import inherited
from lzfx.ledger.queries import (
    actions,
    actions_as_stored,
    current_submissions,
    issues,
    point_id_records,
    submission_by_hash,
)
from lzfx.ledger.record import Row
from lzfx.ledger.store import Ledger, new_ledger
from lzfx.model.action import Action, Verb
from lzfx.model.book import RawBook
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Where
from lzfx.model.risk import PointId
from lzfx.model.roster import Roster
from lzfx.model.submission import RawSubmission, Stamp, Submission
from lzfx.rules.merge import merge_returns
from lzfx.rules.succession import arrivals
from lzfx.rules.verb import Restores
from lzfx.rules.verbs import VERBS
from lzfx.session.assigning import likeliest, stamp_of_last_issue
from lzfx.session.definitions import declaration_of, points_table_of, roster_form_of
from lzfx.session.history import read_again
from lzfx.session.identities import Identities
from lzfx.session.issuing import issued_in
from lzfx.session.moved import moves_now, numbers_now
from lzfx.session.opening import Session
from lzfx.session.point_numbers import numbered
from lzfx.session.tables_called import table_called
from lzfx.session.unrecorded import unrecorded_originals


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The ledger that was made anew beside the old one, and where the two differ."""

    file: Path
    returns: int
    numbers: int
    findings: tuple[Finding, ...]


def rebuild(session: Session) -> Rebuilt:
    """Read every original in the order of the record; number points where the record says so.

    The new ledger is written beside the old one, which stays as it is.
    """
    target = session.workspace.root / REBUILT
    target.unlink(missing_ok=True)
    ledger = new_ledger(target, session.ledger.key)
    with ledger, Reader() as reader:
        replay = _Replay(session, ledger, reader)
        replay.begin()
        for one, row in actions_as_stored(session.ledger):
            replay.follow(one, row)
        findings = (
            *replay.findings,
            *_compared(session.ledger, ledger),
            *unrecorded_originals(session.workspace, session.ledger),
        )
        returns, numbers = replay.returns, len(point_id_records(ledger))
        write_atomic(target, ledger.as_file(), holds_key=True)
    return Rebuilt(target, returns, numbers, tuple(findings))


class _Replay:
    """Repeats the record in a new ledger: returns, numbers of points, rosters in force."""

    def __init__(self, session: Session, ledger: Ledger, reader: Reader) -> None:
        self._session = session
        self._ledger = ledger
        self._reader = reader
        self._forms: Mapping[str, FormSpec] = session.kept_forms
        self._roster_form = roster_form_of(self._forms)
        self._everybody = session.everybody.at(Roster((), ()))
        self._identities = Identities(session, forms=self._forms)
        self.returns = 0
        self.findings: list[Finding] = []
        done = actions(session.ledger)
        files = [one for one in done if {"file", "sha256"} <= one.facts.keys()]
        self._files = {one.text("sha256"): one.text("file") for one in reversed(files)}
        self._first = {one.text("sha256"): one.at for one in reversed(files)}
        self._came = arrivals(done)
        self._assigned = _by_file(done, Verb.ASSIGN)
        self._decided = _by_file(done, Verb.DECIDE)
        self._onto = _by_file(done, Verb.CORRECTIONS, Verb.COMPLETION)

    def begin(self) -> None:
        """Copy what neither originals nor record give: see `COPIED`."""
        old = self._session.ledger
        points, _ = inherited(old)
        with self._ledger.transaction():
            copy_all(old, self._ledger)
            self._ledger.add_point_ids(self._inherited_ids({one.point_id for one in points}))

    def _inherited_ids(self, carried: set[str]) -> tuple[PointId, ...]:
        return tuple(
            one for one in point_id_records(self._session.ledger) if one.point_id in carried
        )

    def follow(self, one: Action, row: Row) -> None:
        """Do again what that action did, and record it as it stands."""
        with self._ledger.transaction():
            _AGAIN[VERBS[one.verb].restores](self, one)
            self._ledger.act_again(row)

    def nothing(self, one: Action) -> None:
        """Do nothing: such an action left only its entry in the record."""

    def roster(self, one: Action) -> None:
        """Read a roster again; it is in force from this action on."""
        self._take(one, self._roster_form)

    def a_return(self, one: Action) -> None:
        """Take a return in again."""
        self._take(one, None)

    def numbers(self, _one: Action) -> None:
        """Number the points of the returns so far."""
        declaration = declaration_of(self._forms)
        current = current_submissions(self._ledger, declaration)
        table = points_table_of(declaration).name
        merged = merge_returns(
            current,
            point_id_records(self._ledger),
            self._everybody.roster,
            table=table,
            moves=moves_now(self._ledger),
        )
        self._ledger.add_point_ids((*merged.new_ids, *merged.reworded))

    def _take(self, one: Action, form: FormSpec | None) -> None:
        """Read the original of a return again and append it; the form is that of its stamp."""
        sha256, file = one.text("sha256"), one.text("file")
        path = self._session.workspace.original(sha256)
        where = Where(file)
        if not path.is_file():
            self.findings.append(Finding("original-missing", where, {"value": sha256[:12]}))
            return
        answer = self._reader.read(file, read_bytes(path))
        if isinstance(answer, Refused):
            self.findings.append(Finding(answer.code, where, answer.params))
            return
        stamp = None
        if form is None:
            stamp, _ = self._identities.recognise(carriers(answer, file), file, sha256)
            stamp = stamp or self._given(one, answer)
            form = self._forms[stamp.form]
        raw = locate(answer, form, file=file, sha256=sha256, stamp=stamp)
        issued = issued_in(issues(self._ledger, form.name), stamp) if stamp else Filling()
        known = known_of(self._session.campaign, self._everybody, issued)
        taken = self._whole(raw, form, known)
        if taken is not None:
            self._append(form, taken, one)

    def _whole(self, raw: RawSubmission, form: FormSpec, known: Known) -> Submission | None:
        """The return as it was taken in: alone, or completed from the return the record names."""
        onto = self._onto.get(raw.sha256)
        if onto is None:
            return submission_of(understood(raw, form, known))
        taken = submission_by_hash(self._ledger, form, onto.text("onto"))
        before = Before(taken) if taken is not None else self._sent_back(onto, raw, form, known)
        if before is not None:
            before = numbered(before, form, numbers_now(self._ledger), self._everybody.roster)
        if before is None:
            params = {"value": onto.text("onto")[:12]}
            self.findings.append(Finding("return-gone", Where(raw.file), params))
            return None
        return whole_again(raw, form, known, before, by_rows=onto.verb is Verb.CORRECTIONS)

    def _sent_back(
        self, onto: Action, raw: RawSubmission, form: FormSpec, known: Known
    ) -> Before | None:
        """The faulty return that corrections were laid over, from its original."""
        sha256 = onto.text("onto")
        facts = (sha256, self._files.get(sha256, ""))
        if raw.stamp is None:
            return None
        return read_again(self._session.workspace, self._reader, facts, form, known, raw.stamp)

    def _append(self, form: FormSpec, taken: Submission, one: Action) -> None:
        sha256 = one.text("sha256")
        at = one.at if sha256 in self._decided else self._first[sha256]
        # A roster that was in force before comes into force again without being read again.
        if submission_by_hash(self._ledger, form, sha256) is None:
            self._ledger.append(form, taken, at, one.by, self._came[sha256])
            self.returns += 1
        if form.name == self._roster_form.name:
            self._everybody = self._everybody.at(roster_of(form, taken.tables))

    def _given(self, one: Action, book: RawBook) -> Stamp:
        """The identity a person gave to a file that carries none."""
        assigned = self._assigned.get(one.text("sha256"))
        subject = assigned.about if assigned else one.about
        named = str(assigned.facts.get("form") or "") if assigned else ""
        out = [form for form in self._forms.values() if form.stamped]
        form = self._forms.get(named) or likeliest(
            book, sorted(out, key=lambda form: not form.expected)
        )
        version = int(assigned.facts["version"] or 0) if assigned else 0
        sent = (each for each in issues(self._ledger, form.name) if each.at <= one.at)
        return stamp_of_last_issue(form, subject, self._session.campaign.code, sent, version)


_AGAIN: Mapping[Restores, Callable[[_Replay, Action], None]] = {
    Restores.NOTHING: _Replay.nothing,
    Restores.ROSTER: _Replay.roster,
    Restores.RETURN: _Replay.a_return,
    Restores.NUMBERS: _Replay.numbers,
}
"""What is repeated at an action, by what its verb restores."""


def _by_file(done: Sequence[Action], *verbs: Verb) -> Mapping[str, Action]:
    """The last action of those verbs on each file, by its hash."""
    return {one.text("sha256"): one for one in done if one.verb in verbs}


def _compared(old: Ledger, new: Ledger) -> Iterator[Finding]:
    """The tables in which two ledgers differ, each with how many rows."""
    for table, (lost, added) in differences(old, new).items():
        params = {"table": table_called(table), "lost": lost, "added": added}
        yield Finding("rebuilt-differs", params=params)
