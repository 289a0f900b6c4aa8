"""`lzfx status`: each unit's state, days left, and everything that is to be done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.forms.days import day_of_text
from lzfx.ledger.queries import actions, head
from lzfx.model.action import Verb
from lzfx.model.duty import Duty
from lzfx.rules.duties import decisions, next_step
from lzfx.session.duties import duties, unread
from lzfx.session.on_day import session_on
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard, boards
from lzfx.session.supervision import StageStanding, stages

NOTHING = "done"
"""In place of the next step where there is nothing left to do."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where the campaign stands today: a board for each form that is out or expected.

    `days_left` counts to the campaign's own deadline and is negative after it; `todo` is all that
    is to be done, first what a person must decide; `head` is the newest hash of the record.
    `stages` are those of the plan; `archived` is when the campaign was last archived, and the name
    of the box.
    """

    boards: tuple[FormBoard, ...]
    days_left: int
    unread: int
    todo: tuple[Duty, ...]
    head: str
    stages: tuple[StageStanding, ...] = ()
    archived: tuple[str, str] = ("", "")

    @property
    def waits(self) -> bool:
        """Whether something waits for a person's decision."""
        return bool(decisions(self.todo))

    @property
    def next(self) -> str:
        """The word of the next step; `decision` where only these are left, `done` for nothing."""
        step = next_step(self.todo)
        if step is not None:
            return step.kind
        return "decision" if self.todo else NOTHING


@contextlib.contextmanager
def status_on(session: Session, text: str) -> Iterator[tuple[Session, Status]]:
    """The campaign as it stood at the end of the day of that text, and its state then.

    LzfxError for a text that is no day, and for a day that has no record or is not over.
    """
    day = day_of_text(text)
    if day is None:
        raise LzfxError("day-unreadable", {"value": text})
    with session_on(session, day) as then:
        yield then, status(then, lying=0)


def status(session: Session, lying: int | None = None) -> Status:
    """Compute the state of everything; nothing is stored and nothing is changed.

    `lying` is the number of files in 收件 that were never judged, where it is known.
    """
    found = boards(session)
    lying = unread(session) if lying is None else lying
    return Status(
        boards=found,
        days_left=(session.campaign.deadline - session.now.date()).days,
        unread=lying,
        todo=duties(session, found, lying),
        head=head(session.ledger),
        stages=stages(session, found),
        archived=_archived(session),
    )


def _archived(session: Session) -> tuple[str, str]:
    """When the campaign was last archived, and under which name; empty when it never was."""
    done = [one for one in actions(session.ledger) if one.verb is Verb.ARCHIVE]
    return (done[-1].at, done[-1].about) if done else ("", "")
