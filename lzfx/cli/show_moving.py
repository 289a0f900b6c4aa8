"""What the command says that moves points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.move import MovedOne


def moved(done: Sequence[MovedOne], *, as_json: bool) -> None:
    """Which points went where, what is left open, and which look alike."""
    if as_json:
        print_json({"moved": done})
        return
    out = console()
    for one in done:
        told = {"name": one.name, "to": one.to, "count": len(one.points)}
        out.print(word("move-done", **told))
        columns = (
            (word("move-column-number"), 0),
            (word("move-column-name"), 4),
            (word("move-column-post"), 2),
        )
        rows = (
            (point.point_id, point.name, point.post or word("move-post-open"))
            for point in one.points
        )
        if one.points:
            out.print(table(columns, rows))
        for point in one.points:
            if point.alike:
                pair = {"value": point.point_id, "other": point.alike, "name": point.name}
                out.print(word("move-alike", **pair))
    out.print(word("move-next"))


def taken_back(done: Sequence[MovedOne], *, as_json: bool) -> None:
    """That they are where they were."""
    if as_json:
        print_json({"undone": done})
        return
    for one in done:
        console().print(word("move-undone", name=one.name, to=one.to))
