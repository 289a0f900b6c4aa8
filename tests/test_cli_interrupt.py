"""Ctrl-C at any moment: one line that nothing is lost, and the command that goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, Clerk, sample_clerk

from lzfx.cli.guard import command_again

SAID = "已按您的要求停下，什么都没有丢：做完的都记着，没做完的没有留下半截。接着做，请再运行：{}\n"
_WATCHED = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored below a shell's background job
{before}
sys.argv = ["lzfx", "collect", *sys.argv[1:]]
from lzfx.__main__ import main
main()
"""
_WHILE_LOADING = """\
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""
_WHILE_STORING = """\
import lzfx.session.originals as originals
whole, count = originals.OriginalsKeeper.wait_for, []
def wait_for(self, one):
    whole(self, one)
    count.append(one)
    if len(count) == 3:
        os.killpg(os.getpgrp(), signal.SIGINT)
originals.OriginalsKeeper.wait_for = wait_for
"""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk with a round of returns in the inbox."""
    made = sample_clerk(tmp_path / "2026")
    made.deliver("第一轮")
    return made


def _stopped(clerk: Clerk, before: str, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run `collect` with a real SIGINT at a moment; gives code, output, complaint."""
    environment = {"PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _WATCHED.format(before=before), *words],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE, **environment),
        capture_output=True,
        check=False,
        start_new_session=True,
    )
    encoding = environment["PYTHONIOENCODING"]
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


def _moments() -> Iterator[str]:
    for name in ("lzfx.cli.app", "typer", "lzfx.messages", "lzfx.cli.guard", "lzfx.steps.collect"):
        yield _WHILE_LOADING.format(name=name)
    yield _WHILE_STORING


@pytest.mark.skipif(os.name == "nt", reason="signals to a group of processes")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("before", list(_moments()))
def test_ctrl_c__one_line_and_the_command_again(clerk: Clerk, before: str, encoding: str) -> None:
    code, out, err = _stopped(clerk, before, PYTHONIOENCODING=encoding)
    assert (code, out, err) == (130, "", SAID.format("lzfx collect"))


@pytest.mark.skipif(os.name == "nt", reason="signals to a group of processes")
def test_ctrl_c__the_same_command_goes_on_and_finishes(clerk: Clerk) -> None:
    _stopped(clerk, _WHILE_STORING)
    ran = clerk.run("collect")
    assert "收下7份" in ran.out
    assert clerk.run("verify").code == 0


@pytest.mark.skipif(os.name == "nt", reason="signals to a group of processes")
def test_ctrl_c__as_json(clerk: Clerk) -> None:
    _, out, err = _stopped(clerk, _WHILE_STORING, "--again", "--json")
    assert '"code": "interrupted"' in out
    assert '"command": "lzfx collect --again --json"' in out
    assert err.count("\n") == 1


def test_command_again__names_with_blanks_are_quoted() -> None:
    quote = '"' if os.name == "nt" else "'"
    assert command_again(["assign", "收件/签字 表.xlsx", "KS01"]) == (
        f"lzfx assign {quote}收件/签字 表.xlsx{quote} KS01"
    )
