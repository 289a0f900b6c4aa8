"""`lzfx archive --open`: a box becomes a workspace that can only be read.

The box itself is never changed; an older ledger is migrated in memory only.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from lzfx.errors import FindingsError, WorkspaceError
from lzfx.files.box import DEFINED, EDITIONS, ORIGINALS, PRINTS, RECORD, Box, opened_box
from lzfx.files.workspace import FOLDERS, LEDGER, READ_ONLY
from lzfx.files.writing import file_error, flush_folder, write_atomic
from lzfx.messages import word
from lzfx.steps.archive_check import verify_box


@dataclass(frozen=True, slots=True)
class BoxOpened:
    """A copy that can only be read, made of a box."""

    folder: Path
    files: int
    up_to: str


def open_box(path: Path, into: Path | None = None) -> BoxOpened:
    """Unpack a sound box into an empty folder as a workspace that can only be read.

    FindingsError for one that was altered; WorkspaceError when the folder is not empty.
    """
    target = into or path.with_name(f"{path.name.removesuffix('.zip')} {word('archive-read-only')}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceError("restore-not-empty", {"path": str(target)})
    found = verify_box(path)
    if found.findings:
        raise FindingsError("box-altered", found.findings)
    with opened_box(path) as box:
        _unpack(box, target, path.name)
        return BoxOpened(target, len(box.names), found.up_to)


def _unpack(box: Box, target: Path, told: str) -> None:
    """All of the box in that folder, or nothing; FileError when it cannot be written."""
    stage = target.with_name(f".lzfx-{target.name}")
    try:
        shutil.rmtree(stage, ignore_errors=True)
        for name in FOLDERS.values():
            (stage / name).mkdir(parents=True, exist_ok=True)
        for name in box.names:
            data = box.read(name)
            if place := _place(name, data):
                write_atomic(stage / place, data, durable=False)
        text = word("archive-copy-of", name=told)
        write_atomic(stage / READ_ONLY, f"{text}\n".encode())
        if target.exists():
            target.rmdir()
        stage.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        raise file_error(error, target) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _place(name: str, data: bytes) -> str:
    """Where a file of the box belongs in a workspace; empty for the box's own pages."""
    folder, _, rest = name.partition("/")
    if folder == ORIGINALS:
        sha256 = hashlib.sha256(data).hexdigest()
        return f"{ORIGINALS}/{sha256[:2]}/{sha256}"
    if folder == PRINTS:
        return f"{FOLDERS['output']}/{rest}"
    if folder == EDITIONS:
        return name
    if folder == DEFINED:
        return rest
    return LEDGER if name == f"{RECORD}/{LEDGER}" else ""
