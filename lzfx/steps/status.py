"""`lzfx status`: each unit's state, days left, and the one next command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.documents.registry import FOLLOWED
from lzfx.ledger.queries import (
    actions,
    head,
    last_judgements,
    last_submission,
    publications,
    refused_deliveries,
)
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Delivery
from lzfx.rules.workflow import Next, Situation, State, next_step
from lzfx.session.inbox import inbox_files
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard, boards


@dataclass(frozen=True, slots=True)
class Status:
    """Where the campaign stands today: a board for each form that is out or expected.

    `days_left` counts to the campaign's own deadline and is negative after it; `head` is the
    newest hash of the record.
    """

    boards: tuple[FormBoard, ...]
    days_left: int
    unread: int
    refused: tuple[Delivery, ...]
    next: Next
    documents: tuple[str, ...]
    head: str


def status(session: Session) -> Status:
    """Compute the state of everything; nothing is stored and nothing is changed."""
    found = boards(session)
    unread = _unread(session)
    done = actions(session.ledger)
    situation = Situation(
        states=sum((_open(board) for board in found), Counter()),
        unread=unread,
        unsent=_unsent(found, done),
        unpublished=_unpublished(session),
    )
    return Status(
        boards=found,
        days_left=(session.campaign.deadline - session.now.date()).days,
        unread=unread,
        refused=refused_deliveries(session.ledger),
        next=next_step(situation),
        documents=situation.unpublished,
        head=head(session.ledger),
    )


def _open(board: FormBoard) -> Counter[State]:
    """How many subjects are in which state, without accepted ones where nothing follows."""
    counts = board.counts
    if not board.merges:
        del counts[State.ACCEPTED]
    return counts


def _unread(session: Session) -> int:
    """Files in 收件 whose bytes were never judged."""
    inbox = session.workspace.folder("inbox")
    if not inbox.is_dir():
        return 0
    known = last_judgements(session.ledger)
    return sum(one.sha256 not in known for one in inbox_files((inbox,), inbox))


def _unsent(found: Sequence[FormBoard], done: Sequence[Action]) -> int:
    """How many letters became due after the last drafts: forms and answers, not receipts."""
    order = [one.verb for one in done]
    last_send = len(order) - order[::-1].index(Verb.SEND) if Verb.SEND in order else 0
    since = set(order[last_send:])
    due = 0
    for board in found:
        if board.of_ours:
            continue
        for one in board.subjects:
            due += one.state is State.ISSUED and (not last_send or Verb.ISSUE in since)
            due += one.errors > 0 and (not last_send or Verb.COLLECT in since)
    return due


def _unpublished(session: Session) -> tuple[str, ...]:
    newest = last_submission(session.ledger, session.declaration.name)
    done = {one.document: one.up_to_submission for one in publications(session.ledger)}
    return tuple(name for name in FOLLOWED if done.get(name, -1) < newest)
