"""`lzfx collect`: every file is judged; clean ones are taken in, faulty ones answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from lzfx.files.whole import write_whole
from lzfx.files.workspace import SETTLED
from lzfx.files.writing import clear_unfinished
from lzfx.intake.process.supervisor import Answer, Reader
from lzfx.ledger.queries import answered_returns
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.ledger import Delivery, Outcome, Whose
from lzfx.model.submission import Submission
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.succession import Peers, is_locked, outcome_among_peers
from lzfx.session.collection import AS_USUAL, Collected, CollectOptions
from lzfx.session.history import History
from lzfx.session.inbox import InboxFile, inbox_files
from lzfx.session.judgement import Judgement
from lzfx.session.opening import Session
from lzfx.session.originals import OriginalsKeeper
from lzfx.session.outputs import write_output
from lzfx.session.program_errors import ProgramErrors
from lzfx.session.proposals import with_letters
from lzfx.session.resumed import unfinished_run, unreported
from lzfx.session.settled import Settled
from lzfx.session.triage import Judge

_BATCH = 50
"""Returns in one transaction: each transaction costs a flush to the disk."""


def collect(
    session: Session,
    arrived: Iterable[InboxFile] | None = None,
    options: CollectOptions = AS_USUAL,
) -> Iterator[Collected]:
    """Judge those files (or what lies in 收件); yields the state so far after each stored batch.

    A file is only counted where it was judged before and nothing that its judgement read has
    changed, or where a later return was taken in in its place.
    """
    session.finish()
    inbox = session.workspace.folder("inbox")
    settled = Settled(session, options, named=arrived is not None)
    found = Collected()
    errors = ProgramErrors(session, dry_run=options.dry_run)
    run = _Bookkeeping(session, settled, found, options, errors)
    told = inbox_files((inbox,), inbox, letters=True) if arrived is None else arrived
    with Reader() as reader, Reader() as again, OriginalsKeeper(session.workspace) as keeper:
        judge = Judge(session, History(session, again), errors, settled, options)
        fresh = run.fresh(with_letters(session, told), keeper)
        judgements = _judged(reader, judge, fresh, keeper)
        while batch := list(islice(judgements, _BATCH)):
            run.settle(batch)
            yield found
    if not options.dry_run:
        run.close()
    yield found


def _judged(
    reader: Reader, judge: Judge, pending: Iterator[InboxFile], keeper: OriginalsKeeper
) -> Iterator[Judgement]:
    """Judgements in order of the files; the reader works some files ahead of the checks."""
    ahead: deque[InboxFile] = deque()

    def readable() -> Iterator[tuple[str, bytes]]:
        for one in pending:
            ahead.append(one)
            if one.is_readable:
                yield one.label, one.data

    def first(answer: Answer | None = None) -> Judgement:
        one = ahead.popleft()
        keeper.wait_for(one)
        return judge.judge(one, answer)

    for _, answer in reader.read_many(readable()):
        while not ahead[0].is_readable:
            yield first()
        yield first(answer)
    while ahead:
        yield first()


class _Bookkeeping:
    """What one run knows, finds and writes: files seen, returns taken in, ledger entries."""

    def __init__(
        self,
        session: Session,
        settled: Settled,
        found: Collected,
        options: CollectOptions,
        errors: ProgramErrors,
    ) -> None:
        self._session = session
        self._settled = settled
        self._found = found
        self._options = options
        self._errors = errors
        self._seen: set[str] = set()
        # A person who names a file that was put aside wants it back.
        is_named = options.decided or any(options.assigned)
        self._aside = frozenset() if is_named else dismissed_files(settled.done)
        self._locked = is_locked(settled.done)
        self._resumed = unfinished_run(settled.done)
        self._taken: dict[Whose, str] = {}
        self._last: dict[Whose, Outcome] = {}
        for act in self._resumed:
            known = settled.last_judgement(act.text("sha256"))
            form, issue = (known.form, known.issue) if known else ("", 0)
            this = settled.whose(form, act.about, issue)
            self._note(Outcome(act.verb), this, act.text("file"))
        self._untold: set[str] = set()
        for one, taken in () if options.dry_run else unreported(session, self._resumed):
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

    def fresh(self, arrived: Iterable[InboxFile], keeper: OriginalsKeeper) -> Iterator[InboxFile]:
        """Files that are not settled yet; keeping their bytes begins before they are judged."""
        for one in arrived:
            sha256 = one.sha256
            done = sha256 in self._seen or sha256 in self._aside
            if done or self._settled.is_settled(sha256):
                self._found.known += sha256 not in self._untold
                self._untold.discard(sha256)
                continue
            self._seen.add(sha256)
            if because := self._settled.changed(sha256):
                self._found.because[sha256] = because
            if one.fault is None and not self._options.dry_run:
                keeper.keep(one)
            yield one

    def settle(self, batch: list[Judgement]) -> None:
        """Put a batch into the ledger in one transaction; only then add it to what was found."""
        told = [self._beside_others(one) for one in batch]
        if not self._options.dry_run:
            for one in told:
                if one.marked:
                    folder = self._session.workspace.folder("sent_back")
                    write_whole(folder / one.delivery.answer, one.marked)
                if one.proposal:
                    output = self._session.workspace.folder("output")
                    write_output(self._session, output / one.proposal.sheet, one.proposal.data)
            told = self._written(told)
        self._forget_resumed({one.delivery.sha256 for one in told})
        for one in told:
            self._tell(one.delivery, one.submission)
        self._found.report = self._errors.report

    def _forget_resumed(self, judged_again: set[str]) -> None:
        """Drop what the killed run said about files that are now judged again."""
        stays = [one for one in self._found.deliveries if one.sha256 not in judged_again]
        self._found.resumed -= len(self._found.deliveries) - len(stays)
        self._found.deliveries[:] = stays

    def _written(self, told: list[Judgement]) -> list[Judgement]:
        """Write them in one transaction; a return that cannot be written waits, the others go on.

        Each is then written alone, to find out which one fails.
        """
        try:
            with self._session.ledger.transaction():
                for one in told:
                    self._write(one)
        except Exception as error:
            if self._errors.fails_for_all(error):
                raise
            if len(told) > 1:
                return [one for each in told for one in self._written([each])]
            return self._written([self._waiting(told[0], error)])
        return told

    def _waiting(self, one: Judgement, error: Exception) -> Judgement:
        """The same file as waiting, with an error of the program as its only finding."""
        delivery = one.delivery
        if delivery.outcome is Outcome.HELD and one.submission is None:
            raise error
        this = self._settled.whose(delivery.form, delivery.subject, delivery.issue)
        self._taken.pop(this, None)
        self._last.pop(this, None)
        said = self._errors.told(delivery.file, error)
        return Judgement(replace(delivery, outcome=Outcome.HELD, answer="", findings=(said,)))

    def _write(self, one: Judgement) -> None:
        ledger = self._session.ledger
        if one.submission is not None:
            form = self._session.forms[one.submission.stamp.form]
            sha256 = one.delivery.sha256
            arrival = 0 if self._options.decided else self._settled.arrival(sha256)
            at = self._settled.came_at(sha256) if arrival else self._session.at
            ledger.append(form, one.submission, at, self._session.by, arrival or None)
        ledger.add_delivery(one.delivery)
        act, about = self._session.act, one.delivery.subject
        facts = {"file": one.delivery.file, "sha256": one.delivery.sha256}
        act(Verb(one.delivery.outcome), about, **facts)
        if one.sender is not None:
            act(Verb.MAILED, about, **facts, sender=one.sender)
        # A person's decision is written in the same transaction as the return it is about.
        if self._options.decided and one.delivery.outcome is Outcome.ACCEPTED:
            act(Verb.DECIDE, about, **facts)
        if one.submission is not None and one.submission.onto is not None:
            onto = one.submission.onto
            verb = Verb.CORRECTIONS if onto.by_rows else Verb.COMPLETION
            act(verb, about, onto=onto.sha256, sha256=one.delivery.sha256)
        if any(finding.code == "assigned-by-hand" for finding in one.delivery.findings):
            version = one.submission.stamp.version if one.submission else 0
            act(Verb.ASSIGN, about, form=one.delivery.form, version=version, **facts)
        if one.delivery.sha256 in self._options.confirmed and about:
            reason = self._options.adopted
            act(Verb.ADOPT, about, form=one.delivery.form, why=reason, **facts)

    def _beside_others(self, one: Judgement) -> Judgement:
        """The judgement beside other returns of the same form and subject."""
        delivery = one.delivery
        this = self._settled.whose(delivery.form, delivery.subject, delivery.issue)
        beside = Peers(
            same_run=self._taken.get(this, ""),
            before=self._settled.counts_for(this),
            arrival=self._settled.arrival(delivery.sha256),
            locked=self._locked,
            decided=self._options.decided,
        )
        outcome, said = outcome_among_peers(delivery.outcome, delivery.file, beside)
        self._note(outcome, this, delivery.file)
        return one.among_others(outcome, said)

    def _note(self, outcome: Outcome, this: Whose, file: str) -> None:
        """Remember the outcome of the newest return of a form and subject."""
        if outcome is Outcome.ACCEPTED:
            self._taken[this] = file
        if outcome in {Outcome.ACCEPTED, Outcome.SENT_BACK}:
            self._last[this] = outcome

    def _record(self, counts: Mapping[str, int]) -> None:
        """Record that the run came to its end and was told: what is not is told by the next one."""
        with self._session.ledger.transaction():
            self._session.act(Verb.COLLECT, **counts)

    def close(self) -> None:
        """Put away what is no longer needed, and have the run recorded once it was told."""
        session = self._session
        counts = {outcome.value: len(self._found.of(outcome)) for outcome in Outcome}
        if self._found.deliveries or self._resumed:
            clear_unfinished(session.workspace.folder("originals"))
            session.at_end.append(lambda: self._record(counts))
        folder = session.workspace.folder("sent_back")
        settled = {this for this, last in self._last.items() if last is Outcome.ACCEPTED}
        answered = answered_returns(session.ledger)
        for path in folder.glob("*.xlsx"):
            told = answered.get(path.name)
            if told and self._settled.whose(told.form, told.subject, told.issue) in settled:
                with suppress(OSError):
                    (folder / SETTLED).mkdir(exist_ok=True)
                    path.replace(folder / SETTLED / path.name)
