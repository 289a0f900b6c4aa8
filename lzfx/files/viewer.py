"""Copies of originals to look at, under their own names, and how the system shows them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

from lzfx.files.names import safe_file_name
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.files.writing import write_atomic

VIEWED = "查看"
"""The folder of the workspace for copies to look at; it may be deleted at any time."""


def viewed_copy(workspace: Workspace, name: str, data: bytes) -> Path:
    """A read-only copy of an original under that name; another file of the name keeps its own.

    FileError when it cannot be written.
    """
    safe = safe_file_name(name)
    stem, suffix = Path(safe).stem, Path(safe).suffix
    for number in count(1):
        path = workspace.root / VIEWED / (f"{stem}（{number}）{suffix}" if number > 1 else safe)
        if not path.exists():
            break
        if read_bytes(path) == data:
            return path
    write_atomic(path, data)
    with contextlib.suppress(OSError):
        path.chmod(0o444)
    return path


def show_on_screen(path: Path) -> bool:
    """Open a file with the system's program for it; False when there is no screen or no program."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - the kind of the file was looked at
            return True
        program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        has_screen = sys.platform == "darwin" or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
        if program is None or not has_screen:
            return False
        subprocess.Popen(  # noqa: S603 - a program of the system, with one path
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
