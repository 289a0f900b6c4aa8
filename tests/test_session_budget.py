"""Work on one file that is over its budget is broken off, and named; the run goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from support.clerk import sample_clerk

from lzfx.intake.bounded import LIMITS
from lzfx.session import budget as budgets
from lzfx.session.budget import Budget, OverBudgetError, memory_now
from lzfx.session.triage import Judge

FOREVER = range(10**12)


def _works() -> None:
    for _ in FOREVER:
        try:
            time.sleep(0.001)
        except Exception:  # noqa: BLE001, S112 - what foreign code may do with an error
            continue


def _steps(*values: int) -> Iterator[int]:
    yield from values[:-1]
    while True:
        yield values[-1]


@pytest.mark.parametrize(
    ("clock", "memory", "code"),
    [
        ((0, 61), (0,), "judging-timeout"),
        ((0,), (5, 5, LIMITS.judging_bytes + 6), "judging-memory"),
    ],
)
def test_budget__breaks_off_what_goes_on_for_ever(
    clock: tuple[int, ...], memory: tuple[int, ...], code: str
) -> None:
    at, had = _steps(*clock), _steps(*memory)
    watched = Budget(clock=lambda: next(at), memory=lambda: next(had))
    with pytest.raises(OverBudgetError), watched:
        _works()
    assert watched.finding("来件.xlsx").code == code
    assert watched.finding("来件.xlsx").where.file == "来件.xlsx"


def test_budget__nothing_is_raised_once_it_is_left() -> None:
    ticks = count()
    watched = Budget(clock=lambda: next(ticks) * 100.0)
    with watched:
        pass
    time.sleep(3 * budgets._TICK)  # noqa: SLF001 - as long as a late watcher would need
    assert watched.over is None


AFTERWARDS = """
import itertools
from lzfx.sandbox import counted
from lzfx.session.budget import Budget, OverBudgetError

ticks = itertools.count()
try:
    with Budget(clock=lambda: next(ticks) * 100.0):
        while True:
            pass
except OverBudgetError:
    print(counted(lambda: "filled"))
"""


def test_budget__that_was_over_leaves_no_sign_that_something_waits() -> None:
    """A template is filled under a trace, which begins only where nothing waits."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", AFTERWARDS], timeout=60, check=True, capture_output=True, text=True
    )
    assert ran.stdout == "filled\n"


def test_memory__is_what_this_process_has() -> None:
    assert memory_now() == 0 or memory_now() > 2**20


def test_collect__refuses_a_file_over_its_budget_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sample_clerk(tmp_path / "w")
    inbox = clerk.folder / "收件"
    (inbox / "甲.xlsx").write_bytes(b"PK nothing")
    (inbox / "乙.xlsx").write_bytes(b"PK neither")
    kept = Judge._judged  # noqa: SLF001 - the work that does not end

    def judged(self: Judge, file: object, answer: object) -> object:
        if getattr(file, "label", "") == "甲.xlsx":
            _works()
        return kept(self, file, answer)  # type: ignore[arg-type]

    monkeypatch.setattr(Judge, "_judged", judged)
    monkeypatch.setattr(
        "lzfx.session.triage.Budget", lambda: Budget(replace(LIMITS, judging_seconds=0.2))
    )
    found = clerk.run("collect", "--json").json
    told = found["deliveries"]
    codes = {one["file"]: [each["code"] for each in one["findings"]] for one in told}
    assert codes["甲.xlsx"] == ["judging-timeout"]
    assert codes["乙.xlsx"] != ["judging-timeout"]
