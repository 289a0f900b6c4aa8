"""Atomic writing of files: temporary name, flush, rename, flush of the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from lzfx.errors import FileError
from lzfx.model.codes import ErrorCode

_WINDOWS = os.name == "nt"
_TRIES = 4
_PAUSE_SECONDS = 0.15
_PREFIX, _SUFFIX = ".lzfx-", ".tmp"
_LEFT_SECONDS = 600.0
"""In seconds; a temporary file older than this was left by a run that was killed."""

_NO_SUCH_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> Path:
    """Put `data` at `path` whole or not at all; FileError when it cannot be written there.

    On Windows the rename fails while Excel or a scanner holds the file open. It is tried a few
    times, because scanners let go within moments.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
    except OSError as error:
        raise file_error(error, path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.chmod(0o644)
        _replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise file_error(error, path) from error
    if durable:
        flush_folder(path.parent)
    return path


def clear_unfinished(folder: Path) -> None:
    """Delete old temporary files below `folder`; newer ones may belong to another run."""
    for left in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink()


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


def file_error(error: OSError, path: Path) -> FileError:
    """The clerk's words for what the system said about `path`."""
    codes: Mapping[int, ErrorCode] = {
        errno.ENOSPC: "disk-full",
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


def read_bytes(path: Path) -> bytes:
    """The file's bytes, or FileError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise file_error(error, path) from error
