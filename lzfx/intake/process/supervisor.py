"""The parent's side: a child process reads, and is replaced when it dies or takes too long."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import lzfx
from lzfx.errors import LzfxError
from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.process.windows_job import Job, interpreter
from lzfx.intake.process.wire import decode, read_frame, write_frame
from lzfx.model.book import RawBook

_IN_FLIGHT = 16
_IN_FLIGHT_BYTES = 64 * 1024 * 1024
_ANSWERS_AHEAD = 4
"""The most answers a child may have ready before it has to wait, as answers can be large."""

_START_SECONDS = 30.0
_A_MOMENT = 0.02
_MOMENTS = 500
_PACKAGE_HOME = Path(lzfx.__file__).resolve().parent.parent
"""The working folder of the child, so that no file in the clerk's folder can pose as a module."""

Answer = RawBook | Refused


class _Child:
    """One reading process with a thread for each of its pipes."""

    def __init__(self, limits: Limits) -> None:
        self.process = _started(limits)
        self._job = Job(self.process, limits.worker_bytes)
        self.given = 0
        self._greeted = False
        self._sending: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.Queue[bytes | None] = queue.Queue(_ANSWERS_AHEAD)
        self._longest = limits.answer_bytes
        pipes = ((self._send, self.process.stdin), (self._receive, self.process.stdout))
        self._threads = [
            threading.Thread(target=work, args=(pipe,), daemon=True) for work, pipe in pipes
        ]
        for thread in self._threads:
            thread.start()

    def _send(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError), pipe:
            while (data := self._sending.get()) is not None:
                write_frame(pipe, data)

    def _receive(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError), pipe:
            while (body := read_frame(pipe, self._longest)) is not None:
                self._answers.put(body)
        self._answers.put(None)

    def give(self, data: bytes) -> None:
        """Queue one file for the child."""
        self.given += 1
        self._sending.put(data)

    def take(self, seconds: float) -> bytes | None:
        """The next answer, None when the child is dead; queue.Empty when it took too long."""
        if not self._greeted:
            self._greet()
        return self._answers.get(timeout=seconds)

    def _greet(self) -> None:
        """Wait for the child's first frame, so that the time to start is not counted to a file."""
        try:
            greeting = self._answers.get(timeout=_START_SECONDS)
        except queue.Empty:
            greeting = None
        if greeting is None:
            raise LzfxError("reader-not-starting", {"detail": ""})
        self._greeted = True

    def end(self, *, kill: bool) -> None:
        """Close the child's input, or kill the child; afterwards it has ended."""
        self._sending.put(None)
        if kill:
            self.process.kill()
        try:
            self.process.wait(_START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._job.close()
        for _ in range(_MOMENTS):  # its thread may still hold an answer that nobody takes
            if not self._threads[-1].is_alive():
                break
            with suppress(queue.Empty):
                self._answers.get(timeout=_A_MOMENT)


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    base = getattr(sys, "_base_executable", "") if sys.platform == "win32" else ""
    python, environment = interpreter(sys.executable, base, os.environ)
    command = [python, "-m", "lzfx.intake.process.worker", json.dumps(asdict(limits))]
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PACKAGE_HOME,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise LzfxError("reader-not-starting", {"detail": str(error)}) from error


@dataclass(slots=True)
class _Flight:
    """One file in work: refused before it was sent, or sent and not yet answered."""

    name: str
    data: bytes
    refused: Refused | None
    sent: bool = False


class Reader:
    """Reads foreign files in a supervised child; one bad file never stops the others."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop(kill=True)

    @property
    def process_id(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._child.process.pid if self._child is not None else None

    def read(self, name: str, data: bytes) -> Answer:
        """The workbook in `data`, or why it is not read."""
        return next(self.read_many([(name, data)]))[1]

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Answer]]:
        """The answer for each (name, bytes), in order; the child works a few files ahead."""
        flights: deque[_Flight] = deque()
        source = iter(items)
        try:
            while True:
                self._fill(flights, source)
                if not flights:
                    return
                answer = self._first_answer(flights)
                yield flights.popleft().name, answer
        finally:
            if any(flight.sent for flight in flights):
                self._drop(kill=True)

    def _fill(self, flights: deque[_Flight], source: Iterator[tuple[str, bytes]]) -> None:
        """Take files until enough are in work, and send those that the child may have."""
        held = sum(len(flight.data) for flight in flights)
        while len(flights) < _IN_FLIGHT and held < _IN_FLIGHT_BYTES:
            item = next(source, None)
            if item is None:
                break
            name, data = item
            held += len(data)
            flights.append(_Flight(name, data, self._too_big(data)))
        self._send(flights)

    def _too_big(self, data: bytes) -> Refused | None:
        limit = self._limits.file_bytes
        if len(data) <= limit:
            return None
        return Refused("file-too-big", {"bytes": len(data), "limit": limit})

    def _send(self, flights: deque[_Flight]) -> None:
        """Send waiting files; a child that has read enough is replaced once it owes no answer."""
        for flight in flights:
            if flight.sent or flight.refused is not None:
                continue
            if self._child is not None and self._child.given >= self._limits.files_per_worker:
                if any(other.sent for other in flights):
                    return
                self._drop(kill=False)
            if self._child is None:
                self._child = _Child(self._limits)
            self._child.give(flight.data)
            flight.sent = True

    def _first_answer(self, flights: deque[_Flight]) -> Answer:
        first = flights[0]
        if first.refused is not None:
            return first.refused
        if self._child is None:
            raise LzfxError("reader-not-starting", {"detail": ""})
        try:
            body = self._child.take(self._limits.seconds_per_file)
            answer = _unpacked(body)
        except queue.Empty:
            answer = Refused("reader-timeout", {"seconds": self._limits.seconds_per_file})
            body = None
        if body is None:
            self._drop(kill=True)
            for flight in flights:
                flight.sent = False
        first.sent = False
        return answer

    def _drop(self, *, kill: bool) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(kill=kill)


def _unpacked(body: bytes | None) -> Answer:
    if body is None:
        return Refused("reader-died")
    try:
        return decode(body)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        return Refused("reader-bug", {"detail": repr(error)})
