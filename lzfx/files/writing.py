"""Atomic writing of files: temporary name, flush, rename, flush of the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from lzfx.errors import FileError
from lzfx.model.codes import ErrorCode

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_WINDOWS = os.name == "nt"
_TRIES = 4
_PAUSE_SECONDS = 0.15
_PREFIX, _SUFFIX = ".lzfx-", ".tmp"
_LEFT_SECONDS = 600.0
"""In seconds; a temporary file older than this was left by a run that was killed."""

_WIN_PATH, _WIN_TOO_LONG = 260, 206
"""Windows: the length that no path may have, and the number of the error that says so."""

_TEMPORARY = 20
"""Characters of a slash and a temporary name."""

_QUOTED = 40
"""Characters at each end of a path too long that are quoted."""

_NO_SUCH_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})


def write_atomic(path: Path, data: bytes, *, durable: bool = True, holds_key: bool = False) -> Path:
    """Put `data` at `path` whole or not at all; FileError when it cannot be written there.

    What `holds_key` only its owner may read, where the system has such permissions.

    On Windows the rename fails while Excel or a scanner holds the file open. It is tried a few
    times, because scanners let go within moments.
    """
    with written_whole(path, durable=durable, holds_key=holds_key) as stream:
        stream.write(data)
    return path


@contextlib.contextmanager
def written_whole(
    path: Path, *, durable: bool = True, holds_key: bool = False
) -> Iterator[BinaryIO]:
    """A file to write, which is at `path` when all is written; FileError when it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = _unfinished_file(path.parent)
    except OSError as error:
        raise file_error(error, path) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
            temporary.chmod(0o600 if holds_key else 0o644)
            if fcntl is not None:  # while it is open, nobody takes it for left behind
                _replace(temporary, path)
        if fcntl is None:  # Windows renames no open file
            _replace(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise file_error(error, path) from error
        raise
    if durable:
        flush_folder(path.parent)


def _unfinished_file(folder: Path) -> tuple[int, Path]:
    """A temporary file in `folder`, open and marked as in use; OSError when there can be none."""
    while True:
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        if not _may_lock(handle, wait=True) or os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # taken away by another run before it was marked


def clear_unfinished(folder: Path) -> None:
    """Delete temporary files below `folder` that a killed run left.

    Those that a run is writing are in use. Where the system cannot tell that, only old ones go.
    """
    for left in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink()
                continue
            handle = os.open(left, os.O_RDWR)
            try:
                if _may_lock(handle):
                    left.unlink()
            finally:
                os.close(handle)


def _may_lock(handle: int, *, wait: bool = False) -> bool:
    """Mark the open file as in use by this run; False where it is in use or cannot be marked."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _replace(temporary: Path, path: Path) -> None:
    for left in range(_TRIES - 1, -1, -1):
        try:
            temporary.replace(path)
        except PermissionError:
            if left == 0 or not _WINDOWS:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def flush_folder(folder: Path) -> None:
    """Flush `folder`, so that a rename in it survives a power cut; FileError when the disk fails.

    Windows and some network folders have no such flush; there it does nothing.
    """
    if _WINDOWS:
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_FLUSH:
            raise file_error(error, folder) from error


def is_too_long(error: OSError, path: Path, *, windows: bool = _WINDOWS) -> bool:
    """Whether the system refuses the path, or our temporary name beside it, because it is too long.

    Windows says of a path of 260 characters or more that it is not there.
    """
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _WIN_TOO_LONG:
        return True
    longest = max(len(str(path)), len(str(path.parent)) + _TEMPORARY)
    return windows and error.errno in {errno.ENOENT, errno.EINVAL} and longest >= _WIN_PATH


def file_error(error: OSError, path: Path) -> FileError:
    """The clerk's words for what the system said about `path`."""
    if is_too_long(error, path):
        text = str(path)
        told = f"{text[:_QUOTED]}…{text[-_QUOTED:]}" if len(text) > 2 * _QUOTED else text
        octets = len(os.fsencode(text))
        return FileError("path-too-long", {"path": told, "length": len(text), "octets": octets})
    codes: Mapping[int, ErrorCode] = {
        errno.ENOSPC: "disk-full",
        errno.EDQUOT: "disk-full",
        errno.EACCES: "file-no-permission",
        errno.EPERM: "file-no-permission",
        errno.EROFS: "file-no-permission",
        errno.ENOENT: "file-missing",
        errno.EISDIR: "file-is-folder",
        errno.ENOTDIR: "file-missing",
    }
    if _WINDOWS and isinstance(error, PermissionError):
        return FileError("file-held-open", {"path": str(path)})
    code = codes.get(error.errno or 0, "file-trouble")
    return FileError(code, {"path": str(path), "detail": error.strerror or str(error)})
