"""What the commands say that draw points to be checked and strike entries out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.draw import Drawn


def drawn(done: Drawn, *, as_json: bool) -> None:
    """The points by unit, the seed, and how many were never checked."""
    if as_json:
        print_json(done)
        return
    out = console()
    columns = ((word("column-drawn-unit"), 0), (word("column-drawn-points"), 1))
    rows = ((f"{one.name}（{one.unit}）", "、".join(one.points)) for one in done.units)
    out.print(table(columns, rows))
    told = {"quarter": done.quarter, "count": done.count, "total": done.total, "seed": done.seed}
    out.print(word("draw-done", **told))
    out.print(word("draw-fresh", count=done.fresh))
    if done.form:
        out.print(word("draw-next", form=done.form))


def taken_back(quarter: str, *, as_json: bool) -> None:
    """That the points of a quarter are no more, and what that means for a form that is out."""
    if as_json:
        print_json({"undone": True, "quarter": quarter})
        return
    console().print(word("draw-undone", quarter=quarter))


def struck(entry: str, *, undone: bool, as_json: bool) -> None:
    """That an entry was struck out, or put back."""
    if as_json:
        print_json({"undone": undone, "entry": entry})
        return
    console().print(word("strike-undone" if undone else "strike-done", entry=entry))
