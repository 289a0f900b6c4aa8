"""What `lzfx status` says: a board for each form, all that is to be done, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.cli.paper import console, json_values, print_json, table
from lzfx.cli.show import roster_said
from lzfx.cli.show_duties import duties_json, duties_shown, next_shown
from lzfx.messages import in_fours, word
from lzfx.model.codes import screen_word
from lzfx.rules.workflow import State

if TYPE_CHECKING:  # a command loads only the step it runs
    from collections.abc import Sequence
    from datetime import date

    from lzfx.session.opening import Session
    from lzfx.session.progress import FormBoard, Progress
    from lzfx.session.supervision import StageStanding
    from lzfx.steps.status import Status

_STATE_STYLES = {
    State.SENT_BACK: "red",
    State.CORRECTING: "red",
    State.ACCEPTED: "green",
    State.MERGED: "green",
}


def boards_shown(session: Session, done: Status, *, as_json: bool, day: date | None = None) -> None:
    """Each subject's state, form by form; all that is to be done, and the next step.

    With a `day` it is the state of then: nothing is next any more.
    """
    if as_json:
        todo = duties_json(done.todo)
        print_json({**json_values(done), "todo": todo, "next": done.next, "waits": done.waits})
        return
    out = console()
    roster_said(out, session.said)
    settings = session.campaign
    out.print(Text(word("status-title", name=settings.name, year=settings.year), style="bold"))
    if day is not None:
        out.print(word("status-on", day=day.isoformat()))
    if session.workspace.read_only:
        out.print(word("archive-status-copy"))
    _stages(out, done.stages)
    for board in done.boards:
        if len(done.boards) > 1:
            out.print()
            out.print(Text(word("status-form", form=board.title), style="bold"))
        _board(out, session, board)
    at, box = done.archived
    if at:
        out.print(word("archive-status", at=at[:16].replace("T", " "), name=box))
    if done.head:
        out.print(word("status-anchor", head=in_fours(done.head)))
    duties_shown(out, done.todo)
    if day is None:
        next_shown(out, done.todo, listed=True)


def _stages(out: Console, told: Sequence[StageStanding]) -> None:
    """The stages of the plan, each with how far its forms have come."""
    for one in told:
        when = word(screen_word(f"standing-{one.when}"))
        start, end = (f"{day.month}月{day.day}日" for day in (one.start, one.end))
        said = word("standing-stage", when=when, name=one.name, start=start, end=end)
        forms = (
            word("standing-form", form=form, done=done, total=total)
            for form, done, total in one.forms
        )
        line = "　".join((said, *forms))
        out.print(Text(line, style="bold" if one.when == "now" else ""), soft_wrap=True)


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
