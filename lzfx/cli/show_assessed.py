"""What `lzfx assess` says: ranks and grades, what lies behind a score, and who would move."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word

if TYPE_CHECKING:  # a command loads only the step it runs
    from collections.abc import Sequence

    from lzfx.steps.assess import Assessed, Behind, MovedSaid, ResultSaid, ScoreTotal


def assessed(done: Assessed, *, as_json: bool) -> None:
    """Ranks and grades kind by kind, or what is computed so far, and the next step."""
    if as_json:
        print_json(done)
        return
    if done.results:
        _results(done.results)
        console().print(word("assess-next-print"))
    elif done.computed:
        _computed(done.computed)
        console().print(word("assess-next-issue"))
    else:
        console().print(word("assess-nobody"))


def behind(done: Behind, *, as_json: bool) -> None:
    """Each indicator with its points, and every entry of the record behind it."""
    if as_json:
        print_json(done)
        return
    console().print(Text(word("assess-behind", name=done.name), style="bold"))
    columns = (
        (word("assess-column-indicator"), 0),
        (word("assess-column-full"), 0),
        (word("assess-column-computed"), 0),
        (word("assess-column-entries"), 6.0),
    )
    rows = (
        (
            f"{one.indicator} {one.name}",
            one.full,
            one.points or word("assess-by-people"),
            "\n".join(one.entries) or (word("assess-no-entries") if one.points else ""),
        )
        for one in done.scores
    )
    console().print(table(columns, rows))


def moved(done: Sequence[MovedSaid], *, as_json: bool) -> None:
    """Whose rank or grade would be another; that nothing was changed."""
    if as_json:
        print_json({"moved": done})
        return
    out = console()
    if done:
        columns = (
            (word("assess-column-whom"), 2.0),
            (word("assess-column-kind"), 1.2),
            (word("assess-column-points"), 1.2),
            (word("assess-column-rank"), 1.0),
            (word("assess-column-rating"), 1.2),
        )
        out.print(table(columns, ((one.name, one.kind, *_turns(one)) for one in done)))
    out.print(word("assess-moved", count=len(done)) if done else word("assess-nobody-moves"))


def _turns(one: MovedSaid) -> tuple[str, str, str]:
    pairs = (one.total, tuple(map(str, one.rank)), one.rating)
    total, rank, rating = (a if a == b else f"{a} → {b}" for a, b in pairs)
    return total, rank, rating


def _results(found: Sequence[ResultSaid]) -> None:
    columns = (
        (word("assess-column-rank"), 0),
        (word("assess-column-whom"), 2.0),
        (word("assess-column-points"), 0),
        (word("assess-column-rating"), 0),
        (word("column-remark"), 3.0),
    )
    for kind, of_kind in groupby(found, key=lambda one: one.kind):
        console().print(Text(kind, style="bold"))
        rows = ((str(one.rank), one.name, one.total, one.rating, _remark(one)) for one in of_kind)
        console().print(table(columns, rows))


def _remark(one: ResultSaid) -> str:
    if one.vetoed:
        return word("assess-vetoed")
    if one.tied:
        return word("assess-tied", others="、".join(one.tied), rating=one.held_back)
    return word("assess-no-seat", rating=one.held_back) if one.held_back else ""


def _computed(found: Sequence[ScoreTotal]) -> None:
    columns = (
        (word("assess-column-whom"), 2.0),
        (word("assess-column-kind"), 1.2),
        (word("assess-column-computed"), 1.0),
        (word("assess-column-count"), 1.0),
    )
    rows = (
        (one.name, one.kind, word("assess-of", points=one.points, full=one.full), str(one.entries))
        for one in found
    )
    console().print(table(columns, rows))
