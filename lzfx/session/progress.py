"""Where everybody who owes a form stands, computed from issues, deliveries and actions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, actions, all_deliveries, issues
from lzfx.model.about import About
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Accepted, Delivery, Issue, Outcome, occasion
from lzfx.model.subject import Subject
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.succession import arrivals, by_arrival, went_out
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import DECLARATION, RETURN, Event, State, state_after
from lzfx.session.opening import Session
from lzfx.session.withdrawn import standing

_Key = tuple[str, int]
"""A subject, and the number of the workbook where each workbook is a return of its own (else 0)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One subject of a form: its state, its last workbook, its last file and last valid return.

    `number` is that of the workbook where each workbook is a return of its own, else 0. With
    `again` its last workbook went out after its last file came, as for a post that is new.
    """

    subject: str
    name: str
    state: State
    form: str = ""
    number: int = 0
    issue: Issue | None = None
    delivery: Delivery | None = None
    taken: Accepted | None = None
    again: bool = False

    @property
    def is_out(self) -> bool:
        """Whether a workbook is with the subject that nothing has come back for yet."""
        return self.state is State.ISSUED or self.again

    @property
    def errors(self) -> int:
        """Faults in its last file, when that was sent back."""
        if self.delivery is None or self.delivery.outcome is not Outcome.SENT_BACK:
            return 0
        return self.delivery.errors


@dataclass(frozen=True, slots=True)
class FormBoard:
    """How far one form has come: all who owe it, in roster order; `expected` as its definition.

    With `merges` its returns go on into the master table; one `of_ours` the office fills in itself.
    """

    form: str
    title: str
    deadline: date
    expected: bool
    merges: bool
    of_ours: bool
    subjects: tuple[Progress, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many subjects are in which state."""
        return Counter(one.state for one in self.subjects)


def boards(session: Session) -> tuple[FormBoard, ...]:
    """A board for each form that is out or expected, the expected ones first."""
    done = actions(session.ledger)
    record = _Record(done, arrivals(done), went_out(done))
    found = (_board(session, form, record) for form in session.going_out.values())
    return tuple(board for board in found if board.expected or board.subjects)


@dataclass(frozen=True, slots=True)
class _Record:
    """What was done, and where in it each file came and each form went out."""

    done: Sequence[Action]
    came: Mapping[str, int]
    issued: Mapping[tuple[str, str], int]

    def again(self, issue: Issue | None, last: Delivery | None) -> bool:
        """Whether a workbook went out after that file came; the clock does not tell."""
        if issue is None or last is None:
            return False
        return self.issued.get((issue.form, issue.at), 0) > self.came.get(last.sha256, 0)

    @property
    def merged_up_to(self) -> int:
        """The number of the newest return in the master table when it was last made."""
        merged = (one.number("up_to") for one in self.done if one.verb is Verb.MERGE)
        return max(merged, default=0)


def _board(session: Session, form: FormSpec, record: _Record) -> FormBoard:
    ledger = session.ledger
    many = form.returns == "many"
    sent, out = issues(ledger, form.name), standing(ledger, form.name, record.done)
    last_issue = {(one.subject, occasion(one.number, many=many)): one for one in out}
    taken = {one.sha256: one for one in accepted(ledger, form.name)}
    last_taken = {(one.subject, occasion(one.issue, many=many)): one for one in taken.values()}
    delivered: dict[_Key, list[Delivery]] = defaultdict(list)
    aside = dismissed_files(record.done)
    for each in by_arrival(all_deliveries(ledger, form.name), record.done, record.came):
        if each.sha256 not in aside:
            delivered[each.subject, occasion(each.issue, many=many)].append(each)
    merges = form.table_about(About.RISK_POINT) is not None
    up_to = record.merged_up_to if merges else None
    # Who got nothing but what was withdrawn owes nothing, unless a return of it counts.
    gone = {one.subject for one in sent} - {key[0] for key in (*last_issue, *last_taken)}
    numbers: dict[str, set[int]] = defaultdict(set)
    for code, number in (*last_issue, *delivered):
        if code not in gone:
            numbers[code].add(number)
    return FormBoard(
        form=form.name,
        title=form.title,
        deadline=session.campaign.deadline_of(form.name),
        expected=form.expected,
        merges=merges,
        of_ours=form.owed_by == ("office",),
        subjects=tuple(
            Progress(
                subject=subject.code,
                name=_called(subject, number, many=many),
                state=_state(delivered[key], taken, up_to, issued=key in last_issue),
                form=form.name,
                number=number,
                issue=last_issue.get(key),
                delivery=delivered[key][-1] if delivered[key] else None,
                taken=last_taken.get(key),
                again=record.again(last_issue.get(key), next(reversed(delivered[key]), None)),
            )
            for subject in _owing(session, form, {*numbers})
            if subject.code not in gone
            for number in sorted(numbers.get(subject.code, ())) or (0,)
            for key in ((subject.code, number),)
        ),
    )


def _called(subject: Subject, number: int, *, many: bool) -> str:
    return f"{subject.name}（第{number}份）" if many and number else subject.name


def _owing(session: Session, form: FormSpec, issued: Collection[str]) -> Iterator[Subject]:
    """Who owes a form: everybody if the form is expected, else those who got one.

    Where it went to others than the first owners, such as posts in place of their unit, these
    stand in place of the first.
    """
    first, *others = form.owed_by
    everybody = session.everybody
    instead: dict[str, list[Subject]] = defaultdict(list)
    for owner in others:
        for one in everybody.owing(owner):
            if one.code in issued:
                instead[one.unit].append(one)
    for one in everybody.owing(first):
        in_place = instead.pop(one.unit, ()) if first == "unit" else ()
        if one.code in issued or (form.expected and not in_place):
            yield one
        yield from in_place
    for rest in instead.values():
        yield from rest


def _state(
    delivered: Collection[Delivery],
    taken: Mapping[str, Accepted],
    merged_up_to: int | None,
    *,
    issued: bool,
) -> State:
    machine = RETURN if merged_up_to is None else DECLARATION
    events = [Event.ISSUE] if issued else []
    accepted_at = [at for at, one in enumerate(delivered) if one.outcome is Outcome.ACCEPTED]
    last = max(accepted_at, default=0)
    for at, one in enumerate(delivered):
        event = VERBS[Verb(one.outcome)].event
        events.extend([event] if event else [])
        if one.outcome is not Outcome.ACCEPTED:
            continue
        merged = merged_up_to is not None and taken[one.sha256].number <= merged_up_to
        if at == last and merged:
            events.append(Event.MERGE)
    return state_after(machine, events)
