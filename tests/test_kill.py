"""Killed at any moment: run the same command again, nothing is lost and nothing is there twice."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, SAMPLE, Clerk, sample_clerk

from lzfx.files import writing
from lzfx.files.writing import clear_unfinished, write_atomic, written_whole
from lzfx.session.opening import open_session
from lzfx.steps import collect as step

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
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_ONE), "tester") as session:
        next(step.collect(session))
    assert [outcome for _, outcome, *_ in _dump(clerk)[1]] == ["accepted"]
    again = clerk.run("collect", "--json")
    assert [one["outcome"] for one in again.json["deliveries"]] == ["accepted", "conflict"]
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        closed = ledger.execute("SELECT count(*) FROM action WHERE verb = 'collect'").fetchone()
    assert closed == (1,)


def _broken_off_after(clerk: Clerk, batches: int) -> None:
    """Collect one return in each transaction, and break off after some of them."""
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_ONE), "tester") as session:
        run = step.collect(session)
        for _ in range(batches):
            next(run)


def test_broken_off__the_next_run_tells_what_nobody_has_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "_BATCH", 1)
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx", "第一轮/云础街道计生办申报表.ods")
    clerk.deliver("第一轮/苇渡街道签字页扫描件.pdf")
    _broken_off_after(clerk, 2)
    shutil.copytree(clerk.folder, tmp_path / "b/2026")
    again = clerk.run("collect", "--json").json
    assert (len(again["deliveries"]), again["known"], again["resumed"]) == (3, 0, 2)
    told = {one["file"].rpartition("/")[2]: one for one in again["deliveries"]}
    assert told["主任办公会申报表.xlsx"]["outcome"] == "accepted"
    assert again["points"][told["主任办公会申报表.xlsx"]["sha256"]] > 0
    assert told["云础街道计生办申报表.ods"]["findings"]
    seen = Clerk(tmp_path / "b/2026").run("collect")
    assert "看了3个文件：收下1份" in seen.out
    assert "另有0个以前收过" in seen.out
    assert "其中2个是上次中断以前核对的" in seen.out
    third = clerk.run("collect", "--json").json
    assert (third["deliveries"], third["known"], third["resumed"]) == ([], 3, 0)


def test_broken_off__what_is_judged_again_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "_BATCH", 1)
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/云础街道计生办申报表.ods", "第一轮/苇渡街道签字页扫描件.pdf")
    _broken_off_after(clerk, 2)
    again = clerk.run("collect", "--again", "--json").json
    assert len(again["deliveries"]) == 2
    assert (again["known"], again["resumed"]) == (0, 0)


def test_broken_off__a_second_faulty_return_does_not_overwrite_the_answer_to_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "_BATCH", 1)
    clerk = sample_clerk(tmp_path / "2026")
    for name, cell in (("甲.xlsx", "T8"), ("乙.xlsx", "Q7")):
        book = load_workbook(SAMPLE / "returns/第一轮/主任办公会申报表.xlsx")
        book["风险点"][cell] = None
        book.save(clerk.folder / "收件" / name)
    _broken_off_after(clerk, 1)
    (first,) = clerk.files("退回")
    before = (clerk.folder / "退回" / first).read_bytes()
    found = clerk.run("collect", "--json").json["deliveries"]
    assert {one["outcome"] for one in found} == {"sent_back"}
    assert {one["answer"] for one in found} == set(clerk.files("退回"))
    assert len(clerk.files("退回")) == 2
    assert (clerk.folder / "退回" / first).read_bytes() == before
    clerk.run("collect", "--again")
    assert len(clerk.files("退回")) == 2, "judged again, each keeps its own name"


def test_left_behind_by_a_kill__is_put_away_unless_somebody_is_writing_it(tmp_path: Path) -> None:
    left = tmp_path / "ab/.lzfx-left.tmp"
    left.parent.mkdir()
    left.touch()
    with written_whole(left.parent / "主表.xlsx") as stream:
        (held,) = {*left.parent.iterdir()} - {left}
        clear_unfinished(tmp_path)
        assert [*left.parent.iterdir()] == [held]
        stream.write(b"whole")
    assert {path.name: path.read_bytes() for path in left.parent.iterdir()} == {
        "主表.xlsx": b"whole"
    }


def test_left_behind_by_a_kill__not_told_apart_by_the_system__goes_when_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, fresh = tmp_path / ".lzfx-old.tmp", tmp_path / ".lzfx-fresh.tmp"
    old.touch()
    fresh.touch()
    os.utime(old, (0, 0))
    monkeypatch.setattr(writing, "fcntl", None)
    clear_unfinished(tmp_path)
    assert [*tmp_path.iterdir()] == [fresh]
    write_atomic(fresh, b"whole")
    assert fresh.read_bytes() == b"whole"


def _killed_where(clerk: Clerk, broken: str, *words: str) -> None:
    """Run that command with a part of the program that kills it."""
    program = (
        "import os, signal, sys\n"
        "def kill(*_, **__):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{broken}\nsys.argv = ['lzfx', *{words!r}]\n"
        "from lzfx.cli.app import main\nmain()\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL


@pytest.mark.parametrize("folder", ["发出", "退回", "成果", "归档"])
def test_killed_while_writing__the_next_command_leaves_nothing_unfinished(
    tmp_path: Path, folder: str
) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    _killed_where(
        clerk,
        "import lzfx.files.writing as w\nfrom pathlib import Path\nw.os.fsync = kill\n"
        f"w.write_atomic(Path({folder!r}, '下一层', '主表.xlsx'), b'half')",
    )
    (left,) = (clerk.folder / folder).rglob(".lzfx-*")
    assert left.read_bytes() == b"half"
    clerk.run("status")
    assert [*clerk.folder.rglob(".lzfx-*")] == []


def test_killed_after_closing__the_next_run_tells_what_was_done(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx", "第一轮/苇渡街道签字页扫描件.pdf")
    _killed_where(clerk, "import lzfx.cli.show as show\nshow.collected = kill", "collect")
    told = clerk.run("collect")
    assert "看了2个文件：收下1份" in told.out
    assert "其中2个是上次中断以前核对的" in told.out
    again = clerk.run("collect", "--json").json
    assert (again["deliveries"], again["known"], again["resumed"]) == ([], 2, 0)
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        closed = ledger.execute("SELECT count(*) FROM action WHERE verb = 'collect'").fetchone()
    assert closed == (1,)
