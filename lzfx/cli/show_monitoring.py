"""What the command says that writes calendars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.cli.show import roster_said
from lzfx.cli.show_points import kept_shown
from lzfx.messages import word
from lzfx.model.finding import Finding

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.calendar import Calendars


def calendars(said: Sequence[Finding], done: Calendars, *, as_json: bool) -> None:
    """Whose calendars were written and where, or what forbids it."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    events = sum(one.events for one in done.files)
    out.print(word("calendars-written", count=len(done.files), events=events, path=done.folder))
    columns = (
        (word("calendars-monitor"), 2.0),
        (word("calendars-points"), 0),
        (word("calendars-events"), 0),
        (word("calendars-first"), 0),
        (word("calendars-file"), 3.0),
    )
    rows = (
        (one.monitor, str(one.points), str(one.events), str(one.following or ""), one.file)
        for one in done.files
    )
    out.print(table(columns, rows))
    kept_shown(out, done.kept)
    out.print(word("calendars-next"))
