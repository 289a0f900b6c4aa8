"""Every command that changes something ends with the next step, all from one function."""

from __future__ import annotations

import ast
import io

import pytest
from support.codes_in_source import modules

from lzfx.cli.paper import console
from lzfx.cli.show_duties import next_shown
from lzfx.model.duty import Duty, DutyKind
from lzfx.rules.duties import duty

ONLY_LOOKS = frozenset(
    {"status", "why", "log", "verify", "check", "rebuild", "table", "open_", "settings", "assess"}
)
"""Commands that change nothing a step depends on; `status` has the list itself."""
OF_ITS_OWN = frozenset({"init", "restore", "demo", "rollup"})
"""Commands that make a workspace: what comes next is to fill it in, or to check it.

`rollup` works in a folder that is no campaign and has no duties.
"""


def _commands() -> dict[str, ast.FunctionDef]:
    return {
        node.name: node
        for module, tree in modules().items()
        if module.startswith("cli/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any("app.command" in ast.unparse(one) for one in node.decorator_list)
    }


def _says_next(node: ast.FunctionDef) -> bool:
    """Whether it calls `next_said`, or a function beside it that does."""
    beside = next(
        tree
        for module, tree in modules().items()
        if module.startswith("cli/") and node in tree.body
    )
    told = {one.name: ast.unparse(one) for one in beside.body if isinstance(one, ast.FunctionDef)}
    own = ast.unparse(node)
    called = (text for name, text in told.items() if f"{name}(" in own and name != node.name)
    return any("next_said(" in text for text in (own, *called))


def test_commands__that_change_something_say_the_next_step() -> None:
    commands = _commands()
    assert {"issue", "send", "collect", "merge", "publish", "dismiss", "lock"} <= commands.keys()
    silent = {name for name, node in commands.items() if not _says_next(node)}
    assert silent - ONLY_LOOKS - OF_ITS_OWN == set()


def test_words__no_next_step_is_written_out_in_a_command() -> None:
    """Only the table of duties knows what is next, so that it is true everywhere."""
    for module, tree in modules().items():
        if module.startswith("cli/") and module != "cli/show_duties.py":
            texts = {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            assert not {text for text in texts if text.startswith("next-")}, module


LOCKED = duty(DutyKind.LOCKED, facts={"by": "经办人", "day": "2026-09-18"})
LOOK = duty(DutyKind.LOOK, about="KS05", facts={"count": 1})


@pytest.mark.parametrize(
    ("todo", "wanted", "unwanted"),
    [
        ([], ["都已办完，没有待办的事。"], "下一步"),
        ([LOCKED], ["收表已截止", "lzfx lock --undo"], "没有待办的事"),
        ([LOOK], ["有1件事要您定夺，运行 lzfx status"], "没有待办的事"),
        ([LOOK, LOCKED], ["有1件事要您定夺", "收表已截止"], "没有待办的事"),
    ],
)
def test_all_done__is_only_said_when_it_is_so(
    todo: list[Duty], wanted: list[str], unwanted: str
) -> None:
    paper = io.StringIO()
    next_shown(console(paper), todo)
    assert all(text in paper.getvalue() for text in wanted)
    assert unwanted not in paper.getvalue()
