"""Runs hit at one system call: killed there, or refused by the system; as many at once as cores."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar

from support.clerk import ROUND_ONE, Clerk, Ran
from support.durability_calls import Point
from support.durability_store import CHILD, Stores
from support.figures import FIGURES

_SERVERS = 2
KILL = "signal=KILL"
KILLED = -9
_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class How:
    """How a run goes: its way, the returns in a transaction, the command, where temporaries go."""

    way: str = "sound"
    batch: int = 50
    words: tuple[str, ...] = ()
    tmp: str = ""


SOUND = How()


class Hitters:
    """Servers that fork runs, each for one hit at a time."""

    def __init__(self, calm: Clerk) -> None:
        self._free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        self._servers = [_server(calm) for _ in range(_SERVERS)]
        for server in self._servers:
            self._free.put(server)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.communicate()

    def hit(self, clerk: Clerk, point: Point | None, action: str, how: How = SOUND) -> Ran:
        """Run, with `action` (`signal=KILL`, `error=EIO`) upon the run at that point, if any."""
        server = self._free.get()
        try:
            return _hit(server, clerk, point, action, how)
        finally:
            self._free.put(server)


def _server(clerk: Clerk) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-B", str(CHILD), "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clerk.environment(ROUND_ONE),
    )


def _hit(
    server: subprocess.Popen[str], clerk: Clerk, point: Point | None, action: str, how: How
) -> Ran:
    assert server.stdin is not None
    assert server.stdout is not None
    folder = clerk.folder.resolve()
    out, err = (folder.with_suffix(suffix) for suffix in (".out", ".err"))
    tmp = str(folder / how.tmp) if how.tmp else ""
    job = {"folder": str(folder), "out": str(out), "err": str(err), **asdict(how), "tmp": tmp}
    server.stdin.write(json.dumps(job) + "\n")
    server.stdin.flush()
    number = server.stdout.readline().strip()
    only = ("-e", "trace=none") if point is None else _only(folder, point, action)
    strace = ("strace", "-f", "-qq", "-o", "/dev/null", *only, "-p", number)
    subprocess.run(strace, check=False, capture_output=True)  # noqa: S603 - what we measure with
    code = int(server.stdout.readline())
    ran = Ran(code, _taken(out), _taken(err))
    FIGURES["tracebacks"] += "Traceback" in ran.out + ran.err
    return ran


def _only(folder: Path, point: Point, action: str) -> tuple[str, ...]:
    inject = f"inject={point.name}:{action}:when={point.number}"
    return ("-P", str(folder / point.path), "-e", f"trace={point.name}", "-e", inject)


def _taken(path: Path) -> str:
    text = path.read_text("utf-8")
    path.unlink()
    return text


def each(work: Callable[[_Given], _Found], given: Iterable[_Given]) -> Iterator[_Found]:
    """The results in order, several worked on at once."""
    with ThreadPoolExecutor(_SERVERS) as pool:
        yield from pool.map(work, given)


def killed(stores: Stores, hitters: Hitters, places: Sequence[Point], way: str = "sound") -> str:
    """The first thing that goes wrong after a kill at one of those places; empty when nothing."""

    def one(place: Point) -> str:
        clerk = stores.fresh()
        ran = hitters.hit(clerk, place, KILL, How(way))
        FIGURES[f"kills at a call, {way}"] += ran.code == KILLED
        wrong = stores.recovered(clerk)
        if ran.code != KILLED:
            wrong.append(f"not killed: {ran}")
        return f"{place}: {wrong}" if wrong else ""

    return next((wrong for wrong in each(one, places) if wrong), "")


def refused(stores: Stores, hitters: Hitters, cases: Sequence[tuple[Point, str]]) -> list[str]:
    """What goes wrong when the system refuses one call of a run."""

    def one(case: tuple[Point, str]) -> str:
        place, error = case
        clerk = stores.fresh()
        ran = hitters.hit(clerk, place, f"error={error}")
        FIGURES[f"fault points, exit {ran.code}"] += 1
        wrong = stores.recovered(clerk)
        sentences = ran.err.count("\n")
        if (ran.code, sentences) not in {(0, 0), (1, 0), (2, 1)} or "Traceback" in ran.out:
            wrong.append(str(ran))
        return f"{place} {error}: {wrong}" if wrong else ""

    return [wrong for wrong in each(one, cases) if wrong]
