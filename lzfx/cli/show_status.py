"""What `lzfx status` says: a board for each form, files not judged yet, the one next command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.cli.paper import console, print_json, table
from lzfx.cli.show import roster_said
from lzfx.messages import in_fours, word
from lzfx.model.codes import screen_word
from lzfx.rules.workflow import Next, State

if TYPE_CHECKING:  # a command loads only the step it runs
    from datetime import date

    from lzfx.session.opening import Session
    from lzfx.session.progress import FormBoard, Progress
    from lzfx.steps.status import Status

_STATE_STYLES = {
    State.SENT_BACK: "red",
    State.CORRECTING: "red",
    State.ACCEPTED: "green",
    State.MERGED: "green",
}


def boards_shown(session: Session, done: Status, *, as_json: bool) -> None:
    """Each subject's state, form by form; files not judged yet, and the one next command."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, session.said)
    settings = session.campaign
    out.print(Text(word("status-title", name=settings.name, year=settings.year), style="bold"))
    for board in done.boards:
        if len(done.boards) > 1:
            out.print()
            out.print(Text(word("status-form", form=board.title), style="bold"))
        _board(out, session, board)
    if done.unread:
        out.print(word("status-unread", count=done.unread))
    if done.refused:
        out.print(word("status-refused", count=len(done.refused)))
        for one in done.refused:
            out.print(f"  {one.file}")
    if done.head:
        out.print(word("status-anchor", head=in_fours(done.head)))
    document = done.documents[0] if done.next is Next.PUBLISH and done.documents else ""
    out.print(Text(word(screen_word(f"next-{done.next}"), document=document), style="bold"))


def _board(out: Console, session: Session, board: FormBoard) -> None:
    if not board.of_ours:
        _days(out, board.deadline, (board.deadline - session.now.date()).days)
    columns = (
        (word("column-code"), 0),
        (word("column-unit"), 0),
        (word("column-state"), 0),
        (word("column-errors"), 0),
        (word("column-received"), 0),
        (word("column-file"), 4),
    )
    out.print(table(columns, (_row(board, one) for one in board.subjects)))
    counts = (f"{_state(board, state)} {count}" for state, count in board.counts.items())
    out.print("  ".join(counts))


def _row(board: FormBoard, one: Progress) -> tuple[str | Text, ...]:
    delivery = one.delivery
    state = Text(_state(board, one.state), style=_STATE_STYLES.get(one.state, ""))
    received = delivery.at[5:16].replace("T", " ") if delivery else ""
    errors = str(one.errors) if one.errors else ""
    file = delivery.file if delivery else ""
    return one.subject, one.name, state, errors, received, file


def _state(board: FormBoard, state: State) -> str:
    """A state in words; not every form goes on into the master table, or comes from others."""
    if state is State.ACCEPTED and not board.merges:
        return word("state-taken-in")
    if state is State.ISSUED and board.of_ours:
        return word("state-to-fill-in")
    return word(screen_word(f"state-{state}"))


def _days(out: Console, deadline: date, left: int) -> None:
    if left > 0:
        out.print(word("status-left", deadline=deadline, days=left))
    elif left == 0:
        out.print(word("status-today"))
    else:
        out.print(word("status-over", deadline=deadline, days=-left))
