"""Commands of the drive itself: init, issue, send, collect, merge, grade, status ..."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS, WAITS, code_of
from lzfx.errors import LzfxError
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()


@app.command(cls=ChineseCommand, help=word("help-init"))
def init(  # noqa: PLR0913 - an argument an option
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help=word("help-init-folder"), show_default=False)
    ],
    *,
    after: options.AfterOption = None,
    like: options.LikeOption = None,
    plan: options.PlanOption = None,
    take: options.TakeOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Make a workspace, or read what a plan says of one."""
    from lzfx.cli import show
    from lzfx.files.offices import sample_office
    from lzfx.steps.start import kit_like, start

    if like and after:
        raise LzfxError("like-or-after")
    if sum(one is not None for one in (like, after, plan, take)) > 1:
        raise LzfxError("init-one-way")
    if plan is not None or take is not None:
        _of_plan(folder.resolve(), plan, take, as_json=as_json)
    now = options.now()
    kit = kit_like(sample_office(like), now.year) if like else None
    begun = start(folder.resolve(), now, options.user(), after=after, kit=kit)
    show.started(begun, as_json=as_json)


def _of_plan(folder: Path, plan: Path | None, take: Path | None, *, as_json: bool) -> NoReturn:
    """Read a plan, or make a workspace of what was taken from it; and end."""
    from lzfx.cli import show_plan
    from lzfx.steps.plan_excerpt import read_plan, start_taken

    now = options.now()
    if plan is not None:
        read = read_plan(folder, plan.resolve(), now)
        show_plan.plan_read(folder, plan.name, read, as_json=as_json)
        raise typer.Exit(FINDINGS if read.file is None else DONE)
    made = start_taken(folder, (take or Path()).resolve(), now, options.user())
    show_plan.plan_taken(made, as_json=as_json)
    raise typer.Exit(FINDINGS if made.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-issue"))
def issue(  # noqa: PLR0913 - an argument an option
    form: Annotated[
        str, typer.Argument(metavar="表名", help=word("help-issue-form"), show_default=False)
    ] = "",
    *,
    per: options.PerOption = "",
    only: options.OnlyOption = None,
    late: options.LateOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write the blank workbooks."""
    from lzfx.cli import show, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.issue import issue

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        done = issue(session, form, per=per, only=only or (), late=late)
        show.issued(session.said, done, as_json=as_json)
        if not done.findings:
            show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.findings else DONE)


@app.command(cls=ChineseCommand, help=word("help-send"))
def send(  # noqa: PLR0913 - an argument an option
    units: Annotated[
        list[str] | None,
        typer.Argument(metavar="单位", help=word("help-send-units"), show_default=False),
    ] = None,
    *,
    paper: options.PaperOption = False,
    late: options.LateOption = False,
    done: Annotated[bool, typer.Option("--done", help=word("help-send-done"))] = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Write drafts of letters, or record that they were sent."""
    from lzfx.cli import show, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.mailed import mailed
    from lzfx.steps.send import send

    if units and not done:
        raise LzfxError("send-units-alone")
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        stopped = False
        if done:
            show.mailed(mailed(session, units or ()), as_json=as_json)
        else:
            drafts = send(session, paper=paper, late=late)
            stopped = bool(drafts.findings)
            show.sent(session.said, drafts, as_json=as_json)
        if not stopped:
            show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if stopped else DONE)


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
    from lzfx.cli import show, show_duties
    from lzfx.session.collection import CollectOptions
    from lzfx.session.naming import files_named
    from lzfx.session.opening import open_session
    from lzfx.steps.collect import collect

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        named = files_named(session, paths, Path.cwd()) if paths else None
        done = show.progress(collect(session, named, CollectOptions(dry_run=dry_run, again=again)))
        show.collected(session, done, dry_run=dry_run, as_json=as_json)
        show_duties.next_said(session, as_json=as_json or dry_run, all_read=not paths)
    raise typer.Exit(code_of(done))


@app.command(cls=ChineseCommand, help=word("help-merge"))
def merge(
    *, workspace: options.WorkspaceOption = _HERE, as_json: options.JsonOption = False
) -> None:
    """Build the master table."""
    from lzfx.cli import show_duties, show_points
    from lzfx.session.opening import open_session
    from lzfx.steps.merge import merge

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        show_points.merged(session.said, merge(session), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-grade"))
def grade(
    *,
    everything: options.AllOption = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show the grades."""
    from lzfx.cli import show_duties, show_points
    from lzfx.session.opening import open_session
    from lzfx.steps.grade import grade

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        show_points.graded(session.said, grade(session), everything=everything, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)


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

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        show_returns.explained(why(session, point), as_json=as_json)


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

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        show.tabled(session.said, form_rows(session, form), as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-status"))
def status(
    *,
    on: Annotated[
        str, typer.Option("--on", metavar="日期", help=word("help-status-on"), show_default=False)
    ] = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Show where everything stands, or stood."""
    from lzfx.cli import show_status
    from lzfx.session.opening import open_session
    from lzfx.steps.status import status, status_on

    with open_session(workspace.resolve(), options.now(), options.user(), reads=True) as session:
        if on:
            with status_on(session, on) as (then, done):
                show_status.boards_shown(then, done, as_json=as_json, day=then.now.date())
            raise typer.Exit(DONE)
        done = status(session)
        show_status.boards_shown(session, done, as_json=as_json)
    raise typer.Exit(WAITS if done.waits else DONE)


@app.command(cls=ChineseCommand, help=word("help-demo"))
def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="文件夹", help=word("help-demo-folder"), show_default=False),
    ] = None,
    *,
    office: options.OfficeOption = None,
    full: Annotated[bool, typer.Option("--full", help=word("help-demo-full"))] = False,
    as_json: options.JsonOption = False,
) -> None:
    """Play the whole drive on the sample, or on one of the sample offices; or the whole year."""
    from lzfx.cli.demo import free_folder, play, played_silently, sample

    if full and office:
        raise LzfxError("demo-full-of-sample")
    plan = sample(office)
    if full:
        from lzfx.cli.demo_full import play_full, played_full_silently

        whole = played_full_silently if as_json else play_full
        whole(folder.resolve() if folder else free_folder(Path.cwd(), plan.folder_name))
        raise typer.Exit(DONE)
    at = folder.resolve() if folder else free_folder(Path.cwd(), plan.folder_name)
    played = played_silently if as_json else play
    played(at, plan)
