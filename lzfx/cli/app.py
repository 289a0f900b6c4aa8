"""The program `lzfx`; its commands stand in modules by subject: drive, printing, record ...

One function per command: open, call one step, show, and the exit code says how it went.
Steps are imported inside the commands, so that `lzfx --help` loads none of the heavy libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from lzfx import __version__
from lzfx.cli import (
    acts,
    archiving,
    assessing,
    checking,
    crossing,
    drive,
    entering,
    explaining,
    look,
    monitoring,
    moving,
    options,
    printing,
    record,
    recovery,
    settling,
    setup,
    uniting,
)
from lzfx.cli.chinese import ChineseGroup, chinese_name
from lzfx.cli.guard import DONE, guarded
from lzfx.messages import word

app = typer.Typer(
    name="lzfx",
    cls=ChineseGroup,
    help=word("help-app"),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_HERE = Path()


@app.callback(invoke_without_command=True)
def plain(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help=word("help-version"))] = False,
    as_json: options.JsonOption = False,
) -> None:
    """Without a command: the state of the campaign, or the help outside of one."""
    if version:
        _shown(f"lzfx {__version__}", {"version": __version__}, as_json=as_json)
    if context.invoked_subcommand is None:
        from lzfx.files.workspace import is_inside

        if not is_inside(_HERE.resolve()):
            _shown(context.get_help(), {"commands": _listed(context)}, as_json=as_json)
        drive.status(as_json=as_json)


def _shown(text: str, facts: Mapping[str, object], *, as_json: bool) -> NoReturn:
    """Show a text, or its facts, and end."""
    if as_json:
        from lzfx.cli.paper import print_json

        print_json(facts)
    else:
        typer.echo(text)
    raise typer.Exit(DONE)


def _listed(context: typer.Context) -> Mapping[str, Mapping[str, str]]:
    """Every command by its English name: its Chinese name, its help."""
    commands = getattr(context.command, "commands", {})
    return {
        name: {"chinese": chinese_name(one), "help": one.help} for name, one in commands.items()
    }


app.add_typer(drive.app)
app.add_typer(printing.app)
app.add_typer(record.app)
app.add_typer(explaining.app)
app.add_typer(settling.app)
app.add_typer(recovery.app)
app.add_typer(archiving.app)
app.add_typer(acts.app)
app.add_typer(entering.app)
app.add_typer(crossing.app)
app.add_typer(uniting.app)
app.add_typer(checking.app)
app.add_typer(assessing.app)
app.add_typer(moving.app)
app.add_typer(monitoring.app)
app.add_typer(look.app)
app.add_typer(setup.app)


def main() -> Any:  # noqa: ANN401 - it never returns
    """The entry point `lzfx`."""
    guarded(lambda: int(app(standalone_mode=False) or DONE))
