"""One function per command: open, call one step, show, and the exit code says how it went.

Steps are imported inside the commands, so that `lzfx --help` loads none of the heavy libraries.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from lzfx import __version__
from lzfx.cli import options, record
from lzfx.cli.chinese import ChineseCommand, ChineseGroup
from lzfx.cli.guard import DONE, FINDINGS, code_of, guarded
from lzfx.errors import LzfxError
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
) -> None:
    """Without a command: the state of the campaign, or the help outside of one."""
    if version:
        typer.echo(f"lzfx {__version__}")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        from lzfx.files.workspace import is_inside

        if not is_inside(_HERE.resolve()):
            typer.echo(context.get_help())
            raise typer.Exit(DONE)
        status()


@app.command(cls=ChineseCommand, help=word("help-init"))
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help=word("help-init-folder"), show_default=False)
    ],
    *,
    after: options.AfterOption = None,
    like: options.LikeOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Make a workspace."""
    from lzfx.cli import show
    from lzfx.files.offices import sample_office
    from lzfx.steps.start import kit_like, start

    if like and after:
        raise LzfxError("like-or-after")
    now = options.now()
    kit = kit_like(sample_office(like), now.year) if like else None
    begun = start(folder.resolve(), now, options.user(), after=after, kit=kit)
    show.started(begun, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-issue"))
def issue(
    form: Annotated[
        str, typer.Argument(metavar="表名", help=word("help-issue-form"), show_default=False)
    ] = "",
    *,
    per: options.PerOption = "",
    only: options.OnlyOption = None,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write the blank workbooks."""
    from lzfx.cli import show
    from lzfx.session.opening import open_session
    from lzfx.steps.issue import issue

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = issue(session, form, per=per, only=only or ())
        show.issued(session.said, done, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-send"))
def send(
    *,
    paper: options.PaperOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write drafts of letters."""
    from lzfx.cli import show
    from lzfx.session.opening import open_session
    from lzfx.steps.send import send

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show.sent(session.said, send(session, paper=paper), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-collect"))
def collect(
    paths: options.PathsArgument = None,
    *,
    dry_run: options.DryRunOption = False,
    again: options.AgainOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Take in returns."""
    from lzfx.cli import show
    from lzfx.session.collection import CollectOptions
    from lzfx.session.opening import open_session
    from lzfx.steps.collect import collect

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        named = [path.resolve() for path in paths or ()]
        done = show.progress(collect(session, named, CollectOptions(dry_run=dry_run, again=again)))
        show.collected(session, done, dry_run=dry_run, as_json=as_json)
    raise typer.Exit(code_of(done))


@app.command(cls=ChineseCommand, help=word("help-merge"))
def merge(
    *, workspace: options.WorkspaceOption = _HERE, as_json: options.JsonOption = False
) -> None:
    """Build the master table."""
    from lzfx.cli import show_points
    from lzfx.session.opening import open_session
    from lzfx.steps.merge import merge

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_points.merged(session.said, merge(session), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-grade"))
def grade(
    *,
    everything: options.AllOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show the grades."""
    from lzfx.cli import show_points
    from lzfx.session.opening import open_session
    from lzfx.steps.grade import grade

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_points.graded(session.said, grade(session), everything=everything, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-why"))
def why(
    point: Annotated[
        str, typer.Argument(metavar="编号", help=word("help-why-point"), show_default=False)
    ],
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Explain one point, or all that somebody returned."""
    from lzfx.cli import show_returns
    from lzfx.session.opening import open_session
    from lzfx.steps.why import why

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_returns.explained(why(session, point), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-publish"))
def publish(  # noqa: PLR0913 - an argument an option
    document: Annotated[
        str | None,
        typer.Argument(metavar="文件名", help=word("help-publish-document"), show_default=False),
    ] = None,
    *,
    only: options.UnitsOption = None,
    changed: options.ChangedOption = False,
    fonts: options.FontsOption = "auto",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
    specimen: options.SpecimenOption = False,
) -> None:
    """Print a document, or list all there are."""
    if specimen:
        _specimen(document, fonts, workspace, as_json=as_json)
    from lzfx.cli import show_points

    if document is None:
        show_points.documents(as_json=as_json)
        raise typer.Exit(DONE)
    from lzfx.session.opening import open_session
    from lzfx.steps.publish import publish

    options.one_of("--fonts", fonts, ("auto", "bundled"))
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = publish(
            session,
            document,
            "bundled" if fonts == "bundled" else "auto",
            only or (),
            compared=changed,
        )
        show_points.published(session.said, done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


def _specimen(document: str | None, fonts: str, workspace: Path, *, as_json: bool) -> NoReturn:
    """Print specimens, and end."""
    from lzfx.cli import show_points
    from lzfx.session.opening import open_session
    from lzfx.steps.specimen import specimen

    options.one_of("--fonts", fonts, ("auto", "bundled"))
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = specimen(session, document, "bundled" if fonts == "bundled" else "auto")
        show_points.specimens(done, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-table"))
def table(
    form: Annotated[
        str, typer.Argument(metavar="表名", help=word("help-table-form"), show_default=False)
    ],
    *,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write what was taken in of a form as a table."""
    from lzfx.cli import show
    from lzfx.session.opening import open_session
    from lzfx.steps.table import form_rows

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show.tabled(session.said, form_rows(session, form), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-status"))
def status(
    *, workspace: options.WorkspaceOption = _HERE, as_json: options.JsonOption = False
) -> None:
    """Show where everything stands."""
    from lzfx.cli import show_status
    from lzfx.session.opening import open_session
    from lzfx.steps.status import status

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_status.boards_shown(session, status(session), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-demo"))
def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="文件夹", help=word("help-demo-folder"), show_default=False),
    ] = None,
    *,
    office: options.OfficeOption = None,
) -> None:
    """Play the whole drive on the sample, or on one of the sample offices."""
    from lzfx.cli.demo import free_folder, play, sample

    played = sample(office)
    play(folder.resolve() if folder else free_folder(Path.cwd(), played.folder_name), played)


app.add_typer(record.app)


def main() -> Any:  # noqa: ANN401 - it never returns
    """The entry point `lzfx`."""
    guarded(lambda: int(app(standalone_mode=False) or DONE))
