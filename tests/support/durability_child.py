"""Runs `lzfx` as a child to be killed: same calls each time, and broken on purpose if wanted.

`python durability_child.py WAY BATCH [WORDS]` runs the command of those words, or collects, with
transactions of BATCH returns. WAY is `sound` or the name of one of the broken ways that the
durability tests must catch.
`python durability_child.py serve` does the same for jobs on standard input, under strace.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import lzfx.cli.show
from lzfx.cli.app import main
from lzfx.files import workspace
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action
from lzfx.session import opening
from lzfx.session import originals as keeping
from lzfx.session.inbox import InboxFile
from lzfx.steps import collect

_made = tempfile.mkstemp
_LOADED = (lzfx.cli.show, opening)
"""What the command imports when it runs, here before the fork."""


def _named_by_folder(*, prefix: str, suffix: str, dir: Path) -> tuple[int, str]:  # noqa: A002 - as in tempfile
    """One temporary name for each folder, so that a run's calls can be told apart by path."""
    if prefix != ".lzfx-":
        return _made(prefix=prefix, suffix=suffix, dir=dir)
    name = dir / f"{prefix}{dir.name}{suffix}"
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), str(name)


def _put(module: Any, name: str, value: object) -> None:  # noqa: ANN401 - any module or class
    setattr(module, name, value)


def _stored_late() -> None:
    """Originals are kept after the ledger says that they are."""
    late: list[bytes] = []
    keep_all = keeping.OriginalsKeeper.__exit__

    def end(keeper: Any, *error: Any) -> None:  # noqa: ANN401 - as the original
        for data in late:
            keeper._workspace.keep_original(data)  # noqa: SLF001 - broken on purpose
        keep_all(keeper, *error)

    def note(_: object, one: InboxFile) -> None:
        late.append(one.data)

    _put(keeping.OriginalsKeeper, "keep", note)
    _put(keeping.OriginalsKeeper, "__exit__", end)


def _written_in_place() -> None:
    """Originals are written under their name at once, without temporary file and flush."""

    def written(path: Path, data: bytes) -> Path:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    _put(workspace, "write_atomic", written)


def _recorded_apart() -> None:
    """What was done is recorded in a transaction of its own."""
    act, transaction = Ledger.act, Ledger.transaction
    waiting: list[Action] = []

    def wait(_: Ledger, one: Action) -> str:
        waiting.append(one)
        return ""

    @contextlib.contextmanager
    def two(ledger: Ledger) -> Iterator[None]:
        with transaction(ledger):
            yield
        with transaction(ledger):
            while waiting:
                act(ledger, waiting.pop(0))

    _put(Ledger, "act", wait)
    _put(Ledger, "transaction", two)


BROKEN: Mapping[str, Callable[[], None]] = {
    "stored_late": _stored_late,
    "written_in_place": _written_in_place,
    "recorded_apart": _recorded_apart,
}
SOUND = "sound"

_PATIENCE = 30.0
_FORSAKEN = 99


def _only_one(_suffix: object = None, prefix: str = "", _dir: object = None) -> str:
    """One temporary folder of each kind, for the same reason."""
    name = Path(tempfile.gettempdir()) / f"{prefix}one"
    name.mkdir(0o700)
    return str(name)


def _arranged(way: str, batch: int, words: Sequence[str]) -> None:
    """Make a run take that way, with transactions of that many returns."""
    _put(tempfile, "mkstemp", _named_by_folder)
    _put(tempfile, "mkdtemp", _only_one)
    _put(keeping, "_KEEPERS", 1)
    _put(collect, "_BATCH", batch)
    if way != SOUND:
        BROKEN[way]()
    sys.argv = ["lzfx", *(words or ("collect",))]


def _served() -> None:
    """For each job on standard input fork a run, tell its number, then its exit code.

    A fork has imported everything already, which is most of a short run's time.
    """
    for line in sys.stdin:
        job = json.loads(line)
        number = os.fork()
        if number == 0:
            _forked(job)
            return
        print(number, flush=True)  # noqa: T201 - the answer to who asked
        _, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the same


def _forked(job: dict[str, Any]) -> None:
    """Be a run in that folder as soon as strace watches."""
    os.chdir(job["folder"])
    for stream, name in ((1, job["out"]), (2, job["err"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    until = time.monotonic() + _PATIENCE
    while "TracerPid:\t0" in Path("/proc/self/status").read_text("ascii"):
        if time.monotonic() > until:
            sys.exit(_FORSAKEN)
        time.sleep(0.002)
    if job["tmp"]:
        tempfile.tempdir = job["tmp"]
    _arranged(job["way"], int(job["batch"]), job["words"])
    main()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        _served()
    else:
        _arranged(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
        main()
