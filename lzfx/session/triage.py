"""What one file is and what becomes of it: recognised, checked, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count

from lzfx.campaign.prefill import NOTHING_BEFORE, filling_for, identified
from lzfx.checks.boilerplate import frame_findings
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
    answers,
    definitions_of,
    issues,
)
from lzfx.messages import sentences, word
from lzfx.model.boilerplate import Frame
from lzfx.model.book import RawBook
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Delivery, Issue, Outcome, Whose
from lzfx.model.submission import RawSubmission, Stamp, Submission
from lzfx.session.assigning import assigned_stamp
from lzfx.session.history import Earlier, whose
from lzfx.session.inbox import Arrival
from lzfx.session.issuing import about, issued_to, sources
from lzfx.session.opening import Session
from lzfx.session.points_known import PointsSoFar
from lzfx.session.program_errors import ProgramErrors
from lzfx.workbook.boilerplate import frame_of
from lzfx.workbook.marked import build_marked
from lzfx.workbook.refill import pour, remarks_of

_ANSWER_SIGNS = 70
"""Signs of an answer's name, so that a number still fits behind it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with its judgement; `submission` when it is taken in, `marked` when it goes back."""

    delivery: Delivery
    submission: Submission | None = None
    marked: bytes = b""

    def placed(self, outcome: Outcome, said: Finding | None) -> Judged:
        """The same file with its outcome beside others; what waits is not taken in yet."""
        told = (*self.delivery.findings, *((said,) if said else ()))
        delivery = replace(self.delivery, outcome=outcome, findings=told)
        taken = self.submission if outcome is Outcome.ACCEPTED else None
        return replace(self, delivery=delivery, submission=taken)


class Judge:
    """Judges files one after the other; what the ledger knows is asked once.

    `assigned` is the subject a person says the files belong to, and the form they are (or nothing);
    that counts only for one that carries no identity at all. `wanted` is what a person says they
    are, a part or the whole.
    """

    def __init__(
        self,
        session: Session,
        earlier: Earlier,
        errors: ProgramErrors,
        assigned: tuple[str, str] = ("", ""),
        wanted: As = As.IT_SAYS,
    ) -> None:
        self._session = session
        self._earlier = earlier
        self._errors = errors
        self._subject, self._form_named = assigned
        self._wanted = wanted
        self._key = session.ledger.key
        self._points = PointsSoFar(session, earlier)
        self._answers = {name: one.sha256 for name, one in answers(session.ledger).items()}
        self._issues: dict[str, Mapping[tuple[str, int], Issue]] = {}
        self._framed: dict[tuple[str, int], tuple[Frame, ...]] = {}

    @cached_property
    def _on_time(self) -> frozenset[Whose]:
        """Whoever delivered something of a form by its deadline, be it faulty."""
        session = self._session
        return frozenset(
            whose(form, one.subject, one.issue)
            for form in session.going_out.values()
            for one in all_deliveries(session.ledger, form.name)
            if one.at[:10] <= session.campaign.deadline_of(form.name).isoformat()
        )

    def judge(self, arrived: Arrival, answer: Answer | None) -> Judged:
        """Recognise and check one file; without an answer its own fault is the judgement.

        An error of ours makes the file wait; LzfxError or OSError when the world is not as needed.
        """
        if arrived.error is not None:
            return self._waits(arrived, arrived.error)
        try:
            return self._judged(arrived, answer)
        except Exception as error:
            if self._errors.is_the_worlds(error):
                raise
            return self._waits(arrived, error)

    def _waits(self, arrived: Arrival, error: Exception) -> Judged:
        said = (self._errors.told(arrived.label, error),)
        return Judged(self._delivery(arrived.sha256, arrived.label, Outcome.HELD, said))

    def _judged(self, arrived: Arrival, answer: Answer | None) -> Judged:
        if arrived.fault is not None:
            return self._refused(arrived, arrived.fault)
        if answer is None or isinstance(answer, Refused):
            refused = answer or Refused("reader-died")
            where = Where(arrived.label, refused.sheet, refused.cell)
            return self._refused(arrived, Finding(refused.code, where, refused.params))
        found = carriers(answer, arrived.label)
        stamp, said = recognise(found, self._session.forms, self._key, arrived.label)
        if self._subject and [finding.code for finding in said] == ["no-stamp"]:
            stamp, said = self._assigned(arrived, answer)
        if stamp is None:
            return self._refused(arrived, *said)
        form = self._session.forms.get(stamp.form)
        if form is None:
            unknown = Finding("other-form", Where(arrived.label), {"value": stamp.form})
            return self._refused(arrived, unknown, *said)
        sha256 = arrived.sha256
        raw = locate(answer, form, file=arrived.label, sha256=sha256, stamp=stamp)
        issued = self._issued(form, stamp)
        frames = self._frames(stamp) if found.tokens else ()
        framed = frame_findings(frames, form, answer, raw, issued)
        raw = replace(raw, findings=(*said, *raw.findings, *framed))
        return self._checked(raw, form, stamp, issued)

    def _assigned(self, arrived: Arrival, book: RawBook) -> tuple[Stamp, tuple[Finding, ...]]:
        """The identity a person gives a file."""
        session = self._session
        stamp = assigned_stamp(session, book, self._subject, self._form_named)
        owners = session.forms[stamp.form].owed_by
        params = {"unit": session.everybody.called(self._subject, owners), "by": session.by}
        return stamp, (Finding("assigned-by-hand", Where(arrived.label), params, Severity.ADVICE),)

    def _refused(self, arrived: Arrival, *findings: Finding) -> Judged:
        return Judged(self._delivery(arrived.sha256, arrived.label, Outcome.REFUSED, findings))

    def _delivery(
        self, sha256: str, label: str, outcome: Outcome, findings: tuple[Finding, ...]
    ) -> Delivery:
        at = self._session.at
        return Delivery(sha256, self._session.basis, at, label, outcome, findings=findings)

    def _frames(self, stamp: Stamp) -> tuple[Frame, ...]:
        """What the forms of that version say themselves."""
        key = (stamp.form, stamp.version)
        if key not in self._framed:
            known = definitions_of(self._session.ledger, *key)
            self._framed[key] = tuple(frame_of(form) for form in known)
        return self._framed[key]

    def _checked(self, raw: RawSubmission, form: FormSpec, stamp: Stamp, issued: Filling) -> Judged:
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
        earlier = self._earlier.valid.get(this)
        faulty = self._earlier.sent_back(form, stamp, known, raw.sha256)
        verdict = judged(raw, form, known, Past(earlier, faulty), self._wanted)
        delivery = self._delivery(raw.sha256, raw.file, _outcome(verdict), verdict.found)
        delivery = replace(delivery, form=form.name, subject=stamp.subject, issue=stamp.issue)
        self._earlier.note(delivery)
        if verdict.submission is not None:
            self._points.note(form, verdict.submission)
            return self._against_earlier(delivery, form, verdict.submission, earlier)
        if delivery.outcome is not Outcome.SENT_BACK:
            return Judged(delivery)
        delivery = replace(delivery, answer=self._answer_name(form, raw.sha256, stamp))
        return Judged(delivery, marked=self._marked(form, stamp, issued, verdict))

    def _against_earlier(
        self, delivery: Delivery, form: FormSpec, one: Submission, earlier: Submission | None
    ) -> Judged:
        """What it says otherwise than the return that counts; the same is not taken again."""
        if earlier is not None and not (changed := differences(form, earlier, one)):
            same = Finding(
                "same-as-before", Where(one.file), {"other": earlier.file}, Severity.ADVICE
            )
            told = (same, *delivery.findings)
            return Judged(replace(delivery, outcome=Outcome.UNCHANGED, findings=told))
        self._earlier.valid[whose(form, one.stamp.subject, one.stamp.issue)] = one
        if earlier is None:
            return Judged(delivery, one)
        return Judged(replace(delivery, findings=(*delivery.findings, *changed)), one)

    def _issued(self, form: FormSpec, stamp: Stamp) -> Filling:
        """What was prefilled in that issue; for one the ledger does not know, what would be now."""
        subject = self._session.everybody.find(stamp.subject, form.owed_by)
        if subject is None:
            return Filling()
        if form.name not in self._issues:
            self._issues[form.name] = issued_to(issues(self._session.ledger, form.name))
        one = self._issues[form.name].get((stamp.subject, stamp.issue))
        if one is not None and one.campaign == stamp.campaign:
            return one.filling
        return filling_for(form, subject, sources(self._session, form, NOTHING_BEFORE))

    def _marked(
        self,
        form: FormSpec,
        stamp: Stamp,
        issued: Filling,
        verdict: Verdict,
    ) -> bytes:
        """A fresh form of this campaign with the sender's answers and the faults at their cells."""
        session = self._session
        raw, findings = verdict.poured, verdict.poured_findings
        this_year = replace(stamp, campaign=session.campaign.code, version=form.version)
        base = identified(issued, this_year, self._key)
        poured, rows = pour(form, base, raw)
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
        return build_marked(form, poured, about(session, form), remarks, (head,))

    def _answer_name(self, form: FormSpec, sha256: str, stamp: Stamp) -> str:
        """The name that is this return's own: what answers another one is never overwritten."""
        called = self._session.everybody.called(stamp.subject, form.owed_by)
        name = f"{stamp.subject} {called} {word('marked-name', form=form.title)}.xlsx"
        stem = safe_file_name(name, _ANSWER_SIGNS).removesuffix(".xlsx")
        numbered = (f"{stem}（{number}）.xlsx" for number in count(2))
        for one in chain((f"{stem}.xlsx",), numbered):
            if self._answers.setdefault(one, sha256) == sha256:
                return one
        raise AssertionError  # numbers do not end


def _outcome(verdict: Verdict) -> Outcome:
    """What a verdict means for its file, before the others of its subject are looked at."""
    if verdict.submission is not None:
        return Outcome.ACCEPTED
    if any(finding.code in NOT_OURS for finding in verdict.found):
        return Outcome.REFUSED
    return Outcome.FEWER if verdict.waits else Outcome.SENT_BACK
