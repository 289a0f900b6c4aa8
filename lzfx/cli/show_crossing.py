"""What the command says that pairs units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.pairs import PairsDrawn


def drawn(done: PairsDrawn, *, as_json: bool) -> None:
    """Who checks whom, and what was avoided."""
    if as_json:
        print_json(done)
        return
    out = console()
    columns = ((word("column-checker"), 1), (word("column-checked"), 1))
    rows = (
        (f"{one.checker_name}（{one.checker}）", f"{one.checked_name}（{one.checked}）")
        for one in done.pairs
    )
    out.print(table(columns, rows))
    out.print(word("pairs-drawn", count=len(done.pairs), seed=done.seed))
    if done.mutual:
        out.print(word("pairs-mutual"))
    elif done.before:
        out.print(word("pairs-avoided", count=done.before))
    out.print(word("pairs-next"))


def taken_back(*, as_json: bool) -> None:
    """That the pairs are no more, and what that means for forms that are out."""
    if as_json:
        print_json({"undone": True})
        return
    console().print(word("pairs-undone"))
