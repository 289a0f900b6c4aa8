"""What lies in a folder: files one by one, and by name what is no file or cannot be looked into."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.reading import Facts, Oddity, oddity
from lzfx.files.writing import file_error, is_too_long
from lzfx.model.finding import Finding, Severity

DEEPEST = 32
"""How many folders deep a folder is looked through."""

_LOCK_PREFIXES = ("~$", ".~", ".")
_SKIPPED = frozenset({"thumbs.db", "desktop.ini"})
_SAID: Mapping[Oddity, Finding] = {
    Oddity.PIPE: Finding("entry-pipe"),
    Oddity.DEVICE: Finding("entry-device"),
    Oddity.SOCKET: Finding("entry-socket"),
    Oddity.CLOUD: Finding("entry-cloud"),
    Oddity.OTHER: Finding("entry-other"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with the time of its last change; with a `fault` it is not to be read."""

    path: Path
    modified: float = 0.0
    fault: Finding | None = None


def walk(path: Path) -> Iterator[Entry]:
    """The files at or below `path` in name order, without lock files and system files.

    Links are followed nowhere below `path`; `path` itself may be one, since a person named it.
    What is no file, and every folder that cannot be looked into, comes with its fault. FileError
    when there is nothing at `path`.
    """
    try:
        told = path.stat()
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise file_error(error, path) from error
        yield Entry(path, fault=said_of(path, Oddity.LINK))
        return
    yield from _entry(path, told, 0)


def files(path: Path) -> Iterator[Path]:
    """The files of `walk` that may be read."""
    return (entry.path for entry in walk(path) if entry.fault is None)


def said_of(path: Path, found: Oddity) -> Finding:
    """The finding for an entry that is no file; a link is told with where it leads to."""
    if found is Oddity.LINK:
        return Finding("entry-link", params={"value": _target(path)})
    return _SAID[found]


def link_followed(path: Path) -> Finding | None:
    """What is said of a link that is followed because a person named it; None for no link."""
    if not path.is_symlink():
        return None
    return Finding("link-followed", params={"value": _target(path)}, severity=Severity.ADVICE)


def unreadable(error: FileError) -> Finding:
    """The finding for a file that the system does not give."""
    if error.code == "path-too-long":
        facts = {name: error.params[name] for name in ("length", "octets")}
        return Finding("entry-path-too-long", params=facts)
    return Finding("file-unreadable", params={"detail": error.params.get("detail", "")})


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _entry(path: Path, told: os.stat_result, depth: int) -> Iterator[Entry]:
    found = oddity(Facts.of(told))
    if found is not None:
        yield Entry(path, told.st_mtime, said_of(path, found))
    elif not stat.S_ISDIR(told.st_mode):
        yield Entry(path, told.st_mtime)
    elif depth > DEEPEST:
        yield Entry(path, told.st_mtime, Finding("folder-too-deep", params={"limit": DEEPEST}))
    else:
        yield from _inside(path, depth)


def _inside(folder: Path, depth: int) -> Iterator[Entry]:
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        too_long = is_too_long(error, folder)
        closed = Finding("folder-unreadable")
        yield Entry(folder, fault=unreadable(file_error(error, folder)) if too_long else closed)
        return
    for path in paths:
        if path.name.startswith(_LOCK_PREFIXES) or path.name.lower() in _SKIPPED:
            continue
        try:
            told = path.lstat()
        except OSError as error:
            yield Entry(path, fault=unreadable(file_error(error, path)))
        else:
            yield from _entry(path, told, depth + 1)
