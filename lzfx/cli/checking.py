"""Commands about what is checked in the year, and what it leads to: draw, strike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-draw"))
def draw(  # noqa: PLR0913 - an argument an option
    *,
    quarter: Annotated[
        str,
        typer.Option(
            "--quarter", metavar="季度", help=word("help-draw-quarter"), show_default=False
        ),
    ] = "",
    seed: Annotated[
        str, typer.Option("--seed", help=word("help-draw-seed"), show_default=False)
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help=word("help-draw-undo"))] = False,
    why: Annotated[str, typer.Option("--why", help=word("help-draw-why"))] = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Draw the points that a quarter checks, or take that back."""
    from lzfx.cli import show_checking, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.draw import draw, take_back

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if undo:
            show_checking.taken_back(take_back(session, quarter, why), as_json=as_json)
        else:
            show_checking.drawn(draw(session, quarter, seed), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-strike"))
def strike(  # noqa: PLR0913 - an argument an option
    entry: Annotated[str, typer.Argument(metavar="登记号", help=word("help-strike-entry"))],
    *,
    why: Annotated[str, typer.Option("--why", help=word("help-strike-why"))] = "",
    paper: Annotated[str, typer.Option("--paper", help=word("help-strike-paper"))] = "",
    undo: Annotated[bool, typer.Option("--undo", help=word("help-strike-undo"))] = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Strike an entry of 责任追究 out of the register, or put it back."""
    from lzfx.cli import show_checking, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.strike import reinstate, strike

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = reinstate(session, entry, why) if undo else strike(session, entry, why, paper)
        show_checking.struck(done, undone=undo, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
