"""The folders of one campaign; one table maps their Chinese names to the words used in code."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.errors import WorkspaceError
from lzfx.files.definitions import text_of
from lzfx.files.reading import read_bytes
from lzfx.files.writing import file_error, flush_folder, write_atomic

FOLDERS: Mapping[str, str] = {
    "outbox": "发出",
    "inbox": "收件",
    "sent_back": "退回",
    "originals": "原件",
    "copies": "台账副本",
    "output": "成果",
    "archive": "归档",
    "editions": "印制记录",
}
SETTINGS = "lzfx.toml"
ROSTER = "名册.xlsx"
LEDGER = "台账.db"
REBUILT = "台账.重建.db"
REPORTS = "程序报告"
READ_ONLY = "归档副本（只能看）.txt"
"""The mark of a workspace that was opened from an archive box: nothing in it is ever changed."""

SETTLED = "已改好"
"""Below 退回: marked copies whose return has come back without faults."""

DRAFTS = "邮件草稿"
"""Below 发出 and 退回: letters ready to send."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One campaign's folder; every path of the campaign comes from here."""

    root: Path

    @property
    def settings(self) -> Path:
        """The settings file `lzfx.toml`."""
        return self.root / SETTINGS

    @property
    def roster(self) -> Path:
        """The roster workbook."""
        return self.root / ROSTER

    @property
    def ledger(self) -> Path:
        """The ledger file."""
        return self.root / LEDGER

    @property
    def read_only(self) -> bool:
        """Whether it was opened from an archive box."""
        return (self.root / READ_ONLY).is_file()

    def folder(self, word: str) -> Path:
        """The folder for one of the words of `FOLDERS`."""
        return self.root / FOLDERS[word]

    def keep_original(self, data: bytes) -> str:
        """Keep bytes under their SHA-256, flushed to the disk; return the hash.

        A file that is there already may come from a run that was killed before it flushed the
        folders, so these are flushed all the same.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.original(sha256)
        if path.exists():
            flush_folder(path.parent)
        else:
            write_atomic(path, data)
        flush_folder(path.parent.parent)
        return sha256

    def keep_old_ledger(self, version: int, data: bytes) -> None:
        """Keep a ledger's bytes from before a migration in 归档, each under a name of its own."""
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"台账（升级前，第{version}版，{sha256[:8]}）.db"
        write_atomic(self.folder("archive") / name, data, holds_key=True)

    def original(self, sha256: str) -> Path:
        """The path at which the original with that hash is or would be kept."""
        return self.folder("originals") / sha256[:2] / sha256


def create(root: Path) -> Workspace:
    """Make the folders of a new workspace; refuse a folder that is one already.

    A workspace that was only half made, because the power failed, may be made again; one that has
    lost its ledger but keeps returns may not.
    """
    workspace = Workspace(root)
    if workspace.settings.exists() and workspace.ledger.exists():
        raise WorkspaceError("workspace-exists", {"path": str(root)})
    kept = workspace.folder("originals")
    if not workspace.ledger.exists() and kept.is_dir() and any(kept.iterdir()):
        raise WorkspaceError("ledger-missing", {"path": str(workspace.ledger)})
    try:
        for name in FOLDERS.values():
            (root / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error, root) from error
    return workspace


def is_inside(start: Path) -> bool:
    """Whether there is a workspace at `start` or above it."""
    return any((folder / SETTINGS).is_file() for folder in (start, *start.parents))


def find(start: Path) -> Workspace:
    """The workspace at `start` or above it; WorkspaceError when there is none.

    One that has lost its settings is told apart from a folder that never was one.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Workspace(folder)
    for folder in (start, *start.parents):
        if _lost_its_settings(Workspace(folder)):
            raise WorkspaceError("settings-missing", {"path": str(folder / SETTINGS)})
    raise WorkspaceError("no-workspace", {"path": str(start)})


def _lost_its_settings(workspace: Workspace) -> bool:
    """Whether a folder without settings is a workspace by what else is in it."""
    kept = (workspace.folder(word).is_dir() for word in ("originals", "copies"))
    return workspace.ledger.is_file() or all(kept)


def settings_text(workspace: Workspace) -> str:
    """The text of `lzfx.toml`; DefinitionError when it is not UTF-8."""
    return text_of(SETTINGS, read_bytes(workspace.settings))
