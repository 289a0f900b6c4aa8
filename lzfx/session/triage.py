"""Judges one file: recognises it, checks it, and writes the marked copy that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain, count

from lzfx.campaign.prefill import filling_for
from lzfx.campaign.prefill_sources import NO_PRIOR_ANSWERS
from lzfx.checks.boilerplate import boilerplate_findings
from lzfx.checks.context import Known
from lzfx.checks.identity import carriers
from lzfx.checks.own_sheets import own_sheet_findings
from lzfx.checks.partial import Past, judged
from lzfx.checks.versions import differences
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
from lzfx.messages import word
from lzfx.model.boilerplate import Boilerplate
from lzfx.model.book import RawBook
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Delivery, Issue, Outcome, Whose
from lzfx.model.submission import RawSubmission, Stamp, Submission
from lzfx.session.assigning import assigned_stamp
from lzfx.session.basis import ASSIGNED_BY, DOUBTED_BY, JUDGED_BY, Bases
from lzfx.session.budget import Budget, OverBudgetError
from lzfx.session.collection import CollectOptions
from lzfx.session.copies import Copies, Return
from lzfx.session.explained import Answered
from lzfx.session.history import History, whose
from lzfx.session.identities import ASSIGNABLE, Identities
from lzfx.session.inbox import InboxFile
from lzfx.session.issuing import issued_to, notes_of, prefill_sources
from lzfx.session.judgement import Judgement, outcome_of
from lzfx.session.marking import Marking
from lzfx.session.opening import Session
from lzfx.session.points_known import PointsSoFar
from lzfx.session.program_errors import ProgramErrors
from lzfx.session.senders import Asked, Senders
from lzfx.session.settled import Settled
from lzfx.workbook.boilerplate import boilerplate_of

_ANSWER_CHARACTERS = 70
"""The longest name of an answer, in characters, so that a number still fits behind it."""


class Judge:
    """Judges files one after the other; the ledger is read once.

    The subject and form that a person assigns in `options` count only for a file without any
    identity. `settled` knows when each file first came.
    """

    def __init__(
        self,
        session: Session,
        history: History,
        errors: ProgramErrors,
        settled: Settled,
        options: CollectOptions,
    ) -> None:
        self._session = session
        self._history = history
        self._errors = errors
        self._settled = settled
        self._subject, self._form_named = options.assigned
        self._wanted = options.wanted
        self._bases = Bases(session)
        self._identities = Identities(session, options.confirmed)
        self._points = PointsSoFar(session, history)
        self._answered = Answered(session)
        self._copies = Copies(session, history)
        self._senders = Senders(session, history, options)
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

        One that takes more time or memory than a file may is refused. An error of the program
        makes the file wait; LzfxError or OSError if disk or ledger fails.
        """
        if file.error is not None:
            return self._waits(file, file.error)
        budget = Budget()
        try:
            with budget:
                done = self._judged(file, answer)
            return replace(done.saying(*file.said), sender=file.sender)
        except OverBudgetError:
            budget.close()
            return self._over(file, budget.finding(file.label))
        except Exception as error:
            if self._errors.fails_for_all(error):
                raise
            return self._waits(file, error)

    def _waits(self, file: InboxFile, error: Exception) -> Judgement:
        said = (self._errors.told(file.label, error),)
        held = self._delivery(file.sha256, file.label, Outcome.HELD, said)
        return Judgement(replace(held, basis=self._bases.of_our_error))

    def _over(self, file: InboxFile, said: Finding) -> Judgement:
        refused = self._delivery(file.sha256, file.label, Outcome.REFUSED, (said,))
        basis = self._bases.of_our_error
        return Judgement(replace(refused, basis=basis), sender=file.sender)

    def _judged(self, file: InboxFile, answer: Answer | None) -> Judgement:
        if file.refusal is not None:
            return replace(self._refused(file, file.refusal), proposal=file.letter)
        if answer is None or isinstance(answer, Refused):
            refused = answer or Refused("reader-died")
            where = Where(file.label, refused.sheet, refused.cell)
            return self._refused(file, Finding(refused.code, where, refused.params))
        found = carriers(answer, file.label)
        stamp, said = self._identities.recognise(found, file.label, file.sha256)
        if self._subject and {finding.code for finding in said} in ASSIGNABLE:
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
        framed = self._as_issued(form, answer, raw, stamp, issued=issued, whole=bool(found.tokens))
        raw = replace(raw, findings=(*said, *raw.findings, *framed))
        return self._checked(answer, raw, form, stamp, issued, self._senders.question(file))

    def _assigned(self, file: InboxFile, book: RawBook) -> tuple[Stamp, tuple[Finding, ...]]:
        """The identity a person gives a file."""
        session = self._session
        stamp = assigned_stamp(session, book, self._subject, self._form_named)
        owners = session.forms[stamp.form].owed_by
        params = {"unit": session.everybody.called(self._subject, owners), "by": session.by}
        return stamp, (Finding("assigned-by-hand", Where(file.label), params, Severity.ADVICE),)

    def _refused(self, file: InboxFile, *findings: Finding) -> Judgement:
        refused = self._delivery(file.sha256, file.label, Outcome.REFUSED, findings)
        basis = self._bases.of_refused(finding.code for finding in findings)
        return Judgement(replace(refused, basis=basis))

    def _delivery(
        self, sha256: str, label: str, outcome: Outcome, findings: tuple[Finding, ...]
    ) -> Delivery:
        at = self._session.at
        return Delivery(sha256, "", at, label, outcome, findings=findings)

    def _as_issued(  # noqa: PLR0913 - a file, and all it is compared with
        self,
        form: FormSpec,
        book: RawBook,
        raw: RawSubmission,
        stamp: Stamp,
        *,
        issued: Filling,
        whole: bool,
    ) -> tuple[Finding, ...]:
        """What a file says otherwise than it was issued.

        A table copied elsewhere owes no frame; sheets of ours in it are ours all the same.
        """
        frames = self._boilerplate(stamp)
        if whole:
            return boilerplate_findings(frames, form, book, raw, issued)
        pages = frames[0].pages if frames else {}
        return tuple(own_sheet_findings(raw.file, pages, form, book, issued))

    def _boilerplate(self, stamp: Stamp) -> tuple[Boilerplate, ...]:
        """The boilerplate of every definition that this version of the form had."""
        key = (stamp.form, stamp.version)
        if key not in self._framed:
            known = definitions_of(self._session.ledger, *key)
            self._framed[key] = tuple(
                boilerplate_of(form, notes_of(self._session, form)) for form in known
            )
        return self._framed[key]

    def _checked(  # noqa: PLR0913, PLR0917 - a file and all that it is judged by
        self,
        book: RawBook,
        raw: RawSubmission,
        form: FormSpec,
        stamp: Stamp,
        issued: Filling,
        doubt: Asked,
    ) -> Judgement:
        everybody = self._session.everybody
        subject = everybody.find(stamp.subject, form.owed_by)
        this = whose(form, stamp.subject, stamp.issue)
        known = Known(
            campaign=self._session.campaign,
            roster=self._session.roster,
            received_on=self._received_on(raw.sha256),
            clock_is_sure=self._session.clock_is_sure and not self._settled.arrival(raw.sha256),
            issued=issued,
            on_time=this in self._on_time,
            everybody=everybody,
            beside=self._points.known(form, issued, subject.unit if subject else "", this),
        )
        earlier = self._history.valid.get(this)
        faulty = self._history.sent_back(form, stamp, known, raw.sha256)
        past = self._points.numbered(form, Past(earlier, faulty))
        one = Return(book, raw, form, stamp, known, past)
        before = self._copies.came_back(one)
        verdict = judged(before.owing(raw), form, known, past, self._wanted)
        outcome = outcome_of(verdict)
        goes_back = outcome is Outcome.SENT_BACK
        marking = Marking(one, verdict, self._answered, self._copies, before, goes_back=goes_back)
        delivery = self._delivery(raw.sha256, raw.file, outcome, marking.found)
        parts = ASSIGNED_BY if delivery.outcome is Outcome.REFUSED else JUDGED_BY
        basis = self._bases.of(form.name, stamp.subject, parts)
        delivery = replace(
            delivery, form=form.name, subject=stamp.subject, issue=stamp.issue, basis=basis
        )
        if doubt is not None and delivery.outcome is not Outcome.REFUSED:
            delivery = replace(delivery, findings=(doubt, *delivery.findings))
            if self._senders.waits(form, verdict.submission, earlier):
                basis = self._bases.of(form.name, stamp.subject, DOUBTED_BY)
                return Judgement(replace(delivery, outcome=Outcome.HELD, basis=basis))
        self._history.note(delivery)
        if verdict.submission is not None:
            self._points.note(form, verdict.submission)
            return self._against_earlier(delivery, form, verdict.submission, earlier)
        if delivery.outcome is not Outcome.SENT_BACK:
            return Judgement(delivery)
        delivery = replace(delivery, answer=self._answer_name(form, raw.sha256, stamp))
        return Judgement(delivery, marked=marking.copy(self._session, stamp))

    def _received_on(self, sha256: str) -> date:
        """The day a file came: for one that is judged anew, the day it first came."""
        came = self._settled.came_at(sha256)
        return datetime.fromisoformat(came).date() if came else self._session.now.date()

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
