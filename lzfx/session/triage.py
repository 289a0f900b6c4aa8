"""Judges one file: recognises it, checks it, and writes the marked copy that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count

from lzfx.campaign.prefill import NO_PRIOR_ANSWERS, filling_for, identified
from lzfx.checks.boilerplate import boilerplate_findings
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.partial import As, Past, Verdict, judged
from lzfx.checks.versions import differences
from lzfx.checks.whole import NOT_OURS
from lzfx.files.names import safe_file_name
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Answer
from lzfx.ledger.queries import (
    all_deliveries,
    answered_returns,
    definitions_of,
    issues,
)
from lzfx.messages import sentences, word
from lzfx.model.boilerplate import Boilerplate
from lzfx.model.book import RawBook
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Delivery, Issue, Outcome, Whose
from lzfx.model.submission import RawSubmission, Stamp, Submission
from lzfx.session.assigning import assigned_stamp
from lzfx.session.history import History, whose
from lzfx.session.inbox import InboxFile
from lzfx.session.issuing import issued_to, notes_of, prefill_sources
from lzfx.session.opening import Session
from lzfx.session.points_known import PointsSoFar
from lzfx.session.program_errors import ProgramErrors
from lzfx.workbook.boilerplate import boilerplate_of
from lzfx.workbook.marked import build_marked
from lzfx.workbook.refill import refill, remarks_of

_ANSWER_CHARACTERS = 70
"""The longest name of an answer, in characters, so that a number still fits behind it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A file with its judgement; `submission` when it is taken in, `marked` when it goes back."""

    delivery: Delivery
    submission: Submission | None = None
    marked: bytes = b""

    def among_others(self, outcome: Outcome, said: Finding | None) -> Judgement:
        """The same file with its outcome beside other returns; what waits is not taken in yet."""
        told = (*self.delivery.findings, *((said,) if said else ()))
        delivery = replace(self.delivery, outcome=outcome, findings=told)
        taken = self.submission if outcome is Outcome.ACCEPTED else None
        return replace(self, delivery=delivery, submission=taken)


class Judge:
    """Judges files one after the other; the ledger is read once.

    `assigned` is the subject and the form that a person names for the files (or empty); it counts
    only for a file without any identity. `wanted` says whether a person takes them for whole
    returns or for corrections.
    """

    def __init__(
        self,
        session: Session,
        history: History,
        errors: ProgramErrors,
        assigned: tuple[str, str] = ("", ""),
        wanted: As = As.IT_SAYS,
    ) -> None:
        self._session = session
        self._history = history
        self._errors = errors
        self._subject, self._form_named = assigned
        self._wanted = wanted
        self._key = session.ledger.key
        self._points = PointsSoFar(session, history)
        self._answers = {name: one.sha256 for name, one in answered_returns(session.ledger).items()}
        self._issues: dict[str, Mapping[tuple[str, int], Issue]] = {}
        self._framed: dict[tuple[str, int], tuple[Boilerplate, ...]] = {}

    @cached_property
    def _on_time(self) -> frozenset[Whose]:
        """Who delivered a return of a form by its deadline, even a faulty one."""
        session = self._session
        return frozenset(
            whose(form, one.subject, one.issue)
            for form in session.going_out.values()
            for one in all_deliveries(session.ledger, form.name)
            if one.at[:10] <= session.campaign.deadline_of(form.name).isoformat()
        )

    def judge(self, file: InboxFile, answer: Answer | None) -> Judgement:
        """Recognise and check one file; without an answer of the reader its own fault decides.

        An error of the program makes the file wait; LzfxError or OSError if disk or ledger fails.
        """
        if file.error is not None:
            return self._waits(file, file.error)
        try:
            return self._judged(file, answer)
        except Exception as error:
            if self._errors.fails_for_all(error):
                raise
            return self._waits(file, error)

    def _waits(self, file: InboxFile, error: Exception) -> Judgement:
        said = (self._errors.told(file.label, error),)
        return Judgement(self._delivery(file.sha256, file.label, Outcome.HELD, said))

    def _judged(self, file: InboxFile, answer: Answer | None) -> Judgement:
        if file.fault is not None:
            return self._refused(file, file.fault)
        if answer is None or isinstance(answer, Refused):
            refused = answer or Refused("reader-died")
            where = Where(file.label, refused.sheet, refused.cell)
            return self._refused(file, Finding(refused.code, where, refused.params))
        found = carriers(answer, file.label)
        stamp, said = recognise(found, self._session.forms, self._key, file.label)
        if self._subject and [finding.code for finding in said] == ["no-stamp"]:
            stamp, said = self._assigned(file, answer)
        if stamp is None:
            return self._refused(file, *said)
        form = self._session.forms.get(stamp.form)
        if form is None:
            unknown = Finding("other-form", Where(file.label), {"value": stamp.form})
            return self._refused(file, unknown, *said)
        sha256 = file.sha256
        raw = locate(answer, form, file=file.label, sha256=sha256, stamp=stamp)
        issued = self._issued(form, stamp)
        boilerplate = self._boilerplate(stamp) if found.tokens else ()
        framed = boilerplate_findings(boilerplate, form, answer, raw, issued)
        raw = replace(raw, findings=(*said, *raw.findings, *framed))
        return self._checked(raw, form, stamp, issued)

    def _assigned(self, file: InboxFile, book: RawBook) -> tuple[Stamp, tuple[Finding, ...]]:
        """The identity a person gives a file."""
        session = self._session
        stamp = assigned_stamp(session, book, self._subject, self._form_named)
        owners = session.forms[stamp.form].owed_by
        params = {"unit": session.everybody.called(self._subject, owners), "by": session.by}
        return stamp, (Finding("assigned-by-hand", Where(file.label), params, Severity.ADVICE),)

    def _refused(self, file: InboxFile, *findings: Finding) -> Judgement:
        return Judgement(self._delivery(file.sha256, file.label, Outcome.REFUSED, findings))

    def _delivery(
        self, sha256: str, label: str, outcome: Outcome, findings: tuple[Finding, ...]
    ) -> Delivery:
        at = self._session.at
        return Delivery(sha256, self._session.basis, at, label, outcome, findings=findings)

    def _boilerplate(self, stamp: Stamp) -> tuple[Boilerplate, ...]:
        """The boilerplate of every definition that this version of the form had."""
        key = (stamp.form, stamp.version)
        if key not in self._framed:
            known = definitions_of(self._session.ledger, *key)
            self._framed[key] = tuple(boilerplate_of(form) for form in known)
        return self._framed[key]

    def _checked(
        self, raw: RawSubmission, form: FormSpec, stamp: Stamp, issued: Filling
    ) -> Judgement:
        everybody = self._session.everybody
        subject = everybody.find(stamp.subject, form.owed_by)
        this = whose(form, stamp.subject, stamp.issue)
        known = Known(
            campaign=self._session.campaign,
            roster=self._session.roster,
            received_on=self._session.now.date(),
            issued=issued,
            on_time=this in self._on_time,
            everybody=everybody,
            beside=self._points.known(form, issued, subject.unit if subject else ""),
        )
        earlier = self._history.valid.get(this)
        faulty = self._history.sent_back(form, stamp, known, raw.sha256)
        verdict = judged(raw, form, known, Past(earlier, faulty), self._wanted)
        delivery = self._delivery(raw.sha256, raw.file, _outcome(verdict), verdict.found)
        delivery = replace(delivery, form=form.name, subject=stamp.subject, issue=stamp.issue)
        self._history.note(delivery)
        if verdict.submission is not None:
            self._points.note(form, verdict.submission)
            return self._against_earlier(delivery, form, verdict.submission, earlier)
        if delivery.outcome is not Outcome.SENT_BACK:
            return Judgement(delivery)
        delivery = replace(delivery, answer=self._answer_name(form, raw.sha256, stamp))
        return Judgement(delivery, marked=self._marked(form, stamp, issued, verdict))

    def _against_earlier(
        self, delivery: Delivery, form: FormSpec, one: Submission, earlier: Submission | None
    ) -> Judgement:
        """How it differs from the return that counts; the same answers are not taken in again."""
        if earlier is not None and not (changed := differences(form, earlier, one)):
            same = Finding(
                "same-as-before", Where(one.file), {"other": earlier.file}, Severity.ADVICE
            )
            told = (same, *delivery.findings)
            return Judgement(replace(delivery, outcome=Outcome.UNCHANGED, findings=told))
        self._history.valid[whose(form, one.stamp.subject, one.stamp.issue)] = one
        if earlier is None:
            return Judgement(delivery, one)
        return Judgement(replace(delivery, findings=(*delivery.findings, *changed)), one)

    def _issued(self, form: FormSpec, stamp: Stamp) -> Filling:
        """What was prefilled in that issue; if the ledger does not know it, what would be today."""
        subject = self._session.everybody.find(stamp.subject, form.owed_by)
        if subject is None:
            return Filling()
        if form.name not in self._issues:
            self._issues[form.name] = issued_to(issues(self._session.ledger, form.name))
        one = self._issues[form.name].get((stamp.subject, stamp.issue))
        if one is not None and one.campaign == stamp.campaign:
            return one.filling
        return filling_for(form, subject, prefill_sources(self._session, form, NO_PRIOR_ANSWERS))

    def _marked(
        self,
        form: FormSpec,
        stamp: Stamp,
        issued: Filling,
        verdict: Verdict,
    ) -> bytes:
        """A fresh form of this campaign with the sender's answers and the faults at their cells."""
        session = self._session
        raw, findings = verdict.refilled, verdict.refilled_findings
        this_year = replace(stamp, campaign=session.campaign.code, version=form.version)
        base = identified(issued, this_year, self._key)
        refilled, rows = refill(form, base, raw)
        remarks = remarks_of(form, raw, findings, sentences, rows)
        counts = {
            severity: sum(one.severity is severity for one in findings) for severity in Severity
        }
        head = word(
            "marked-head",
            unit=session.everybody.called(stamp.subject, form.owed_by),
            file=raw.file,
            errors=counts[Severity.ERROR],
            queries=counts[Severity.QUERY],
            deadline=session.campaign.deadline_of(form.name),
        )
        return build_marked(form, refilled, notes_of(session, form), remarks, (head,))

    def _answer_name(self, form: FormSpec, sha256: str, stamp: Stamp) -> str:
        """A file name only for this return, so that the answer to another is never overwritten."""
        called = self._session.everybody.called(stamp.subject, form.owed_by)
        name = f"{stamp.subject} {called} {word('marked-name', form=form.title)}.xlsx"
        stem = safe_file_name(name, _ANSWER_CHARACTERS).removesuffix(".xlsx")
        numbered = (f"{stem}（{number}）.xlsx" for number in count(2))
        for one in chain((f"{stem}.xlsx",), numbered):
            if self._answers.setdefault(one, sha256) == sha256:
                return one
        raise AssertionError  # numbers do not end


def _outcome(verdict: Verdict) -> Outcome:
    """The outcome of a file by its verdict, before other returns of its subject are looked at."""
    if verdict.submission is not None:
        return Outcome.ACCEPTED
    if any(finding.code in NOT_OURS for finding in verdict.found):
        return Outcome.REFUSED
    return Outcome.FEWER if verdict.waits else Outcome.SENT_BACK
