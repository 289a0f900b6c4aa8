"""Commands with which a person settles what waits, or takes it back: dismiss, seen, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-dismiss"))
def dismiss(
    files: Annotated[
        list[str],
        typer.Argument(metavar="文件", help=word("help-dismiss-files"), show_default=False),
    ],
    *,
    why: Annotated[
        str,
        typer.Option("--why", metavar="原因", help=word("help-dismiss-why"), show_default=False),
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help=word("help-dismiss-undo"))] = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Put odd files aside."""
    from lzfx.cli import show_duties, show_settled
    from lzfx.session.opening import open_session
    from lzfx.steps.dismiss import dismiss

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = dismiss(session, files, why, here=Path.cwd(), undo=undo)
        show_settled.dismissed(done, undo=undo, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-seen"))
def seen(
    whom: Annotated[
        list[str],
        typer.Argument(metavar="单位", help=word("help-seen-whom"), show_default=False),
    ],
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Put down that a person has looked."""
    from lzfx.cli import show_duties, show_settled
    from lzfx.session.opening import open_session
    from lzfx.steps.seen import seen

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_settled.seen(seen(session, whom), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-undo"))
def undo(
    *,
    why: Annotated[
        str, typer.Option("--why", metavar="原因", help="为什么收回", show_default=False)
    ] = "",
    show: Annotated[bool, typer.Option("--show", help=word("help-undo-show"))] = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Take back the last thing that was done."""
    from lzfx.cli import show_duties, show_settled
    from lzfx.session.opening import open_session
    from lzfx.steps.undo import undo

    at, now, user = workspace.resolve(), options.now(), options.user()
    show_settled.undone(undo(at, now, user, why, shown=show), as_json=as_json)
    with open_session(at, now, user) as session:
        show_duties.next_said(session, as_json=as_json)
