"""Commands about what was set up and sent out: settings, withdraw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-settings"))
def settings(
    name: Annotated[
        str, typer.Argument(metavar="名称", help=word("help-settings-name"), show_default=False)
    ] = "",
    value: Annotated[
        str | None,
        typer.Argument(metavar="内容", help=word("help-settings-value"), show_default=False),
    ] = None,
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show the settings, or set one of them."""
    from lzfx.cli import show_setup
    from lzfx.steps.settings import change, settings

    at = workspace.resolve()
    if value is None:
        show_setup.settings_shown(settings(at, name), as_json=as_json)
        raise typer.Exit(DONE)
    done = change(at, name, value, options.now(), options.user())
    show_setup.setting_changed(done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.refused else DONE)


@app.command(cls=ChineseCommand, help=word("help-withdraw"))
def withdraw(
    form: Annotated[
        str, typer.Argument(metavar="表名", help=word("help-withdraw-form"), show_default=False)
    ],
    *,
    why: options.WhyOption,
    only: options.WithdrawnOption = None,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Take back what went out."""
    from lzfx.cli import show_duties, show_setup
    from lzfx.session.opening import open_session
    from lzfx.steps.withdraw import withdraw

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_setup.withdrawn(withdraw(session, form, why, only or ()), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
