"""Errors of SQLite in the clerk's words."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lzfx.errors import FileError, LzfxError, WorkspaceError

_NO_TEXT = "Could not decode to UTF-8"
"""The error of Python (not of SQLite) for a text whose bytes were changed."""

_OF_THE_DISK = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
"""Errors behind which a full disk may stand: one that has no room for a further file, say."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_A_LITTLE = bytes(8192)


@contextlib.contextmanager
def sqlite_complaint(path: Path) -> Iterator[None]:
    """Inside, errors of SQLite about the file become errors in the clerk's words."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        told = complaint_of(path, error)
        if told is None:
            raise
        raise told from error


def complaint_of(path: Path, error: BaseException | None) -> LzfxError | None:
    """An error of SQLite about the file, in the clerk's words; None for an error of the program."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    params = {"path": str(path), "detail": str(error)}
    is_no_text = isinstance(error, UnicodeDecodeError) or (
        isinstance(error, sqlite3.Error) and _NO_TEXT in str(error)
    )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceError("ledger-busy", params)
    if is_no_text or primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return WorkspaceError("ledger-damaged", params)
    if primary == sqlite3.SQLITE_FULL or (primary in _OF_THE_DISK and _is_full(path.parent)):
        return FileError("disk-full", params)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return FileError("file-no-permission", params)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS):
        return FileError("ledger-trouble", params)
    return None


def _is_full(folder: Path) -> bool:
    """Whether there is no room for a small file; SQLite does not say what the system told it."""
    try:
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(_A_LITTLE)
    except OSError as error:
        return error.errno in _FULL
    return False
