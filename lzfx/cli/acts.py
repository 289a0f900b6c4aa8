"""Commands that record what bodies did on paper: review, publicity, approve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lzfx.cli import options
from lzfx.cli.chinese import ChineseCommand
from lzfx.messages import word
from lzfx.model.edition import Act

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_HERE = Path()

_By = Annotated[
    str,
    typer.Option("--by", metavar="机构", help="哪个机构，写设置里的名称", show_default=False),
]
_On = Annotated[
    str, typer.Option("--on", metavar="日期", help="哪一天；不写就是今天", show_default=False)
]
_Until = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="日期",
        help="公示到哪天；不写就按设置的天数算；已记过的，写更晚的一天是延长",
        show_default=False,
    ),
]
_Paper = Annotated[
    str, typer.Option("--paper", metavar="文号", help="依据：纪要号或文号", show_default=False)
]
_Why = Annotated[str, typer.Option("--why", metavar="原因", help="说明", show_default=False)]
_Printed = Annotated[
    str,
    typer.Option(
        "--printed",
        metavar="日期",
        help="针对哪天印的一版；不写就是到办的那天为止最后印的",
        show_default=False,
    ),
]
_Close = Annotated[bool, typer.Option("--close", help="公示满期，意见都办完了：记下公示结束")]
_Undo = Annotated[bool, typer.Option("--undo", help="收回记错的一次（写明 --why）")]


@app.command(cls=ChineseCommand, help=word("help-review"))
def review(  # noqa: PLR0913 - an argument an option
    *,
    by: _By = "",
    on: _On = "",
    paper: _Paper = "",
    why: _Why = "",
    printed: _Printed = "",
    undo: _Undo = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Record that the points were decided on."""
    given = {"body": by, "on": on, "paper": paper, "why": why, "printed": printed}
    _record(Act.REVIEW, given, workspace, undo=undo, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-publicity"))
def publicity(  # noqa: PLR0913 - an argument an option
    *,
    by: _By = "",
    on: _On = "",
    until: _Until = "",
    paper: _Paper = "",
    why: _Why = "",
    printed: _Printed = "",
    close: _Close = False,
    undo: _Undo = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Record a publicity, a later last day of it, or its end."""
    given = {"body": by, "on": on, "paper": paper, "why": why, "printed": printed, "until": until}
    act = Act.CLOSING if close else Act.PUBLICITY
    _record(act, given, workspace, undo=undo, as_json=as_json)


@app.command(cls=ChineseCommand, help=word("help-approve"))
def approve(  # noqa: PLR0913 - an argument an option
    *,
    by: _By = "",
    on: _On = "",
    paper: _Paper = "",
    why: _Why = "",
    printed: _Printed = "",
    undo: _Undo = False,
    workspace: options.WorkspaceOption = _HERE,
    as_json: options.JsonOption = False,
) -> None:
    """Record that the edition may be issued."""
    given = {"body": by, "on": on, "paper": paper, "why": why, "printed": printed}
    _record(Act.APPROVAL, given, workspace, undo=undo, as_json=as_json)


def _record(act: Act, given: dict[str, str], workspace: Path, *, undo: bool, as_json: bool) -> None:
    from lzfx.cli import show_acts, show_duties
    from lzfx.session.opening import open_session
    from lzfx.steps.acts import ActGiven, record_act, take_back

    with open_session(workspace.resolve(), options.now(), options.user()) as session:
        if undo:
            number = take_back(session, act, given["why"])
            show_acts.taken_back(act, number, as_json=as_json)
        else:
            show_acts.recorded(record_act(session, act, ActGiven(**given)), as_json=as_json)
        show_duties.next_said(session, as_json=as_json)
