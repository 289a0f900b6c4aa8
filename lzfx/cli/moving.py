"""The command about units and posts that changed: move."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-move"))
def move(  # noqa: PLR0913 - an option each
    *,
    whats: Annotated[list[str], typer.Argument(help=word("help-move-what"), show_default=False)],
    to: Annotated[str, typer.Option("--to", help=word("help-move-to"), show_default=False)] = "",
    drop: Annotated[bool, typer.Option("--drop", help=word("help-move-drop"))] = False,
    why: Annotated[str, typer.Option("--why", help=word("help-move-why"), show_default=False)] = "",
    paper: Annotated[
        str, typer.Option("--paper", help=word("help-move-paper"), show_default=False)
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help=word("help-move-undo"))] = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Put on record where the points of a unit or post went, or take that back."""
    from lzfx.cli import show_duties, show_moving
    from lzfx.session.opening import open_session
    from lzfx.steps.move import Going, record_moves, take_back

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if undo:
            show_moving.taken_back(take_back(session, whats, why), as_json=as_json)
        else:
            going = Going(to, drop, why, paper)
            show_moving.moved(record_moves(session, whats, going), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
