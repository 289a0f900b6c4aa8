"""Reading regular files only, each by a size known before; what is no file is told apart by name.

A pipe would never end, a device has no end, a link leads out of the folder that was named. So a
file is opened without waiting, and the opened thing itself is asked what it is.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.writing import file_error

MOST_BYTES = 512 * 1024 * 1024
"""The most that is read of a file of the office's own."""

_PIECE = 1024 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # so that a pipe without a writer does not hang
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)

_REPARSE = 0x400
_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""Windows: the content is offline, or is fetched when the file is opened or read."""

_SURROGATE = 0x20000000
"""The bit of a reparse tag that says the entry stands for another place: links, junctions."""

_OWN_CONTENT = frozenset({0x80000013, 0x80000017, 0x80000021})
"""Tags of files that hold their own content: deduplicated, compressed, of an old OneDrive."""

_CLOUD, _CLOUD_MASK = 0x9000001A, 0xFFFF0FFF
"""The tags of cloud folders (OneDrive and others), which differ in four bits."""


class Oddity(StrEnum):
    """Why an entry of a folder is not read."""

    LINK = "link"
    PIPE = "pipe"
    DEVICE = "device"
    SOCKET = "socket"
    CLOUD = "cloud"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the system says about an entry itself: mode, and on Windows attributes and tag."""

    mode: int
    attributes: int = 0
    tag: int = 0

    @classmethod
    def of(cls, told: os.stat_result) -> Facts:
        """Those of a result of `lstat` or `fstat`."""
        return cls(
            told.st_mode,
            getattr(told, "st_file_attributes", 0),
            getattr(told, "st_reparse_tag", 0),
        )


def oddity(facts: Facts) -> Oddity | None:
    """Why the entry is neither a regular file nor a folder of its own; None when it is one.

    On Windows files of OneDrive are reparse points too: one whose content is on this PC is a file
    like any other, and one that would first have to be fetched is not read.
    """
    kinds = (
        (stat.S_ISLNK, Oddity.LINK),
        (stat.S_ISFIFO, Oddity.PIPE),
        (stat.S_ISSOCK, Oddity.SOCKET),
        (stat.S_ISCHR, Oddity.DEVICE),
        (stat.S_ISBLK, Oddity.DEVICE),
    )
    found = next((kind for is_kind, kind in kinds if is_kind(facts.mode)), None)
    if found is not None:
        return found
    if facts.attributes & _REPARSE:
        if facts.tag & _SURROGATE:
            return Oddity.LINK
        if facts.tag not in _OWN_CONTENT and facts.tag & _CLOUD_MASK != _CLOUD:
            return Oddity.OTHER
    if stat.S_ISDIR(facts.mode):
        return None
    if facts.attributes & _NOT_HERE:
        return Oddity.CLOUD
    return None if stat.S_ISREG(facts.mode) else Oddity.OTHER


class NoRegularFileError(FileError):
    """What was to be read is no regular file; `oddity` says what it is."""

    def __init__(self, path: Path, found: Oddity) -> None:
        super().__init__("file-not-regular", {"path": str(path)})
        self.oddity = found


class FileTooBigError(FileError):
    """The file is bigger than the limit, or grew beyond it while it was read."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__("file-over-limit", {"path": str(path), "limit": limit // _PIECE})
        self.size = size


@contextlib.contextmanager
def opened(path: Path, *, follow: bool = True) -> Iterator[io.BufferedReader]:
    """The regular file at `path`, open for reading; FileError when there is none.

    Without `follow`, a link is not followed, not even one that has just taken a file's place.
    """
    try:
        _check(path, Facts.of(path.stat() if follow else path.lstat()))
        handle = os.open(path, _FLAGS if follow else _FLAGS | _NO_FOLLOW)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NoRegularFileError(path, Oddity.LINK) from error
        raise file_error(error, path) from error
    with os.fdopen(handle, "rb") as stream:
        _check(path, Facts(os.fstat(handle).st_mode))
        yield stream


def _check(path: Path, facts: Facts) -> None:
    """Refuse what is no regular file: before it is opened, and the thing that was opened."""
    if stat.S_ISDIR(facts.mode):
        raise file_error(OSError(errno.EISDIR, os.strerror(errno.EISDIR)), path)
    if (found := oddity(facts)) is not None:
        raise NoRegularFileError(path, found)


def read_bytes(path: Path, limit: int = MOST_BYTES, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most `limit` bytes, or FileError.

    No more is read than the limit, even when the file grows meanwhile.
    """
    try:
        with opened(path, follow=follow) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limit:
                raise FileTooBigError(path, size, limit)
            data = stream.read(size)
            while piece := stream.read(min(_PIECE, limit + 1 - len(data))):
                data += piece
                if len(data) > limit:
                    raise FileTooBigError(path, len(data), limit)
    except OSError as error:
        raise file_error(error, path) from error
    return data
