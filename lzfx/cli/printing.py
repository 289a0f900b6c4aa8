"""Commands that print: publish, with specimens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.cli.guard import DONE, FINDINGS
from lzfx.messages import word

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()
_SinceOption = Annotated[
    int,
    typer.Option("--since", metavar="版次", help=word("help-publish-since"), show_default=False),
]
_UntilOption = Annotated[
    int,
    typer.Option("--until", metavar="版次", help=word("help-publish-until"), show_default=False),
]
_PrivateOption = Annotated[bool, typer.Option("--private", help=word("help-publish-private"))]
_DraftOption = Annotated[bool, typer.Option("--draft", help=word("help-publish-draft"))]


@app.command(cls=ChineseCommand, help=word("help-publish"))
def publish(  # noqa: PLR0913 - an argument an option
    document: Annotated[
        str | None,
        typer.Argument(metavar="文件名", help=word("help-publish-document"), show_default=False),
    ] = None,
    *,
    only: options.UnitsOption = None,
    changed: options.ChangedOption = False,
    draft: _DraftOption = False,
    private: _PrivateOption = False,
    since: _SinceOption = 0,
    until: _UntilOption = 0,
    fonts: options.FontsOption = "auto",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
    specimen: options.SpecimenOption = False,
) -> None:
    """Print a document, or list all there are."""
    if specimen:
        _specimen(document, fonts, workspace, as_json=as_json)
    from lzfx.cli import show_duties, show_points

    if document is None:
        show_points.documents(as_json=as_json)
        raise typer.Exit(DONE)
    from lzfx.session.editions import WhichEdition
    from lzfx.session.opening import open_session
    from lzfx.steps.publish import publish

    options.one_of("--fonts", fonts, ("auto", "bundled"))
    with open_session(workspace.resolve(), options.now(), options.user(), reads=changed) as session:
        done = publish(
            session,
            document,
            "bundled" if fonts == "bundled" else "auto",
            only or (),
            compared=changed,
            which=WhichEdition(draft=draft, since=since, until=until),
            private=private,
        )
        show_points.published(session.said, done, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
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
