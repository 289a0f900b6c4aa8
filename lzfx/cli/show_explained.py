"""What `lzfx waive` says: the questions that are open, and those that were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word

if TYPE_CHECKING:  # a command loads only the step it runs
    from collections.abc import Sequence

    from lzfx.steps.waive import Question, Waived


def still_open(asked: Sequence[Question], whom: str, *, as_json: bool) -> None:
    """The open questions with their numbers, and how to answer them."""
    if as_json:
        print_json({"open": asked})
        return
    out = console()
    if not asked:
        out.print(word("waive-none"))
        return
    _listed(asked)
    out.print(word("waive-how", whom=whom))


def waived(done: Waived, *, as_json: bool) -> None:
    """What was put on record, and what is still open."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(Text(word("waived", count=len(done.answered)), style="bold"))
    _listed(done.answered)
    for name in done.again:
        out.print(word("waived-copy", file=name))
    if done.open:
        out.print(word("waived-left", count=len(done.open)))


def _listed(asked: Sequence[Question]) -> None:
    columns = (
        (word("column-number"), 0),
        (word("column-unit"), 1.2),
        (word("column-place"), 2.4),
        (word("column-says"), 4.0),
    )
    rows = ((str(one.number), one.name, one.place, one.says) for one in asked)
    console().print(table(columns, rows))
