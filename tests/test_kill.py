"""Killed at any moment: run the same command again, nothing is lost and nothing is there twice."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, SAMPLE, Clerk, sample_clerk

from lzfx.files.writing import clear_unfinished
from lzfx.steps import collect as step
from lzfx.steps.opening import opened

KILLS = 10


Dump = tuple[list[tuple[object, ...]], set[tuple[object, ...]]]


def _dump(clerk: Clerk) -> Dump:
    """Every row taken in, as often as it is there, and the set of judgements."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        rows = ledger.execute(
            "SELECT s.sha256, s.subject, s.file, r.* FROM submission AS s "
            "JOIN declaration__risk_points AS r ON r.submission = s.id"
        ).fetchall()
        judged = ledger.execute("SELECT sha256, outcome, subject, answer FROM delivery").fetchall()
    points = [(*row[:3], *row[4:]) for row in rows]
    return sorted(points, key=repr), set(judged)


def _kill_after(clerk: Clerk, seconds: float) -> bool:
    """Start collecting and kill it; tells whether it was still running then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lzfx", "collect"],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    running = process.poll() is None
    process.kill()
    process.wait()
    return running


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """What a run that nobody kills leaves."""
    clerk = sample_clerk(tmp_path_factory.mktemp("calm") / "2026")
    clerk.deliver("第一轮")
    clerk.run("collect")
    return _dump(clerk)


def test_killed_and_run_again__same_as_undisturbed(undisturbed: Dump, tmp_path: Path) -> None:
    dice = random.Random(2026)  # noqa: S311 - which moments are tried, the same each time
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮")
    hit = sum(_kill_after(clerk, dice.uniform(0.05, 1.2)) for _ in range(KILLS))
    assert hit > 0
    assert clerk.run("collect").code in {0, 1, 3}
    assert _dump(clerk) == undisturbed
    for name in clerk.files("原件"):
        if Path(name).name.startswith(".lzfx-"):
            continue  # half of a killed write: a later run takes it away
        data = (clerk.folder / "原件" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == Path(name).name


def test_broken_off_between_two_of_one_subject__they_still_came_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    book = load_workbook(SAMPLE / "returns/第一轮/主任办公会申报表.xlsx")
    book["风险点"]["R7"] = "已改为会前公示"
    book.save(clerk.folder / "收件/另一份.xlsx")
    monkeypatch.setattr(step, "_BATCH", 1)
    with opened(clerk.folder, datetime.fromisoformat(ROUND_ONE), "tester") as campaign:
        next(step.collect(campaign))
    assert [outcome for _, outcome, *_ in _dump(clerk)[1]] == ["accepted"]
    again = clerk.run("collect", "--json")
    assert [one["outcome"] for one in again.json["deliveries"]] == ["conflict"]
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        closed = ledger.execute("SELECT count(*) FROM action WHERE verb = 'collect'").fetchone()
    assert closed == (1,)


def test_left_behind_by_a_kill__is_put_away_unless_somebody_may_be_writing_it(
    tmp_path: Path,
) -> None:
    old, fresh = tmp_path / "ab/.lzfx-old.tmp", tmp_path / "ab/.lzfx-fresh.tmp"
    old.parent.mkdir()
    old.touch()
    fresh.touch()
    os.utime(old, (0, 0))
    clear_unfinished(tmp_path)
    assert [path.name for path in old.parent.iterdir()] == [fresh.name]
