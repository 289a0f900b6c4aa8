"""`lzfx collect`: every file is judged; clean ones are taken in, faulty ones answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice, takewhile
from pathlib import Path

from lzfx.checks.partial import As
from lzfx.files.workspace import SETTLED
from lzfx.files.writing import clear_unfinished, write_atomic
from lzfx.intake.supervisor import Reader
from lzfx.ledger.queries import Judged as Known
from lzfx.ledger.queries import accepted, actions, judged
from lzfx.model.action import Action
from lzfx.model.finding import Finding
from lzfx.model.ledger import WAITING, Delivery, Outcome
from lzfx.rules.succession import Beside, is_locked, succeed
from lzfx.steps.arrivals import Arrival, arrivals
from lzfx.steps.earlier import Earlier
from lzfx.steps.judging import Judge, Judged, answers
from lzfx.steps.keeping import Keeper
from lzfx.steps.opening import DECLARATION, Opened

_BATCH = 50
"""Returns in one transaction: each costs a flush, and `accepted` is said after it only."""

_TAKEN = (Outcome.ACCEPTED, Outcome.UNCHANGED)
ASSIGNED, DECIDED = "assign", "decide"
"""The verbs that record what a person said of a file."""

LAID_OVER, TAKEN_OVER = "corrections", "completion"
"""The verbs that record on which earlier return, by hash, a part was laid, or drew for the rest."""

_CLOSED = "collect"
"""The verb of a run that came to its end."""

_Whose = tuple[str, str]
"""A form and the subject that answers it."""

_OUTCOMES = frozenset(outcome.value for outcome in Outcome)


@dataclass(slots=True)
class Collected:
    """What a run found: files new to it, and how many it knew already."""

    deliveries: list[Delivery] = field(default_factory=list)
    known: int = 0
    points: dict[str, int] = field(default_factory=dict)
    """Risk points by hash of the return that was taken in."""

    def of(self, outcome: Outcome) -> tuple[Delivery, ...]:
        """The files judged so, in the order they were read."""
        return tuple(one for one in self.deliveries if one.outcome is outcome)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all files."""
        return tuple(finding for one in self.deliveries for finding in one.findings)

    @property
    def waits(self) -> bool:
        """Whether something waits for a person's decision."""
        return any(one.outcome in WAITING for one in self.deliveries)

    @property
    def all_taken(self) -> bool:
        """Whether nothing was sent back or refused."""
        return all(one.outcome in _TAKEN for one in self.deliveries)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a run is to go.

    With `dry_run` nothing is kept or written; `again` judges files once more that did not pass;
    `assigned` is the subject that files without any identity belong to; `decided` says that a
    person wants these files to count, as the whole or, if he `corrects`, as corrections.
    """

    dry_run: bool = False
    again: bool = False
    assigned: str = ""
    decided: bool = False
    corrects: bool = False

    @property
    def wanted(self) -> As:
        """As what the files are to be taken."""
        if self.corrects:
            return As.CORRECTIONS
        return As.WHOLE if self.decided else As.IT_SAYS


AS_USUAL = Wish()


def collect(
    campaign: Opened, paths: Iterable[Path] = (), wish: Wish = AS_USUAL
) -> Iterator[Collected]:
    """Judge what lies at `paths` (or in 收件); the state so far comes after each batch, done.

    A file whose bytes were judged before by the same forms, rules and roster is counted and left.
    """
    inbox = campaign.workspace.folder("inbox")
    known = judged(campaign.ledger)
    found = Collected()
    run = _Run(campaign, known, found, wish)
    named = tuple(paths) or (inbox,)
    with Reader() as reader, Reader() as again, Keeper(campaign.workspace) as keeper:
        judge = Judge(campaign, Earlier(campaign, again), wish.assigned, wish.wanted)
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
            if one.fault is None:
                yield one.label, one.data

    for _, answer in reader.read_many(readable()):
        while ahead[0].fault is not None:
            yield judge.judge(ahead.popleft(), None)
        one = ahead.popleft()
        keeper.wait_for(one)
        yield judge.judge(one, answer)
    while ahead:
        yield judge.judge(ahead.popleft(), None)


def _broken_off(recorded: Sequence[Action]) -> tuple[Action, ...]:
    """What a run judged that was killed before its end, oldest first: the next run goes on."""
    since = tuple(takewhile(lambda act: act.verb != _CLOSED, reversed(recorded)))
    return tuple(act for act in reversed(since) if act.verb in _OUTCOMES)


class _Run:
    """One run's bookkeeping."""

    def __init__(
        self, campaign: Opened, known: Mapping[str, Known], found: Collected, wish: Wish
    ) -> None:
        self._campaign = campaign
        self._known = known
        self._found = found
        self._wish = wish
        self._seen: set[str] = set()
        recorded = actions(campaign.ledger)
        self._locked = is_locked(tuple(act.verb for act in recorded))
        self._resumed = _broken_off(recorded)
        self._taken: dict[_Whose, str] = {}
        self._last: dict[_Whose, Outcome] = {}
        for act in self._resumed:
            form = known[act.evidence].form if act.evidence in known else ""
            self._note(Outcome(act.verb), (form, act.about), act.reason)
        self._before = {
            (form.name, one.subject): one
            for form in campaign.forms.values()
            if form.stamped
            for one in accepted(campaign.ledger, form.name)
        }

    def fresh(self, arrived: Iterable[Arrival], keeper: Keeper) -> Iterator[Arrival]:
        """Files not judged before; their bytes are kept before anybody judges them."""
        for one in arrived:
            sha256 = one.sha256
            if sha256 in self._seen or self._is_settled(self._known.get(sha256)):
                self._found.known += 1
                continue
            self._seen.add(sha256)
            if one.fault is None and not self._wish.dry_run:
                keeper.keep(one)
            yield one

    def _is_settled(self, known: Known | None) -> bool:
        if known is None:
            return False
        if known.outcome in _TAKEN:
            return True
        return known.basis == self._campaign.basis and not self._wish.again

    def settle(self, batch: list[Judged]) -> None:
        """Put a batch into the ledger in one transaction, and only then say so."""
        told = [self._related(one) for one in batch]
        if not self._wish.dry_run:
            for one in told:
                if one.marked:
                    folder = self._campaign.workspace.folder("sent_back")
                    write_atomic(folder / one.delivery.answer, one.marked)
            with self._campaign.ledger.transaction():
                for one in told:
                    self._write(one)
        for one in told:
            self._found.deliveries.append(one.delivery)
            if one.submission is not None:
                rows = one.submission.tables.get("risk_points", ())
                self._found.points[one.delivery.sha256] = len(rows)

    def _write(self, one: Judged) -> None:
        ledger = self._campaign.ledger
        if one.submission is not None:
            form = self._campaign.forms[one.submission.stamp.form]
            first = self._known.get(one.delivery.sha256)
            at = first.first_at if first and not self._wish.decided else self._campaign.at
            ledger.append(form, one.submission, at, self._campaign.by)
        ledger.add_delivery(one.delivery)
        judged_as, about = one.delivery.outcome.value, one.delivery.subject
        facts = (about, one.delivery.file, one.delivery.sha256)
        ledger.act(Action(self._campaign.at, self._campaign.by, judged_as, *facts))
        # What a person said belongs to the same transaction: it is never there without the other.
        if self._wish.decided and one.delivery.outcome is Outcome.ACCEPTED:
            ledger.act(Action(self._campaign.at, self._campaign.by, DECIDED, *facts))
        if one.submission is not None and one.submission.onto is not None:
            onto = one.submission.onto
            verb = LAID_OVER if onto.by_rows else TAKEN_OVER
            told = (about, onto.sha256, one.delivery.sha256)
            ledger.act(Action(self._campaign.at, self._campaign.by, verb, *told))
        if any(finding.code == "assigned-by-hand" for finding in one.delivery.findings):
            ledger.act(Action(self._campaign.at, self._campaign.by, ASSIGNED, *facts))

    def _related(self, one: Judged) -> Judged:
        """The judgement beside other returns of the same form and subject."""
        delivery = one.delivery
        whose, known = (delivery.form, delivery.subject), self._known.get(delivery.sha256)
        beside = Beside(
            same_run=self._taken.get(whose, ""),
            before=self._before.get(whose),
            first_at=known.first_at if known else "",
            locked=self._locked,
            decided=self._wish.decided,
        )
        outcome, said = succeed(delivery.outcome, delivery.file, beside)
        self._note(outcome, whose, delivery.file)
        return one.placed(outcome, said)

    def _note(self, outcome: Outcome, whose: _Whose, file: str) -> None:
        """Remember what became of the newest return of a form and subject."""
        if outcome is Outcome.ACCEPTED:
            self._taken[whose] = file
        if outcome in {Outcome.ACCEPTED, Outcome.SENT_BACK}:
            self._last[whose] = outcome

    def close(self) -> None:
        """Record the run, and put away what is no longer needed."""
        campaign = self._campaign
        counts = "/".join(str(len(self._found.of(outcome))) for outcome in Outcome)
        if self._found.deliveries or self._resumed:
            clear_unfinished(campaign.workspace.folder("originals"))
            with campaign.ledger.transaction():
                campaign.ledger.act(Action(campaign.at, campaign.by, _CLOSED, DECLARATION, counts))
        folder = campaign.workspace.folder("sent_back")
        settled = {whose for whose, last in self._last.items() if last is Outcome.ACCEPTED}
        for path in folder.glob("*.xlsx"):
            if answers(campaign, path.name) in settled:
                with suppress(OSError):
                    (folder / SETTLED).mkdir(exist_ok=True)
                    path.replace(folder / SETTLED / path.name)
