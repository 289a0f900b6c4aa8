"""`lzfx verify`: every original read again and compared with the ledger, and its chain followed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from lzfx.campaign.subjects import Subjects
from lzfx.checks.check import understood
from lzfx.checks.context import Understood, known_of
from lzfx.checks.corrections import Before
from lzfx.checks.partial import whole_again
from lzfx.checks.versions import cell_of
from lzfx.errors import WorkspaceError
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.forms.kinds import shown
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.audit import (
    broken_links,
    damage,
    forms_of,
    has_head,
    kept_files,
    row_faults,
    strange_schema,
)
from lzfx.ledger.queries import accepted, actions, head, issues, submission_by_hash
from lzfx.ledger.store import Ledger
from lzfx.messages import word
from lzfx.model.action import Action
from lzfx.model.campaign import Campaign
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Where
from lzfx.model.printed_code import DIGITS, is_whole
from lzfx.model.submission import Submission, Value
from lzfx.rules.editions import editions
from lzfx.rules.verb import Restores
from lzfx.rules.verbs import VERBS
from lzfx.session.anchors import unknown_anchors
from lzfx.session.at_the_time import AtTheTime, Then
from lzfx.session.history import read_again
from lzfx.session.issuing import issued_in
from lzfx.session.opening import Session
from lzfx.session.point_numbers import numbered
from lzfx.session.tables_called import table_called

_SHORT = 12
"""How many digits of a hash are quoted."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared, and every difference; without any, all is as it was once written."""

    originals: int
    returns: int
    values: int
    actions: int
    head: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verification needs: originals, ledger, and the settings that checks look at."""

    workspace: Workspace
    ledger: Ledger
    campaign: Campaign
    forms: Mapping[str, FormSpec]
    everybody: Subjects

    @classmethod
    def of(cls, session: Session, workspace: Workspace, ledger: Ledger) -> Self:
        """What lies in that workspace and ledger, by the settings of a session."""
        return cls(workspace, ledger, session.campaign, session.kept_forms, session.everybody)


def verify(session: Session, anchor: str = "") -> Verified:
    """Compare everything with everything; `anchor` is a code printed on an earlier paper.

    The codes in copies, backups, reports and letters of the workspace are looked up as well.
    """
    found = verify_evidence(Evidence.of(session, session.workspace, session.ledger), anchor)
    return replace(found, findings=(*found.findings, *unknown_anchors(session)))


def verify_evidence(evidence: Evidence, anchor: str = "") -> Verified:
    """`verify` for evidence that need not be an open campaign, such as a restored backup."""
    ledger = evidence.ledger
    findings = [*of_the_record(ledger, anchor)]
    done = _done(ledger, findings)
    if done is not None:
        findings.extend(_unrecorded(ledger, done, evidence.forms))
    kept = (*kept_files(ledger), *_contents(done or ()))
    findings.extend(_originals(evidence.workspace, kept))
    returns, values = 0, 0
    for one in _read_again(evidence):
        returns += 1
        values += one.values
        findings.extend(one.findings)
    return Verified(
        originals=len(kept),
        returns=returns,
        values=values,
        actions=len(done or ()),
        head=head(ledger),
        findings=tuple(findings),
    )


def of_the_record(ledger: Ledger, anchor: str = "") -> Iterator[Finding]:
    """Faults of the ledger's file and record; `anchor` is a code printed on an earlier paper."""
    for one in damage(ledger):
        yield Finding("ledger-unsound", params={"detail": one})
    for number in broken_links(ledger):
        yield Finding("chain-broken", params={"number": number})
    for name in strange_schema(ledger):
        yield Finding("ledger-schema", params={"value": name})
    yield from _rows(ledger)
    if anchor and not is_whole(anchor):
        yield Finding("anchor-short", params={"value": anchor, "digits": DIGITS})
    elif anchor and not has_head(ledger, anchor):
        yield Finding("anchor-unknown", params={"value": anchor})


def _rows(ledger: Ledger) -> Iterator[Finding]:
    """Rows of the other tables that were altered, taken away or slipped in."""
    try:
        faults = row_faults(ledger)
    except WorkspaceError as error:
        yield Finding("ledger-unsound", params={"detail": error.params["detail"]})
        return
    for one in faults:
        params = {"table": table_called(one.table), "row": one.row}
        yield Finding(_ROW_FAULTS[one.what], params=params)


_ROW_FAULTS: Mapping[str, FindingCode] = {
    "altered": "ledger-row-altered",
    "gone": "ledger-row-gone",
    "added": "ledger-row-added",
}


def _done(ledger: Ledger, findings: list[Finding]) -> tuple[Action, ...] | None:
    """The record, or None after a finding says that it cannot be read."""
    try:
        return actions(ledger)
    except WorkspaceError as error:
        findings.append(Finding("ledger-unsound", params={"detail": error.params["detail"]}))
        return None


def _unrecorded(ledger: Ledger, done: Iterable[Action], forms: Iterable[str]) -> Iterator[Finding]:
    """Returns in the ledger that the record lacks, and returns in the record that are missing."""
    told = {
        one.text("sha256"): one.text("file")
        for one in done
        if VERBS[one.verb].restores in {Restores.RETURN, Restores.ROSTER}
    }
    there = {one.sha256: one.file for name in forms for one in accepted(ledger, name)}
    for sha256 in there.keys() - told.keys():
        yield Finding("return-not-recorded", Where(there[sha256]), {"value": sha256[:_SHORT]})
    for sha256 in told.keys() - there.keys():
        yield Finding("return-gone", Where(told[sha256]), {"value": sha256[:_SHORT]})


def _contents(done: Sequence[Action]) -> Iterator[tuple[str, str]]:
    """The kept contents of the editions that took effect, each with what it is called."""
    for one in editions(done):
        if one.kept:
            yield one.kept, word("edition-called", number=one.number)


def _originals(workspace: Workspace, kept: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Files that came in and whose originals are now missing or changed."""
    for sha256, file in kept:
        path = workspace.original(sha256)
        params = {"value": sha256[:_SHORT]}
        if not path.is_file():
            yield Finding("original-missing", Where(file), params)
        elif hashlib.sha256(read_bytes(path)).hexdigest() != sha256:
            yield Finding("original-changed", Where(file), params)


@dataclass(frozen=True, slots=True)
class _Compared:
    values: int
    findings: tuple[Finding, ...]


def _read_again(evidence: Evidence) -> Iterator[_Compared]:
    """Every return that was taken in, read anew with the form and roster of its time."""
    ledger = evidence.ledger
    then = AtTheTime(ledger, evidence.forms, evidence.everybody, _done(ledger, []) or ())
    with Reader() as reader:
        for name in evidence.forms:
            newest = evidence.forms[name]
            versions = forms_of(ledger, name)
            for one in accepted(ledger, name):
                stored = submission_by_hash(ledger, newest, one.sha256)
                if stored is not None:
                    form = versions.get(stored.stamp.version, newest)
                    yield _again(evidence, reader, form, stored, then.of(one.sha256))


def _again(
    evidence: Evidence, reader: Reader, form: FormSpec, stored: Submission, then: Then
) -> _Compared:
    """One return read anew from its original and compared with what the ledger has of it."""
    path = evidence.workspace.original(stored.sha256)
    if not path.is_file():
        params = {"value": stored.sha256[:_SHORT]}
        return _Compared(0, (Finding("original-missing", Where(stored.file), params),))
    answer = reader.read(stored.file, read_bytes(path))
    where = Where(stored.file)
    if isinstance(answer, Refused):
        where = Where(stored.file, answer.sheet, answer.cell)
        return _Compared(0, (Finding(answer.code, where, answer.params),))
    stamp = stored.stamp if form.stamped else None
    raw = locate(answer, form, file=stored.file, sha256=stored.sha256, stamp=stamp)
    issued = issued_in(issues(evidence.ledger, form.name), stored.stamp)
    known = known_of(evidence.campaign, then.everybody, issued)
    if stored.onto is None:
        return _Compared(
            _count(stored), tuple(_differences(form, stored, understood(raw, form, known)))
        )
    onto = stored.onto
    taken = submission_by_hash(evidence.ledger, form, onto.sha256)
    facts = (onto.sha256, onto.origins[onto.sha256].file)
    before = (
        Before(taken)
        if taken is not None
        else read_again(evidence.workspace, reader, facts, form, known, stored.stamp)
    )
    if before is None:
        return _Compared(0, (Finding("return-gone", where, {"value": onto.sha256[:_SHORT]}),))
    before = numbered(before, form, then.numbers, then.everybody.roster)
    whole = whole_again(raw, form, known, before, by_rows=onto.by_rows)
    return _Compared(_count(stored), tuple(_differences(form, stored, whole)))


def _count(one: Submission) -> int:
    rows = [row.values for table in one.tables.values() for row in table]
    return sum(value is not None for values in (one.header, *rows) for value in values.values())


def _differences(
    form: FormSpec, stored: Submission, seen: Understood | Submission
) -> Iterator[Finding]:
    """Values that differ between the ledger and the original, each at its cell."""
    for spec in form.header:
        kept, read = stored.header.get(spec.name), seen.header.get(spec.name)
        if kept != read:
            yield _differs(stored.header_place(spec.name), spec, kept, read)
    for table in form.tables:
        rows = {row.number: row.values for row in seen.tables.get(table.name, ())}
        kept_rows = {row.number: row.values for row in stored.tables.get(table.name, ())}
        for number in sorted(rows.keys() | kept_rows.keys()):
            for spec in table.fields:
                kept = kept_rows.get(number, {}).get(spec.name)
                read = rows.get(number, {}).get(spec.name)
                if kept != read:
                    where = cell_of(stored, table, number, spec.name)
                    yield _differs(where, spec, kept, read)


def _differs(where: Where, spec: FieldSpec, kept: Value, read: Value) -> Finding:
    params = {
        "title": spec.title,
        "value": shown(kept, spec.choices),
        "expected": shown(read, spec.choices),
    }
    return Finding("ledger-differs", where, params)
