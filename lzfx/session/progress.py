"""Where every subject stands, computed from issues, deliveries and actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.checks.issued import subjects
from lzfx.ledger.queries import accepted, actions, all_deliveries, issues
from lzfx.model.action import Verb
from lzfx.model.finding import Severity
from lzfx.model.ledger import Accepted, Delivery, Issue, Outcome
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import DECLARATION as MACHINE
from lzfx.rules.workflow import Event, State, state_after
from lzfx.session.opening import DECLARATION, Session


@dataclass(frozen=True, slots=True)
class Progress:
    """One subject: its state, the last form it got, its last file and its last valid return."""

    subject: str
    name: str
    state: State
    issue: Issue | None = None
    delivery: Delivery | None = None
    taken: Accepted | None = None

    @property
    def errors(self) -> int:
        """Faults in its last file, when that was sent back."""
        if self.delivery is None or self.delivery.outcome is not Outcome.SENT_BACK:
            return 0
        return sum(one.severity is Severity.ERROR for one in self.delivery.findings)


def standings(session: Session) -> tuple[Progress, ...]:
    """All who owe a declaration, in roster order."""
    ledger = session.ledger
    last_issue = {one.subject: one for one in issues(ledger, DECLARATION)}
    taken = {one.sha256: one for one in accepted(ledger, DECLARATION)}
    last_taken = {one.subject: one for one in taken.values()}
    delivered: dict[str, list[Delivery]] = defaultdict(list)
    for one in all_deliveries(ledger, DECLARATION):
        delivered[one.subject].append(one)
    merged_up_to = max(
        (one.number("up_to") for one in actions(ledger) if one.verb is Verb.MERGE), default=0
    )
    return tuple(
        Progress(
            subject=subject,
            name=session.roster.called(subject),
            state=_state(subject in last_issue, delivered[subject], taken, merged_up_to),
            issue=last_issue.get(subject),
            delivery=delivered[subject][-1] if delivered[subject] else None,
            taken=last_taken.get(subject),
        )
        for subject in owing(session, last_issue)
    )


def owing(session: Session, issued: Mapping[str, Issue]) -> tuple[str, ...]:
    """Units, or the posts of a unit where it was the posts that got a form."""
    posts = [code for code in subjects(session.roster, per_post=True) if code in issued]
    by_unit: dict[str, list[str]] = defaultdict(list)
    for code in posts:
        post = session.roster.post(code)
        by_unit[post.unit if post else code].append(code)
    found: list[str] = []
    for unit in subjects(session.roster):
        if unit in issued or not by_unit[unit]:
            found.append(unit)
        found.extend(code for code in by_unit[unit] if code != unit)
    return tuple(found)


def _state(
    issued: bool,  # noqa: FBT001 - one of four facts of a subject
    delivered: list[Delivery],
    taken: Mapping[str, Accepted],
    merged_up_to: int,
) -> State:
    events = [Event.ISSUE] if issued else []
    last = 0
    for at, one in enumerate(delivered):
        if one.outcome is Outcome.ACCEPTED:
            last = at
    for at, one in enumerate(delivered):
        event = VERBS[Verb(one.outcome)].event
        events.extend([event] if event else [])
        if one.outcome is not Outcome.ACCEPTED:
            continue
        if at == last and taken[one.sha256].number <= merged_up_to:
            events.append(Event.MERGE)
    return state_after(MACHINE, events)
