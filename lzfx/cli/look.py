"""The command that shows an original: open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command("open", cls=ChineseCommand, help=word("help-open"))
def open_(
    what: Annotated[
        str, typer.Argument(metavar="文件|单位", help=word("help-open-what"), show_default=False)
    ],
    *,
    form: options.FormOption = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show an original under its own name; with --json it is copied only."""
    from lzfx.cli.paper import console, print_json
    from lzfx.files.viewer import show_on_screen
    from lzfx.session.opening import open_session
    from lzfx.steps.open import open_original

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        done = open_original(session, what, Path.cwd(), form)
    if as_json:
        print_json(done)
        return
    out = console()
    for one in done:
        out.print(word("open-copy", file=one.file))
        out.print(f"  {one.copy}", soft_wrap=True)
        if not one.shown:
            out.print(word("open-strange"))
        else:
            out.print(word("open-shown" if show_on_screen(one.copy) else "open-by-hand"))
