"""`lzfx status`: each unit's state, days left, and the one next command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.documents.registry import FOLLOWED
from lzfx.ledger.queries import (
    actions,
    head,
    judged,
    last_submission,
    publications,
    refused_deliveries,
)
from lzfx.model.action import Action
from lzfx.model.ledger import Delivery
from lzfx.rules.workflow import Next, Situation, State, next_step
from lzfx.session.inbox import arrivals
from lzfx.session.opening import Opened
from lzfx.session.progress import Standing, standings


@dataclass(frozen=True, slots=True)
class Status:
    """Where the campaign stands today.

    `days_left` is negative after the deadline; `head` is the newest hash of the record.
    """

    standings: tuple[Standing, ...]
    days_left: int
    unread: int
    refused: tuple[Delivery, ...]
    next: Next
    documents: tuple[str, ...]
    head: str

    @property
    def counts(self) -> Counter[State]:
        """How many subjects are in which state."""
        return Counter(one.state for one in self.standings)


def status(campaign: Opened) -> Status:
    """Compute the state of everything; nothing is stored and nothing is changed."""
    found = standings(campaign)
    unread = _unread(campaign)
    done = actions(campaign.ledger)
    situation = Situation(
        states=Counter(one.state for one in found),
        unread=unread,
        unsent=_unsent(found, done),
        unpublished=_unpublished(campaign),
    )
    return Status(
        standings=found,
        days_left=(campaign.campaign.deadline - campaign.now.date()).days,
        unread=unread,
        refused=refused_deliveries(campaign.ledger),
        next=next_step(situation),
        documents=situation.unpublished,
        head=head(campaign.ledger),
    )


def _unread(campaign: Opened) -> int:
    """Files in 收件 whose bytes were never judged."""
    inbox = campaign.workspace.folder("inbox")
    if not inbox.is_dir():
        return 0
    known = judged(campaign.ledger)
    return sum(one.sha256 not in known for one in arrivals((inbox,), inbox))


def _unsent(found: Sequence[Standing], done: Sequence[Action]) -> int:
    """Letters that became due after drafts were last made: forms and answers, not receipts."""
    order = [one.verb for one in done]
    last_send = len(order) - order[::-1].index("send") if "send" in order else 0
    since = set(order[last_send:])
    due = 0
    for one in found:
        due += one.state is State.ISSUED and (not last_send or "issue" in since)
        due += one.errors > 0 and (not last_send or "collect" in since)
    return due


def _unpublished(campaign: Opened) -> tuple[str, ...]:
    newest = last_submission(campaign.ledger)
    done = {one.document: one.up_to_submission for one in publications(campaign.ledger)}
    return tuple(name for name in FOLLOWED if done.get(name, -1) < newest)
