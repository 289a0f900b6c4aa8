"""The README's commands and what they print, taken out of it, run, and put back.

Run `python tests/support/readme.py` to bring the outputs in README.md up to date.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]*)\n(?P<output>.*?)```", re.DOTALL)
_PLAYED_AT = "2026-09-30T18:00:00"
_VARYING = ((re.compile(r"台账校验码：.*"), "台账校验码：……"),)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as the README shows it, with its output."""

    command: str
    output: str


def shown() -> Iterator[Shown]:
    """Every command of the README whose output it shows."""
    for found in _BLOCK.finditer(README.read_text("utf-8")):
        yield Shown(found["command"], found["output"])


def played(command: str, workspace: Path) -> str:
    """What the command prints in the demo's folder, with what varies left out."""
    words = shlex.split(command)
    assert words[0] == "lzfx"
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "lzfx", *words[1:]],
        cwd=workspace,
        env={**os.environ, "LZFX_NOW": _PLAYED_AT, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    text = "\n".join(line.rstrip() for line in (run.stdout + run.stderr).splitlines()) + "\n"
    text = text.replace(str(workspace), "…/廉政示例")
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text


def demo(folder: Path) -> str:
    """Play the demo into `folder`; gives what it printed."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "lzfx", "demo", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _main() -> None:
    with tempfile.TemporaryDirectory() as home:
        workspace = Path(home) / "廉政示例"
        demo(workspace)
        text = README.read_text("utf-8")
        for one in shown():
            old = f"```console\n$ {one.command}\n{one.output}```"
            new = f"```console\n$ {one.command}\n{played(one.command, workspace)}```"
            text = text.replace(old, new)
        README.write_text(text, "utf-8")


if __name__ == "__main__":
    _main()
