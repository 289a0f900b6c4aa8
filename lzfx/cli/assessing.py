"""The command about the year's assessment: assess."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-assess"))
def assess(
    whom: Annotated[
        str, typer.Argument(metavar="单位或人员", help=word("help-assess-whom"), show_default=False)
    ] = "",
    *,
    change: Annotated[
        list[str] | None,
        typer.Option("--what-if", help=word("help-assess-what-if"), show_default=False),
    ] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", help=word("help-assess-rules"), show_default=False)
    ] = None,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show results and grades, what lies behind a score, or who would move; change nothing."""
    from lzfx.cli import show_assessed
    from lzfx.session.opening import open_session
    from lzfx.steps.assess import assess, behind, what_if

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if change or rules:
            show_assessed.moved(what_if(session, change or (), rules), as_json=as_json)
        elif whom:
            show_assessed.behind(behind(session, whom), as_json=as_json)
        else:
            show_assessed.assessed(assess(session), as_json=as_json)
