"""A clerk at the keyboard: runs the real program in a workspace and reads what it says."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from support.readme import ROOT

from lzfx.cli.app import main
from lzfx.steps.start import Kit, start

SAMPLE = ROOT / "sample_data"
ISSUED = "2026-08-21T09:00:00"
ROUND_ONE = "2026-09-15T16:30:00"
ROUND_TWO = "2026-09-18T10:00:00"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code, what it printed, what it complained."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command gives
        """What it printed with --json."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Works in one folder."""

    folder: Path

    def run_apart(self, *words: str, now: str = ROUND_ONE, **environment: str) -> Ran:
        """Run `lzfx` with those words at that time, as a process of its own.

        Only what is about the process needs it (an environment, encodings, signals, what starts
        first): `run` is several times faster, and the README's commands and the demo run so too.
        """
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "lzfx", *words],
            cwd=self.folder,
            env=self.environment(now, **environment),
            capture_output=True,
            check=False,
        )
        encoding = environment.get("PYTHONIOENCODING", "utf-8").partition(":")[0]
        return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    def run(self, *words: str, now: str = ROUND_ONE) -> Ran:
        """Run `lzfx` with those words at that time, in this process; its readers are real ones."""
        out, err, code = io.StringIO(), io.StringIO(), 0
        before, argv = dict(os.environ), sys.argv
        sys.argv, os.environ["LZFX_NOW"] = ["lzfx", *words], now
        try:
            with (
                contextlib.chdir(self.folder),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
            ):
                main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.argv = argv
            os.environ.clear()
            os.environ.update(before)
        return Ran(code, out.getvalue(), err.getvalue())

    def environment(self, now: str, **more: str) -> dict[str, str]:
        """The environment a command runs in."""
        return {**os.environ, "LZFX_NOW": now, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}

    def deliver(self, *names: str) -> None:
        """Put sample returns, such as `第一轮/…`, into the inbox, or whole rounds of them."""
        for name in names:
            source = SAMPLE / "returns" / name
            target = self.folder / "收件" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, copy_function=shutil.copyfile)
            else:
                shutil.copyfile(source, target)

    def files(self, folder: str) -> list[str]:
        """Names below a folder of the workspace, in order."""
        home = self.folder / folder
        return sorted(
            path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()
        )


def sample_workspace(folder: Path) -> Clerk:
    """A clerk in a new workspace with the sample's settings, roster and key."""
    facts = tomllib.loads((SAMPLE / "sample.toml").read_text("utf-8"))
    kit = Kit(
        (SAMPLE / "lzfx.toml").read_bytes(),
        (SAMPLE / "名册.xlsx").read_bytes(),
        bytes.fromhex(facts["key"]),
    )
    start(folder, datetime.fromisoformat(ISSUED), "tester", kit=kit)
    return Clerk(folder)


def sample_clerk(folder: Path) -> Clerk:
    """The same, with a form issued to every unit.

    It is made once for a name of a folder, which the record and the codes of chains hold, and
    copied from then on.
    """
    shutil.copytree(_issued(folder.name), folder)
    return Clerk(folder)


@cache
def _issued(name: str) -> Path:
    home = tempfile.TemporaryDirectory(prefix="lzfx-issued-")
    _KEPT.append(home)
    clerk = sample_workspace(Path(home.name) / name)
    issued = clerk.run("issue", now=ISSUED)
    assert issued.code == 0, issued.out + issued.err
    return clerk.folder


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Folders that stay until the tests end."""
