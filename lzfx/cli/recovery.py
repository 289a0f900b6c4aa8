"""Commands for what went wrong: a workspace restored from a backup, forms of another copy taken."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS, WAITS, code_of
from lzfx.errors import LzfxError
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-restore"))
def restore(
    file: Annotated[
        Path, typer.Argument(metavar="备份", help=word("help-restore-file"), show_default=False)
    ],
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Make a workspace of a backup."""
    from lzfx.cli import show_record
    from lzfx.steps.restore import restore

    done = restore(file.resolve(), workspace.resolve(), options.now(), options.user())
    show_record.restored(done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-adopt"))
def adopt(  # noqa: PLR0913 - an argument an option
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="文件", help=word("help-adopt-files"), show_default=False),
    ] = None,
    *,
    source: options.KeySourceOption = None,
    everything: options.WholeInboxOption = False,
    why: options.WhyAdoptOption = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Take forms that another copy of the campaign issued."""
    from lzfx.cli import show, show_duties, show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.adopt import adopt_keys, claims, confirm

    if sum((bool(files), source is not None, everything)) != 1:
        raise LzfxError("adopt-what")
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if source is not None:
            adopted = adopt_keys(session, source.resolve())
            show_record.keys_adopted(adopted, as_json=as_json)
            done = adopted.collected
        else:
            paths = [file.resolve() for file in files or ()]
            claimed = claims(session, paths)
            if not why.strip():
                show_record.claimed(claimed, as_json=as_json)
                raise typer.Exit(WAITS)
            done = confirm(session, paths, claimed, why.strip())
        show.collected(session, done, dry_run=False, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(code_of(done))
