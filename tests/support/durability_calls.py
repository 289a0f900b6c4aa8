"""The system calls by which a run changes its workspace, by strace: listed, killed at, refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.clerk import Clerk
from support.durability_store import child

CHANGING = (
    "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat,chmod,fchmod,fchmodat,ftruncate,openat"
)
_WHOLE = re.compile(r"(\d+) +(\w+)\((.*?)(?:\) += (.*)| <unfinished \.\.\.>)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>.*?\) += (.*)")
_PATHS = re.compile(r'^\d+<([^>]*)>|"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """One call in the order in which calls ended; `paths` are relative to the workspace."""

    thread: str
    name: str
    paths: tuple[str, ...]
    creates: bool


@dataclass(frozen=True, slots=True)
class Point:
    """The n-th call of that name on that path: where a run is to be hit."""

    name: str
    path: str
    number: int


def recorded(
    clerk: Clerk, *, way: str = "sound", batch: int = 50, words: Sequence[str] = (), **more: str
) -> tuple[Call, ...]:
    """What a whole run, by default a collection, does to the workspace."""
    log = clerk.folder.parent / f"{clerk.folder.name}.strace"
    strace = ("strace", "-f", "-y", "-qq", "-s", "0", "--seccomp-bpf", "-o", str(log))
    ran = child(
        clerk, *strace, "-e", f"trace={CHANGING}", way=way, batch=batch, words=words, **more
    )
    assert ran.code in {0, 1, 3}, ran.err
    return tuple(_calls(log.read_text("latin-1"), clerk.folder.resolve()))


def _calls(text: str, root: Path) -> Iterator[Call]:
    begun: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if whole := _WHOLE.match(line):
            thread, name, arguments, result = whole.groups()
            if result is None:
                begun[thread] = name, arguments
            else:
                yield from _call(thread, name, arguments, root)
        elif (resumed := _RESUMED.match(line)) and resumed[1] in begun:
            yield from _call(resumed[1], *begun.pop(resumed[1]), root)


def _call(thread: str, name: str, arguments: str, root: Path) -> Iterator[Call]:
    found = (one or other for one, other in _PATHS.findall(arguments))
    absolute = (one.encode("latin-1").decode("unicode_escape") for one in found if one)
    decoded = [Path(one.encode("latin-1").decode("utf-8", "replace")) for one in absolute]
    paths = tuple(one.relative_to(root).as_posix() for one in decoded if one.is_relative_to(root))
    if paths:
        yield Call(thread, name, paths, name != "openat" or "O_CREAT" in arguments)


def points(calls: tuple[Call, ...]) -> tuple[Point, ...]:
    """Every call that changes the workspace, as a place to hit it; strace counts by thread."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for call in calls:
        for path in dict.fromkeys(call.paths):
            seen[call.thread, call.name, path] += 1
        if call.creates:
            number = seen[call.thread, call.name, call.paths[0]]
            found.append(Point(call.name, call.paths[0], number))
    return tuple(dict.fromkeys(found))
