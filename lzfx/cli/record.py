"""Commands about single files and the record: assign, decide, lock, log, verify ..."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS, code_of
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-assign"))
def assign(
    file: Annotated[
        str, typer.Argument(metavar="文件", help=word("help-assign-file"), show_default=False)
    ],
    unit: Annotated[
        str, typer.Argument(metavar="单位", help=word("help-assign-unit"), show_default=False)
    ],
    *,
    form: options.FormOption = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Say whose a file is."""
    from lzfx.cli import show, show_duties
    from lzfx.session.naming import file_named
    from lzfx.session.opening import open_session
    from lzfx.steps.assign import assign

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = assign(session, file_named(session, file, Path.cwd()), unit, form)
        show.collected(session, done, dry_run=False, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(code_of(done))


@app.command(cls=ChineseCommand, help=word("help-verify"))
def verify(
    *,
    anchor: options.AnchorOption = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Compare originals and ledger."""
    from lzfx.cli import show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.verify import verify

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        done = verify(session, anchor)
        show_record.verified(done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-log"))
def log(
    whom: Annotated[
        str, typer.Argument(metavar="单位", help=word("help-log-whom"), show_default=False)
    ] = "",
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """List what was done."""
    from lzfx.cli import show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.log import log

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        show_record.logged(log(session, whom), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-backup"))
def backup(
    *,
    to: options.ToOption = None,
    check: options.CheckOption = None,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write a backup, or check an earlier one."""
    from lzfx.cli import show_duties, show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.backup import backup, check_backup

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if check is not None:
            done = check_backup(session, check.resolve())
        else:
            done = backup(session, to.resolve() if to else None)
        show_record.backed_up(done, checked=check is not None, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-rebuild"))
def rebuild(
    *, workspace: options.WorkspaceOption = _HERE, as_json: options.JsonOption = False
) -> None:
    """Make the ledger again from the originals."""
    from lzfx.cli import show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.rebuild import rebuild
    from lzfx.steps.recover import is_lost, recover

    if is_lost(workspace.resolve()):
        recovered = recover(workspace.resolve(), options.now(), options.user())
        show_record.recovered(recovered, as_json=as_json)
        raise typer.Exit(FINDINGS if recovered.findings else DONE)
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = rebuild(session)
        show_record.rebuilt(done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-decide"))
def decide(
    file: Annotated[
        str, typer.Argument(metavar="文件", help=word("help-decide-file"), show_default=False)
    ],
    *,
    corrections: options.CorrectionsOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Let a file count that waits for a person."""
    from lzfx.cli import show, show_duties
    from lzfx.session.naming import file_named
    from lzfx.session.opening import open_session
    from lzfx.steps.decide import decide

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = decide(session, file_named(session, file, Path.cwd()), corrects=corrections)
        show.collected(session, done, dry_run=False, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(code_of(done))


@app.command(cls=ChineseCommand, help=word("help-lock"))
def lock(
    *,
    undo: options.UndoOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Take in no more, or take in again."""
    from lzfx.cli import show_duties, show_record
    from lzfx.session.opening import open_session
    from lzfx.steps.lock import lock

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_record.locked(lock(session, undo=undo), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-check"))
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件", help=word("help-check-files"), show_default=False),
    ],
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Proof-read printed files."""
    from lzfx.cli import show_record
    from lzfx.files.workspace import find, is_inside
    from lzfx.steps.check import check

    at = workspace.resolve()
    done = check([file.resolve() for file in files], find(at) if is_inside(at) else None)
    show_record.proofread(done, as_json=as_json)
    raise typer.Exit(DONE if all(one.sound for one in done) else FINDINGS)
