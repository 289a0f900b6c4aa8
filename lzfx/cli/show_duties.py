"""待办: the one list of what is to be done, and the next step after every command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, json_values
from lzfx.messages import sentences, word
from lzfx.model.codes import screen_word
from lzfx.model.duty import Duty, Needs
from lzfx.rules.duties import decisions, next_step

if TYPE_CHECKING:
    from lzfx.session.opening import Session

_FEW = 8
"""How many reasons of one kind are told of a duty in the list; the rest is counted."""


def duties_shown(out: Console, todo: Sequence[Duty]) -> None:
    """Every duty with its reason and the commands that settle it, numbered."""
    if not todo:
        return
    waiting = len(decisions(todo))
    title = word("duties" if waiting else "duties-plain", count=len(todo), waiting=waiting)
    out.print(Text(title, style="bold"))
    for number, one in enumerate(todo, start=1):
        style = "red" if one.needs is Needs.DECISION else ""
        out.print(Text(f"{number}. {said(one)}", style=style), soft_wrap=True)
        for line in _reasons(one):
            out.print(f"   · {line}", soft_wrap=True)
        for way in one.ways:
            out.print(f"   {word(way.says)}：{way.command}", soft_wrap=True)


def said(one: Duty) -> str:
    """The sentence of a duty."""
    known = {"about": one.about, "name": one.name or one.about, "file": one.file, **one.facts}
    if "act" in known:
        known["act"] = word(screen_word(f"act-{known['act']}-done"))
    return word(screen_word(f"duty-{one.kind}"), **known)


def _reasons(one: Duty) -> list[str]:
    lines = [
        f"{each.place}：{sentences(each.finding)[0]}" if each.place else sentences(each.finding)[0]
        for each in grouped(one.findings)
    ]
    left = len(lines) - _FEW
    return [*lines[:_FEW], word("duties-more", count=left)] if left > 0 else lines


def duties_json(todo: Sequence[Duty]) -> list[Mapping[str, Any]]:
    """The list for other programs: each with its sentence and the whole commands."""
    return [
        {
            **json_values(one),
            "says": said(one),
            "ways": [{"says": word(way.says), "command": way.command} for way in one.ways],
        }
        for one in todo
    ]


def next_shown(out: Console, todo: Sequence[Duty], *, listed: bool = False) -> None:
    """The next step, and how many decisions wait where the list does not stand above."""
    waiting, step = len(decisions(todo)), next_step(todo)
    if waiting and not listed:
        out.print(Text(word("next-decisions", count=waiting), style="bold red"))
    if step is not None:
        command = step.ways[0].command if step.ways else ""
        name = step.name or step.about
        said_next = word(screen_word(f"next-{step.kind}"), command=command, name=name)
        out.print(Text(said_next, style="bold"), soft_wrap=True)
    elif waiting:
        out.print(Text(word("next-only-decisions"), style="bold"))
    else:
        out.print(Text(word("next-done"), style="bold"))


def next_said(session: Session, *, as_json: bool = False, all_read: bool = False) -> None:
    """After a command: the next step, computed from where everything stands now.

    With `all_read` the command has just read everything in 收件, which is then not read again.
    """
    if as_json:
        return
    from lzfx.session.duties import duties

    next_shown(console(), duties(session, lying=0 if all_read else None))
