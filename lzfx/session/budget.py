"""A budget of time and memory for what is done with one file in this process.

Reading is done by a child that can be killed; checking and the marked copy are not. They are
bounded by what they look at (`checks.size`), and this is the last line behind that: where the work
on one file is over its budget, it is broken off, and the run goes on with the next file.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from lzfx.intake.bounded import LIMITS, Limits
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Where

_TICK = 0.1
_AGAIN = 10
"""Ticks until the work is told once more: code that is called back may swallow what it is told."""

_PAGE = 4096


class OverBudgetError(BaseException):
    """The work on one file is broken off; no `except Exception` on the way keeps it."""


@dataclass
class Budget:
    """Watches the thread that enters it, and raises OverBudgetError there when it is over.

    `clock` gives seconds, `memory` the bytes this process has now (0 where nobody can tell).
    """

    limits: Limits = LIMITS
    clock: Callable[[], float] = time.monotonic
    memory: Callable[[], int] = field(default_factory=lambda: memory_now)
    over: FindingCode | None = None

    def __post_init__(self) -> None:
        """Nothing is watched yet."""
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._thread = 0

    def __enter__(self) -> Self:
        self._thread = threading.get_ident()
        self._began, self._had = self.clock(), self.memory()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Watch no longer; nothing is raised from here on."""
        while True:
            try:
                self._done.set()
                with self._lock:  # from here on the watcher tells nothing more
                    over = self.over is not None
                if over:
                    _raised_at_once(self._thread)
            except OverBudgetError:  # told before, raised only here
                continue
            else:
                return

    def finding(self, label: str) -> Finding:
        """What is said of the file that was over its budget."""
        limits = self.limits
        params = {"seconds": limits.judging_seconds, "limit": limits.judging_bytes}
        return Finding(self.over or "judging-timeout", Where(label), params)

    def _watch(self) -> None:
        ticks = 0
        while not self._done.wait(_TICK):
            self.over = self.over or self._found()
            if self.over is not None and ticks % _AGAIN == 0:
                with self._lock:
                    if not self._done.is_set():
                        _raise_in(self._thread, OverBudgetError)
            ticks += self.over is not None

    def _found(self) -> FindingCode | None:
        if self.clock() - self._began > self.limits.judging_seconds:
            return "judging-timeout"
        if self.memory() - self._had > self.limits.judging_bytes:
            return "judging-memory"
        return None


def memory_now() -> int:
    """The bytes of memory of this process; 0 where the system does not tell in a file."""
    if sys.platform != "linux":
        return 0
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Raise in another thread at its next step, in place of what was not raised there yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def _raised_at_once(thread: int) -> None:
    """Let what this thread was told, and has not raised yet, be raised and end here.

    Taking it back instead (NULL in place of the error) leaves the interpreter with the sign that
    something waits: everything is slower from then on, and a traced call never begins.
    """
    try:
        _raise_in(thread, OverBudgetError)
        while True:
            pass
    except OverBudgetError:
        return
