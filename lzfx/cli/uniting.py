"""Commands between offices: bundle (to the office above), rollup (there)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS, WAITS
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-bundle"))
def bundle(
    *, workspace: options.WorkspaceOption = _HERE, as_json: options.JsonOption = False
) -> None:
    """Write the bundle for the office above."""
    from lzfx.cli import show_duties, show_uniting
    from lzfx.session.opening import open_session
    from lzfx.steps.bundle import bundle

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = bundle(session)
        show_uniting.bundled(session.said, done, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-rollup"))
def rollup(  # noqa: PLR0913 - an argument an option
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="文件", help=word("help-rollup-files"), show_default=False),
    ] = None,
    *,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="文件夹", help=word("help-rollup-into"), show_default=False),
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="校验码", help=word("help-rollup-code")),
    ] = None,
    take: Annotated[
        str,
        typer.Option("--take", metavar="校验码", help=word("help-rollup-take"), show_default=False),
    ] = "",
    why: options.WhyOption = "",
    point: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--point",
            metavar="报送单位 编号",
            help=word("help-rollup-point"),
            show_default=False,
        ),
    ] = None,
    as_json: options.JsonOption = False,
) -> None:
    """Unite bundles, or explain one point of the list."""
    from lzfx.cli import show_uniting
    from lzfx.steps.rollup import RollupGiven, rollup
    from lzfx.steps.rollup_why import rolled_point

    at = (into or _HERE).resolve()
    if point is not None:
        show_uniting.point_explained(rolled_point(at, *point), as_json=as_json)
        raise typer.Exit(DONE)
    paths = tuple(file.resolve() for file in files or ())
    given = RollupGiven(paths, tuple(code or ()), take, why, begin=into is not None)
    done = rollup(at, given, options.now(), options.user())
    show_uniting.rolled_up(done, as_json=as_json)
    if done.waits:
        raise typer.Exit(WAITS)
    raise typer.Exit(FINDINGS if done.refused else DONE)
