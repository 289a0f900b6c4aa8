"""An error of ours over one file: it is kept and waits, the others go on (promise P7)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, SAMPLE, Clerk, Ran, sample_clerk

GOOD = "第一轮/主任办公会申报表.xlsx"
SPOILT = "第一轮/宣传教育科（报送） 9.8.ods"
ZIPPED = "第一轮/街道报送（榆钱、临榉）.zip"
_PLACES = {
    "recognised": "judging.carriers = raising(judging.carriers)",
    "located": "judging.locate = raising(judging.locate)",
    "checked": "judging.judged = raising(judging.judged)",
    "appended": "Ledger.append = raising(Ledger.append)",
}
"""Where the program goes wrong over the file `SPOILT`, as its name among the arguments tells."""

_BROKEN = """
import sys
from lzfx.ledger.store import Ledger
from lzfx.session import inbox as arrivals
from lzfx.session import triage as judging

def raising(sound):
    def broken(*given, **more):
        if SPOILT in repr((given, more)):
            raise ZeroDivisionError("made up")
        return sound(*given, **more)
    return broken

SPOILT = {spoilt!r}
{place}
sys.argv = ["lzfx", "collect", *{words!r}]
from lzfx.cli.app import main
main()
"""


def _run(clerk: Clerk, place: str, *words: str, spoilt: str = SPOILT) -> Ran:
    """Collect with a program that goes wrong at that place."""
    program = _BROKEN.format(place=place, words=words, spoilt=spoilt)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=clerk.folder,
        env=clerk.environment(ROUND_ONE),
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """Two sound returns in the inbox."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(GOOD, SPOILT)
    return clerk


def _report(clerk: Clerk) -> str:
    (path,) = (clerk.folder / "程序报告").glob("lzfx-*.txt")
    return path.read_text("utf-8")


def _original(name: str) -> str:
    sha256 = hashlib.sha256((SAMPLE / "returns" / name).read_bytes()).hexdigest()
    return f"{sha256[:2]}/{sha256}"


@pytest.mark.parametrize("place", _PLACES)
def test_one_file__waits_and_the_other_is_taken_in(clerk: Clerk, place: str) -> None:
    ran = _run(clerk, _PLACES[place], "--json")
    assert ran.code == 101
    assert {one["file"]: one["outcome"] for one in ran.json["deliveries"]} == {
        GOOD: "accepted",
        SPOILT: "held",
    }
    (held,) = (one for one in ran.json["deliveries"] if one["file"] == SPOILT)
    assert [one["code"] for one in held["findings"]] == ["program-error"]
    assert held["findings"][0]["params"]["report"] in ran.json["report"]
    assert ran.err.count("\n") == 1
    assert "程序报告" in ran.err
    assert "ZeroDivisionError: made up" in _report(clerk)
    assert SPOILT in _report(clerk)
    assert _original(SPOILT) in clerk.files("原件")
    assert clerk.run("verify").code == 0


def test_what_the_clerk_sees__is_no_traceback(clerk: Clerk) -> None:
    ran = _run(clerk, _PLACES["checked"])
    assert ran.code == 101
    assert "Traceback" not in ran.out + ran.err
    assert "程序出了差错" in "".join(ran.out.split())
    assert "收下1份" in ran.out
    assert "待定1份" in ran.out


def test_mended_program__judges_it_when_asked_again(clerk: Clerk) -> None:
    _run(clerk, _PLACES["checked"])
    assert clerk.run("collect", "--json").json["deliveries"] == []
    again = clerk.run("collect", "--again", "--json")
    assert again.code == 0
    assert [(one["file"], one["outcome"]) for one in again.json["deliveries"]] == [
        (SPOILT, "accepted")
    ]


def test_every_file__is_told_in_one_report(clerk: Clerk) -> None:
    ran = _run(clerk, _PLACES["checked"], "--json", spoilt="")
    assert ran.code == 101
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["held", "held"]
    assert _report(clerk).count("ZeroDivisionError: made up") == 2


def test_archive_that_we_fail_to_open__waits_as_it_came(clerk: Clerk) -> None:
    clerk.deliver(ZIPPED)
    place = (
        "arrivals._OPENERS = {kind: arrivals._Opener(raising(one.members), one.empty, one.inside)"
        " for kind, one in arrivals._OPENERS.items()}\n"
        "arrivals._opened.__defaults__ = (arrivals._OPENERS,)"
    )
    ran = _run(clerk, place, "--json", spoilt="PK")
    assert ran.code == 101
    outcomes = {one["file"]: one["outcome"] for one in ran.json["deliveries"]}
    assert outcomes == {GOOD: "accepted", SPOILT: "accepted", ZIPPED: "held"}
    assert _original(ZIPPED) in clerk.files("原件")


def test_dry_run__writes_nothing_here(clerk: Clerk) -> None:
    before = clerk.files(".")
    ran = _run(clerk, _PLACES["checked"], "--dry-run", "--json")
    assert ran.code == 101
    assert clerk.files(".") == before
    assert Path(ran.json["report"]).is_file()
    Path(ran.json["report"]).unlink()


def test_ledger_that_fails__stops_the_run_in_one_sentence(clerk: Clerk) -> None:
    """What every file would meet is no error over one."""
    place = (
        "import sqlite3\n"
        "def full(*_, **__):\n"
        "    error = sqlite3.OperationalError('disk I/O error')\n"
        "    error.sqlite_errorcode = sqlite3.SQLITE_IOERR\n"
        "    raise error\n"
        "judging.judged = full"
    )
    ran = _run(clerk, place)
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
    assert clerk.run("collect").code == 0
