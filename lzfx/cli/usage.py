"""What is wrong with a command line, in one sentence, with the names it may have meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lzfx.cli.chinese import chinese_name
from lzfx.forms.near import near
from lzfx.messages import ALIKE, word

if TYPE_CHECKING:
    from lzfx.model.codes import ScreenWord

_USAGE: Mapping[str, ScreenWord] = {
    "NoSuchOption": "usage-no-such-option",
    "MissingParameter": "usage-missing",
    "BadParameter": "usage-bad-value",
}


def usage_fault(error: Exception) -> tuple[ScreenWord, dict[str, object], str]:
    """The word for what is wrong, by the name of typer's exception, its facts, and the sentence."""
    parameter = getattr(error, "param", None)
    named = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
    option = getattr(error, "option_name", None)
    detail = str(error)
    quoted = detail.partition("'")[2].partition("'")[0]
    code = _USAGE.get(type(error).__name__, "usage")
    if code == "usage" and "No such command" in detail:
        code = "usage-no-such-command"
    command = getattr(getattr(error, "ctx", None), "command", None)
    meant: tuple[str, ...] = ()
    if code == "usage-no-such-command":
        meant = _commands_near(command, quoted)
    elif code == "usage-no-such-option":
        meant = near(option or "", _options(command))
    facts: dict[str, object] = {"option": option or named or "", "quoted": quoted}
    said = word("near", near=meant) if meant else ""
    return code, {**facts, ALIKE: meant}, word(code, **facts, near=said)


def _commands_near(group: Any, text: str) -> tuple[str, ...]:  # noqa: ANN401 - typer may carry its own click
    """The commands whose English or Chinese name is near, each by both."""
    commands = group.commands
    english = {**{name: name for name in commands}, **group.names()}
    found = dict.fromkeys(english[one] for one in near(text, english))
    return tuple(
        word("near-command", chinese=chinese_name(commands[name]), english=name) for name in found
    )


def _options(command: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for parameter in getattr(command, "params", ()):
        yield from (name for name in parameter.opts if name.startswith("-"))
