"""The command that enters decisions from paper: record."""

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

_File = Annotated[
    str, typer.Argument(metavar="登记单", help=word("help-record-file"), show_default=False)
]
_By = Annotated[
    str,
    typer.Option(
        "--by", metavar="审核人", help="谁下的结论：姓名或者会议的名称", show_default=False
    ),
]
_On = Annotated[
    str, typer.Option("--on", metavar="日期", help="哪一天下的；不写就是今天", show_default=False)
]
_Paper = Annotated[
    str,
    typer.Option(
        "--paper", metavar="纪要号", help="会议的纪要编号；个人的不用", show_default=False
    ),
]
_Revoke = Annotated[
    list[str] | None,
    typer.Option(
        "--revoke",
        metavar="短码",
        help="撤回这个风险点的结论（可写多次，写明 --why）",
        show_default=False,
    ),
]
_Why = Annotated[str, typer.Option("--why", metavar="理由", help="为什么撤回", show_default=False)]


@app.command(cls=ChineseCommand, help=word("help-record"))
def record(  # noqa: PLR0913 - an argument an option
    file: _File = "",
    *,
    by: _By = "",
    on: _On = "",
    paper: _Paper = "",
    codes: _Revoke = None,
    why: _Why = "",
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Enter decisions by code, or take some back."""
    from lzfx.cli import show_acts, show_duties
    from lzfx.errors import LzfxError
    from lzfx.session.entering import GivenDecision
    from lzfx.session.opening import open_session
    from lzfx.steps.record import codes_typed, record_named, revoke

    if bool(file) == bool(codes):
        raise LzfxError("record-file-or-code")
    given = GivenDecision(by, on, paper)
    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if codes:
            done = revoke(session, codes_typed(codes), why, given)
        else:
            done = record_named(session, file, Path.cwd(), given)
        show_acts.entered(done, as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
    raise typer.Exit(FINDINGS if done.faulty else DONE)
