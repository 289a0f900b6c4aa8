"""`lzfx collect`: every file is judged; clean ones are taken in, faulty ones answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lzfx.files.whole import write_whole
from lzfx.files.workspace import SETTLED
from lzfx.files.writing import clear_unfinished
from lzfx.intake.process.supervisor import Answer, Reader
from lzfx.ledger.queries import Judged as Known
from lzfx.ledger.queries import accepted, actions, answers, judged
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.ledger import Delivery, Outcome, Whose
from lzfx.model.submission import Submission
from lzfx.rules.succession import Peers, is_locked, succeed
from lzfx.session.collection import AS_USUAL, TAKEN, Collected, CollectOptions
from lzfx.session.history import Earlier, whose
from lzfx.session.inbox import Arrival, arrivals
from lzfx.session.opening import Session
from lzfx.session.originals import Keeper
from lzfx.session.program_errors import ProgramErrors
from lzfx.session.resumed import broken_off, untold
from lzfx.session.triage import Judge, Judged

_BATCH = 50
"""Returns in one transaction: each costs a flush, and `accepted` is said after it only."""


def collect(
    session: Session, paths: Iterable[Path] = (), wish: CollectOptions = AS_USUAL
) -> Iterator[Collected]:
    """Judge what lies at `paths` (or in 收件); the state so far comes after each batch, done.

    A file whose bytes were judged before by the same forms, rules and roster is counted and left.
    """
    inbox = session.workspace.folder("inbox")
    known = judged(session.ledger)
    found = Collected()
    errors = ProgramErrors(session, dry_run=wish.dry_run)
    run = _Run(session, known, found, wish, errors)
    named = tuple(paths) or (inbox,)
    with Reader() as reader, Reader() as again, Keeper(session.workspace) as keeper:
        judge = Judge(session, Earlier(session, again), errors, wish.assigned, wish.wanted)
        fresh = run.fresh(arrivals(named, inbox), keeper)
        judgements = _judged(reader, judge, fresh, keeper)
        while batch := list(islice(judgements, _BATCH)):
            run.settle(batch)
            yield found
    if not wish.dry_run:
        run.close()
    yield found


def _judged(
    reader: Reader, judge: Judge, pending: Iterator[Arrival], keeper: Keeper
) -> Iterator[Judged]:
    """Judgements in order; the reader is some files ahead while one is checked."""
    ahead: deque[Arrival] = deque()

    def readable() -> Iterator[tuple[str, bytes]]:
        for one in pending:
            ahead.append(one)
            if one.is_readable:
                yield one.label, one.data

    def first(answer: Answer | None = None) -> Judged:
        one = ahead.popleft()
        keeper.wait_for(one)
        return judge.judge(one, answer)

    for _, answer in reader.read_many(readable()):
        while not ahead[0].is_readable:
            yield first()
        yield first(answer)
    while ahead:
        yield first()


class _Run:
    """One run's bookkeeping."""

    def __init__(
        self,
        session: Session,
        known: Mapping[str, Known],
        found: Collected,
        wish: CollectOptions,
        errors: ProgramErrors,
    ) -> None:
        self._session = session
        self._known = known
        self._found = found
        self._wish = wish
        self._errors = errors
        self._seen: set[str] = set()
        recorded = actions(session.ledger)
        self._locked = is_locked(recorded)
        self._resumed = broken_off(recorded)
        self._taken: dict[Whose, str] = {}
        self._last: dict[Whose, Outcome] = {}
        for act in self._resumed:
            sha256 = act.text("sha256")
            judged_as = known.get(sha256)
            form = judged_as.form if judged_as else ""
            issue = judged_as.issue if judged_as else 0
            self._note(Outcome(act.verb), self._whose(form, act.about, issue), act.text("file"))
        self._before = {
            whose(form, one.subject, one.issue): one
            for form in session.going_out.values()
            for one in accepted(session.ledger, form.name)
        }
        self._untold: set[str] = set()
        for one, taken in () if wish.dry_run else untold(session, self._resumed):
            self._untold.add(one.sha256)
            self._tell(one, taken)
        found.resumed = len(self._untold)

    def _tell(self, delivery: Delivery, taken: Submission | None) -> None:
        self._found.deliveries.append(delivery)
        if taken is not None:
            form = self._session.forms[taken.stamp.form]
            points = form.table_about(About.RISK_POINT)
            if points:
                self._found.points[delivery.sha256] = len(taken.tables.get(points.name, ()))
            else:
                self._found.rows[delivery.sha256] = sum(map(len, taken.tables.values()))

    def _whose(self, form: str, subject: str, issue: int) -> Whose:
        """What a newer return of the same replaces; a file that is no form replaces nothing."""
        known = self._session.forms.get(form)
        return whose(known, subject, issue) if known else (form, subject, issue)

    def fresh(self, arrived: Iterable[Arrival], keeper: Keeper) -> Iterator[Arrival]:
        """Files not judged before; their bytes are kept before anybody judges them."""
        for one in arrived:
            sha256 = one.sha256
            if sha256 in self._seen or self._is_settled(self._known.get(sha256)):
                self._found.known += sha256 not in self._untold
                self._untold.discard(sha256)
                continue
            self._seen.add(sha256)
            if one.fault is None and not self._wish.dry_run:
                keeper.keep(one)
            yield one

    def _is_settled(self, known: Known | None) -> bool:
        if known is None:
            return False
        if known.outcome in TAKEN:
            return True
        if self._is_history(known) and not self._wish.again:
            return True
        return known.basis == self._session.basis and not self._wish.again

    def _is_history(self, known: Known) -> bool:
        """Whether a later return of the same was taken in: what it said counts no more.

        Judging it anew could only bring back what was put right long ago.
        """
        later = self._before.get(self._whose(known.form, known.subject, known.issue))
        return later is not None and later.received_at > known.first_at

    def settle(self, batch: list[Judged]) -> None:
        """Put a batch into the ledger in one transaction, and only then say so."""
        told = [self._related(one) for one in batch]
        if not self._wish.dry_run:
            for one in told:
                if one.marked:
                    folder = self._session.workspace.folder("sent_back")
                    write_whole(folder / one.delivery.answer, one.marked)
            told = self._written(told)
        self._forget_resumed({one.delivery.sha256 for one in told})
        for one in told:
            self._tell(one.delivery, one.submission)
        self._found.report = self._errors.report

    def _forget_resumed(self, judged_again: set[str]) -> None:
        """What the killed run said of files that are judged once more is not told."""
        stays = [one for one in self._found.deliveries if one.sha256 not in judged_again]
        self._found.resumed -= len(self._found.deliveries) - len(stays)
        self._found.deliveries[:] = stays

    def _written(self, told: list[Judged]) -> list[Judged]:
        """Write them in one transaction; a return that cannot be written waits, the others go on.

        Which one it is shows when each is written alone.
        """
        try:
            with self._session.ledger.transaction():
                for one in told:
                    self._write(one)
        except Exception as error:
            if self._errors.is_the_worlds(error):
                raise
            if len(told) > 1:
                return [one for each in told for one in self._written([each])]
            return self._written([self._waiting(told[0], error)])
        return told

    def _waiting(self, one: Judged, error: Exception) -> Judged:
        """The same file as one of which an error of ours is all that is said."""
        delivery = one.delivery
        if delivery.outcome is Outcome.HELD and one.submission is None:
            raise error
        this = self._whose(delivery.form, delivery.subject, delivery.issue)
        self._taken.pop(this, None)
        self._last.pop(this, None)
        said = self._errors.told(delivery.file, error)
        return Judged(replace(delivery, outcome=Outcome.HELD, answer="", findings=(said,)))

    def _write(self, one: Judged) -> None:
        ledger = self._session.ledger
        if one.submission is not None:
            form = self._session.forms[one.submission.stamp.form]
            first = self._known.get(one.delivery.sha256)
            at = first.first_at if first and not self._wish.decided else self._session.at
            ledger.append(form, one.submission, at, self._session.by)
        ledger.add_delivery(one.delivery)
        act, about = self._session.act, one.delivery.subject
        facts = {"file": one.delivery.file, "sha256": one.delivery.sha256}
        act(Verb(one.delivery.outcome), about, **facts)
        # What a person said belongs to the same transaction: it is never there without the other.
        if self._wish.decided and one.delivery.outcome is Outcome.ACCEPTED:
            act(Verb.DECIDE, about, **facts)
        if one.submission is not None and one.submission.onto is not None:
            onto = one.submission.onto
            verb = Verb.CORRECTIONS if onto.by_rows else Verb.COMPLETION
            act(verb, about, onto=onto.sha256, sha256=one.delivery.sha256)
        if any(finding.code == "assigned-by-hand" for finding in one.delivery.findings):
            act(Verb.ASSIGN, about, form=one.delivery.form, **facts)

    def _related(self, one: Judged) -> Judged:
        """The judgement beside other returns of the same form and subject."""
        delivery = one.delivery
        this = self._whose(delivery.form, delivery.subject, delivery.issue)
        known = self._known.get(delivery.sha256)
        beside = Peers(
            same_run=self._taken.get(this, ""),
            before=self._before.get(this),
            first_at=known.first_at if known else "",
            locked=self._locked,
            decided=self._wish.decided,
        )
        outcome, said = succeed(delivery.outcome, delivery.file, beside)
        self._note(outcome, this, delivery.file)
        return one.placed(outcome, said)

    def _note(self, outcome: Outcome, this: Whose, file: str) -> None:
        """Remember what became of the newest return of a form and subject."""
        if outcome is Outcome.ACCEPTED:
            self._taken[this] = file
        if outcome in {Outcome.ACCEPTED, Outcome.SENT_BACK}:
            self._last[this] = outcome

    def close(self) -> None:
        """Record the run, and put away what is no longer needed."""
        session = self._session
        counts = {outcome.value: len(self._found.of(outcome)) for outcome in Outcome}
        if self._found.deliveries or self._resumed:
            clear_unfinished(session.workspace.folder("originals"))
            with session.ledger.transaction():
                session.act(Verb.COLLECT, **counts)
        folder = session.workspace.folder("sent_back")
        settled = {this for this, last in self._last.items() if last is Outcome.ACCEPTED}
        answered = answers(session.ledger)
        for path in folder.glob("*.xlsx"):
            told = answered.get(path.name)
            if told and self._whose(told.form, told.subject, told.issue) in settled:
                with suppress(OSError):
                    (folder / SETTLED).mkdir(exist_ok=True)
                    path.replace(folder / SETTLED / path.name)
