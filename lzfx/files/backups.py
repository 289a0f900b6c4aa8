"""A workspace as one zip that any program can unpack, and back again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.definitions import OWN_FOLDER
from lzfx.files.workspace import FOLDERS, LEDGER, ROSTER, SETTINGS, Workspace
from lzfx.files.writing import file_error, flush_folder


def backup_bytes(workspace: Workspace, ledger: bytes, target: Path) -> int:
    """Write settings, roster, ledger, originals and own definitions to a zip; gives their number.

    The zip is written whole or not at all. Its members are stored without compression, because
    workbooks are compressed already. FileError when it cannot be written there.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".lzfx-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise file_error(error, target) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(LEDGER, ledger)
                for path in _files(workspace):
                    archive.write(path, path.relative_to(workspace.root).as_posix())
                count = len(archive.namelist())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise file_error(error, target) from error
    flush_folder(target.parent)
    return count


def _files(workspace: Workspace) -> Iterator[Path]:
    """The files that a campaign needs, besides its ledger."""
    for path in (workspace.settings, workspace.roster):
        if path.is_file():
            yield path
    for folder in (workspace.folder("originals"), workspace.root / OWN_FOLDER):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith(".lzfx-"):
                yield path


def restore_backup(archive: Path, into: Path) -> Workspace:
    """Put a backup into an empty folder; FileError when it is damaged or no backup of lzfx."""
    try:
        with zipfile.ZipFile(archive) as packed:
            names = packed.namelist()
            if not {LEDGER, SETTINGS, ROSTER} <= set(names) or not all(map(_is_ours, names)):
                raise FileError("backup-damaged", {"path": str(archive)})
            for name in names:
                target = into / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(packed.read(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise FileError("backup-damaged", {"path": str(archive)}) from error
    except OSError as error:
        raise file_error(error, archive) from error
    return Workspace(into)


def _is_ours(name: str) -> bool:
    """Whether that is the name of a file of a backup, which stays below the folder it goes to."""
    first, *rest = name.split("/")
    folders = (FOLDERS["originals"], OWN_FOLDER)
    return ".." not in rest and (name in {LEDGER, SETTINGS, ROSTER} or first in folders)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise file_error(error, path) from error
