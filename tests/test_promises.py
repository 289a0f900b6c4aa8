"""Promises about order and repetition: whatever way the same returns come, the same is there."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, SAMPLE, Clerk, sample_clerk
from support.figures import FIGURES

from lzfx.session.inbox import inbox_files
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect

RETURNS = (
    "第一轮/主任办公会申报表.xlsx",
    "第一轮/规划统计科-岗位廉政风险等级划分申报表.xls",
    "第一轮/宣传教育科（报送） 9.8.ods",
    "第一轮/政策法规科（报送）.xls",
    "第一轮/科学技术科 申报表20260910.xlsx",
    "第一轮/苇渡街道签字页扫描件.pdf",
    "第一轮/锦枋街道（重新录入）.xlsx",
)
NOW = datetime.fromisoformat(ROUND_ONE)
Dump = tuple[list[tuple[object, ...]], set[tuple[object, ...]]]


def _dump(clerk: Clerk) -> Dump:
    """Rows taken in and judgements, without file names, numbers and times."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        points = ledger.execute(
            "SELECT s.sha256, s.subject, r.* FROM submission AS s "
            "JOIN declaration__risk_points AS r ON r.submission = s.id"
        ).fetchall()
        judged = ledger.execute("SELECT sha256, outcome, subject FROM delivery").fetchall()
    return sorted(((*row[:2], *row[3:]) for row in points), key=repr), set(judged)


def _collect(clerk: Clerk, paths: list[Path], minutes: int = 0) -> None:
    with open_session(clerk.folder, NOW + timedelta(minutes=minutes), "tester") as session:
        named = inbox_files(paths, clerk.folder / "收件") if paths else None
        for _ in collect(session, named):
            pass


def _delivered(clerk: Clerk, dice: random.Random) -> list[Path]:
    """Each return once or more often, renamed, at other times, some in a zip, in any order."""
    inbox = clerk.folder / "收件"
    names = [name for name in RETURNS for _ in range(dice.choice((1, 1, 2, 3)))]
    dice.shuffle(names)
    paths = []
    for number, name in enumerate(names):
        data = (SAMPLE / "returns" / name).read_bytes()
        path = inbox / f"{number:02d}{Path(name).suffix}"
        if dice.random() < 0.3:
            path = path.with_suffix(".zip")
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr(f"里面{Path(name).suffix}", data)
        else:
            path.write_bytes(data)
        moment = NOW.timestamp() - dice.randrange(100_000)
        os.utime(path, (moment, moment))
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose forms went out."""
    return sample_clerk(tmp_path_factory.mktemp("issued") / "2026").folder


@pytest.fixture(scope="module")
def plain(issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """What is there when each return came once, in the order of names."""
    clerk = Clerk(shutil.copytree(issued, tmp_path_factory.mktemp("plain") / "2026"))
    clerk.deliver(*RETURNS)
    _collect(clerk, [])
    return _dump(clerk)


def _holds(plain: Dump, issued: Path, folder: Path, seed: int) -> int:
    """Deliver in a way of its own; gives how many deliveries were repetitions."""
    clerk = Clerk(shutil.copytree(issued, folder))
    dice = random.Random(seed)  # noqa: S311 - a way of coming, the same each time
    paths = _delivered(clerk, dice)
    cuts = sorted(dice.sample(range(len(paths)), dice.randrange(3)))
    for number, (first, last) in enumerate(zip([0, *cuts], [*cuts, len(paths)], strict=True)):
        _collect(clerk, paths[first:last], number)
    _collect(clerk, [], 9)
    assert _dump(clerk) == plain, f"seed {seed}"
    return len(paths) - len(RETURNS)


@pytest.mark.parametrize("seed", range(6))
def test_order_and_repetition_do_not_matter(
    plain: Dump, issued: Path, tmp_path: Path, seed: int
) -> None:
    _holds(plain, issued, tmp_path / "2026", seed)


@pytest.mark.reliability
def test_order_and_repetition_do_not_matter__at_length(
    plain: Dump, issued: Path, tmp_path: Path
) -> None:
    """Two hundred orders, and more than a thousand deliveries of what was there already."""
    seeds, again = range(100, 300), 0
    for seed in seeds:
        again += _holds(plain, issued, tmp_path / str(seed), seed)
        shutil.rmtree(tmp_path / str(seed))
    assert again >= 1000
    FIGURES["orders of delivery"] += len(seeds)
    FIGURES["deliveries repeated"] += again
