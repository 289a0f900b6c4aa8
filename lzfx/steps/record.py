"""`lzfx record`: decisions from a sheet of the clerk's own, by short codes, all or none of them.

They become a return of the office's own form, taken in like any other; the sheet is kept beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lzfx.campaign.prefill import identified
from lzfx.campaign.subjects import OFFICE
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.ledger.queries import actions, current_submissions, issues, last_deliveries
from lzfx.messages import word
from lzfx.model.action import Action, Verb
from lzfx.model.decision import REVOKES, DecidedRow
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Issue, Outcome
from lzfx.model.submission import Stamp, Submission
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.entering import Decider, Entered, EnteredRow, entered
from lzfx.session.collection import CollectOptions
from lzfx.session.entering import (
    GivenDecision,
    SheetRead,
    decided_by,
    deciding,
    entering_form,
    given_with,
    sheet_read,
)
from lzfx.session.inbox import InboxFile
from lzfx.session.issuing import notes_of
from lzfx.session.naming import file_named, mail_named
from lzfx.session.opening import Session
from lzfx.session.proposals import proposed
from lzfx.steps.collect import collect
from lzfx.workbook.bulk_writer import BulkWriter


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sheet: how many decisions were taken in, or all that keeps it out.

    `before` is the act that recorded the same sheet earlier; then nothing was done.
    """

    file: str
    by: str = ""
    on: str = ""
    paper: str = ""
    taken: int = 0
    revoked: int = 0
    findings: tuple[Finding, ...] = ()
    before: Action | None = None
    faulty: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the decisions were entered from: a file that is kept, or the words of a command."""

    file: str
    data: bytes = b""
    sha256: str = ""


def record_named(session: Session, text: str, here: Path, given: GivenDecision) -> Recorded:
    """Take in what the file decides that a person names; of a mail, what its text says first.

    That is only proposed, and its attachments are told. LzfxError for no file or several.
    """
    mail = mail_named(session, text, here)
    if mail is not None and (found := proposed(session, mail[0])):
        beside = {"count": len(mail[1]), "names": mail[1]}
        told = Finding("recording-attachments", Where(mail[0].label), beside, Severity.ADVICE)
        return Recorded(mail[0].label, findings=(*found, told), faulty=True)
    return record(session, file_named(session, text, here), given)


def record(session: Session, file: InboxFile, given: GivenDecision) -> Recorded:
    """Take in what a sheet decides; with one fault nothing is, and all faults are told at once.

    A letter is only proposed as a sheet.
    """
    if found := proposed(session, file):
        return Recorded(file.label, findings=found, faulty=True)
    form, table = entering_form(session)
    before = _recorded(session, form, file.sha256)
    if before is not None:
        return Recorded(file.label, before=before)
    sheet = sheet_read(session, file)
    evidence = _Evidence(file.label, file.data, file.sha256)
    return _entered(session, (form, table), sheet, given, evidence)


def revoke(session: Session, codes: Sequence[str], why: str, given: GivenDecision) -> Recorded:
    """Take decisions back by the codes of their points, for a reason, without any sheet.

    Who made them need not be said.
    """
    if not why.strip():
        raise LzfxError("why-needed")
    form, table = entering_form(session)
    labels = {one.code: one.label for one in table.field("outcome").choices}
    if not given.by and codes:
        given = replace(given, by=decided_by(deciding(session, table), codes[0]))
    rows = tuple(EnteredRow(code, labels[REVOKES], reason=why.strip()) for code in codes)
    sheet = SheetRead(rows, GivenDecision(), {}, ())
    return _entered(session, (form, table), sheet, given, _Evidence(""))


def _entered(
    session: Session,
    into: tuple[FormSpec, TableSpec],
    sheet: SheetRead,
    given: GivenDecision,
    evidence: _Evidence,
) -> Recorded:
    form, table = into
    decider, paper, faults = given_with(session, evidence.file, sheet, given)
    told = (*sheet.findings, *faults)
    by = decider or Decider("", "", session.now.date())
    read = entered(sheet.rows, by, deciding(session, table)) if decider else Entered((), ())
    read = Entered(read.rows, (*told, *read.findings))
    if read.faulty or not read.rows:
        return Recorded(
            evidence.file, by.name, findings=read.findings, faulty=read.faulty or not sheet.rows
        )
    said = _taken_in(session, form, table, (by, paper, evidence), read.rows)
    if sheet.letter and not said:
        _put_aside(session, sheet.letter, evidence.file)
    revoked = len({one.point_id for one in read.rows if one.outcome == REVOKES})
    return Recorded(
        file=evidence.file,
        by=by.name,
        on=by.on.isoformat(),
        paper=paper,
        taken=sum(one.outcome != REVOKES for one in read.rows),
        revoked=revoked,
        findings=(*read.findings, *said),
        faulty=bool(said),
    )


def _put_aside(session: Session, letter: str, sheet: str) -> None:
    """The letter that the sheet was made of needs no more of anybody."""
    aside = dismissed_files(actions(session.ledger))
    for one in last_deliveries(session.ledger, {letter} - aside):
        if one.outcome is Outcome.REFUSED:
            facts = {"file": one.file, "sha256": one.sha256}
            with session.ledger.transaction():
                why = word("recording-letter-done", sheet=sheet)
                session.act(Verb.DISMISS, one.subject, **facts, why=why)


def _recorded(session: Session, form: FormSpec, sha256: str) -> Action | None:
    """The act that recorded those bytes; one that a killed run did not come to is made up for."""
    for one in reversed(actions(session.ledger)):
        if one.verb is Verb.RECORD and one.facts["sha256"] == sha256:
            return one
    for taken in current_submissions(session.ledger, form):
        if taken.header.get("evidence_hash") == sha256:
            _act(session, taken)
            return _recorded(session, form, sha256)
    return None


def _act(session: Session, taken: Submission) -> None:
    header = taken.header
    rows = next(iter(taken.tables.values()), ())
    with session.ledger.transaction():
        session.act(
            Verb.RECORD,
            str(header["by"]),
            file=str(header.get("evidence") or taken.file),
            sha256=str(header.get("evidence_hash") or taken.sha256),
            on=str(header["on"]),
            paper=str(header.get("paper") or ""),
            count=len(rows),
        )


def _taken_in(
    session: Session,
    form: FormSpec,
    table: TableSpec,
    source: tuple[Decider, str, _Evidence],
    rows: Sequence[DecidedRow],
) -> tuple[Finding, ...]:
    """Put the decisions through `collect` as a return of the form; gives why it was not taken in.

    The sheet is kept first, so that no decision is on record without it.
    """
    by, paper, evidence = source
    if evidence.data:
        session.workspace.keep_original(evidence.data)
    header = {
        "by": by.name,
        "on": by.on.isoformat(),
        "paper": paper,
        "evidence": evidence.file,
        "evidence_hash": evidence.sha256,
    }
    filling = Filling(header, {table.name: tuple(_texts(table, one) for one in rows)})
    issue = _next(session, form)
    stamp = Stamp(form.name, form.version, OFFICE, session.campaign.code, issue.number)
    sealed = identified(filling, stamp, session.ledger.key)
    data = BulkWriter(form, notes_of(session, form)).build(sealed)
    with session.ledger.transaction():
        session.ledger.add_issues((issue,))
        session.act(Verb.WROTE, issue.file, sha256=hashlib.sha256(data).hexdigest())
    *_, done = collect(session, [InboxFile(issue.file, data)], CollectOptions())
    if not done.of(Outcome.ACCEPTED):
        return done.findings or (Finding("recording-not-taken"),)
    sha256 = done.of(Outcome.ACCEPTED)[0].sha256
    taken = (one for one in current_submissions(session.ledger, form) if one.sha256 == sha256)
    for one in taken:
        _act(session, one)
    return ()


def _next(session: Session, form: FormSpec) -> Issue:
    """The workbook that the decisions stand in: never sent to anybody, numbered like those."""
    number = max((one.number for one in issues(session.ledger, form.name)), default=0) + 1
    file = safe_file_name(f"{form.title}（第{number}份）.xlsx")
    code = session.campaign.code
    return Issue(form.name, OFFICE, number, form.version, code, session.at, file, Filling())


def _texts(table: TableSpec, one: DecidedRow) -> Mapping[str, str]:
    """A decision as the cells of a row, in the words of the form."""
    values = {
        "code": f"{one.point_id}-{one.mark}",
        "decided_level": str(one.decided_level or ""),
        **{
            name: str(getattr(one, name))
            for name in ("point_id", "outcome", "mark", "name", "reason")
        },
        **{name: str(getattr(one, name)) for name in ("stage", "reviewer", "place", "revokes")},
    }
    return {spec.name: text for spec in table.fields if (text := _shown(spec, values))}


def _shown(spec: FieldSpec, values: Mapping[str, str]) -> str:
    text = values.get(spec.name, "")
    return next((one.label for one in spec.choices if one.code == text), text)


def codes_typed(texts: Iterable[str]) -> tuple[str, ...]:
    """Codes as they were typed, several in one text or one each."""
    return tuple(code for text in texts for code in text.replace("、", " ").split())
