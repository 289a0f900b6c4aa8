"""Stores to break: copies of one workspace, what a ledger holds, whether it is sound, run again."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from support.clerk import ROUND_ONE, Clerk, Ran, sample_clerk
from support.figures import FIGURES
from support.readme import ROOT

from lzfx.session.opening import open_session
from lzfx.steps.collect import collect
from lzfx.steps.verify import verify

CHILD = ROOT / "tests/support/durability_child.py"
FEW = (
    "第一轮/主任办公会申报表.xlsx",
    "第一轮/OA导出-政策法规科.xls",
    "第一轮/云础街道计生办申报表.ods",
    "第一轮/锦枋街道（重新录入）.xlsx",
)
NOW = datetime.fromisoformat(ROUND_ONE)
Dump = Counter[tuple[object, ...]]


class Stores:
    """Copies of a workspace in which forms are issued and returns wait in the inbox."""

    def __init__(self, home: Path, *returns: str, first: Clerk | None = None) -> None:
        self._home = home
        self._first = first or sample_clerk(home / "first")
        self._first.deliver(*returns)
        shutil.rmtree(self._first.folder / "发出", ignore_errors=True)
        self._numbers = count(1)
        self.calm = self.fresh()
        assert self.calm.run("collect").code in {0, 1, 3}
        self.undisturbed = dump(self.calm)

    def fresh(self, parent: Path | None = None) -> Clerk:
        """Another copy, its files as old as those of the first."""
        folder = (parent or self._home) / f"store{next(self._numbers)}"
        return Clerk(Path(shutil.copytree(self._first.folder, folder)))

    def difference(self, clerk: Clerk) -> list[str]:
        """What this store holds less or more than an undisturbed one, and damaged originals."""
        mine = dump(clerk)
        lost, more = self.undisturbed - mine, mine - self.undisturbed
        doubled = [row for row in more if self.undisturbed[row]]
        damaged = damaged_originals(clerk)
        FIGURES["lost"] += lost.total()
        FIGURES["doubled"] += len(doubled)
        FIGURES["damaged originals"] += len(damaged)
        lines = [f"lost {row}" for row in lost] + [f"more {row}" for row in more]
        return [line[:300] for line in lines] + [f"damaged {name}" for name in damaged]

    def recovered(self, clerk: Clerk) -> list[str]:
        """What is wrong: verified as it was left, collected again, and compared."""
        wrong = check_and_collect(clerk) + self.difference(clerk)
        shutil.rmtree(clerk.folder)
        return wrong


def dump(clerk: Clerk) -> Dump:
    """Every row of the ledger as often as it is there, the kept originals, the answers.

    The record is chained, so an equal dump means that all was done in the same order too.
    """
    rows: Dump = Counter()
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        names = ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in names:
            found = ledger.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - its own table
            for row in found:
                rows[(table, *row)] += 1
    ledger.close()
    for folder in ("原件", "退回"):
        unfinished = re.compile(r"\.lzfx-.*\.tmp$")
        rows.update((folder, name) for name in clerk.files(folder) if not unfinished.search(name))
    return rows


def damaged_originals(clerk: Clerk) -> list[str]:
    """Kept files whose bytes are not those of their name."""
    home = clerk.folder / "原件"
    return [
        name
        for name in clerk.files("原件")
        if not Path(name).name.startswith(".lzfx-")
        and hashlib.sha256((home / name).read_bytes()).hexdigest() != Path(name).name
    ]


def check_and_collect(clerk: Clerk) -> list[str]:
    """Findings of a verification of what was left; then the same collection is run again."""
    wrong: list[str] = []
    with open_session(clerk.folder, NOW, _user()) as session:
        wrong += [f"left: {one.code} {one.where.file}" for one in verify(session).findings]
        for _ in collect(session):
            pass
    return wrong


def _user() -> str:
    from lzfx.cli.options import user  # noqa: PLC0415 - the command's own way to know

    return user()


def child(
    clerk: Clerk,
    *before: str,
    way: str = "sound",
    batch: int = 50,
    words: Sequence[str] = (),
    **environment: str,
) -> Ran:
    """Run a command (or collect) in a child under `before`, such as strace.

    Collecting is done in transactions of that many returns.
    """
    done = subprocess.run(  # noqa: S603 - our own program
        [*before, sys.executable, "-B", str(CHILD), way, str(batch), *words],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE, **environment),
        capture_output=True,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    FIGURES["tracebacks"] += "Traceback" in ran.out + ran.err
    return ran
