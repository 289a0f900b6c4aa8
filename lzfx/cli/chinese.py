"""Help in Chinese, and commands by their Chinese names.

Typer's own words are English and cannot be set, so they are replaced here. The help of a command
begins with its one Chinese name and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from typer.core import TyperCommand, TyperGroup

from lzfx.messages import words

_WORDS = (
    (r"^Usage:", "用法："),
    (r"^Arguments:", "参数："),
    (r"^Options:", "选项："),
    (r"^Commands:", "命令："),
    (r"Show this message and exit\.", "显示这段说明"),
    (r"\[default: ([^\]]*)\]", r"（不写就是 \1）"),
    (r"\[required\]", "（必填）"),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]"),
)

_WIDEST = 4
"""Characters of the longest Chinese name of a command."""


def in_chinese(text: str) -> str:
    """A help text with typer's words in Chinese."""
    for pattern, word in _WORDS:
        text = re.sub(pattern, word, text, flags=re.MULTILINE)
    return text


def chinese_name(command: Any) -> str:  # noqa: ANN401 - typer may carry its own click
    """The Chinese name of a command, with which its help begins; empty when it begins otherwise."""
    found = re.match(r"([\u4e00-\u9fff]{2,4})：", str(command.help or ""))
    return found.group(1) if found else ""


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer may carry its own click
        """The whole help text."""
        return in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The program, whose help is Chinese, and whose commands have Chinese names."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer may carry its own click
        """The whole help text."""
        return in_chinese(super().get_help(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer may carry its own click
        """The command of an English or Chinese name."""
        return super().get_command(ctx, self.names().get(cmd_name, cmd_name))

    def names(self) -> Mapping[str, str]:
        """The English name of a command by each of its Chinese names."""
        return {said: name for name, command in self.commands.items() for said in _said(command)}

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """List the commands, each with its Chinese name beside the English one."""
        shown = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        width = max(len(name) for name, _ in shown)
        rows = [
            (
                f"{name:<{width}} {chinese_name(one):　<{_WIDEST}}",
                one.help.partition("：")[2] or one.help,
            )
            for name, one in shown
            if not one.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _said(command: Any) -> Iterator[str]:  # noqa: ANN401 - typer may carry its own click
    """The Chinese name of a command, then the other words that people use for it."""
    others = words().get(f"also-{command.name}", "").split("、")
    yield from filter(None, (chinese_name(command), *others))
