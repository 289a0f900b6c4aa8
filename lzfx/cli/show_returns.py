"""What `lzfx why` says: one point from its cells to its level, or what somebody returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.cli.paper import console, print_json, table
from lzfx.messages import word
from lzfx.steps.why import PointTrace, SubjectTrace

if TYPE_CHECKING:
    from lzfx.model.ledger import Accepted
    from lzfx.steps.why import TracedReturn, TracedValue


def explained(done: PointTrace | SubjectTrace, *, as_json: bool) -> None:
    """One point from its cells to its level, or every return of a subject with its cells."""
    if as_json:
        print_json(done)
        return
    out = console()
    if isinstance(done, PointTrace):
        _point(out, done)
        return
    for one in done.returns:
        out.print(Text(word("why-return", name=done.name, form=one.form), style="bold"))
        _returned(out, one)


def _returned(out: Console, one: TracedReturn) -> None:
    out.print(word("why-file", file=one.file, original=one.original, sha256=one.sha256[:12]))
    _values(out, one.header)
    for each in one.tables:
        for number, row in enumerate(each.rows, start=1):
            out.print(word("why-row", sheet=each.sheet, number=number))
            _values(out, row)
    _versions(out, one.versions)


def _values(out: Console, values: tuple[TracedValue, ...]) -> None:
    columns = ((word("column-title"), 1.6), (word("column-value"), 6), (word("column-cell"), 1.6))
    if values:
        cells = ((v.title, v.value, f"{v.sheet} {v.cell}".strip()) for v in values)
        out.print(table(columns, cells))


def _point(out: Console, done: PointTrace) -> None:
    out.print(
        Text(word("why-title", point=done.point_id, unit=done.unit, post=done.post), style="bold")
    )
    out.print(word("why-level", level=done.level, color=done.color, monitor=done.monitor))
    out.print(word("why-because", because=done.because))
    out.print(word("why-file", file=done.file, original=done.original, sha256=done.sha256[:12]))
    _values(out, done.values)
    _versions(out, done.versions)


def _versions(out: Console, versions: tuple[Accepted, ...]) -> None:
    out.print(word("why-versions", count=len(versions)))
    for number, one in enumerate(versions, start=1):
        out.print(f"  {number}. {one.received_at.replace('T', ' ')}  {one.file}")
