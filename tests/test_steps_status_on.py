"""`lzfx status --on`: an earlier day by the ledger alone, to look at and nothing more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.clerk import ISSUED, ROUND_ONE, Clerk
from support.two_units import MEETING_FILE, SECTION_FILE, two_units, with_post, with_post_status

LATER = "2026-10-20T09:00:00"
DAYS = ("2026-08-22", "2026-09-15", "2026-09-16", "2026-09-18", "2026-09-25")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clerk, dict[str, Any]]:
    """Two units over a month, and what status said each day: returns, roster, settings change."""
    clerk = two_units(tmp_path_factory.mktemp("on_day") / "2026")
    stood = {}

    def day(at: str, *commands: tuple[str, ...]) -> None:
        for words in commands:
            ran = clerk.run(*words, now=f"{at}T10:00:00")
            assert ran.code in {0, 3}, ran.out + ran.err
        stood[at] = clerk.run("status", "--json", now=f"{at}T17:00:00").json

    day("2026-08-22", ("send",))
    clerk.deliver(MEETING_FILE)
    day("2026-09-15", ("collect",), ("merge",))
    day("2026-09-16", ("settings", "deadline", "2026-09-20"), ("issue", "powers"))
    with_post(clerk, "KS05-P9", "KS05", "新媒体岗")
    clerk.deliver(SECTION_FILE)
    day("2026-09-18", ("collect",), ("merge",))
    with_post_status(clerk, "KS05-P9", "撤销")
    day("2026-09-25", ("lock",), ("publish", "一览表", "--fonts", "bundled"))
    return clerk, stood


@pytest.mark.parametrize("day", DAYS)
def test_day__is_told_as_it_was(lived: tuple[Clerk, dict[str, Any]], day: str) -> None:
    clerk, stood = lived
    told = clerk.run("status", "--on", day, "--json", now=LATER)
    assert told.code == 0, told.out + told.err
    assert told.json == stood[day]


def test_day__between_two_acts_is_counted_on(lived: tuple[Clerk, dict[str, Any]]) -> None:
    """Nothing happened on that day, but one more of those until the deadline was over."""
    clerk, stood = lived
    told = clerk.run("status", "--on", "2026-09-17", "--json", now=LATER).json
    assert told["head"] == stood["2026-09-16"]["head"]
    assert told["days_left"] == stood["2026-09-16"]["days_left"] - 1


def test_looking__writes_nothing(lived: tuple[Clerk, dict[str, Any]]) -> None:
    clerk, _ = lived
    clerk.run("status", now=LATER)
    before = {path: path.read_bytes() for path in clerk.folder.rglob("*") if path.is_file()}
    assert clerk.run("status", "--on", "2026-09-15", now=LATER).code == 0
    after = {path: path.read_bytes() for path in clerk.folder.rglob("*") if path.is_file()}
    assert after == before


def test_screen__says_of_which_day_and_offers_no_next_step(
    lived: tuple[Clerk, dict[str, Any]],
) -> None:
    clerk, _ = lived
    shown = clerk.run("status", "--on", "2026-09-15", now=LATER).out
    assert "下面是2026-09-15这一天结束时的情况" in shown
    assert "下一步" not in shown


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-10-20", "day-not-over"),
        ("2026-08-01", "day-before-record"),
        ("昨天", "day-unreadable"),
    ],
)
def test_day__that_cannot_be_told_is_refused(tmp_path: Path, day: str, code: str) -> None:
    clerk = two_units(tmp_path / "2026")
    assert clerk.run("status", now=ROUND_ONE).code in {0, 3}
    told = clerk.run("status", "--on", day, "--json", now=LATER)
    assert told.json["error"]["code"] == code
    assert ISSUED[:10] > "2026-08-01"
