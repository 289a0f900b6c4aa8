"""A workspace as one zip that any program can unpack, and back again.

It holds settings, roster, ledger, originals, own definitions, and what was made of them; 收件 is
not in it, because whatever was judged is among the originals, nor is 归档, where backups lie.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.definitions import OWN_FOLDER
from lzfx.files.entries import files
from lzfx.files.reading import opened
from lzfx.files.workspace import FOLDERS, LEDGER, ROSTER, SETTINGS, Workspace
from lzfx.files.writing import file_error, write_atomic, written_whole

NEEDED = (LEDGER, SETTINGS, ROSTER)
"""What every backup has."""

BACKED_UP = ("originals", "outbox", "sent_back", "output", "editions")
"""The folders that go into a backup, besides the office's own definitions."""


def backup_bytes(workspace: Workspace, ledger: bytes, target: Path) -> int:
    """Write everything a campaign needs to a zip; gives the number of files.

    The zip is written whole or not at all. Its members are stored without compression, because
    workbooks are compressed already. FileError when it cannot be written there.
    """
    with (
        written_whole(target, holds_key=True) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
    ):
        archive.writestr(LEDGER, ledger)
        for path in _files(workspace):
            archive.write(path, path.relative_to(workspace.root).as_posix())
        return len(archive.namelist())


def _files(workspace: Workspace) -> Iterator[Path]:
    """The files that a campaign needs, besides its ledger."""
    for path in (workspace.settings, workspace.roster):
        if path.is_file():
            yield path
    for folder in (*map(workspace.folder, BACKED_UP), workspace.root / OWN_FOLDER):
        if folder.is_dir():
            yield from files(folder)


def restore_backup(archive: Path, into: Path, *, durable: bool = False) -> Workspace:
    """Put a backup into an empty folder; FileError when it is damaged or no backup of lzfx."""
    try:
        with opened(archive) as stream, zipfile.ZipFile(stream) as packed:
            names = packed.namelist()
            if not set(NEEDED) <= set(names) or not all(map(_is_ours, names)):
                raise FileError("backup-damaged", {"path": str(archive)})
            for name in names:
                data = packed.read(name)
                write_atomic(into / name, data, durable=durable, holds_key=name == LEDGER)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise FileError("backup-damaged", {"path": str(archive)}) from error
    except OSError as error:
        raise file_error(error, archive) from error
    return Workspace(into)


def _is_ours(name: str) -> bool:
    """Whether that is the name of a file of a backup, which stays below the folder it goes to."""
    first, *rest = name.split("/")
    folders = (*(FOLDERS[folder] for folder in BACKED_UP), OWN_FOLDER)
    leads_away = ".." in rest or "\\" in name or ":" in name
    return not leads_away and (name in NEEDED or (bool(rest) and first in folders))


def names_in(archive: Path) -> tuple[str, ...]:
    """The names at the top of a backup, each once: files and folders."""
    try:
        with opened(archive) as stream, zipfile.ZipFile(stream) as packed:
            return tuple(dict.fromkeys(name.partition("/")[0] for name in packed.namelist()))
    except zipfile.BadZipFile as error:
        raise FileError("backup-damaged", {"path": str(archive)}) from error
    except OSError as error:
        raise file_error(error, archive) from error


def ledger_in(archive: Path) -> bytes:
    """The ledger in a backup; FileError when it is damaged or no backup of lzfx."""
    try:
        with opened(archive) as stream, zipfile.ZipFile(stream) as packed:
            return packed.read(LEDGER)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise FileError("backup-damaged", {"path": str(archive)}) from error
    except OSError as error:
        raise file_error(error, archive) from error


def hash_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    try:
        with opened(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise file_error(error, path) from error
