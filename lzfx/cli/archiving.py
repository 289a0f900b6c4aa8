"""The command about the archive box: made, verified, opened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS
from lzfx.errors import LzfxError
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()
_BOX = "文件夹或压缩包"

_Restricted = Annotated[bool, typer.Option("--restricted", help=word("help-archive-restricted"))]
_Verify = Annotated[
    Path | None,
    typer.Option("--verify", metavar=_BOX, help=word("help-archive-verify"), show_default=False),
]
_Code = Annotated[
    str,
    typer.Option("--anchor", metavar="校验码", help=word("help-archive-code"), show_default=False),
]
_Open = Annotated[
    Path | None,
    typer.Option("--open", metavar=_BOX, help=word("help-archive-open"), show_default=False),
]
_Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="文件夹", help=word("help-archive-into"), show_default=False),
]


@app.command(cls=ChineseCommand, help=word("help-archive"))
def archive(  # noqa: PLR0913 - an argument an option
    *,
    restricted: _Restricted = False,
    verify: _Verify = None,
    anchor: _Code = "",
    opened: _Open = None,
    into: _Into = None,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Make the archive box, verify one, or open one to be read."""
    if verify is not None and opened is not None:
        raise LzfxError("box-one-only")
    if verify is not None:
        _verify(verify.resolve(), anchor, as_json=as_json)
    if opened is not None:
        _open(opened.resolve(), into.resolve() if into else None, as_json=as_json)
    from lzfx.cli import show_archive, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.archive import archive as write

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = write(session, restricted=restricted)
        show_archive.archived(done, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


def _verify(box: Path, code: str, *, as_json: bool) -> NoReturn:
    """Verify a box, and end."""
    from lzfx.cli import show_archive
    from lzfx.steps.archive_check import verify_box

    found = verify_box(box, code)
    show_archive.verified(found, as_json=as_json)
    raise typer.Exit(FINDINGS if found.findings else DONE)


def _open(box: Path, into: Path | None, *, as_json: bool) -> NoReturn:
    """Open a box to be read, and end."""
    from lzfx.cli import show_archive
    from lzfx.steps.archive_open import open_box

    show_archive.opened(open_box(box, into), as_json=as_json)
    raise typer.Exit(DONE)
