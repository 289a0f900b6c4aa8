"""Killed, refused by the disk, run twice at once: what was taken in stays, and nothing doubles.

Every fault hits a real `lzfx collect` in a copy of one workspace; the same command is then run
again, and the ledger must hold what it holds when nobody disturbs.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, Clerk
from support.durability_calls import Point, points, recorded
from support.durability_child import BROKEN
from support.durability_hits import Hitters, each, killed, refused
from support.durability_order import unflushed_ledger, unflushed_originals
from support.durability_store import CHILD, FEW, Stores, check_and_collect, child, dump
from support.figures import FIGURES
from support.made_up_district import ISSUED, returns, workspace

from lzfx.session.opening import open_session
from lzfx.steps.issue import issue

_ERRORS = ("ENOSPC", "EIO", "EACCES")
_AT_ONCE, _RETURNS = 8, 100
_STORES = 24
_BUSY = "占用"

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None
    or subprocess.run(["strace", "-qq", "true"], check=False, capture_output=True).returncode != 0,  # noqa: S607 - wherever it is
    reason="strace is not there or may not trace",
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Workspaces with a good, a faulty and two refused returns."""
    return Stores(tmp_path_factory.mktemp("few"), *FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Workspaces with the whole first round of the sample."""
    return Stores(tmp_path_factory.mktemp("many"), "第一轮")


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Workspaces with a hundred returns of a made-up district."""
    home = tmp_path_factory.mktemp("hundred")
    first = Clerk(workspace(home / "first", _RETURNS))
    with open_session(first.folder, ISSUED, "tester") as session:
        issue(session, "declaration")
        for name, data in returns(session):
            (first.folder / "收件" / name).write_bytes(data)
    return Stores(home, first=first)


@pytest.fixture(scope="module")
def hitters(few: Stores) -> Iterator[Hitters]:
    """Runs that are hit at a system call."""
    with Hitters(few.calm) as found:
        yield found


@pytest.fixture(scope="module")
def places(few: Stores) -> tuple[Point, ...]:
    """Every call by which collecting a few returns changes the workspace."""
    found = points(recorded(few.fresh()))
    assert len(found) > 60
    return found


# A. Killed at any moment; tests/test_kill.py does so a few times in every run.


def _kill_after(clerk: Clerk, seconds: float, batch: int) -> None:
    """Start collecting, and kill it after that time."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-B", str(CHILD), "sound", str(batch)],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    FIGURES["kills at random"] += process.poll() is None
    process.kill()
    process.wait()


def _killed_at_random(stores: Stores, numbers: Sequence[int]) -> dict[int, list[str]]:
    """What is wrong in stores that were killed one to four times, by the store's seed."""
    started = time.monotonic()
    assert child(stores.fresh(), batch=4).code in {0, 1, 3}
    whole = time.monotonic() - started

    def one(seed: int) -> tuple[int, list[str]]:
        dice = random.Random(seed)  # noqa: S311 - which moments are tried, the same each time
        clerk = stores.fresh()
        batch = dice.choice((3, 7, 50))
        for _ in range(dice.randint(1, 4)):
            _kill_after(clerk, dice.uniform(0.3, 1.0) * whole, batch)
        return seed, stores.recovered(clerk)

    return {seed: wrong for seed, wrong in each(one, numbers) if wrong}


@pytest.mark.reliability
def test_killed_at_random(many: Stores) -> None:
    before = FIGURES["kills at random"]
    assert _killed_at_random(many, range(_STORES)) == {}
    assert FIGURES["kills at random"] - before >= _STORES


# B. Killed at every durable call.


@needs_strace
@pytest.mark.reliability
def test_killed_at_every_call(few: Stores, hitters: Hitters, places: tuple[Point, ...]) -> None:
    assert killed(few, hitters, places) == ""


@needs_strace
def test_killed_at_some_calls(few: Stores, hitters: Hitters, places: tuple[Point, ...]) -> None:
    assert killed(few, hitters, places[5::20]) == ""


# C. The system refuses a call.


@needs_strace
@pytest.mark.reliability
@pytest.mark.parametrize("error", _ERRORS)
def test_refused_at_every_call(
    few: Stores, hitters: Hitters, places: tuple[Point, ...], error: str
) -> None:
    assert refused(few, hitters, [(place, error) for place in places]) == []


@needs_strace
def test_refused_at_some_calls(few: Stores, hitters: Hitters, places: tuple[Point, ...]) -> None:
    cases = [(place, _ERRORS[at % 3]) for at, place in enumerate(places[3::20])]
    assert refused(few, hitters, cases) == []


def test_unforeseen_refusal_is_one_sentence(few: Stores) -> None:
    """The folder for temporary files is full, which no step looks after."""
    broken = (
        "import errno, sys\n"
        "import lzfx.session.marking as judging\n"
        "def full(*_):\n"
        "    raise OSError(errno.ENOSPC, 'No space left on device', '/tmp/openpyxl.x')\n"
        "judging.build_marked = full\n"
        "sys.argv = ['lzfx', 'collect']\n"
        "from lzfx.cli.app import main\n"
        "main()\n"
    )
    clerk = few.fresh()
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", broken],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "磁盘满了，“/tmp/openpyxl.x”没有写成。请腾出空间，再运行一次。\n"
    assert few.recovered(clerk) == []


# D. A full disk.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four MiB."""
    with _disk(tmp_path, "size=4m") as place:
        yield place


@contextlib.contextmanager
def _disk(folder: Path, size: str) -> Iterator[Path]:
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    mounted = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - as above
    if os.geteuid() != 0 or mounted.returncode != 0:
        pytest.skip("no disk may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - ours


@pytest.mark.reliability
@pytest.mark.parametrize("free", [16, 64, 120, 180])
def test_full_disk(many: Stores, small_disk: Path, free: int) -> None:
    clerk = many.fresh(small_disk)
    space = os.statvfs(small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(space.f_bavail * space.f_frsize - free * 1024))
    ran = child(clerk, batch=4)
    assert (ran.code, ran.err.count("\n"), "Traceback" in ran.out) == (2, 1, False), ran
    assert "磁盘满了" in ran.err, ran
    said_to_be_in = dump(clerk)
    ballast.unlink()
    assert check_and_collect(clerk) == []
    assert many.difference(clerk) == []
    assert not said_to_be_in - dump(clerk)
    FIGURES["full disks"] += 1


@pytest.mark.parametrize("words", ["collect", "issue", "merge", "backup", "rebuild"])
def test_full_disk__no_room_for_a_further_file(few: Stores, tmp_path: Path, words: str) -> None:
    """There is space, but the disk holds as many files as it can."""
    with _disk(tmp_path, "size=64m,nr_inodes=1000") as disk:
        clerk = few.fresh(disk)
        (disk / "ballast").mkdir()
        with contextlib.suppress(OSError):
            for at in count():
                (disk / "ballast" / str(at)).touch()
        ran = child(clerk, words=(words,))
        assert ran.code == 2
        assert ran.err.startswith("磁盘满了，“")
        assert ran.err.count("\n") == 1
        shutil.rmtree(disk / "ballast")
        assert few.recovered(clerk) == []
    FIGURES["full disks"] += 1


# E. Two runs at once.


def _at_once(stores: Stores, runs: int) -> tuple[int, list[str]]:
    """How many of those runs finished, and what goes wrong when they run at the same time."""
    clerk = stores.fresh()
    started = [
        subprocess.Popen(
            [sys.executable, "-B", "-m", "lzfx", "collect"],
            cwd=clerk.folder,
            env=clerk.environment(ROUND_ONE),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(runs)
    ]
    finished, wrong = 0, []
    for one in started:
        out, err = one.communicate()
        busy = one.returncode == 2 and _BUSY in err and err.count("\n") == 1
        finished += one.returncode in {0, 1, 3}
        if not busy and (one.returncode not in {0, 1, 3} or err):
            wrong.append(f"{one.returncode} {out} {err}")
    FIGURES["runs at once"] += runs
    return finished, wrong + stores.recovered(clerk)


@pytest.mark.reliability
@pytest.mark.parametrize("_again", range(3))
def test_many_runs_at_once(hundred: Stores, _again: int) -> None:
    finished, wrong = _at_once(hundred, _AT_ONCE)
    assert finished >= 1
    assert wrong == []


def test_two_runs_at_once(few: Stores) -> None:
    finished, wrong = _at_once(few, 2)
    assert finished >= 1
    assert wrong == []


# F. The order in which things reach the disk.


@needs_strace
def test_flush_order(few: Stores) -> None:
    calls = recorded(few.fresh())
    wrong = unflushed_originals(calls) + unflushed_ledger(calls)
    FIGURES["flush order faults"] += len(wrong)
    assert wrong == []


# G. The tests would notice.


@needs_strace
@pytest.mark.parametrize("way", ["stored_late", "written_in_place"])
def test_broken_on_purpose__seen_by_the_flush_order(few: Stores, way: str) -> None:
    clerk = few.fresh()
    assert unflushed_originals(recorded(clerk, way=way)) != []
    FIGURES["broken ways caught"] += 1


@needs_strace
@pytest.mark.reliability
@pytest.mark.parametrize("way", BROKEN)
def test_broken_on_purpose__seen_by_kills(few: Stores, hitters: Hitters, way: str) -> None:
    found = FIGURES.copy()
    hit = points(recorded(few.fresh(), way=way))
    wrong = killed(few, hitters, hit[::-2], way)
    caught = FIGURES["broken ways caught"] + 1
    for name in ("lost", "doubled", "damaged originals"):
        FIGURES[name] = found[name]
    FIGURES["broken ways caught"] = caught
    assert "not killed" not in wrong
    assert wrong != ""
