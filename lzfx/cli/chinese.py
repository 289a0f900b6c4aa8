"""Help in Chinese: typer's own words are English and cannot be set, so they are replaced here."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

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


def in_chinese(text: str) -> str:
    """A help text with typer's words in Chinese."""
    for pattern, word in _WORDS:
        text = re.sub(pattern, word, text, flags=re.MULTILINE)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer may carry its own click
        """The whole help text."""
        return in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The program, whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer may carry its own click
        """The whole help text."""
        return in_chinese(super().get_help(ctx))
