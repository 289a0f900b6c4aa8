"""The command about questions that were answered: waive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-waive"))
def waive(
    whom: Annotated[
        str, typer.Argument(metavar="单位或文件", help=word("help-waive-whom"), show_default=False)
    ],
    which: Annotated[
        list[str] | None,
        typer.Argument(metavar="哪几处", help=word("help-waive-which"), show_default=False),
    ] = None,
    *,
    why: Annotated[str, typer.Option("--why", help=word("help-waive-why"))] = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Put the answer to a question on record, or list the open questions."""
    from lzfx.cli import show_duties, show_explained
    from lzfx.session.opening import open_session
    from lzfx.steps.waive import questions, waive

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if why.strip():
            show_explained.waived(waive(session, whom, which or (), why.strip()), as_json=as_json)
            show_duties.next_said(session, as_json=as_json)
        else:
            show_explained.still_open(questions(session, whom), whom, as_json=as_json)
