"""The command about units that check each other: pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-pairs"))
def pairs(
    *,
    seed: Annotated[
        str, typer.Option("--seed", help=word("help-pairs-seed"), show_default=False)
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help=word("help-pairs-undo"))] = False,
    why: Annotated[str, typer.Option("--why", help=word("help-pairs-why"))] = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Draw who checks whom, or take that back."""
    from lzfx.cli import show_crossing, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.pairs import draw, take_back

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if undo:
            take_back(session, why)
            show_crossing.taken_back(as_json=as_json)
        else:
            show_crossing.drawn(draw(session, seed), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
