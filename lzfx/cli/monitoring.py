"""The command about who monitors what: calendar."""

from __future__ import annotations

from pathlib import Path

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-calendar"))
def calendar(
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write a calendar file for each monitor."""
    from lzfx.cli import show_duties, show_monitoring
    from lzfx.session.opening import open_session
    from lzfx.steps.calendar import calendars

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = calendars(session)
        show_monitoring.calendars(session.said, done, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)
