"""Old files moved aside under a name that says what they are; nothing is overwritten or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from pathlib import Path

from lzfx.files.workspace import Workspace
from lzfx.files.writing import file_error, flush_folder

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a ledger; left behind, it would be played into the new one."""


def move_ledger_aside(workspace: Workspace, path: Path, called: str, now: datetime) -> Path | None:
    """Move a ledger and what belongs to it into 归档; gives its new place, None if it was gone.

    FileError when it cannot be moved.
    """
    folder = workspace.folder("archive")
    stem = f"{path.stem}（{called}，{now:%Y-%m-%d %H%M%S}）"
    target = free(folder / f"{stem}{path.suffix}")
    moved = None
    try:
        for ending in ("", *_BESIDE):
            old = path.with_name(path.name + ending)
            if not old.exists():
                continue
            folder.mkdir(parents=True, exist_ok=True)
            new = target.with_name(target.name + ending)
            old.rename(new)
            moved = new if not ending else moved
        if folder.is_dir():
            flush_folder(folder)
        flush_folder(path.parent)
    except OSError as error:
        raise file_error(error, path) from error
    return moved


def move_aside(root: Path, names: Iterable[str], called: str, now: datetime) -> Path | None:
    """Move those entries of a folder into a new one in it; None when none of them is there.

    Empty folders are taken away. FileError when something cannot be moved.
    """
    there = [root / name for name in names if (root / name).exists()]
    target = free(root / f"{called} {now:%Y-%m-%d %H%M%S}")
    try:
        for old in there:
            if old.is_dir() and not any(old.iterdir()):
                old.rmdir()
                continue
            target.mkdir(exist_ok=True)
            old.rename(target / old.name)
        if not target.is_dir():
            return None
        flush_folder(target)
        flush_folder(root)
    except OSError as error:
        raise file_error(error, root) from error
    return target


def move_in(stage: Path, root: Path, last: str) -> None:
    """Move everything in `stage` up into `root`, one entry as the last; FileError as above."""
    try:
        for entry in sorted(stage.iterdir(), key=lambda entry: (entry.name == last, entry.name)):
            entry.rename(root / entry.name)
        stage.rmdir()
        flush_folder(root)
    except OSError as error:
        raise file_error(error, root) from error


def free(path: Path) -> Path:
    """That path, or with a number behind its name the first at which nothing is."""
    if not path.exists():
        return path
    numbered = (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in count(2))
    return next(one for one in numbered if not one.exists())


def move_file(path: Path, folder: Path) -> bool:
    """Move one file into a folder, with a number behind its name if need be; False when it is gone.

    FileError when it is held open.
    """
    if not path.is_file():
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(free(folder / path.name))
    except OSError as error:
        raise file_error(error, path) from error
    return True
